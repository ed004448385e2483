"""How the same attack is written on the wire: what a server undoes, a hunt has to see through."""

import re
from collections.abc import Callable
from random import Random
from urllib.parse import quote

from bench.hunt_attacks import Attack

TOKEN = re.compile(r"%u[0-9a-fA-F]{4}|%(?:25)?[0-9a-fA-F]{2}|.", re.DOTALL)
"""A character, or an escape. Escapes are left alone: what is encoded twice would be so three times."""
UNSAFE = '"<>{}|\\^`'
"""What browsers encode in a query besides the space."""
RESERVED = "/<>\"'(){}$|;:\\#[],@"
"""What forms encode."""
DOT = "."
SHARE = 0.3
"""Of the characters that can be encoded, how many are."""

Speller = Callable[[str, Random], str]


def _raw(text: str, _: Random) -> str:
    """As a socket sends it."""
    return text


def _browser(text: str, _: Random) -> str:
    """As a browser sends it."""
    return "".join(quote(token, safe="") if token in UNSAFE else token for token in TOKEN.findall(text))


def _reserved(text: str, _: Random) -> str:
    """As a form sends it: all that is neither letter nor digit nor known to be harmless."""
    return "".join(_percent(token) if token in RESERVED else token for token in TOKEN.findall(text))


def _mixed(text: str, random: Random) -> str:
    """In upper and lower case at random."""
    return "".join(random.choice((token.upper(), token.lower())) for token in text)


def _some(spell: Callable[[str], str]) -> Speller:
    """Encode some of the letters and dots, at least one, in this way."""

    def spelled(text: str, random: Random) -> str:
        tokens = TOKEN.findall(text)
        can = [index for index, token in enumerate(tokens) if token.isalpha() or token == DOT]
        chosen = random.sample(can, max(1, round(len(can) * SHARE)))
        for index in chosen:
            tokens[index] = spell(tokens[index])
        return "".join(tokens)

    return spelled


def _percent(character: str) -> str:
    return f"%{ord(character):02x}"


def _double(character: str) -> str:
    return f"%25{ord(character):02X}"


def _overlong(character: str) -> str:
    """Two bytes of UTF-8 where one is enough."""
    code = ord(character)
    return f"%{0xC0 | code >> 6:02x}%{0x80 | code & 0x3F:02x}"


def _wide(character: str) -> str:
    return f"%u{ord(character):04x}"


SPELLINGS: dict[str, Speller] = {
    "raw": _raw,
    "browser": _browser,
    "reserved": _reserved,
    "mixed case": _mixed,
    "percent": _some(_percent),
    "double percent": _some(_double),
    "overlong": _some(_overlong),
    "%u": _some(_wide),
}


def spelled(attack: Attack, spelling: str, random: Random) -> str:
    """The target of an attack in this spelling. Worms send what they send.

    Of the two parts of a URL the one that shows the attack is varied; its first slash is not.
    """
    path, mark, query = attack.target.partition("?")
    speller = SPELLINGS["raw" if attack.where == "worm" else spelling]
    if attack.where == "query":
        query = speller(query, random)
    else:
        path = f"/{speller(path[1:], random)}"
    return f"{_spaced(path, '%20')}{mark}{_spaced(query, random.choice(('+', '%20')))}"


def _spaced(text: str, space: str) -> str:
    """No client sends a bare space, for it would end the URL; nor a quote that was not sent encoded."""
    return text.replace(" ", space)
