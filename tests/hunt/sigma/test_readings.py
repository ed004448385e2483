"""What a server may have read."""

import re
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.hunt.sigma.readings import LONGEST, readings

BACKSLASHED = (
    "..\\..",  # as it is
    "..%5c..",
    "..%5C..",
    "..%255c..",
    "..%%35c..",
    "..%%35%63..",
    "..%25%35%63..",
    "..%c1%1c..",
    "..%c1%9c..",
    "..%c1%8s..",  # IIS went on counting behind f: 8s is 0x9c
    "..%c1%pc..",  # pc is 0x19c, of which 0x9c is left
    "..%e0%81%9c..",
    "..%f0%80%81%9c..",
    "..%f8%80%80%81%9c..",
    "..%fc%80%80%80%81%9c..",
    "..%u005c..",
    "..%U005C..",
    "..%uff3c..",
    "..%ef%bc%bc..",
    "..%u2216..",
    "..\\xc1\\x9c..",  # Apache escapes bytes beyond ASCII
    "..\\xc1\\x1c..",
    "..\\x5c..",
    "..\\\\..",  # Apache escapes backslashes
    "..\xc1\x9c..",  # IIS logs what it decoded
    "..\xc1\x1c..",
    "..%25c1%259c..",
    "..%c0%a55c..",  # an overlong percent sign
)
SLASHED = (
    "../..",
    "..%2f..",
    "..%2F..",
    "..%252f..",
    "..%%32%66..",
    "..%c0%af..",
    "..%c0%2f..",
    "..%c0%9v..",  # 9v is 0xaf
    "..%c0%qf..",  # qf is 0x1af, of which 0xaf is left
    "..%e0%80%af..",
    "..%f0%80%80%af..",
    "..%fc%80%80%80%80%af..",
    "..%u002f..",
    "..%u2215..",
    "..%u2044..",
    "..%uff0f..",
    "..\\xc0\\xaf..",
    "..\\xc0/..",
    "..\xc0\xaf..",
    "..\xc0/..",
    "%2e%2e/%2e%2e",
    "%252e%252e/%252e%252e",
    "%c0%ae%c0%ae/..",
    "%uff0e%uff0e/..",
)
BEYOND = "..%2525255c.."


@pytest.mark.parametrize("text", BACKSLASHED)
def test_a_backslash_in_every_encoding(text: str) -> None:
    """Each way to write a backslash that worms and tools used is read as one."""
    assert "..\\.." in readings(text)


@pytest.mark.parametrize("text", SLASHED)
def test_a_slash_in_every_encoding(text: str) -> None:
    """Each way to write ../ is read so."""
    assert "../.." in readings(text)


def test_a_worms_request_is_read() -> None:
    """Nimda's ninth probe in the log of an Apache, of an IIS, and as it was sent."""
    for text in ("/scripts/..%c1%1c../winnt", "/scripts/..\\xc1\\x1c../winnt", "/scripts/..\xc1\x1c../winnt"):
        assert "/scripts/..\\../winnt" in readings(text)


def test_decoded_twice_and_no_more() -> None:
    """What is encoded three times stays encoded once: no server decodes so often."""
    assert readings("%252541") == ("%252541", "%2541", "%41")
    assert "..\\.." not in readings(BEYOND)


def test_letters_are_read() -> None:
    """An encoded letter hides nothing."""
    assert "cmd.exe" in readings("%63%6d%64%2E%65%78%65")
    assert "cmd.exe" in readings("c%6Dd%252eexe")


def test_a_malformed_percent_sign_stays() -> None:
    """What is no escape is left as it stands."""
    for text in ("100%", "%", "%%", "%4", "%zz", "%u12", "%u12g4", "50%-off"):
        assert readings(text) == (text,)


def test_plus_is_a_space_too() -> None:
    """A form writes a space as plus and a plus as %2b; what it was nobody knows, so both are read."""
    assert readings("union+select") == ("union+select", "union select")
    assert {"a+b", "a b"} < set(readings("a%2bb"))


def test_what_a_server_escaped_for_its_log() -> None:
    """Quotes and backslashes have a backslash before them, other bytes stand as hexadecimal digits."""
    assert 'a"b\\c\xe9' in readings('a\\"b\\\\c\\xe9')
    assert "\\x41" in readings("\\\\x41")  # an escaped backslash escapes nothing


def test_nul_is_read() -> None:
    """A zero byte stays where it is."""
    assert "/x.php\0.jpg" in readings("/x.php%00.jpg")


def test_utf8_stays_utf8() -> None:
    """A letter beyond ASCII is its bytes, whichever way it was written."""
    assert "/caf\xc3\xa9" in readings("/caf%c3%a9")
    assert "/caf\xc3\xa9" in readings("/caf%u00e9")


def test_ordinary_text_is_itself() -> None:
    """Nothing is made of a text that has nothing encoded."""
    text = "/index.html?id=7&name=x"
    assert readings(text)[0] is text
    assert len(readings(text)) == 1


def test_a_byte_that_eats_a_letter_hides_nothing() -> None:
    """A stray lead byte would swallow the letter behind it; the text as it is is read as well."""
    assert any("select" in reading for reading in readings("%c0select%20"))


def test_a_long_text_is_read_in_part() -> None:
    """Behind the longest request line that servers take nothing is decoded, and a megabyte is no trouble."""
    text = "%41" * 400_000
    found = readings(text)
    assert found[0] == text
    assert max(map(len, found[1:])) <= LONGEST
    assert found[-1].startswith("AAAA")


ALPHABET = st.text(
    st.sampled_from(list('%%%%2255cCfFuUxX+\\"/.aA0\xc0\xc1\xe0\x80\xaf\xef\xbc\x9c')), max_size=40
)


@given(ALPHABET)
def test_readings_are_bounded_and_distinct(text: str) -> None:
    """The text comes first, nothing twice, nothing longer than what was logged, all of it bytes."""
    found = readings(text)
    assert found[0] == text
    assert len(set(found)) == len(found) <= 85
    assert all(len(reading) <= len(text) and max(map(ord, reading), default=0) < 256 for reading in found)


@given(st.text(st.characters(max_codepoint=0xFF, exclude_characters="+\\%"), max_size=40))
def test_what_is_encoded_is_read(text: str) -> None:
    """Percent-encoded once or twice, any text is among the readings, as the standard library decodes it."""
    once = "".join(f"%{ord(letter):02x}" for letter in text)
    twice = once.replace("%", "%25")
    assert text in readings(once)
    assert text in readings(twice)
    assert unquote_to_bytes(once).decode("latin-1") == text


@given(ALPHABET)
def test_clean_texts_have_one_reading(text: str) -> None:
    """A text without any sign of encoding is read once."""
    clean = re.sub(r"[^A-Za-z0-9/.]", "", text)
    assert readings(clean) == (clean,)
