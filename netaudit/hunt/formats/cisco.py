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
from netaudit.hunt.formats.syslog import is_header, stamp

_NAME = re.compile(r"%[A-Z][A-Z0-9_]{1,31}(?:-[A-Za-z]\w{0,31}){0,3}-[0-7]-([A-Z0-9_]{3,48}) ?:")
_NAME_LONGEST = 128
"""Characters."""
_LONGEST = 8192
"""Bytes of a line that are looked at: no message is longer (RFC 5424, 6.1, asks for 2,048)."""
_WITHIN = 1024
"""Bytes of a line in which its name begins."""
_SHARE = 4
"""One line in so many must be such a message for a log to be of this kind: others write there too."""
_WRAPPERS = frozenset(("PLATFORM",))
"""Of messages that another processor of the device sent."""
_MESSAGES: Mapping[str, asa.Message] = {**asa.MESSAGES, **ios.MESSAGES}


def _recognise(head: Sequence[bytes]) -> Layout | None:
    lines = [line for line in head if line.strip()]
    named = sum(_NAME.search(line[:_WITHIN].decode("latin-1")) is not None for line in lines)
    return Layout() if named and named * _SHARE >= len(lines) else None


@lru_cache(maxsize=1024)
def _named(name: str) -> str:
    """The mnemonic or number in ``%SEC-6-IPACCESSLOGP:``, of which a log has a few; empty if it is none."""
    found = _NAME.fullmatch(name)
    return found[1] if found else ""


def _read(_layout: Layout, line: bytes, clock: Clock) -> Record | None:
    """The first message of a line goes: what stands behind it may be a stranger's words."""
    text = line[:_LONGEST].decode("latin-1")
    first, start, name, end = _message(text)
    if not name:
        if text.strip():
            raise Unreadable("no Cisco message")
        return None
    message = _MESSAGES.get(name)
    if message is None:
        return None
    if not is_header(text, first):
        raise Unreadable("message within another line")
    told = message(text, end + 1 if text.startswith(" ", end) else end, stamp(text, start, clock))
    if told is None:
        raise Unreadable(f"message {name} in other words")
    return told


def _message(text: str) -> tuple[int, int, str, int]:
    """Where the first message begins, where it begins inside a wrapper, its name and the end of that."""
    first = -1
    start = text.find("%", 0, _WITHIN)
    while start >= 0:
        end = text.find(":", start, start + _NAME_LONGEST) + 1
        name = _named(text[start:end])
        if name:
            first = start if first < 0 else first
            if name not in _WRAPPERS:
                return first, start, name, end
        start = text.find("%", start + 1, _WITHIN)
    return first, start, "", 0


def _turn(layout: Layout, _line: bytes) -> Layout:
    return layout


CISCO = Format(
    name="cisco-syslog",
    title="Cisco syslog",
    categories=frozenset(("firewall",)),
    recognise=_recognise,
    read=_read,
    turn=_turn,
    anchors=tuple(f"-{name}".encode() for name in _MESSAGES),
    anchored=True,
)
