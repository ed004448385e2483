"""A second hunter of worms, slow and plain: every line is read, no line of netaudit is used.

What it looks for is what CERT CA-2001-19 (Code Red) and CA-2001-26 (Nimda) print, over the request as logged
and as it reads with one and two layers of escapes taken off.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

SEPARATOR = (
    r"(?:%25|%%?)?(?:%?5c|%?2f|%?35c|%?35%63|25%35%63|%?c0%(?:af|2f)|%?c1%(?:1c|9c)"
    r"|\\xc0(?:\\xaf|/)|\\xc1\\x(?:1c|9c)|\xc0(?:\xaf|/)|\xc1(?:\x1c|\x9c)|\\)"
)
WANTED = {
    "code-red": r"default\.ida\?N{30,}",
    "code-red-ii": r"default\.ida\?X{30,}",
    "root-exe-back-door": r"/(?:scripts|msadc)/root\.exe|/[cd]/winnt/system32/cmd\.exe",
    "nimda-probe": r"/(?:scripts|msadc|_vti_bin|_mem_bin)/\.\..*/(?:cmd|root)\.exe\?/c\+dir",
    "encoded-traversal": rf"\.\.{SEPARATOR}\.\.",
}
LAYERS = dict.fromkeys(WANTED, 2) | {"encoded-traversal": 0}
"""Layers of escapes taken off; the expression for separators has both in itself."""
EXPRESSIONS = {name: re.compile(text, re.IGNORECASE | re.DOTALL) for name, text in WANTED.items()}


class Seen(NamedTuple):
    """A line that shows a signature."""

    line: int
    address: str
    time: float | None
    status: str
    name: str


class Request(NamedTuple):
    """What a line says of a request."""

    address: str
    time: float | None
    url: str
    status: str


def hunted(log: bytes) -> list[Seen]:
    """Each line of a web log with each of its signatures."""
    requests = _iis(log) if log.startswith(b"#") else _ncsa(log)
    return [
        Seen(number, request.address, request.time, request.status, name)
        for number, request in requests
        for name, expression in EXPRESSIONS.items()
        if any(expression.search(reading) for reading in readings(request.url)[: LAYERS[name] + 1])
    ]


def readings(url: str) -> tuple[str, ...]:
    """A URL as logged, and with one and two layers of escapes taken off."""
    once = _unescaped(url)
    return url, once, _unescaped(once)


def _unescaped(text: str) -> str:
    text = re.sub(r"%u00([0-9a-fA-F]{2})", lambda found: chr(int(found[1], 16)), text)
    text = re.sub(r"\\x([0-9a-fA-F]{2})", lambda found: chr(int(found[1], 16)), text)
    return unquote_to_bytes(text.encode("latin-1")).decode("latin-1")


def _iis(log: bytes) -> Iterator[tuple[int, Request]]:
    """Requests of a W3C extended log, with their line numbers from 1."""
    names: list[str] = []
    date = ""
    for number, raw in enumerate(log.split(b"\n"), start=1):
        line = raw.rstrip(b"\r").decode("latin-1")
        if line.startswith("#Fields:"):
            names = line.removeprefix("#Fields:").split()
        if line.startswith("#Date:"):
            date = line.split()[1]
        words = line.split(" ")
        if line.startswith("#") or len(words) != len(names):
            continue
        row = dict(zip(names, words, strict=True))
        query = "" if row.get("cs-uri-query", "-") == "-" else f"?{row['cs-uri-query']}"
        when = datetime.fromisoformat(f"{row.get('date', date)}T{row['time']}").replace(tzinfo=UTC)
        yield number, Request(row["c-ip"], when.timestamp(), row["cs-uri-stem"] + query, row["sc-status"])


NCSA = re.compile(r'(\S+) \S+ \S+ \[([^]]+)\] "((?:[^"\\]|\\.)*)" (\d{3}|-) (?:\d+|-)')


def _ncsa(log: bytes) -> Iterator[tuple[int, Request]]:
    """Requests of an Apache log, common or combined."""
    for number, raw in enumerate(log.split(b"\n"), start=1):
        found = NCSA.match(raw.rstrip(b"\r").decode("latin-1"))
        if found is None:
            continue
        address, when, request, status = found.groups()
        time = datetime.strptime(when, "%d/%b/%Y:%H:%M:%S %z").timestamp()
        words = request.split(" ")
        yield number, Request(address, time, words[1] if len(words) > 1 else request, status)
