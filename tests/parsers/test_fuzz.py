"""Whatever stands in a file, it is read without an exception, and every line is accounted for."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.errors import InputError
from netaudit.parsers import load

SAMPLES = sorted((Path(__file__).parents[2] / "sample_configs").glob("*.cfg"))
LINES = sorted({line for path in SAMPLES for line in path.read_text().split("\n")})

known = st.sampled_from(LINES)
cut = st.tuples(known, st.integers(0, 40)).map(lambda row: row[0][: row[1]])
moved = st.tuples(known, st.integers(0, 4)).map(lambda row: " " * row[1] + row[0].strip())
noise = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
odd = st.tuples(known, noise).map(lambda row: f"{row[0]} {row[1]}")


def lines_lost(data: bytes) -> list[tuple[int, int]]:
    """Lines there are and lines accounted for, of each device where they differ."""
    differ = []
    for device, text in load(data, "fuzz"):
        first = device.first_line - 1
        rows = (row.lstrip() for row in text.split("\n")[first : first + device.lines])
        written = sum(1 for row in rows if row and row[0] != "!")
        counted = sum(part.read + part.irrelevant + part.unread for part in device.coverage)
        if device.supported and written != counted:
            differ.append((written, counted))
    return differ


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(known, cut, moved, odd, noise), max_size=60))
def test_any_lines(lines: list[str]) -> None:
    """Lines of configs in any order, cut, moved and with anything behind them."""
    assert lines_lost("\n".join(lines).encode()) == []


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """Bytes are text that is accounted for, or refused as no text."""
    try:
        assert lines_lost(data) == []
    except InputError as refused:
        assert "text" in str(refused)  # noqa: PT017 - it may raise, but then for this reason


def test_digits_of_other_scripts_are_no_numbers() -> None:
    """A superscript two counts as a digit for Python and is no number of IOS."""
    for text in ("version 15²2", "interface Gi1/0/²", "vlan ²", "access-list ² permit any", "line vty ² 4"):
        ((device, _text),) = load(f"hostname x\n{text}\n".encode(), "fuzz")
        assert (device.hostname, device.vlans, device.acls) == ("x", (), ())
