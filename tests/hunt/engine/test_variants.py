"""A line with a literal in whatever encoding is a candidate."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.hunt.engine.signs import signs
from netaudit.hunt.engine.variants import FEW, variants
from netaudit.hunt.sigma.readings import readings

PRINTABLE = st.characters(min_codepoint=0x20, max_codepoint=0x7E)
LITERAL = st.text(PRINTABLE, min_size=1, max_size=24).map(str.lower)
ENCODINGS: tuple[Callable[[int], str], ...] = (
    chr,
    lambda code: f"%{code:02x}",
    lambda code: f"%{code:02X}",
    lambda code: f"%25{code:02x}",
    lambda code: f"\\x{code:02x}",
    lambda code: f"\\u{code:04x}",
    lambda code: f"%u{code:04x}",
    lambda code: f"%u{code + 0xFEE0:04x}",
    lambda code: f"%{0xC0 | code >> 6:02x}%{0x80 | code & 0x3F:02x}",
    lambda code: f"%25{0xC0 | code >> 6:02x}%25{0x80 | code & 0x3F:02x}",
    lambda code: chr(0xC0 | code >> 6) + chr(0x80 | code & 0x3F),
    lambda code: f"%e0%{0x80 | code >> 6:02x}%{0x80 | code & 0x3F:02x}",
    lambda code: "".join(f"%{byte:02x}" for byte in chr(code + 0xFEE0).encode()),
    lambda code: chr(code + 0xFEE0).encode().decode("latin-1"),
    lambda code: f"%%{ord(f'{code:02x}'[0]):02x}{f'{code:02x}'[1]}",
    lambda code: f"%25%{ord(f'{code:02x}'[0]):02x}%{ord(f'{code:02x}'[1]):02x}",
)
OWN = {
    " ": ("+", "%20", "%2520", "%2b"),
    '"': ('\\"', '\\\\\\"', '""'),
    "/": ("\\/",),
    "\\": ("\\\\", "\\\\\\\\"),
}
_SIGNS = signs()


def candidate(line: str, literal: str) -> bool:
    """Whether the search would find it."""
    raw = line.encode("latin-1").lower()
    return any(each in raw for each in (*variants(literal), *_SIGNS))


@given(st.data(), LITERAL)
@settings(max_examples=400, deadline=None)
def test_however_each_character_is_encoded_the_line_is_a_candidate(data: st.DataObject, literal: str) -> None:
    """Any mix of encodings, character by character."""
    parts = [
        data.draw(
            st.sampled_from(
                [
                    *(encode(ord(character)) for encode in ENCODINGS if ord(character) != 0x20),
                    *OWN.get(character, (character,)),
                ]
            )
        )
        for character in literal
    ]
    assert candidate("GET /x" + "".join(parts) + " HTTP/1.0", literal)


@given(st.data(), LITERAL)
@settings(max_examples=400, deadline=None)
def test_what_a_reading_shows_is_a_candidate(data: st.DataObject, literal: str) -> None:
    """Random text around and in between: if some reading holds the literal, the line is found."""
    noise = st.sampled_from(["", "%", "%25", "\\", "x", "%2", "+", "\xc0", "\xe0\x80", "%c0", "5c", "%u00"])
    text = "".join(
        data.draw(noise) + data.draw(st.sampled_from([encode(ord(character)) for encode in ENCODINGS]))
        for character in literal[:8]
    )
    for reading in readings(text):
        for part in (reading.lower()[:3], reading.lower()[-4:]):
            if part and part.isascii() and part.isprintable():
                assert candidate(text, part)


@given(LITERAL)
def test_a_literal_has_few_variants(literal: str) -> None:
    """Never more than the last bound, and no variant is empty."""
    assert 1 <= len(variants(literal)) <= FEW[-1]
    assert all(variants(literal))


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ("root.exe", {b"root.exe"}),
        (
            "/scripts/root.exe",
            {b"scripts/root.exe", b"scripts%2froot.exe", b"scripts%252froot.exe", b"scripts\\/root.exe"},
        ),
        ("../..", {b"../..", b"..%2f..", b"..%252f..", b"..\\/.."}),
        (
            "union select",
            {b"union select", b"union+select", b"union%20select", b"union%2520select", b"union%2bselect"},
        ),
    ],
)
def test_variants_of_known_literals(literal: str, expected: set[bytes]) -> None:
    """Worked out by hand."""
    assert set(variants(literal)) == expected


def test_ordinary_encodings_are_no_signs() -> None:
    """What clients write every day: blanks, quotes of URLs within URLs, umlauts, brackets, a tilde."""
    ordinary = (
        b"q=caf%c3%a9%20b&u=http%3a%2f%2fexample.com%2fa%3fb%3dc%26d%7e%5b0%5d&r=http%253a%252f%252fx%2520y"
    )
    assert not [sign for sign in _SIGNS if sign in ordinary]


def test_each_sign_stands_for_something() -> None:
    """No sign is there twice, none is longer than 12 characters or a single letter."""
    assert len(set(_SIGNS)) == len(_SIGNS)
    assert all(1 <= len(sign) <= 15 for sign in _SIGNS)
    assert all(len(sign) > 2 for sign in _SIGNS if sign.isascii())


@pytest.mark.parametrize(
    ("literal", "line"),
    [
        ("/cgi-bin/weblogin.cgi?username=admin'", "GET /cgi-bin/weblogin.cgi username=admin' 80"),
        ("/getcfg.php?a=", "2026-03-02 a=%0a 10.0.0.1 /getcfg.php 200"),
        ("<?php ", "GET /< php+system(1) 80"),
        ("<?php ", "80, GET, /<, php system(1),"),
    ],
)
def test_path_and_query_in_columns_of_their_own_are_found(literal: str, line: str) -> None:
    """Logs that part them do so by a blank, a tab or a comma, or write them far apart."""
    assert candidate(line, literal)


@pytest.mark.parametrize(
    ("literal", "searched"),
    [("/adminpanel/showcode.asp", "adminpanel/showcode"), ("benchmark(5000000,", "benchmark(5")],
)
def test_no_text_ends_as_ordinary_lines_do(literal: str, searched: str) -> None:
    """What is left of it is rare enough."""
    assert any(each.decode().startswith(searched[:8]) for each in variants(literal))
    assert not any(each.endswith((b".asp", b"000")) for each in variants(literal))
