"""How a literal of a signature may stand in the raw bytes of a log.

A signature is judged by readings of a field: decoded, unescaped, seen through. The search sees raw bytes.
Letters, digits, ``.``, ``-`` and ``_`` nobody encodes who means well, nor most other characters twice: that
is a *sign*, which makes a line a candidate by itself (``signs``). What is left are a few *forms* of other
characters that ordinary software writes, and a literal with one of them becomes a few variants.
Sources: RFC 3986 2.1 and 2.3 (percent-encoding, what needs none), RFC 8259 7 (JSON strings), the escapes of
Apache's and nginx's logs, and the readings in ``sigma.readings``.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from math import prod
from typing import Final, NamedTuple

from netaudit.hunt.sigma.selective import ORDINARY

PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_")
"""Characters whose encoding is a sign."""
NESTED: Final = frozenset(" /:=&?+,%!#'@;|")
"""Characters that are encoded twice where a URL is a parameter of another one, as when a page sends to a
login and back; of all others that is a sign."""
FEW: Final = (6, 20, 64, 512)
"""Variants of a literal; more only where with fewer it would be in every other line."""
ENOUGH: Final = 12.0
"""Letters worth of text that are searched for; more find hardly fewer lines."""
LEAST: Final = 3.5
"""Letters worth of text that are worth more variants."""
LEFT: Final = 6.0
"""Letters worth of text that must be left of one whose common end is cut off."""
LEAST_WORTH: Final = 0.5
"""Of a character that is in no word of ordinary lines."""
_WORTH: Final = dict.fromkeys("{}<>|$`#'*\\^@!", 2.0) | dict.fromkeys(PLAIN, 1.0)
"""How rare characters are in ordinary lines, in letters; all others are worth half a letter."""
_OWN_FORMS: Final = {
    " ": ("+", "%2b"),
    '"': ('\\"', '""', '\\\\\\"'),
    "/": ("\\/",),
    "?": (" ", "\t", ", "),
    "\\": ("\\\\", "\\\\\\\\"),
}
"""Besides those that every character has: a form's space, the quotes and slashes of servers, JSON and CSV,
and what parts the columns of path and query."""


_WORDS: Final = re.compile(
    "%[1-9a-f][0-9a-f]|https?(?:/1[.][01])?|html?|php|[.]net|[.]org|0000?|aspx?|jsp|cgi-bin|cgi|www|com|index|default|admin|user|login|scripts?|"
    "images?|directory|name|page|select|search|json|text|file|path|data|and|system|include|master|document|application|"
    "mozilla|windows|home|root|main|server|static|content|upload|download|view|type|list|from|local|test"
)
"""Words of ordinary lines: each is worth a letter in all."""


_ENDS: Final = frozenset(
    (
        ".0. .as .co .ex .ht .js .ph //i //w /1. 000 1.1 :// ::n =ht ?id aci age amp api app ar/ ars asp "
        "ati bil bki ble cha che chr cko cks com con cro cry css dir dow e.c e=h ear ebk eck ect ent epl "
        "ers ess est et/ ex= exa fil fir fox gec get gif gin hec hon hro htm htt ibl ico icr id= ike ile "
        "ill ind ine ing ins int inu ion iph ire ist ite jpg jsp kit la/ le. lik lin lla log low lug mac "
        "man mar men mic ml? mob mon moz mpa mpl nam ndo net new nit nte nto ntr nts nux obi oft om/ ome "
        "omp ons ont opl ord ore ori ort oso ows ozi p:/ par pat pho php plu png por ppl pro pto r=h ran "
        "rch rea rec ref rep res rin rom ron ros rsi ryp s/a s/s sea sec sel ser ses sie sio sof sou sp? "
        "sql ssi sta ste sto str tab tal tem ter tes tib til tio tml toa tor tos tp: tra tri ttp txt ugi "
        "url use ver web wer win www xml ypt zil"
    ).split()
)
"""Three characters of which an ordinary log is full."""


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
    """The part of a literal to search for: what ordinary lines have least, in few variants.

    Path and query may be columns of their own, anywhere in a line: if one of them alone will do, it is taken.
    """
    found = None
    for texts, few in product((literal.split("?"), [literal]), FEW):
        found = min((part for text in texts for part in _parts(text, few)), default=None)
        if found and found.commonness <= -LEAST:
            return found.text
    return found.text if found else literal[:1]


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
        if text := literal[start:end]:
            kept = _trimmed(text, worths[start:end])
            count = prod(counts[start : start + len(kept)])
            yield _Part(0.0 if kept in ORDINARY else -min(worth, ENOUGH), count, kept)


def _trimmed(text: str, worths: Sequence[float]) -> str:
    """The text without a common end, if enough is left.

    Engines compare from the end: texts that end as ordinary lines do cost a third of their speed.
    """
    end = len(text)
    while end and (text[max(end - 3, 0) : end] in _ENDS or worths[end - 1] < LEAST_WORTH):
        end -= 1
    return text[:end] if sum(worths[:end]) >= LEFT else text


def _worths(literal: str) -> list[float]:
    """What each character is worth, in letters."""
    worths = [_WORTH.get(character, LEAST_WORTH) for character in literal]
    for word in _WORDS.finditer(literal):
        worths[word.start() : word.end()] = [1 / len(word[0])] * len(word[0])
    return worths
