"""aerleon says of its own policies what netaudit says of the access lists that it makes of them.

aerleon works on terms: addresses, protocols, ports, an option. It prints each term as one or more entries
below a remark with the term's name, answers which term decides a packet, and warns of a term that an earlier
one contains. All of it is compared; where aerleon is silent and netaudit is not, a fact must explain it.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from ipaddress import IPv4Address
from random import Random

import pytest
from aerleon.lib import aclcheck, cisco, naming, policy
from msgspec import Struct

from netaudit.analysis.acl.decide import decide, first
from netaudit.analysis.acl.meaning import Filter, meaning
from netaudit.analysis.packetspace.header import Header
from netaudit.analysis.packetspace.packets import EVERYTHING, NOTHING, PacketSet
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
HEADER = "header {\n  target:: cisco EDGE extended\n}\n"


class Term(Struct, frozen=True, kw_only=True):
    """One term of a policy: its fields in aerleon's words."""

    name: str
    fields: tuple[tuple[str, str], ...]

    def has(self, field: str) -> bool:
        """Whether the term says anything of a field."""
        return any(name == field for name, _ in self.fields)

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
        """What the entries of a term match."""
        found = NOTHING
        for owner, entry in zip(self.owners, self.filter.entries, strict=False):
            found = found | entry.packets if owner == term else found
        return found

    def reachable(self) -> set[str]:
        """The terms of which any entry decides a packet."""
        return {
            self.owners[p.entry.index] for p in decide(self.filter, EVERYTHING) if p.entry.index is not None
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


def shaded(
    terms: list[Term], definitions: naming.Naming, log: pytest.LogCaptureFixture
) -> tuple[Made, dict[str, set[str]]]:
    """The list of some terms, and aerleon's warnings: a term, and those that it says are in front of it."""
    log.clear()
    with log.at_level(logging.WARNING):
        made = make(terms, definitions)
    warned: dict[str, set[str]] = {}
    for record in log.records:
        if found := re.fullmatch(r"(\w+) is shaded by (\w+)", record.getMessage()):
            warned.setdefault(found[1], set()).add(found[2])
    return made, warned


def test_a_shaded_term_is_out_of_reach(definitions: naming.Naming, caplog: pytest.LogCaptureFixture) -> None:
    """Each of aerleon's warnings is true: the named term has all packets of the other, which decides none."""
    warnings = 0
    for made, warned, _ in checked(definitions, caplog):
        for term, above in warned.items():
            assert term not in made.reachable(), made.text
            assert all(made.packets(term) <= made.packets(each) for each in above), made.text
            warnings += len(above)
    assert warnings > POLICIES


def test_silence_of_aerleon_is_explained(
    definitions: naming.Naming, caplog: pytest.LogCaptureFixture
) -> None:
    """A term that decides nothing without a warning is covered by several, or in a way that aerleon can not see."""
    reasons = Counter(
        reason(made, terms, term)
        for made, warned, terms in checked(definitions, caplog)
        for term in sorted(set(made.owners) - made.reachable() - set(warned))
    )
    assert reasons.keys() == {"several terms together", "an option", "a type of message"}


def checked(
    definitions: naming.Naming, log: pytest.LogCaptureFixture
) -> Iterator[tuple[Made, dict[str, set[str]], list[Term]]]:
    """The random policies, with aerleon's warnings and their terms."""
    for seed in range(POLICIES):
        terms = random_terms(Random(f"aerleon/shade/{seed}"), typed=True)  # noqa: S311 - the same each time
        yield *shaded(terms, definitions, log), terms


def reason(made: Made, terms: list[Term], silent: str) -> str:
    """Why aerleon does not warn of a term that decides nothing."""
    own = next(term for term in terms if term.name == silent)
    above = [term for term in terms[: terms.index(own)] if made.packets(silent) <= made.packets(term.name)]
    if not above:
        return "several terms together"
    if own.has("option") and not any(term.has("option") for term in above):
        return "an option"
    if all(term.has("icmp-type") for term in above):
        return "a type of message"
    return f"unexplained: {own} below {above[0]}"
