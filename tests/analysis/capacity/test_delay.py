"""Serialization, fragments and the longest wait in the strict queue."""

import pytest

from netaudit.analysis.capacity.delay import fragment_bytes, serialization_ms, worst_wait_ms

SIZES = (64, 128, 256, 512, 1024, 1500)
TABLE = {
    56: (9.1, 18.3, 36.6, 73.1, 146.3, 214.3),
    64: (8, 16, 32, 64, 128, 187.5),
    128: (4, 8, 16, 32, 64, 93.8),
    256: (2, 4, 8, 16, 32, 46.9),
    512: (1, 2, 4, 8, 16, 23.4),
    768: (0.7, 1.3, 2.7, 5.3, 10.7, 15.6),
    1536: (0.3, 0.7, 1.3, 2.7, 5.3, 7.8),
}
CELLS = [(kbps, size, ms) for kbps, row in TABLE.items() for size, ms in zip(SIZES, row, strict=True)]


@pytest.mark.parametrize(("kbps", "size", "ms"), CELLS)
def test_serialization_is_what_the_table_says(kbps: int, size: int, ms: float) -> None:
    """A packet takes its bits over the rate: 1500 bytes need 187.5 ms at 64 kbps."""
    assert serialization_ms(size, kbps) == pytest.approx(ms, abs=0.05)


@pytest.mark.parametrize(
    ("kbps", "size"), [(56, 70), (64, 80), (128, 160), (256, 320), (512, 640), (768, 960)]
)
def test_fragment_of_ten_milliseconds(kbps: int, size: int) -> None:
    """10 ms of a link are kbps x 10 / 8 bytes: 320 at 256 kbps, 960 at 768."""
    assert fragment_bytes(kbps) == size


def test_worst_wait_is_one_packet_of_data_and_one_of_each_call() -> None:
    """At 768 kbps: 15.6 ms for 1500 bytes of data, and 33 % of 20 ms for the other calls."""
    assert worst_wait_ms(1500, 768, 0.33) == pytest.approx(15.625 + 6.6)
    assert worst_wait_ms(960, 768, 0.33) == pytest.approx(10 + 6.6)
