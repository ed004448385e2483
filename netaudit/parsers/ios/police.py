"""Rates, and every form of ``police``."""

import re
from collections.abc import Callable

from netaudit.parsers.vocabulary import Fields

_RATE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)(?:bps)?$", re.IGNORECASE)
_UNITS = {"": 1, "g": 1_000_000_000, "k": 1_000, "m": 1_000_000}
_RATE_UNITS = {"bps": 1, "gbps": 1_000_000_000, "kbps": 1_000, "mbps": 1_000_000}
_BYTE_UNITS = {"byte": 1, "bytes": 1, "gbyte": 1_000_000_000, "kbyte": 1_000, "mbyte": 1_000_000}
_PACKET_UNITS = {"cps", "pps"}
_BURST_UNITS = ("cells", "ms", "packets", "us")
VERDICTS = ("conform", "exceed", "violate")

Take = Callable[[Fields, list[str]], list[str]]
"""Takes the words behind a keyword, sets fields and returns what is left."""


def rate(text: str) -> int:
    """``20000000``, ``20m`` or ``768k`` in bits per second; raises ValueError otherwise."""
    match = _RATE.match(text)
    if not match:
        raise ValueError(f"{text} is not a rate")
    return int(float(match[1]) * _UNITS[match[2].lower()])


def _cir(police: Fields, words: list[str]) -> list[str]:
    """``cir BPS``, ``cir percent P``, ``rate N UNIT``: the committed rate."""
    if words[0] == "percent":
        police["percent"] = int(words[1])
        return words[2:]
    unit = words[1] if words[1:] else ""
    if unit in _PACKET_UNITS:
        return words[2:]
    police["bps"] = rate(words[0]) * _RATE_UNITS.get(unit, 1)
    return words[2:] if unit in _RATE_UNITS else words[1:]


def _percent(police: Fields, words: list[str]) -> list[str]:
    police["percent"] = int(words[0])
    return words[1:]


def _pir(police: Fields, words: list[str]) -> list[str]:
    if words[0] == "percent":
        return words[2:]
    police["pir_bps"] = rate(words[0])
    return words[1:]


def _burst(police: Fields, words: list[str]) -> list[str]:
    """``bc N [bytes]``; a burst in other units says nothing of bytes."""
    if words[1:2] not in ([unit] for unit in _BURST_UNITS):
        police["burst_bytes"] = int(words[0])
    return words[1:]


def _aggregate(police: Fields, words: list[str]) -> list[str]:
    """The name of a policer that several classes share."""
    police["aggregate"] = words[0]
    return words[1:]


def _skip(_police: Fields, words: list[str]) -> list[str]:
    return words


def _skip_one(_police: Fields, words: list[str]) -> list[str]:
    return words[1:]


def _verdict(name: str) -> Take:
    """An action up to the next verdict."""

    def take(police: Fields, words: list[str]) -> list[str]:
        stop = next((i for i, w in enumerate(words) if i and w in VERDICTS), len(words))
        if not stop:
            raise ValueError(name)
        police[name] = (*police.get(name, ()), " ".join(words[:stop]))
        return words[stop:]

    return take


_KEYWORDS: dict[str, Take] = {
    "account": _skip,
    "aggregate": _aggregate,
    "bc": _burst,
    "be": _skip_one,
    "burst": _burst,
    "byte": _skip,
    "bytes": _skip,
    "cir": _cir,
    "conform": _verdict("conform"),
    "exceed": _verdict("exceed"),
    "ms": _skip,
    "packets": _skip,
    "peak-burst": _skip_one,
    "peak-rate": _pir,
    "percent": _percent,
    "pir": _pir,
    "rate": _cir,
    "us": _skip,
    "violate": _verdict("violate"),
}


def _plain(police: Fields, words: list[str]) -> list[str]:
    """A number without keyword: the rate, with its unit or without, then the burst, then the excess burst."""
    unit = (_RATE_UNITS | _BYTE_UNITS).get(words[1] if words[1:] else "")
    value = rate(words[0]) * (unit or 1)
    if "bps" not in police:
        police["bps"] = value
    else:
        police.setdefault("burst_bytes", value)
    return words[2:] if unit else words[1:]


def read_police(fields: Fields, words: list[str]) -> None:
    """Put a policer's settings under ``police``; raises ValueError for what makes no sense."""
    police: Fields = {}
    left = [word.removesuffix("-action") for word in words]
    while left:
        take = _KEYWORDS.get(left[0])
        left = take(police, left[1:]) if take else _plain(police, left)
    fields["police"] = police
