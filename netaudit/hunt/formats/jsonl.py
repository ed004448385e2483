"""JSON, an object a line, written by who saw hostile traffic.

Bytes that are no UTF-8 are read all the same, one character each: whoever sends them must not be
unseen. Of a key that comes twice the last one goes, as with nearly every reader of JSON.
"""

from typing import TypeVar

import msgspec

from netaudit.hunt.formats.record import Unreadable

_LONGEST = 1 << 20
"""Bytes; decoding takes several times as many."""
_Object = TypeVar("_Object")


def decoded(decoder: msgspec.json.Decoder[_Object], line: bytes) -> _Object:
    """The object; raises Unreadable for what is none, or has a value of another type than it should."""
    if len(line) > _LONGEST:
        raise Unreadable("line over 1 MiB")
    try:
        return decoder.decode(line if line.isascii() else line.decode("latin-1").encode())
    except msgspec.ValidationError:
        raise Unreadable("JSON with values of other types") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Unreadable("no JSON object") from None
    except RecursionError:
        raise Unreadable("JSON nested too deep") from None


def text(value: str | float | None) -> str:
    r"""As a record has it, a character for each byte; what only ``\u`` can say becomes UTF-8."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    if value.isascii():
        return value
    try:
        value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode().decode("latin-1")
    return value
