"""What ``netaudit trace`` is asked, put to a device: which ports, which packets, and the answers."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from netaudit.analysis.treatment import treatment
from netaudit.analysis.treatment.kinds import MAKERS, Kind, framed, kind_of, packet_at, sender_at
from netaudit.analysis.treatment.matrix import addressed, matrix
from netaudit.analysis.treatment.verdict import judge
from netaudit.analysis.treatment.ways import ASKED, NETWORK, leads, ports_with
from netaudit.errors import UsageError
from netaudit.model import Device, Interface, Packet
from netaudit.parsers.names import canonical
from netaudit.report.ranges import compress
from netaudit.report.trace_rows import Case
from netaudit.site.policy import Profile
from netaudit.site.profiles import GUIDES

HOSTS = ("phone", "user", "lan", "subinterface")
"""Roles of the ports that calls come in by."""

PORTS = frozenset({"destination_port", "protocol", "source_port"})
"""What NBAR looks at first: an application that goes with other ports is not this one's."""

SPEECH = frozenset({Kind.BEARER, Kind.CHEATER})
"""Kinds that NBAR tells apart by what is in the packet, whatever its ports."""


class Question(Struct, frozen=True, kw_only=True):
    """Two interfaces as somebody wrote them and what is known of the packet, or everything."""

    every: bool = False
    """Each kind of packet on every way that calls take; nothing else is given then."""
    ingress: str = ""
    egress: str = ""
    given: Mapping[str, int | str | None] = {}
    """Fields of the packet that were stated; what is left out is what such a sender does."""


def answer(device: Device, question: Question, profile: Profile) -> tuple[Case, ...]:
    """What the device does.

    Raises:
        UsageError: it has no such interface.
    """
    if question.every:
        known = matrix(device, profile)
        cases = (Case(g.kind, g.ingresses, g.egresses, g.treatment, g.verdict) for g in known)
        return tuple(cases if known else _unknown(device, profile))
    ingress, egress = _named(device, question.ingress), _named(device, question.egress)
    if ingress.name == egress.name:
        raise UsageError(f"--from and --to are both {ingress.name}: a packet leaves by another interface")
    packet = packet_of(question.given, ingress, profile)
    packet = addressed(device, ingress, packet, kind_of(packet, profile))
    return (_case(device, packet, (ingress,), (egress,), profile),)


def packet_of(given: Mapping[str, int | str | None], port: Interface, profile: Profile) -> Packet:
    """The packet that was described, as it arrives at a port."""
    dscp = given.get("dscp")
    sent = Packet(
        dscp=dscp if isinstance(dscp, int) else GUIDES[profile].bearer.dscp,
        sender=str(given.get("sender") or sender_at(Kind.BEARER, port)),
    )
    kind = kind_of(sent, profile)
    usual = MAKERS[kind](GUIDES[profile], sent.sender)
    if given.get("protocol", usual.protocol) != usual.protocol:
        usual = replace(usual, source_port=None, destination_port=None, application=None)
    elif given.keys() & PORTS and kind not in SPEECH:
        usual = replace(usual, application=None)
    return replace(framed(replace(usual, dscp=sent.dscp, cos=sent.dscp >> 3), port), **given)


def _case(
    device: Device,
    packet: Packet,
    ingresses: tuple[Interface, ...],
    egresses: tuple[Interface, ...],
    profile: Profile,
) -> Case:
    """What becomes of a packet between ports that are alike."""
    kind = kind_of(packet, profile)
    treated = treatment(device, packet, ingresses[0], egresses[0])
    way = (ingresses[0].role, egresses[0].role)
    judges = (asked.judge for asked in ASKED if way[0] in asked.sources and way[1] in asked.sinks)
    return Case(kind, ingresses, egresses, treated, next(judges, judge)(kind, treated, profile))


def _unknown(device: Device, profile: Profile) -> Iterator[Case]:
    """The ways through hardware of which nothing is known: all ports are alike."""
    for asked in ASKED:
        sources = tuple(ports_with(device, asked.sources))
        sinks = tuple(ports_with(device, asked.sinks))
        if any(leads(source, sink) for source in sources for sink in sinks):
            for kind in asked.kinds:
                packet = replace(packet_at(kind, profile, sources[0]), vlan=None)
                yield _case(device, packet, sources, sinks, profile)


def _named(device: Device, written: str) -> Interface:
    """The interface of a name in any spelling; of one that is there twice the last, as IOS has it."""
    name = canonical(written).lower()
    for port in reversed(device.interfaces):
        if port.name.lower() == name:
            return port
    raise UsageError(
        f"{device.hostname or device.source} has no interface {canonical(written)}; {_near(device, name)}"
    )


def _near(device: Device, name: str) -> str:
    """Interfaces that may have been meant: of the same module, else of the same type, else all."""
    module, kind = name.rpartition("/")[0], name.rstrip("0123456789/:.")
    for start in (f"{module}/" if module else kind, kind, ""):
        if near := [port.name for port in device.interfaces if port.name.lower().startswith(start)]:
            return f"it has {compress(near)}"
    return "it has none at all"


def choices_of(device: Device) -> str:
    """What can be asked of a device."""
    hosts, uplinks = ports_with(device, HOSTS), ports_with(device, NETWORK)
    return (
        f"say --from and --to, or --all; {device.hostname or device.source} has "
        f"{_listed('phone ports', hosts)} and {_listed('uplinks', uplinks)}"
    )


def _listed(noun: str, ports: Iterable[Interface]) -> str:
    """``phone ports GigabitEthernet1/0/1-24``, ``no uplinks``."""
    names = compress(port.name for port in ports)
    return f"{noun} {names}" if names else f"no {noun}"
