"""Trees of lines to the model, one package per platform."""

from typing import NamedTuple

from netaudit.model import Device
from netaudit.parsers.detect import identify
from netaudit.parsers.ios import read_device
from netaudit.syntax import clean, decode, devices, indent


class Parsed(NamedTuple):
    """A device and the clean text of the file it stands in; line n of the file is its n-th."""

    device: Device
    text: str


def load(data: bytes, source: str) -> tuple[Parsed, ...]:
    """Read the devices of one file.

    Raises:
        InputError: the bytes are no text.
    """
    cleaned = clean(decode(data))
    text = indent(cleaned.text)
    return tuple(
        Parsed(_device(part, source, first, cleaned.warnings), text) for first, part in devices(text)
    )


def read(text: str, source: str = "text") -> tuple[Device, ...]:
    """Read the devices of a text."""
    return tuple(parsed.device for parsed in load(text.encode(), source))


def _device(text: str, source: str, first: int, warnings: tuple[str, ...]) -> Device:
    """One device, by the package that reads its dialect."""
    identity = identify(text)
    if not identity.supported:
        return Device(
            source=source,
            hostname="",
            first_line=first,
            lines=text.count("\n") + 1,
            platform=identity.platform,
            supported=False,
            family_reason=identity.reason,
            version=identity.version,
            warnings=warnings,
        )
    return read_device(text, source, identity, first, warnings)
