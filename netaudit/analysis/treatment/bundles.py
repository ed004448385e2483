"""Interfaces that others carry for: bundles and their members, dialers and their lines, subinterfaces."""

from collections.abc import Callable, Mapping

from netaudit.model import Device, Interface


def type_of(name: str) -> str:
    """The type of an interface: ``Serial`` of ``Serial0/1.64``."""
    return name.rstrip("0123456789/.:")


def parent_of(device: Device, port: Interface) -> Interface | None:
    """The interface that a subinterface is part of; None of all others."""
    if "." not in port.name:
        return None
    return device.interface(port.name.partition(".")[0])


def channel_of(device: Device, port: Interface) -> Interface | None:
    """The port-channel that a port is a member of."""
    return None if port.channel_group is None else device.interface(f"Port-channel{port.channel_group}")


def multilink_of(device: Device, port: Interface) -> Interface | None:
    """The multilink bundle that a line is part of."""
    if port.multilink_group is None or type_of(port.name) == "Multilink":
        return None
    return device.interface(f"Multilink{port.multilink_group}")


def members_of(device: Device, port: Interface) -> tuple[Interface, ...]:
    """The live interfaces whose lines a bundle or dialer is made of; none of any other interface.

    A bundle is made of lines and a dialer of lines or bundles, whatever a confused config says: so no
    interface is ever part of itself.
    """
    belongs = _BELONGS.get(type_of(port.name))
    if belongs is None:
        return ()
    number, level = _number(port.name), _LEVELS[type_of(port.name)]
    return tuple(
        each
        for each in device.interfaces
        if each.enabled and belongs(each, number, port) and _LEVELS.get(type_of(each.name), 0) < level
    )


def _number(name: str) -> int:
    """The number of ``Multilink1`` or ``Port-channel2.10``; -1 where there is none."""
    digits = name.partition(".")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-")
    return int(digits) if digits.isdecimal() else -1


_Belongs = Callable[[Interface, int, Interface], bool]

_BELONGS: Mapping[str, _Belongs] = {
    "Dialer": lambda each, _number, dialer: (
        dialer.dialer_pool is not None and each.dialer_pool_member == dialer.dialer_pool
    ),
    "Multilink": lambda each, number, _bundle: each.multilink_group == number,
    "Port-channel": lambda each, number, _bundle: each.channel_group == number,
}
"""Type of a bundle to whether an interface is one of its members; sorted."""

_LEVELS = {"Dialer": 2, "Multilink": 1, "Port-channel": 1}
"""What is made of others stands above them; all other types are lines, level 0."""


def ports_behind(device: Device, port: Interface) -> tuple[Interface, ...]:
    """The members of a channel, the ports of a VLAN interface; else the port itself.

    Ports that are shut down count only where no other is there.
    """
    if port.kind == "port-channel":
        number = _number(port.name)
        found = tuple(each for each in device.interfaces if each.channel_group == number)
    elif port.kind == "svi" and port.name[4:].isdecimal():
        vlan = int(port.name[4:])
        found = tuple(each for each in device.interfaces if each.kind == "physical" and _carries(each, vlan))
    else:
        return (port,)
    return tuple(each for each in found if each.enabled) or found


def _carries(port: Interface, vlan: int) -> bool:
    """Whether a switch port is in a VLAN."""
    if port.mode == "trunk":
        return vlan in port.allowed_vlans
    return port.is_switchport and vlan in {port.access_vlan, port.voice_vlan}
