"""The columns of a W3C extended log that does not say them: rotated, cut or pasted without ``#Fields``.

IIS writes fields in a fixed order, of which the administrator chooses some. Version 4 and 5: client,
server, port, method, path, query, status. Since version 6: server, method, path, query, port, user,
client, user agent, status. So it is method and path, which can be told from all else, that the other
columns are found by: an address behind the path is the client, as is the first one before it where none
is behind.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from ipaddress import ip_address

from netaudit.hunt.formats.format import Layout

Rows = Sequence[Sequence[str]]
Test = Callable[[str], object]

MOST = 0.8
"""Share of the lines that must agree on what a column is."""
FEWEST, MANIEST = 4, 64

DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}", re.ASCII).fullmatch
TIME = re.compile(r"\d{1,2}:\d\d:\d\d(?:\.\d+)?", re.ASCII).fullmatch
METHOD = re.compile(r"[A-Za-z][A-Za-z_-]{2,20}", re.ASCII).fullmatch
PATH = re.compile(r"/|\*$|[a-z]{3,5}://|-$", re.ASCII).match
STATUS = re.compile(r"[1-5]\d\d", re.ASCII).fullmatch
NUMBER = re.compile(r"\d+", re.ASCII).fullmatch
PORT = re.compile(r"80|443|8080|8443", re.ASCII).fullmatch
AGENT = re.compile(r"(?!HTTP/)[^/ ]+/[^/ ]*[+(.\d]", re.ASCII).match


def inferred(lines: Sequence[bytes]) -> Layout | None:
    """Columns told from what stands in them; unknown ones have no name. Without dates, times are unknown."""
    delimiter = "\t" if 2 * sum(b"\t" in line for line in lines) > len(lines) else " "
    rows = _rows(lines, delimiter)
    names = _names(rows) if rows else {}
    if "c-ip" not in names:
        return None
    columns = [""] * len(rows[0])
    for name, column in names.items():
        columns[column] = name
    said = " ".join(name or "?" for name in columns)
    return Layout(
        columns=tuple(columns),
        delimiter=delimiter.strip(" "),
        notes=(f"no #Fields: columns taken for {said}",),
    )


def _rows(lines: Sequence[bytes], delimiter: str) -> Rows:
    """Lines of the commonest number of columns, if they are most."""
    rows = [line.decode("latin-1").rstrip(" \r").split(delimiter, MANIEST) for line in lines]
    count, often = Counter(map(len, rows)).most_common(1)[0]
    if not FEWEST <= count < MANIEST or 2 * often < len(rows):
        return []
    return [row for row in rows if len(row) == count]


def _names(rows: Rows) -> dict[str, int]:
    """Column numbers by name; empty if it is no such log."""
    time = next((column for column in (0, 1) if _is(rows, column, TIME)), None)
    method = _method(rows)
    if time is None or method is None or (time == 1 and not _is(rows, 0, DAY)):
        return {}
    names = {"time": time, "cs-method": method, "cs-uri-stem": method + 1}
    if time:
        names["date"] = 0
    names |= _query(rows, method + 2) | _addresses(rows, method)
    return names | _answer(rows, max(names.values()) + 1)


def _method(rows: Rows) -> int | None:
    columns = range(1, len(rows[0]) - 1)
    return next((at for at in columns if _is(rows, at, METHOD) and _is(rows, at + 1, PATH)), None)


def _query(rows: Rows, column: int) -> dict[str, int]:
    if column >= len(rows[0]) or _is(rows, column, NUMBER):
        return {}
    return {"cs-uri-query": column}


def _addresses(rows: Rows, method: int) -> dict[str, int]:
    columns = [column for column in range(len(rows[0])) if _is(rows, column, is_address)]
    before = [column for column in columns if column < method]
    after = [column for column in columns if column > method + 1]
    if after:
        return {"c-ip": after[0]} | ({"s-ip": before[-1]} if before else {})
    if not before or _port_first(rows, method + 2):
        return {}
    return {"c-ip": before[0]} | ({"s-ip": before[1]} if before[1:] else {})


def _port_first(rows: Rows, column: int) -> bool:
    """Whether the port stands behind the URL, as since version 6: an address before it is the server's."""
    columns = range(column, len(rows[0]))
    first = next((at for at in columns if _is(rows, at, NUMBER)), None)
    return first is not None and _is(rows, first, PORT)


def _answer(rows: Rows, column: int) -> dict[str, int]:
    columns = range(column, len(rows[0]))
    status = next((at for at in columns if _is(rows, at, STATUS)), None)
    agent = next((at for at in columns if _is(rows, at, AGENT, share=0.5)), None)
    found = {"sc-status": status, "cs-user-agent": agent}
    return {name: at for name, at in found.items() if at is not None}


def _is(rows: Rows, column: int, test: Test, share: float = MOST) -> bool:
    """Whether a column is that in most rows. One that is absent from all of them is nothing."""
    if column >= len(rows[0]):
        return False
    values = [row[column] for row in rows if row[column] != "-"]
    return bool(values) and sum(bool(test(value)) for value in values) >= share * len(values)


def is_address(text: str) -> bool:
    """Whether it is an IPv4 or IPv6 address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
