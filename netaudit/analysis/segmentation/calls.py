"""What a phone can not do without: register, load its configuration, speak with other phones."""

from collections.abc import Iterator
from typing import NamedTuple

from netaudit.analysis.packetspace.fields import TCP, UDP, WHOLE
from netaudit.analysis.packetspace.numbers import EMPTY, EVERY, Numbers, complement, difference, of, union
from netaudit.analysis.packetspace.packets import PacketSet, Region
from netaudit.analysis.segmentation.matrix import ANSWERING, MATRIX, RTP, Service, ports_in
from netaudit.analysis.segmentation.plan import AddressPlan, numbers, subnets
from netaudit.model import Interface

LOADING = frozenset({"TFTP", "configuration"})
"""Services by which a phone loads its configuration: one of them is enough."""

REGISTERING = frozenset({"H.225", "H.225 RAS", "MGCP", "SCCP", "SIP"})
"""Services by which a phone registers: one of them is enough."""

_WHOLE = of((WHOLE,), 1)


class Need(NamedTuple):
    """Packets of which some must pass at a voice gateway."""

    what: str
    packets: PacketSet
    answers: bool = False
    """Whether they go to phones, and not from them."""


def needs(port: Interface, site: AddressPlan) -> Iterator[Need]:
    """What must pass between the phones behind a gateway and the servers and phones elsewhere."""
    phones = subnets(port, 4)
    anywhere = union(complement(numbers(site.voice, 4)), numbers(site.own, 4))
    registrars = numbers(site.call_control, 4) if "call_control" in site.complete else anywhere
    loaders = numbers(site.tftp, 4) if "tftp" in site.complete else anywhere
    others = difference(numbers(site.voice, 4), phones)
    yield Need("the signalling of phones to call control", _to(phones, registrars, REGISTERING))
    yield Need("what phones load their configuration by", _to(phones, loaders, LOADING))
    others_control = difference(registrars, numbers(site.own, 4))
    yield Need("the signalling of call control to phones", _from(others_control, phones), answers=True)
    if others is not EMPTY:
        yield Need("RTP to phones of other voice VLANs", _rtp(phones, others))
        yield Need("RTP from phones of other voice VLANs", _rtp(others, phones), answers=True)


def _to(phones: Numbers, servers: Numbers, names: frozenset[str]) -> PacketSet:
    """What phones send to servers for some services."""
    return PacketSet.of(
        Region(
            4, phones, servers, of((row.protocol,), 8), destination_port=ports_in(row.ports), fragment=_WHOLE
        )
        for row in _rows(names)
    )


def _from(servers: Numbers, phones: Numbers) -> PacketSet:
    """What call control sends to phones, on connections of theirs or of its own."""
    return PacketSet.of(
        Region(
            4,
            servers,
            phones,
            of((row.protocol,), 8),
            ports_in(row.ports),
            flags=_flags(row),
            fragment=_WHOLE,
        )
        for row in _rows(REGISTERING)
    )


def _rows(names: frozenset[str]) -> Iterator[Service]:
    """The rows of some services that phones open."""
    return (row for row in MATRIX if row.name in names and "voice" in row.sources.split())


def _flags(row: Service) -> Numbers:
    """The flags of answers."""
    return ANSWERING if row.protocol == TCP else EVERY


def _rtp(source: Numbers, destination: Numbers) -> PacketSet:
    """Media between phones."""
    ports = ports_in(RTP)
    return PacketSet((Region(4, source, destination, of((UDP,), 8), ports, ports, fragment=_WHOLE),))
