"""Engines find the lines that a naive search finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.errors import UsageError
from netaudit.hunt.engine import choice
from netaudit.hunt.engine.candidates import every, search
from netaudit.hunt.engine.choice import chosen, engines, works
from netaudit.hunt.engine.engine import Engine, Search

ALPHABET = [
    b"a",
    b"B",
    b"b",
    b"/",
    b".",
    b"%",
    b"2",
    b"e",
    b"\\",
    b"\n",
    b"\r",
    b"\0",
    b"\xc0",
    b"\xe0",
    b"\xaf",
    b" ",
]
TEXT = st.lists(st.sampled_from(ALPHABET), max_size=120).map(b"".join)
LITERALS = st.lists(
    st.lists(
        st.sampled_from([part for part in ALPHABET if part not in {b"\n", b"B"}]), min_size=1, max_size=4
    ).map(b"".join),
    min_size=1,
    max_size=6,
    unique=True,
)


def naive(text: bytes, literals: list[bytes]) -> list[tuple[int, int]]:
    """Lines that hold a literal in upper or lower case, without any library."""
    found, at = [], 0
    for line in text.split(b"\n"):
        if any(literal.lower() in line.lower() for literal in literals):
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


@pytest.mark.parametrize("engine", engines(), ids=lambda engine: engine.name)
@given(text=TEXT, literals=LITERALS, rest=st.binary(max_size=10))
@settings(deadline=None)
def test_an_engine_finds_what_a_naive_search_finds(
    engine: Engine, text: bytes, literals: list[bytes], rest: bytes
) -> None:
    """Each line once, in order, whatever stands in the buffer behind the end."""
    find = engine.compile(tuple(literals))
    assert list(find(bytearray(text + rest), len(text))) == naive(text, literals)


@pytest.mark.parametrize("engine", engines(), ids=lambda engine: engine.name)
@given(text=TEXT, literals=LITERALS)
@settings(deadline=None)
def test_literals_that_hold_others_change_nothing(engine: Engine, text: bytes, literals: list[bytes]) -> None:
    """The search leaves out what is not needed, and looks for bytes beyond ASCII only where there are any."""
    assert list(search(engine, literals)(bytearray(text), len(text))) == naive(text, literals)


def test_all_engines_work_here() -> None:
    """The tests below mean little if none is there."""
    assert [engine.name for engine in engines()] == ["hyperscan", "re2", "aho-corasick"]
    assert chosen() is engines()[0]
    assert chosen("re2").name == "re2"


def test_a_line_full_of_matches_is_found_once() -> None:
    """Half a megabyte of ``../`` in one line, and a short line behind it."""
    text = bytearray(b"../" * 170_000 + b"\n/x/\n../\n")
    for engine in engines():
        assert list(engine.compile((b"../",))(text, len(text))) == [(0, 510_000), (510_005, 510_008)]


def test_every_line_is_a_candidate() -> None:
    """For rules that no literal can tell."""
    assert list(every(bytearray(b"a\n\nbc\nrest"), 5)) == [(0, 1), (2, 2), (3, 5)]


def test_an_engine_that_finds_nothing_does_not_work() -> None:
    """A wheel that loads and then does not search is passed over."""

    def compile_nothing(_literals: tuple[bytes, ...]) -> Search:
        return lambda buffer, end: []  # noqa: ARG005 - as every search

    assert not works(Engine("broken", compile_nothing))
    assert all(map(works, engines()))


def test_who_has_no_engine_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next step is in the message; an unknown name lists the known ones."""
    with pytest.raises(UsageError, match="there are hyperscan, re2, aho-corasick"):
        chosen("grep")
    monkeypatch.setattr(choice, "_usable", lambda _name: None)
    with pytest.raises(UsageError, match="install hyperscan or google-re2 or ahocorasick_rs"):
        chosen()
    with pytest.raises(UsageError, match="install google-re2 "):
        chosen("re2")


@pytest.mark.parametrize("module", ["hyperscan", "re2", "ahocorasick_rs"])
def test_a_missing_library_is_no_engine(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others serve."""
    monkeypatch.setitem(__import__("sys").modules, module, None)
    choice._usable.cache_clear()  # noqa: SLF001 - what it found is kept for the process
    try:
        assert len(engines()) == 2
    finally:
        choice._usable.cache_clear()  # noqa: SLF001 - what it found is kept for the process
