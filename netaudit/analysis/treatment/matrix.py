"""What a device does to every kind of packet on every way, ports that are alike taken together.

Each half of a way is worked out once for all ports that are alike, and kept for the next device that
is: the switches of a campus ask the same questions thousands of times.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from netaudit.analysis.treatment.alike import alike, chooses_by_address, chooses_by_vlan, scope_of
from netaudit.analysis.treatment.families import FAMILIES, family_of
from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.kinds import Kind, packet_at
from netaudit.analysis.treatment.verdict import Verdict
from netaudit.analysis.treatment.ways import ASKED, NETWORK, Asked, leads, ports_with
from netaudit.model import Device, Interface, Packet, Treatment
from netaudit.site.policy import Profile

MOST_SCOPES = 256
"""Kinds of devices kept before the memory starts over."""

MOST_WAYS = 1_024
"""Ways kept of each kind of device before they are worked out anew."""


class Group(NamedTuple):
    """One kind of packet between ports that are alike, and what becomes of it."""

    kind: Kind
    ingresses: tuple[Interface, ...]
    egresses: tuple[Interface, ...]
    treatment: Treatment
    verdict: Verdict
    arrival: int = 0
    """How many of the steps are those of the ingress; the others are those of the egress."""


class _Judged(NamedTuple):
    """A treatment with the verdict on it, and the steps that are the ingress's."""

    treatment: Treatment
    verdict: Verdict
    arrival: int


class _Answers(NamedTuple):
    """What is known of devices that are alike, by the numbers of their ports."""

    carried: dict[tuple[Kind, Profile, int], tuple[Packet, Carried]]
    judged: dict[tuple[Kind, Profile, int, int], _Judged]


_scopes: dict[object, _Answers] = {}

Alike = Mapping[int, Sequence[Interface]]
"""Ports by the number that those which are alike share."""


def matrix(device: Device, profile: Profile = Profile.SRND4) -> tuple[Group, ...]:
    """Every way through a device that calls take; none where the hardware is not known.

    A group holds for each of its ingresses with each of its egresses that a packet may leave by.
    """
    key = f"{__name__}.matrix {profile}"
    known = device.__dict__
    if key not in known:
        told = device.family in FAMILIES
        known[key] = tuple(_groups(complete(device), profile)) if told else ()
    groups: tuple[Group, ...] = known[key]
    return groups


def complete(device: Device) -> Device:
    """The device with what ``auto qos global compact`` leaves unshown; groups point at lines of this one."""
    if not device.globals.auto_qos_compact:
        return device
    from netaudit.analysis.autoqos import implied

    return implied(device)


def _groups(device: Device, profile: Profile) -> Iterator[Group]:
    """The groups of all ways that are asked about."""
    answers = _answers(device)
    cast: dict[tuple[str, ...], Alike] = {}
    for asked in ASKED:
        for roles in (asked.sources, asked.sinks):
            if roles not in cast:
                cast[roles] = alike(device, ports_with(device, roles))
        for ways in _pairs(cast, asked):
            for kind in asked.kinds:
                judged = _judged(device, answers, kind, profile, ways)
                yield Group(kind, ways.ingresses, ways.egresses, *judged)


def _answers(device: Device) -> _Answers:
    """What is known of devices like this one."""
    scope = scope_of(device)
    if scope not in _scopes:
        if len(_scopes) >= MOST_SCOPES:
            _scopes.clear()
        _scopes[scope] = _Answers({}, {})
    return _scopes[scope]


class _Ways(NamedTuple):
    """Ports that are alike, and others that packets go to from them."""

    numbers: tuple[int, int]
    ingresses: tuple[Interface, ...]
    egresses: tuple[Interface, ...]
    asked: Asked


def _pairs(cast: Mapping[tuple[str, ...], Alike], asked: Asked) -> Iterator[_Ways]:
    """Ingresses and egresses of a question with some way between them."""
    for one, ingresses in cast[asked.sources].items():
        for other, egresses in cast[asked.sinks].items():
            if any(leads(ingress, egress) for ingress in ingresses for egress in egresses):
                yield _Ways((one, other), tuple(ingresses), tuple(egresses), asked)


def _judged(device: Device, answers: _Answers, kind: Kind, profile: Profile, ways: _Ways) -> _Judged:
    """The treatment of a kind of packet on a way, and the verdict on it; remembered."""
    key = (kind, profile, *ways.numbers)
    if key not in answers.judged:
        if len(answers.judged) >= MOST_WAYS:
            answers.judged.clear()
            answers.carried.clear()
        packet, carried = _carried(device, answers, kind, profile, ways)
        sent = family_of(device.family).egress(device, ways.egresses[0], carried)
        treated = Treatment(packet=packet, exit=sent.exit, steps=carried.steps + sent.steps)
        answers.judged[key] = _Judged(treated, ways.asked.judge(kind, treated, profile), len(carried.steps))
    return answers.judged[key]


def _carried(
    device: Device, answers: _Answers, kind: Kind, profile: Profile, ways: _Ways
) -> tuple[Packet, Carried]:
    """A kind of packet before and after the ingress; remembered."""
    key = (kind, profile, ways.numbers[0])
    if key not in answers.carried:
        port = ways.ingresses[0]
        packet = _packet(device, kind, profile, port)
        answers.carried[key] = (packet, family_of(device.family).ingress(device, port, packet))
    return answers.carried[key]


def _packet(device: Device, kind: Kind, profile: Profile, port: Interface) -> Packet:
    """The packet of a kind at a port, without VLAN and source where these decide nothing."""
    packet = packet_at(kind, profile, port)
    if not chooses_by_vlan(device):
        return replace(packet, vlan=None)
    return addressed(device, port, packet, kind) if chooses_by_address(device) else packet


def addressed(device: Device, port: Interface, packet: Packet, kind: Kind) -> Packet:
    """A packet with the addresses that were not stated: whom it is from, and whom signalling is for."""
    source = packet.source or host_at(device, port, packet)
    destination = packet.destination or (_call_control(device, port) if kind is Kind.SIGNALLING else None)
    return replace(packet, source=source, destination=destination)


def _call_control(device: Device, port: Interface) -> str | None:
    """The first server that the site's phones talk to; what the network brings is for somebody else."""
    if port.role in NETWORK:
        return None
    return next((each for each in device.call_control if ":" not in each), None)


def host_at(device: Device, port: Interface, packet: Packet) -> str | None:
    """An address in the subnet that a packet comes from; None where the config does not tell it.

    What comes from the rest of the network comes from anywhere, not from the subnet of the link.
    """
    if port.role in NETWORK:
        return None
    gateway = device.svis.get(packet.vlan or 0, port) if port.is_switchport else port
    if not gateway.addresses:
        return None
    from ipaddress import ip_interface

    own = ip_interface(gateway.addresses[0])
    hosts = (str(each) for each in own.network.hosts() if each != own.ip)
    return next(hosts, None)
