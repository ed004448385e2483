"""What a phone can not do without: register, load its configuration, speak with other phones."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from netaudit.analysis.packetspace.fields import TCP, UDP
from netaudit.analysis.packetspace.numbers import EMPTY, EVERY, Numbers, complement, difference, of, union
from netaudit.analysis.packetspace.packets import PacketSet, Region
from netaudit.analysis.packetspace.values import ESTABLISHED, WHOLE_ONLY
from netaudit.analysis.segmentation.matrix import MATRIX, RTP, Service, ports_in
from netaudit.analysis.segmentation.plan import AddressPlan
from netaudit.analysis.subnets import numbers, subnets
from netaudit.model import Interface

LOADING = frozenset({"TFTP", "configuration"})
"""Services by which a phone loads its configuration: one of them is enough."""

REGISTERING = frozenset({"H.225", "H.225 RAS", "MGCP", "SCCP", "SIP"})
"""Services by which a phone registers: one of them is enough."""


class Need(NamedTuple):
    """Packets of which some must pass at a voice gateway."""

    what: str
    packets: PacketSet


def needs(port: Interface, site: AddressPlan) -> Iterator[Need]:
    """What must pass from the phones behind a gateway to servers and phones elsewhere."""
    phones = subnets(port, 4)
    registrars = numbers(site.call_control, 4) if "call_control" in site.complete else EVERY
    loaders = numbers(site.tftp, 4) if "tftp" in site.complete else EVERY
    others = difference(numbers(site.voice, 4), phones)
    yield Need(
        "the signalling of phones to call control (SCCP, SIP, H.323, MGCP)",
        _to(phones, registrars, REGISTERING),
    )
    yield Need("what phones load their configuration by (TFTP, TCP 6970-6972)", _to(phones, loaders, LOADING))
    if others is not EMPTY:
        yield Need("RTP to phones of other voice VLANs", _rtp(phones, others))


def answers(port: Interface, site: AddressPlan) -> Iterator[Need]:
    """What must pass to the phones behind a gateway."""
    phones, voice = subnets(port, 4), numbers(site.voice, 4)
    stated = "call_control" in site.complete
    registrars = numbers(site.call_control, 4) if stated else complement(union(voice, numbers(site.own, 4)))
    yield Need("the signalling of call control to phones", _from(registrars, phones))
    if (others := difference(voice, phones)) is not EMPTY:
        yield Need("RTP from phones of other voice VLANs", _rtp(others, phones))


def _to(phones: Numbers, servers: Numbers, names: frozenset[str]) -> PacketSet:
    """What phones send to servers for some services."""
    return _all(
        Region(
            4,
            phones,
            servers,
            of((row.protocol,), 8),
            destination_port=ports_in(row.ports),
            fragment=WHOLE_ONLY,
        )
        for row in _rows(names)
    )


def _from(servers: Numbers, phones: Numbers) -> PacketSet:
    """What call control sends to phones, on connections of theirs or of its own."""
    return _all(
        Region(
            4,
            servers,
            phones,
            of((row.protocol,), 8),
            ports_in(row.ports),
            flags=_flags(row),
            fragment=WHOLE_ONLY,
        )
        for row in _rows(REGISTERING)
    )


def _all(regions: Iterable[Region]) -> PacketSet:
    """Regions that are apart by their ports."""
    return PacketSet(tuple(regions))


def _rows(names: frozenset[str]) -> Iterator[Service]:
    """The rows of some services that phones open."""
    return (row for row in MATRIX if row.name in names and "voice" in row.sources.split())


def _flags(row: Service) -> Numbers:
    """The flags of answers."""
    return ESTABLISHED if row.protocol == TCP else EVERY


def _rtp(source: Numbers, destination: Numbers) -> PacketSet:
    """Media between phones."""
    ports = ports_in(RTP)
    return PacketSet((Region(4, source, destination, of((UDP,), 8), ports, ports, fragment=WHOLE_ONLY),))
