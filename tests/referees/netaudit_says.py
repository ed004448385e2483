"""What netaudit answers to the questions that the router is asked."""

from collections.abc import Sequence
from typing import NamedTuple

from netaudit import parsers
from netaudit.analysis.acl.decide import first
from netaudit.analysis.acl.meaning import Entry, Filter, meaning
from netaudit.analysis.packetspace.fields import LATER, WHOLE
from netaudit.analysis.packetspace.header import Header
from tests.referees.crafted import Crafted
from tests.referees.ios_words import ICMP, ICMP6


class Answer(NamedTuple):
    """What becomes of one packet."""

    entry: int
    """The entry that decides it, from 1; 0 is the deny at the end."""
    passes: bool


HEAD, TAIL = "version 15.2\nhostname router\n!\n", "!\nend\n"


def filter_of(text: str) -> Filter:
    """The filter that the only list of a text is."""
    (device,) = parsers.read(HEAD + text + TAIL, "referee.cfg")
    (acl,) = device.acls
    return meaning(device, acl)


def answers(filter_: Filter, packets: Sequence[Crafted]) -> list[Answer]:
    """What the filter does to each packet."""
    return [_answer(first(filter_, header(packet))) for packet in packets]


def _answer(entry: Entry | None) -> Answer:
    assert entry is not None, "a list decides every packet of its IP version"
    return Answer(0 if entry.index is None else entry.index + 1, entry.action == "permit")


def header(packet: Crafted) -> Header:
    """A packet as netaudit has it; a later fragment has no layer 4."""
    addresses = {"source": packet.source, "destination": packet.destination}
    addresses |= {"version": packet.version, "protocol": packet.protocol}
    if packet.offset:
        return Header(**addresses, dscp=packet.dscp, fragment=LATER)
    messages = packet.protocol in {ICMP, ICMP6}
    return Header(
        **addresses,
        source_port=packet.icmp_type if messages else packet.source_port,
        destination_port=packet.icmp_code if messages else packet.destination_port,
        flags=packet.flags,
        dscp=packet.dscp,
        fragment=WHOLE,
    )
