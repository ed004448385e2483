"""Bandwidth of calls: the per-call table and the worked examples of call admission."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.analysis.capacity.calls import CODECS, FRAMINGS, call_kbps, calls_that_fit
from netaudit.site import policy

TABLE = {
    "g711": (87.2, 88.8, 96.8, 82.8, 85.2, 81.6, 83.2, 106.0),
    "g722": (87.2, 88.8, 96.8, 82.8, 85.2, 81.6, 83.2, 106.0),
    "g729": (31.2, 32.8, 40.8, 26.8, 29.2, 25.6, 27.2, 42.4),
    "g726-32": (55.2, 56.8, 64.8, 50.8, 53.2, 49.6, 51.2, 63.6),
    "ilbc": (38.4, 40.0, 48.0, 34.0, 36.4, 32.8, 34.4, 42.4),
}
COLUMNS = ("ethernet", "dot1q", "dot1q-wire", "ppp", "mlp-long", "frame-relay", "frf12", "atm")
CELLS = [
    (codec, framing, kbps) for codec, row in TABLE.items() for framing, kbps in zip(COLUMNS, row, strict=True)
]


@pytest.mark.parametrize(("codec", "framing", "kbps"), CELLS)
def test_call_takes_what_the_table_says(codec: str, framing: str, kbps: float) -> None:
    """(payload + 40 + layer 2) x 8 x 50 is what the published tables have, cell tax included."""
    assert call_kbps(CODECS[codec], FRAMINGS[framing]) == pytest.approx(kbps)


@pytest.mark.parametrize(("codec", "kbps"), [("g711", 67.6), ("g729", 11.6)])
def test_compressed_headers_leave_two_bytes(codec: str, kbps: float) -> None:
    """With cRTP 2 of 40 bytes are left: G.729 goes from 26.8 to 11.6 kbps on PPP."""
    assert call_kbps(CODECS[codec], FRAMINGS["ppp"], crtp=True) == pytest.approx(kbps)


def test_third_of_a_768_link_takes_nine_calls_of_g729() -> None:
    """33 % of 768 kbps are 253 kbps: 9 x 26.8 = 241.2 fit, 10 x 26.8 = 268 do not, 10 x 11.6 = 116 do."""
    rate = 768 * 0.33
    assert calls_that_fit(rate, call_kbps(CODECS["g729"], FRAMINGS["mlp"])) == 9
    assert calls_that_fit(rate, call_kbps(CODECS["g729"], FRAMINGS["mlp"], crtp=True)) >= 10


def test_twelve_calls_of_g711_take_a_tenth_of_ten_megabits() -> None:
    """12 x 88.8 = 1065.6 kbps on tagged Ethernet, 10.7 % of 10 Mbps."""
    total = 12 * call_kbps(CODECS["g711"], FRAMINGS["dot1q"])
    assert total == pytest.approx(1065.6)
    assert 100 * total / 10_000 == pytest.approx(10.7, abs=0.05)


def test_rounding_does_not_cost_a_call() -> None:
    """Ten times 26.8 kbps carry ten calls, whatever binary fractions make of 26.8."""
    assert calls_that_fit(268, 26.8) == 10
    assert calls_that_fit(267.9, 26.8) == 9


@given(st.floats(0, 1e7), st.sampled_from(sorted(CODECS)), st.sampled_from(sorted(FRAMINGS)))
def test_calls_that_fit_really_fit(kbps: float, codec: str, framing: str) -> None:
    """What fits takes no more than the rate, and one call more would."""
    one = call_kbps(CODECS[codec], FRAMINGS[framing])
    number = calls_that_fit(kbps, one)
    assert number * one <= kbps + 1e-3
    assert (number + 1) * one > kbps - 1e-3


def test_policy_knows_the_same_codecs() -> None:
    """What a site may declare is what the tables can work out."""
    assert tuple(sorted(CODECS)) == policy.CODECS
