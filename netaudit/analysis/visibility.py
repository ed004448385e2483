"""What a config may keep from its reader.

IOS-XE binds interface templates that the port section only names, ``autoconf`` and Auto
Smartports add lines when something is plugged in, ``auto qos global compact`` hides what
auto-QoS generated, and a line that was not understood may be the very definition looked for.
"""

from collections.abc import Iterator

from netaudit.analysis.memory import once
from netaudit.model import Device, Interface


def may_hide_lines(device: Device, port: Interface) -> bool:
    """Whether the port may have lines that its section does not show."""
    settings = device.globals
    foreign = port.templates and not set(port.templates) <= set(device.templates)
    return bool(foreign) or settings.autoconf or settings.macro_auto


def is_fragment(device: Device) -> bool:
    """Whether the text seems to be a part of a config: what it names may be defined elsewhere."""
    return not device.hostname


def may_exist(device: Device, name: str) -> bool:
    """Whether something of this name may be there although no line that was read defines it."""
    compact = device.globals.auto_qos_compact and name.lower().startswith("autoqos")
    generated = compact or name.startswith("AutoConf-")
    return generated or is_fragment(device) or name in unread_words(device)


@once
def unread_words(device: Device) -> frozenset[str]:
    """Every word of the lines that were not understood."""
    return frozenset(word for unread in device.unread for word in unread.text.split())


@once
def offers(device: Device) -> dict[int, Interface]:
    """Each voice VLAN to the first enabled port that offers it to phones."""
    ports: dict[int, Interface] = {}
    for port in device.interfaces:
        if isinstance(port.voice_vlan, int) and port.enabled:
            ports.setdefault(port.voice_vlan, port)
    return ports


def live(device: Device, *roles: str) -> Iterator[Interface]:
    """The interfaces in service that play one of these roles."""
    for role in roles:
        for port in device.with_role(role):
            if port.enabled:
                yield port


def edges(device: Device) -> Iterator[Interface]:
    """Ports in service for phones and users that can not be an uplink that negotiates its trunk."""
    yield from live(device, "phone")
    for port in device.with_role("user"):
        if port.enabled and (port.mode == "access" or port.portfast in {"edge", "trunk"}):
            yield port
