"""What a link carries: the rate that percentages of a policy are taken of, and the rate of the wire."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.bundles import members_of, parent_of, type_of
from netaudit.model import Device, Interface, Place

SERIAL_KBPS = 1544
"""What IOS takes a serial line for until told otherwise, whatever its clock."""

TYPE_KBPS: Mapping[str, int] = {
    "BRI": 64,
    "Ethernet": 10_000,
    "FastEthernet": 100_000,
    "FiveGigabitEthernet": 5_000_000,
    "FortyGigabitEthernet": 40_000_000,
    "FourHundredGigE": 400_000_000,
    "GigabitEthernet": 1_000_000,
    "Hssi": 45_045,
    "HundredGigE": 100_000_000,
    "Serial": SERIAL_KBPS,
    "TenGigabitEthernet": 10_000_000,
    "TwentyFiveGigE": 25_000_000,
    "TwentyFiveGigabitEthernet": 25_000_000,
    "TwoGigabitEthernet": 2_500_000,
    "TwoHundredGigE": 200_000_000,
    "Vlan": 1_000_000,
}
"""Type of interface to its ``bandwidth`` in kbps where no line sets one; sorted."""


class Rate(Struct, frozen=True, kw_only=True):
    """A rate, and what it is known from."""

    kbps: float | None
    """None: not to be told from the config."""
    decided_by: str
    places: tuple[Place, ...] = ()


def link_kbps(device: Device, port: Interface) -> Rate:
    """The rate that a policy on this port takes its percentages of; places are of the egress port.

    The ``bandwidth`` line, else the ``speed``, else what IOS takes for granted of the type. Bundles carry
    what their members carry together; a subinterface what its parent does, a dialer what its one line does.
    """
    if port.qos_bandwidth_kbps:
        line = f"bandwidth qos-reference {port.qos_bandwidth_kbps}"
        return _said(port.qos_bandwidth_kbps, line, "qos_bandwidth_kbps")
    if port.circuit_kbps:
        return _said(port.circuit_kbps, f"ATM circuit of {port.circuit_kbps} kbps", "circuit_kbps")
    if port.bandwidth_kbps:
        return _said(port.bandwidth_kbps, f"bandwidth {port.bandwidth_kbps}", "bandwidth_kbps")
    if (parent := parent_of(device, port)) is not None:
        return elsewhere(link_kbps(device, parent), parent)
    return wire_kbps(device, port) if type_of(port.name) != "Serial" else _serial(port)


def wire_kbps(device: Device, port: Interface) -> Rate:
    """The rate of the wire itself, whatever ``bandwidth`` says for the sake of routing or policies."""
    if (parent := parent_of(device, port)) is not None:
        return elsewhere(wire_kbps(device, parent), parent)
    find = _WIRE.get(type_of(port.name))
    return find(device, port) if find else _wired(port)


def elsewhere(rate: Rate, port: Interface) -> Rate:
    """A rate of another interface than the one that the packet leaves by."""
    where = tuple(places.moved(place, port) for place in rate.places)
    return Rate(kbps=rate.kbps, decided_by=rate.decided_by, places=where)


def _said(kbps: float, line: str, field: str) -> Rate:
    """A rate that a line of the port itself gives."""
    return Rate(kbps=kbps, decided_by=line, places=(places.egress(field),))


def _unknown(why: str) -> Rate:
    return Rate(kbps=None, decided_by=f"unknown: {why}")


def _serial(port: Interface) -> Rate:
    """A serial line counts as a T1 whatever its clock; a channel of a controller by its timeslots."""
    if ":" in port.name:
        return _unknown("the timeslots of the controller give the rate of a channel")
    return Rate(kbps=SERIAL_KBPS, decided_by=f"default: bandwidth {SERIAL_KBPS}")


def _clocked(_device: Device, port: Interface) -> Rate:
    """A serial line runs at its clock; where the other end gives it, ``bandwidth`` is all that is said."""
    if port.clock_rate:
        return _said(port.clock_rate / 1000, f"clock rate {port.clock_rate}", "clock_rate")
    if port.bandwidth_kbps:
        return _said(port.bandwidth_kbps, f"bandwidth {port.bandwidth_kbps}", "bandwidth_kbps")
    return _serial(port)


def _wired(port: Interface) -> Rate:
    """The ``speed``, else the rate of the type."""
    if port.speed and port.speed.isdecimal():
        return _said(1000 * int(port.speed), f"speed {port.speed}", "speed")
    kind = type_of(port.name)
    kbps = TYPE_KBPS.get(kind)
    if kbps is None:
        return _unknown(f"no bandwidth line, and {kind or port.name} says nothing of a rate")
    return Rate(kbps=kbps, decided_by=f"default: {kind} carries {kbps} kbps")


def _bundled(device: Device, port: Interface) -> Rate:
    """What the members of a bundle carry together."""
    members = members_of(device, port)
    if not members:
        return _unknown(f"{port.name} has neither a bandwidth line nor members")
    return _sum(port, [elsewhere(link_kbps(device, each), each) for each in members])


def _sum(port: Interface, rates: Iterable[Rate]) -> Rate:
    """The rates of all members together; unknown where one of them is."""
    rates = tuple(rates)
    found = [rate.kbps for rate in rates if rate.kbps is not None]
    decided_by = f"default: sum of {len(rates)} members of {port.name}"
    where = tuple(place for rate in rates for place in rate.places)
    return Rate(kbps=sum(found) if len(found) == len(rates) else None, decided_by=decided_by, places=where)


def _dialled(device: Device, port: Interface) -> Rate:
    """The rate of the one line in a dialer's pool; which of several it gets is not known."""
    members = members_of(device, port)
    if len(members) != 1:
        return _unknown(f"{port.name} has no bandwidth line and {len(members)} lines in its pool")
    return elsewhere(link_kbps(device, members[0]), members[0])


_WIRE: Mapping[str, Callable[[Device, Interface], Rate]] = {
    "Dialer": _dialled,
    "Multilink": _bundled,
    "Port-channel": _bundled,
    "Serial": _clocked,
}
"""Type of interface to where its rate comes from, if not from itself; sorted."""
