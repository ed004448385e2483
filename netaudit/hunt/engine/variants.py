"""How a literal of a signature may stand in the raw bytes of a log.

A signature is judged by readings of a field: decoded, unescaped, seen through. The search sees raw bytes.
Letters, digits, ``.``, ``-`` and ``_`` nobody encodes who means well, nor most other characters twice: that
is a *sign*, which makes a line a candidate by itself (``signs``). What is left are a few *forms* of other
characters that ordinary software writes, and a literal with one of them becomes a few variants.
Sources: RFC 3986 2.1 and 2.3 (percent-encoding, what needs none), RFC 8259 7 (JSON strings), the escapes of
Apache's and nginx's logs, and the readings in ``sigma.readings``.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Final, NamedTuple

from netaudit.hunt.sigma.selective import ORDINARY

PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_")
"""Characters whose encoding is a sign."""
NESTED: Final = frozenset(" /:=&?+,%")
"""Characters that are encoded twice where a URL is a parameter of another one, as when a page sends to a
login and back; of all others that is a sign."""
FEW: Final = (6, 20, 64, 512)
"""Variants of a literal; more only where with fewer it would be in every other line."""
ENOUGH: Final = 12.0
"""Letters worth of text that are searched for; more find hardly fewer lines."""
LEAST: Final = 3.5
"""Letters worth of text that are worth more variants."""
_WORTH: Final = dict.fromkeys("{}<>|$`#'*\\^@!", 2.0) | dict.fromkeys(PLAIN, 1.0)
"""How rare characters are in ordinary lines, in letters; all others are worth half a letter."""
_OWN_FORMS: Final = {
    " ": ("+", "%2b"),
    '"': ('\\"', '""', '\\\\\\"'),
    "/": ("\\/",),
    "\\": ("\\\\", "\\\\\\\\"),
}
"""Besides those that every character has: a form's space, the quotes and slashes of servers, JSON and CSV."""


_WORDS: Final = re.compile(
    "%[0-9a-f]{2}|https?|html?|php|aspx?|jsp|cgi-bin|cgi|www|com|index|default|admin|user|login|scripts?|"
    "images?|name|page|select|search|json|text|file|path|data|and|system|include|master|document|application|"
    "mozilla|windows|home|root|main|server|static|content|upload|download|view|type|list|from|local|test"
)
"""Words of ordinary lines: each is worth a letter in all."""


@cache
def variants(literal: str) -> tuple[bytes, ...]:
    """Lower-case bytes, sorted: a line holds one of them, or a sign, if some reading of it holds the literal.

    The line may have them in upper case too.
    """
    window = _window(literal.lower())
    return tuple(sorted({"".join(forms).encode("latin-1") for forms in product(*map(_forms, window))}))


@cache
def _forms(character: str) -> tuple[str, ...]:
    """All that may stand for a character; as latin-1, a character for each byte."""
    if character in PLAIN:
        return (character,)
    octets = character.encode("latin-1" if character <= "\xff" else "utf-8")
    hexadecimal = octets.hex()
    encoded = tuple(
        "".join(lead + hexadecimal[at : at + 2] for at in range(0, len(hexadecimal), 2))
        for lead in _leads(character)
    )
    raw = tuple(dict.fromkeys((octets.decode("latin-1"), *_raw_capitals(character))))
    return (*raw, *encoded, *_OWN_FORMS.get(character, ()))


def _leads(character: str) -> tuple[str, ...]:
    """What may come before each two hexadecimal digits of an encoded character."""
    if character > "~":
        return ("%", "%25", "\\x")
    return ("%", "%25") if character in NESTED else ("%",)


def _raw_capitals(character: str) -> tuple[str, ...]:
    """Other latin-1 characters that are this one in lower case; those of ASCII the engines know."""
    return tuple(chr(code) for code in range(0x80, 0x100) if chr(code).lower() == character > "~")


def _window(literal: str) -> str:
    """The part of a literal to search for: what ordinary lines have least, in few variants."""
    found = _Part(0.0, 0, literal[:1])
    for few in FEW:
        found = min(_parts(literal, few), default=found)
        if found.commonness <= -LEAST:
            break
    return found.text


class _Part(NamedTuple):
    """A part of a literal; the lesser one is better to search for."""

    commonness: float
    """The negative of how many letters it is worth, but of no more than enough."""
    variants: int
    """Of variants."""
    text: str


def _parts(literal: str, few: int) -> Iterator[_Part]:
    """From each place on, until it is rare enough or there would be more variants than that."""
    counts = [len(_forms(character)) for character in literal]
    worths = _worths(literal)
    for start in range(len(literal)):
        end, count, worth = start, 1, 0.0
        while end < len(literal) and worth < ENOUGH and count * counts[end] <= few:
            count *= counts[end]
            worth += worths[end]
            end += 1
        text = literal[start:end]
        if text:
            yield _Part(0.0 if text in ORDINARY else -min(worth, ENOUGH), count, text)


def _worths(literal: str) -> list[float]:
    """What each character is worth, in letters."""
    worths = [_WORTH.get(character, 0.5) for character in literal]
    for word in _WORDS.finditer(literal):
        worths[word.start() : word.end()] = [1 / len(word[0])] * len(word[0])
    return worths
