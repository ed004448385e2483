"""Texts that a line must show for a condition to hold: what the engine looks for."""

from collections.abc import Iterable
from ipaddress import IPv4Network, ip_network

from netaudit.hunt.sigma import fields
from netaudit.hunt.sigma.matching import lower
from netaudit.hunt.sigma.pieces import texts
from netaudit.hunt.sigma.required import required
from netaudit.hunt.sigma.selective import SHOWN, Choice, best, fewest
from netaudit.hunt.sigma.signature import All, Any, Condition, Pattern, Text, Within

_BREAKS = {code: "\0" for code in range(0x100) if chr(code) not in SHOWN}


def literals(condition: Condition) -> tuple[str, ...] | None:
    """Texts that a record shows for which the condition holds: one of them in a reading of a field.

    Lower case, sorted; of all that would do, those that ordinary lines have least. None where there
    is no such text.
    """
    choice = _choice(condition)
    return None if choice is None else tuple(sorted(choice))


def _choice(condition: Condition) -> Choice | None:
    """The same as a set."""
    match condition:
        case All(of):
            return best(map(_choice, of))
        case Any(of):
            return _each(list(map(_choice, of)))
        case Text(field, pieces):
            return best(_words(field, texts(pieces)))
        case Pattern(_, expression):
            return required(expression)
        case Within(_, network):
            return _octets(network)
    return None


def _each(choices: list[Choice | None]) -> Choice | None:
    """All choices as one; None if one of them is open."""
    known = [choice for choice in choices if choice is not None]
    return fewest(frozenset[str]().union(*known)) if len(known) == len(choices) else None


def _words(field: str, words: Iterable[str]) -> list[Choice | None]:
    """A choice for each run of printable ASCII; none where a line has words of its own."""
    if field.lower() in fields.TOLD:
        return []
    return [frozenset({run}) for word in words for run in lower(word).translate(_BREAKS).split("\0")]


def _octets(network: str) -> Choice | None:
    """The octets of a network that all its addresses share."""
    parsed = ip_network(network)
    whole = parsed.prefixlen // 8
    if not isinstance(parsed, IPv4Network) or not whole:
        return None
    shared = str(parsed.network_address).split(".")[:whole]
    return best([frozenset({".".join([*shared, *([""] if whole < parsed.max_prefixlen // 8 else [])])})])
