r"""Requests as servers log them.

A line holds ``MINUTE`` where the date and the minute go, so that the same text can be used for any minute.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from bench.hunt_traffic import Request

MINUTE = "\x01"
SERVER = "10.1.1.20"
ESCAPED = re.compile(r"%u00([0-9a-fA-F]{2})|%([0-9a-fA-F]{2})")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\xff]")


class Shape(NamedTuple):
    """How a server logs."""

    name: str
    head: tuple[str, ...]
    """Lines before the first request, ``{now}`` is when."""
    line: Callable[[Request, int], str]
    """A request and the second of the minute that it came in."""
    minute: Callable[[datetime], str]
    """What is written for ``MINUTE`` in a line."""
    end: str = "\n"
    paths_only: bool = False
    """No query is logged."""


def w3c(name: str, version: str, fields: str) -> Shape:
    """IIS W3C extended with these fields."""
    columns = tuple(fields.split())
    head = (f"#Software: {version}", "#Version: 1.0", "#Date: {now:%Y-%m-%d %H:%M:%S}", f"#Fields: {fields}")
    with_date = "date" in columns
    written = tuple(column for column in columns if column != "date")

    def line(request: Request, second: int) -> str:
        values = _w3c_values(request, second)
        return " ".join([values[column] for column in written])

    return Shape(
        name=name,
        head=head,
        line=line,
        minute=_iso if with_date else _clock,
        end="\r\n",
        paths_only="cs-uri-query" not in columns,
    )


def _w3c_values(request: Request, second: int) -> dict[str, str]:
    """Every field that can be logged; date and time are always one behind the other."""
    path, _, query = request.target.partition("?")
    return {
        "time": f"{MINUTE}:{second:02}",
        "c-ip": request.address,
        "cs-username": "-",
        "s-sitename": "W3SVC1",
        "s-computername": "WEB20",
        "s-ip": SERVER,
        "s-port": "80",
        "cs-method": request.method,
        "cs-uri-stem": stem(path),
        "cs-uri-query": query or "-",
        "sc-status": str(request.status),
        "sc-substatus": "0",
        "sc-win32-status": "0",
        "sc-bytes": str(request.size),
        "cs-bytes": str(300 + len(request.target)),
        "time-taken": str(request.size % 997),
        "cs-version": request.version,
        "cs-host": "www.example.com",
        "cs(User-Agent)": request.agent.replace(" ", "+") or "-",
        "cs(Cookie)": f"ASPSESSIONID={request.size:08X}",
        "cs(Referer)": request.referrer or "-",
        "X-Forwarded-For": "192.0.2.200",
    }


def stem(path: str) -> str:
    """A path as IIS logs it: decoded once, spaces as ``+``; what is not printable stays as it was sent."""
    return ESCAPED.sub(_decoded, path).replace(" ", "+")


def _decoded(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code >= ord(" ") else escape[0]


def ncsa(name: str) -> Shape:
    """NCSA combined, as Apache writes it."""
    return Shape(name=name, head=(), line=_ncsa_line, minute=_ncsa_minute)


def _ncsa_line(request: Request, second: int) -> str:
    asked = " ".join(filter(None, (request.method, request.target, request.version)))
    quoted = [_apache(text) for text in (asked, request.referrer or "-", request.agent or "-")]
    return (
        f"{request.address} - - [{MINUTE}:{second:02} +0000] "
        f'"{quoted[0]}" {request.status} {request.size} "{quoted[1]}" "{quoted[2]}"'
    )


def _apache(text: str) -> str:
    """Quotes and backslashes escaped, and what is not printable as two hexadecimal digits."""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return text
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return UNPRINTABLE.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def zeek(name: str) -> Shape:
    """The http.log of Zeek, tab-separated."""
    fields = (
        "ts uid id.orig_h id.orig_p id.resp_h id.resp_p method host uri referrer version user_agent "
        "status_code"
    )
    types = "time string addr port addr port string string string string string string count"
    head = (
        "#separator \\x09",
        "#set_separator\t,",
        "#empty_field\t(empty)",
        "#unset_field\t-",
        "#path\thttp",
        "\t".join(("#fields", *fields.split())),
        "\t".join(("#types", *types.split())),
    )
    return Shape(name=name, head=head, line=_zeek_line, minute=_epoch_minute)


def _zeek_line(request: Request, second: int) -> str:
    """One row; Zeek writes what is not printable as two hexadecimal digits."""
    values = (
        f"{MINUTE}{second:02}.000000",
        f"C{request.size:x}",
        request.address,
        "50000",
        SERVER,
        "80",
        request.method,
        "www.example.com",
        UNPRINTABLE.sub(lambda found: f"\\x{ord(found[0]):02x}", request.target),
        request.referrer or "-",
        request.version.removeprefix("HTTP/") or "-",
        request.agent or "-",
        str(request.status),
    )
    return "\t".join(values)


def _iso(minute: datetime) -> str:
    return f"{minute:%Y-%m-%d %H:%M}"


def _clock(minute: datetime) -> str:
    return f"{minute:%H:%M}"


def _ncsa_minute(minute: datetime) -> str:
    """Month names are English whatever the locale of the bench."""
    month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[minute.month - 1]
    return f"{minute:%d}/{month}/{minute:%Y:%H:%M}"


def _epoch_minute(minute: datetime) -> str:
    """Seconds since 1970 without the last two digits; a hundred seconds stand for a minute."""
    return str(int(minute.replace(tzinfo=UTC).timestamp()) // 100)


IIS5 = w3c(
    "IIS 5", "Microsoft Internet Information Services 5.0", "time c-ip cs-method cs-uri-stem sc-status"
)
IIS5_EXTENDED = w3c(
    "IIS 5, all fields",
    "Microsoft Internet Information Services 5.0",
    "date time c-ip cs-username s-sitename s-computername s-ip s-port cs-method cs-uri-stem cs-uri-query "
    "sc-status sc-win32-status sc-bytes cs-bytes time-taken cs-version cs-host cs(User-Agent) cs(Cookie) "
    "cs(Referer)",
)
IIS6 = w3c(
    "IIS 6",
    "Microsoft Internet Information Services 6.0",
    "date time s-sitename s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) "
    "sc-status sc-substatus sc-win32-status",
)
IIS10 = w3c(
    "IIS 10",
    "Microsoft Internet Information Services 10.0",
    "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) "
    "sc-status sc-substatus sc-win32-status time-taken",
)
SHUFFLED = w3c(
    "IIS 10, own order",
    "Microsoft Internet Information Services 10.0",
    "date time cs(Referer) cs(User-Agent) sc-status cs-uri-query cs-uri-stem X-Forwarded-For cs-method c-ip "
    "s-port s-ip sc-bytes",
)
APACHE = ncsa("Apache combined")
ZEEK_HTTP = zeek("Zeek http")
