"""Syslog of Cisco devices: what their firewalls and access lists let through or did not.

The message is found by its name, such as ``%ASA-4-106023:``, wherever it stands in the line, so any
relay may have put whatever it likes in front. The severity in the name can be configured and says nothing.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from netaudit.hunt.formats import asa, ios
from netaudit.hunt.formats.clock import Clock
from netaudit.hunt.formats.format import Format, Layout
from netaudit.hunt.formats.record import Record, Unreadable
from netaudit.hunt.formats.syslog import stamp

_NAME = re.compile(r"%[A-Z][A-Z0-9_]{1,31}(?:-[A-Za-z]\w{0,31}){0,3}-[0-7]-([A-Z0-9_]{3,48}) ?:")
_NAME_LONGEST = 128
"""Characters."""
_LONGEST = 8192
"""Bytes of a line that are looked at: no message is longer (RFC 5424, 6.1, asks for 2,048)."""
_WITHIN = 1024
"""Bytes of a line in which its name begins."""
_SHARE = 4
"""One line in so many must be such a message for a log to be of this kind: others write there too."""
_MESSAGES: Mapping[str, asa.Message] = {**asa.MESSAGES, **ios.MESSAGES}


def _recognise(head: Sequence[bytes]) -> Layout | None:
    lines = [line for line in head if line.strip()]
    named = sum(_NAME.search(line[:_WITHIN].decode("latin-1")) is not None for line in lines)
    return Layout() if named and named * _SHARE >= len(lines) else None


@lru_cache(maxsize=1024)
def _message(name: str) -> asa.Message | None:
    """A log has a few names, over and over; None for what is none or is not read."""
    found = _NAME.fullmatch(name)
    return _MESSAGES.get(found[1]) if found else None


def _read(_layout: Layout, line: bytes, clock: Clock) -> Record | None:
    text = line[:_LONGEST].decode("latin-1")
    start = text.find("%", 0, _WITHIN)
    while start >= 0:
        end = text.find(":", start, start + _NAME_LONGEST)
        message = _message(text[start : end + 1])
        if message:
            told = message(
                text, end + 2 if text.startswith(" ", end + 1) else end + 1, stamp(text, start, clock)
            )
            if told is None:
                raise Unreadable(f"message {text[start:end].rpartition('-')[2].rstrip()} in other words")
            return told
        start = text.find("%", start + 1, _WITHIN)
    if text.strip() and not _NAME.search(text, 0, _WITHIN):
        raise Unreadable("no Cisco message")
    return None


def _turn(layout: Layout, _line: bytes) -> Layout:
    return layout


CISCO = Format(
    name="cisco-syslog",
    title="Cisco syslog",
    categories=frozenset(("firewall",)),
    recognise=_recognise,
    read=_read,
    turn=_turn,
    anchors=(
        *(f"-{number}:".encode() for number in asa.MESSAGES),
        b"ACCESSLOG",
        b"ACLLOG_",
        b"-DROP_PKT:",
        b"-SESS_AUDIT_TRAIL_START:",
        b"-SIGNATURE:",
    ),
)
