"""How a literal of a signature may stand in the raw bytes of a log.

A signature is judged by readings of a field: decoded, unescaped, seen through. The search sees raw bytes.
Letters, digits, ``.``, ``-`` and ``_`` nobody encodes who means well, so that encoding one of them is a
*sign*, which makes a line a candidate by itself (``signs``). What is left are the other characters:
each has a few *forms* that ordinary software writes, and a literal with one of them becomes a few variants.
Sources: RFC 3986 2.1 and 2.3 (percent-encoding, what needs none), RFC 8259 7 (JSON strings), the escapes of
Apache's and nginx's logs, and the readings in ``sigma.readings``.
"""

from functools import cache
from itertools import product
from math import prod
from typing import Final

from netaudit.hunt.sigma.selective import ORDINARY

PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_")
"""Characters whose encoding is a sign."""
FEW: Final = (9, 64, 512)
"""Variants of a literal; more only where with fewer it would be in every other line."""
ENOUGH: Final = 12.0
"""Letters worth of text that are searched for; more find hardly fewer lines."""
LEAST: Final = 2.5
"""Letters worth of text that are worth more variants."""
_WORTH: Final = dict.fromkeys("{}<>|$`#'\"*\\^[]@!", 2.0) | dict.fromkeys(PLAIN, 1.0)
"""How rare characters are in ordinary lines, in letters; all others are worth half a letter."""
_OWN_FORMS: Final = {
    " ": ("+", "%2b"),
    '"': ('\\"', '""', '\\\\\\"'),
    "/": ("\\/",),
    "\\": ("\\\\", "\\\\\\\\"),
}
"""Besides those that every character has: a form's space, the quotes and slashes of servers, JSON and CSV."""


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
        for lead in ("%", "%25", *(("\\x",) if character > "~" else ()))
    )
    raw = tuple(dict.fromkeys((octets.decode("latin-1"), *_raw_capitals(character))))
    return (*raw, *encoded, *_OWN_FORMS.get(character, ()))


def _raw_capitals(character: str) -> tuple[str, ...]:
    """Other latin-1 characters that are this one in lower case; those of ASCII the engines know."""
    return tuple(chr(code) for code in range(0x80, 0x100) if chr(code).lower() == character > "~")


def _window(literal: str) -> str:
    """The part of a literal to search for: what ordinary lines have least, in few variants."""
    tries = [found for few in FEW if (found := _best(literal, few))] or [literal[:1]]
    return next((found for found in tries if _worth(found) >= LEAST), tries[-1])


def _best(literal: str, few: int) -> str:
    """The rarest part with no more than so many variants; of equally rare ones that with the fewest."""
    parts = (_part(literal, start, few) for start in range(len(literal)))
    return min(parts, key=lambda part: (-min(_worth(part), ENOUGH), _count(part)))


def _part(literal: str, start: int, few: int) -> str:
    """From a place on, until it is rare enough or there are too many variants."""
    end, count = start, 1
    while end < len(literal) and _worth(literal[start:end]) < ENOUGH:
        count *= len(_forms(literal[end]))
        if count > few:
            break
        end += 1
    return literal[start:end]


def _count(part: str) -> int:
    """How many variants it has."""
    return prod(len(_forms(character)) for character in part)


def _worth(part: str) -> float:
    """How rare a text is, in letters; what is in every other line is worth nothing."""
    return 0.0 if part in ORDINARY else sum(_WORTH.get(character, 0.5) for character in part)
