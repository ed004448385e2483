"""What a record asked, short enough to be shown and without passwords."""

import re

from netaudit.hunt.formats.record import Record

LONGEST = 160
"""Characters."""

LOOKED_AT = 1024
"""Bytes from which an excerpt is made: percent-encoded and hostile text may shrink."""

REMOVED = "<removed>"

_SECRET = re.compile(
    r"(?P<url>://)(?:[^\s/?#@]*|[^\s/?#@:]*:(?![0-9]+/)[^\s@]*)@"
    r"|(?P<header>authorization[\"']?[:=]\s*[\"']?)(?:(?:basic|bearer|digest|negotiate|ntlm)[\s+]+)?[^\s\"',]+"
    r"|(?P<parameter>(?<![a-z])(?:pass(?:word|wd|phrase)?|pwd)=)[^&;\s\"']+",
    re.IGNORECASE,
)
"""User and password in a URL, what an Authorization header holds, parameters called password."""


def excerpt(record: Record, raw: bytes) -> str:
    r"""At most 160 characters that show what was asked. Hostile text.

    Bytes that are no UTF-8 are written as ``\\xc0``: that is how people write these attacks.
    """
    text = _asked(record) or raw[:LOOKED_AT].decode("latin-1")
    shown = _readable(_without_secrets(text[:LOOKED_AT], cut=len(text) > LOOKED_AT))
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"


def _asked(record: Record) -> str:
    """Method and URL, or both ends of a connection; empty where the record has neither."""
    fields = record.fields
    if "c-uri" in fields:
        return f"{fields.get('cs-method', '')} {fields['c-uri']}".lstrip()
    if "src_ip" in fields and "dst_ip" in fields:
        ends = (
            _end(fields["src_ip"], fields.get("src_port")),
            _end(fields["dst_ip"], fields.get("dst_port")),
        )
        return " ".join(filter(None, (record.status, fields.get("protocol"), " -> ".join(ends))))
    if record.claims and record.target:
        return f"{record.status} {record.source} -> {record.target}".lstrip()
    return ""


def _end(place: str, port: str | None) -> str:
    """One end of a connection."""
    if not port:
        return place
    return f"[{place}]:{port}" if ":" in place else f"{place}:{port}"


_HINTS = ("://", "authorization", "pass", "pwd")
"""A text in lower case without any of these holds no secret."""


def _without_secrets(text: str, *, cut: bool) -> str:
    """The text without passwords, also without one that is not seen to its end."""
    low = text.lower()
    if not any(hint in low for hint in _HINTS):
        return text
    closed = f"{text}@" if cut else text
    return _SECRET.sub(_removed, closed)


def _removed(match: re.Match[str]) -> str:
    """What stood before a secret, and a mark."""
    if match["url"]:
        return f"://{REMOVED}@"
    return f"{match['header'] or match['parameter']}{REMOVED}"


def _readable(text: str) -> str:
    """Bytes as the UTF-8 that they are, where they are."""
    if text.isascii():
        return text
    return text.encode("latin-1", "backslashreplace").decode("utf-8", "backslashreplace")
