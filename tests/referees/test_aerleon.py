"""aerleon says of its own policies what netaudit says of the access lists that it makes of them.

aerleon works on terms: addresses, protocols, ports, an option. It prints each term as one or more entries
below a remark with the term's name, answers which term decides a packet, and warns of a term that an earlier
one contains. All of it is compared; where aerleon is silent and netaudit is not, a fact must explain it.
Fragments are no part of it: aerleon takes a permit below a deny of the same ports for out of reach, while the
list that it prints lets later fragments through there (Cisco, document 8014).
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from ipaddress import IPv4Address
from random import Random
from typing import NamedTuple

import pytest
from aerleon.lib import aclcheck, cisco, naming, policy
from msgspec import Struct

from netaudit.analysis.acl.decide import decide, first
from netaudit.analysis.acl.meaning import Filter, meaning
from netaudit.analysis.packetspace.fields import WHOLE
from netaudit.analysis.packetspace.header import Header
from netaudit.analysis.packetspace.numbers import of
from netaudit.analysis.packetspace.packets import NOTHING, PacketSet, Region
from netaudit.parsers import load

POLICIES = 200
TERMS = 10
NETWORKS = {
    "CAMPUS": "10.20.0.0/16",
    "FLOOR": "10.20.30.0/24",
    "LOW": "10.20.30.0/25",
    "HIGH": "10.20.30.128/25",
    "ONE": "10.20.30.1/32",
    "OTHER": "10.20.30.200/32",
    "SERVERS": "10.9.8.0/24",
    "CALLS": "10.9.8.128/25",
}
SERVICES = {
    "WEB": "443/tcp 443/udp",
    "RANGE": "400-500/tcp 400-500/udp",
    "HIGH": "1024-65535/tcp 1024-65535/udp",
}
NUMBERS = {"tcp": 6, "udp": 17, "icmp": 1, "gre": 47}
ACK, SYN = 16, 2
UNFRAGMENTED = PacketSet((Region(4, fragment=of((WHOLE,), 1)),))
HEADER = "header {\n  target:: cisco EDGE extended\n}\n"


class Term(Struct, frozen=True, kw_only=True):
    """One term of a policy: its fields in aerleon's words."""

    name: str
    fields: tuple[tuple[str, str], ...]

    def has(self, field: str) -> bool:
        """Whether the term says anything of a field."""
        return any(name == field for name, _ in self.fields)

    def protocols(self) -> set[str]:
        """The protocols that the term speaks of; all that are in use here where it names none."""
        return set(dict(self.fields).get("protocol", " ".join(NUMBERS)).split())

    def __str__(self) -> str:
        return (
            f"term {self.name} {{\n" + "".join(f"  {name}:: {value}\n" for name, value in self.fields) + "}\n"
        )


class Made(Struct, frozen=True, kw_only=True):
    """A policy, the access list that aerleon makes of it, and what netaudit makes of that."""

    policy: policy.Policy
    text: str
    filter: Filter
    owners: tuple[str, ...]
    """The term that each entry of the list belongs to."""

    def packets(self, term: str) -> PacketSet:
        """The packets that the entries of a term match, fragments left out."""
        found = NOTHING
        for owner, entry in zip(self.owners, self.filter.entries, strict=False):
            found = found | entry.packets & UNFRAGMENTED if owner == term else found
        return found

    def reachable(self) -> set[str]:
        """The terms of which any entry decides a packet, fragments left out."""
        return {
            self.owners[p.entry.index] for p in decide(self.filter, UNFRAGMENTED) if p.entry.index is not None
        }


@pytest.fixture(scope="module")
def definitions() -> naming.Naming:
    """The names of networks and services."""
    names = naming.Naming()
    names.ParseNetworkList([f"{name} = {value}" for name, value in NETWORKS.items()])
    names.ParseServiceList([f"{name} = {value}" for name, value in SERVICES.items()])
    return names


def random_terms(chance: Random, *, typed: bool) -> list[Term]:
    """Terms that are often in each other's way; ``typed`` ones may ask for types of ICMP messages."""
    return [Term(name=f"t{n}", fields=tuple(_fields(chance, typed=typed))) for n in range(TERMS)]


def _fields(chance: Random, *, typed: bool) -> Iterator[tuple[str, str]]:
    protocol = chance.choice(("tcp", "tcp", "udp", "icmp", "tcp udp", ""))
    yield "source-address", chance.choice(("CAMPUS", "FLOOR", "FLOOR", "LOW", "HIGH", "ONE", "ONE OTHER"))
    if chance.random() < 0.5:
        yield "destination-address", chance.choice(("SERVERS", "CALLS"))
    if protocol:
        yield "protocol", protocol
    if protocol and protocol != "icmp" and chance.random() < 0.7:
        yield "destination-port", chance.choice(tuple(SERVICES))
    if protocol in {"tcp", "udp"} and chance.random() < 0.15:
        yield "source-port", "HIGH"
    if protocol == "tcp" and chance.random() < 0.25:
        yield "option", "tcp-established"
    if protocol == "icmp" and typed and chance.random() < 0.7:
        yield "icmp-type", chance.choice(("echo-request", "echo-reply", "echo-request echo-reply"))
    yield "action", chance.choice(("accept", "deny"))


def make(terms: list[Term], definitions: naming.Naming) -> Made:
    """Have aerleon make a list of the terms, and netaudit read it."""
    parsed = policy.ParsePolicy(HEADER + "".join(map(str, terms)), definitions, shade_check=True)
    text = f"hostname r\n{cisco.Cisco(parsed, 2)}"
    (read,) = load(text.encode(), "r")
    (acl,) = read.device.acls
    lines = text.splitlines()
    owners = tuple(_owner(lines[: acl.line + entry.offset]) for entry in acl.entries)
    return Made(policy=parsed, text=text, filter=meaning(read.device, acl), owners=owners)


def _owner(above: list[str]) -> str:
    """The term of an entry: the last that was named above it."""
    return next(line.split()[-1] for line in reversed(above) if re.fullmatch(r" *remark t\d+", line))


def random_packet(chance: Random) -> dict[str, str]:
    """A whole packet near what the terms speak of, in the words of aerleon's query."""
    protocol = chance.choice(("tcp", "tcp", "udp", "icmp", "gre"))
    ports = {"sport": "any", "dport": "any"}
    if protocol in {"tcp", "udp"}:
        ports = {
            "sport": chance.choice(("53", "1024", "40000")),
            "dport": chance.choice(("80", "443", "450", "2000")),
        }
    return {
        "src": chance.choice(("10.20.30.1", "10.20.30.2", "10.20.30.200", "10.20.31.1", "10.21.0.1")),
        "dst": chance.choice(("10.9.8.1", "10.9.8.129", "192.0.2.1")),
        "proto": protocol,
        **ports,
    }


def decided_by_aerleon(made: Made, packet: dict[str, str], *, answered: bool) -> str | None:
    """The term that decides a packet; ``answered`` packets are of a connection that exists."""
    matches = aclcheck.AclCheck(made.policy, **packet).Matches()
    allowed = {"tcp-est"} if answered else set()
    return next((match.term for match in matches if set(match.possibles) <= allowed), None)


def decided_by_netaudit(made: Made, packet: dict[str, str], *, answered: bool) -> str | None:
    """The term whose entry decides the packet."""
    tcp = packet["proto"] == "tcp"
    header = Header(
        source=int(IPv4Address(packet["src"])),
        destination=int(IPv4Address(packet["dst"])),
        protocol=NUMBERS[packet["proto"]],
        source_port=0 if packet["sport"] == "any" else int(packet["sport"]),
        destination_port=0 if packet["dport"] == "any" else int(packet["dport"]),
        flags=(ACK if answered else SYN) if tcp else 0,
    )
    entry = first(made.filter, header)
    return None if entry is None or entry.index is None else made.owners[entry.index]


def test_the_same_term_decides(definitions: naming.Naming) -> None:
    """Thousands of packets are decided by the term that aerleon's own query names, or by none in both."""
    for seed in range(POLICIES):
        chance = Random(f"aerleon/{seed}")  # noqa: S311 - a test must be the same each time
        made = make(random_terms(chance, typed=False), definitions)
        for _ in range(30):
            packet, answered = random_packet(chance), chance.random() < 0.5
            theirs = decided_by_aerleon(made, packet, answered=answered)
            assert decided_by_netaudit(made, packet, answered=answered) == theirs, (packet, made.text)


class Case(NamedTuple):
    """The list of some terms, and aerleon's warnings: a term, and one that it says is in front of it."""

    made: Made
    terms: dict[str, Term]
    warned: tuple[tuple[str, str], ...]


@pytest.fixture
def cases(definitions: naming.Naming, caplog: pytest.LogCaptureFixture) -> Iterator[Case]:
    """Random policies with aerleon's warnings."""

    def each() -> Iterator[Case]:
        for seed in range(POLICIES):
            chance = Random(f"aerleon/shade/{seed}")  # noqa: S311 - a test must be the same each time
            terms = random_terms(chance, typed=True)
            caplog.clear()
            with caplog.at_level(logging.WARNING):
                made = make(terms, definitions)
            found = (re.fullmatch(r"(\w+) is shaded by (\w+)", r.getMessage()) for r in caplog.records)
            warned = tuple((match[1], match[2]) for match in found if match)
            yield Case(made, {term.name: term for term in terms}, warned)

    return each()


def test_a_shaded_term_is_out_of_reach(cases: Iterator[Case]) -> None:
    """A term of which aerleon warns decides nothing, and the one above has all its packets.

    Not so where the term has a protocol that the one above has not: aerleon 1.18 compares protocols the wrong
    way round (``policy.Term.__contains__`` hands them to ``CheckProtocolIsContained`` in the other order than
    addresses and ports), and warns of a term that works.
    """
    right = wrong = 0
    for made, terms, warned in cases:
        for name, above in warned:
            if terms[name].protocols() <= terms[above].protocols():
                assert name not in made.reachable(), made.text
                assert made.packets(name) <= made.packets(above), made.text
                right += 1
            else:
                assert not made.packets(name) <= made.packets(above), made.text
                wrong += 1
    assert right > 3 * POLICIES
    assert wrong > 0


def test_silence_of_aerleon_is_explained(cases: Iterator[Case]) -> None:
    """A term that decides nothing without a warning is covered by several or in a way aerleon can not see."""
    reasons = {
        _reason(case, name)
        for case in cases
        for name in sorted(set(case.made.owners) - case.made.reachable() - {name for name, _ in case.warned})
    }
    assert reasons == {*SILENCES, "several terms together"}


def _reason(case: Case, name: str) -> str:
    """Why aerleon does not warn of a term that decides nothing."""
    own, terms = case.terms[name], list(case.terms.values())
    packets = case.made.packets(name)
    above = [term for term in terms[: terms.index(own)] if packets <= case.made.packets(term.name)]
    if not above:
        return "several terms together"
    found = (why for why, holds in SILENCES.items() if all(holds(own, term) for term in above))
    return next(found, f"unexplained: {own} below {above[0]}")


SILENCES: Mapping[str, Callable[[Term, Term], bool]] = {
    "an option that the one above has not": lambda own, above: own.has("option") > above.has("option"),
    "fewer protocols than the one above": lambda own, above: own.protocols() < above.protocols(),
    "a type of message, never equal": lambda _own, above: above.has("icmp-type"),
}
"""Where aerleon 1.18 does not see that one term contains another."""
