"""Signs of encoding: what only those write who hide something, or log servers that were shown it.

A line with a sign is a candidate whatever else it holds. Every encoding that ``sigma.readings`` sees through
is here, or among the forms of ``variants``.
"""

from typing import Final

from netaudit.hunt.engine.variants import NESTED, PLAIN

_CAREFUL: Final = ("%", "%25")
"""What comes before two hexadecimal digits, encoded once and twice."""
_WIDE: Final = ("00", "ff", "02b", "201", "203", "204", "221")
"""First digits of UTF-16 numbers of ASCII, of its full-width forms and of what looks like it."""
_WIDE_LEADS: Final = ("%u", "%25u", "\\u")
_LOGGED: Final = tuple(f"\\x{high}" for high in "234567")
"""``\\xhh`` of ASCII: ordinary servers log it as it is, but for quotes and backslashes."""
_SEQUENCES: Final = (
    *("c0", "c1", "e080", "e081", "f080", "f88080", "fc8080"),  # overlong UTF-8
    *("efbc", "efbd"),  # full-width forms
    *("e28184", "e28895", "e28896"),  # slashes and backslashes
    *("e28098", "e28099", "e280b2", "cab9", "cabc"),  # apostrophes
)
"""First bytes of what careless decoders take for ASCII."""
_PLAIN: Final = PLAIN | {character.upper() for character in PLAIN}
_ALL: Final = frozenset(map(chr, range(0x20, 0x7F)))


def signs() -> tuple[bytes, ...]:
    """All, lower case, each once; those with bytes beyond ASCII as well."""
    plain = (f"%{ord(character):02x}" for character in sorted(_PLAIN))
    twice = (f"%25{ord(character):02x}" for character in sorted(_ALL - NESTED))
    wide = (lead + digits for lead in _WIDE_LEADS for digits in _WIDE)
    sequences = (_led(lead, digits) for lead in (*_CAREFUL, "\\x") for digits in _SEQUENCES)
    raw = (bytes.fromhex(digits) for digits in _SEQUENCES)
    texts = (*plain, *twice, *wide, *_LOGGED, *sequences)
    return (*dict.fromkeys(text.encode() for text in texts), *raw)


def _led(lead: str, digits: str) -> str:
    """Every two digits with what comes before them."""
    return "".join(lead + digits[at : at + 2] for at in range(0, len(digits), 2))
