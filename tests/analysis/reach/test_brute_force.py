"""Sets of packets against packets one by one: each stop asked with `first`, in the order of the way."""

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from netaudit.analysis.acl.decide import first
from netaudit.analysis.acl.meaning import meaning
from netaudit.analysis.packetspace.fields import FLAGS, TCP, WHOLE
from netaudit.analysis.packetspace.header import Header, has
from netaudit.analysis.packetspace.packets import EVERYTHING
from netaudit.analysis.reach.crossing import passing
from netaudit.model import Device
from tests.analysis.reach.campus import acl, between, two_vlans

ACTIONS = ("permit", "deny")
PROTOCOLS = ("ip", "tcp", "udp")
SOURCES = ("any", "host 10.0.10.1", "10.0.10.0 0.0.0.1", "10.0.10.0 0.0.0.2")
SINKS = ("any", "host 10.0.110.1", "10.0.110.0 0.0.0.1")
PORTS = ("", " eq 22", " range 22 23", " neq 23", " gt 22")
HOURS = ("", "", " time-range A", " time-range B")

entries = st.builds(
    lambda action, protocol, source, sink, port, hours: (
        f"{action} {protocol} {source} {sink}{port if protocol != 'ip' else ''}{hours}"
    ),
    *map(st.sampled_from, (ACTIONS, PROTOCOLS, SOURCES, SINKS, PORTS, HOURS)),
)
lists = st.lists(entries, min_size=1, max_size=5)
special = st.sampled_from(("established", "fragments"))


def universe() -> Iterator[Header]:
    """Every packet of a small network."""
    base, sink = (10 << 24) + (10 << 8), (10 << 24) + (110 << 8)
    for source, destination, port, flags in product(range(4), range(3), (22, 23, 24), (2, FLAGS["ack"])):
        place = {"source": base + source, "destination": sink + destination}
        yield Header(**place, protocol=TCP, destination_port=port, flags=flags)
        yield Header(**place, protocol=17, destination_port=port)
    for source, destination, protocol in product(range(4), range(3), (6, 17)):
        yield Header(
            source=base + source, destination=sink + destination, protocol=protocol, fragment=WHOLE + 1
        )


def passes_one(device: Device, names: list[str], header: Header, holding: set[str]) -> bool:
    """Whether lists let a packet pass one after the other, some conditions holding."""
    for name in names:
        found = device.acl(name)
        assert found is not None
        alone = meaning(device, found)
        bits = sum(1 << bit for bit, text in enumerate(alone.conditions) if text in holding)
        decided = first(alone, replace(header, condition=bits))
        assert decided is not None
        if decided.action == "deny":
            return False
    return True


@settings(max_examples=60, deadline=None)
@given(lists, lists, special)
def test_sets_say_what_packets_one_by_one_do(inward: list[str], outward: list[str], last: str) -> None:
    """What passes for certain, what may pass and what never does, over every packet and every hour."""
    rest = acl("IN", *inward) + acl("OUT", *outward, f"permit tcp any any {last}")
    device = two_vlans(["ip access-group IN in"], ["ip access-group OUT out"], rest)
    passed = passing(between(device), EVERYTHING)
    hours = ("time-range A is active", "time-range B is active")
    for header in universe():
        outcomes = {
            passes_one(device, ["IN", "OUT"], header, {h for n, h in enumerate(hours) if bits >> n & 1})
            for bits in range(4)
        }
        assert has(passed.sure, header) == (outcomes == {True})
        assert has(passed.possible, header) == (True in outcomes)


@settings(max_examples=30, deadline=None)
@given(lists, lists)
def test_every_packet_is_decided_once_at_each_stop(inward: list[str], outward: list[str]) -> None:
    """The parts of a stop are disjoint, and what one lets through is what comes to the next."""
    rest = acl("IN", *inward) + acl("OUT", *outward)
    way = between(two_vlans(["ip access-group IN in"], ["ip access-group OUT out"], rest))
    passed = passing(way, EVERYTHING)
    here = [has(p.packets, h) for d in passed.decided[:1] for h in universe() for p in d.parts]
    assert sum(here) == sum(1 for _ in universe())
    for header in universe():
        at_first = [p.entry.action for p in passed.decided[0].parts if has(p.packets, header)]
        at_second = [p for d in passed.decided[1:] for p in d.parts if has(p.packets, header)]
        assert len(at_second) == (at_first == ["permit"])
