"""Interface sections to records; what a body means is worked out once however often it stands."""

from typing import NamedTuple

from msgspec.structs import replace

from netaudit.model import Interface
from netaudit.parsers.grammar import Account, Grammar, Tally
from netaudit.parsers.ios.acl_sections import REFERENCE
from netaudit.parsers.ios.irrelevant import phrases
from netaudit.parsers.ios.port_qos import PORT_QOS, vlan_policy
from netaudit.parsers.ios.routed import ROUTED
from netaudit.parsers.ios.switchport import LAYER2_FIELDS, SWITCHPORT
from netaudit.parsers.ios.wan import WAN
from netaudit.parsers.ios.xl import XL
from netaudit.parsers.memory import Memory
from netaudit.parsers.vocabulary import At, Fields
from netaudit.syntax.tree import Line, grow

TABLES = (PORT_QOS, ROUTED, SWITCHPORT, WAN, XL)
"""The phrases of interface mode."""

PORT = Grammar({phrase: act for table in TABLES for phrase, act in table.items()}, phrases("interface"))

RAW_FIELDS = frozenset(
    {"access_vlan_name", "no_ip_address", "switchport", "switchport_mode", "voice_vlan_name"}
)
"""What the phrases set and ``resolve`` turns into fields of the record."""

_BLOCKS = ("cts manual", "pvc ", "service instance", "vc-class ")
"""Openers of a mode of their own inside an interface."""

_WITH_ACL = ("ip directed-broadcast ", "ip verify unicast ")
"""What sets a field of the interface, and may name an access list besides."""

_IN_BLOCKS = (
    "abr ", "cbr ", "dialer pool-member ", "pppoe-client dial-pool-number ", "service-policy ",
    "tx-ring-limit ", "vbr-nrt ", "vbr-rt ",
)  # fmt: skip
"""What counts for the interface there; the rest is skipped."""


class PortReading(NamedTuple):
    """What an interface body says, apart from the interface's name, line and description."""

    template: Interface
    fields: Fields
    at: At
    read: int
    irrelevant: int
    unread: tuple[tuple[int, str], ...]
    references: tuple[tuple[str, str, int], ...]
    """Access lists that irrelevant lines name: who names it, its name, offset of the line."""
    late: bool
    """Whether templates or VLAN names must be looked up when the whole config is read."""


_LATE = frozenset({"access_vlan_name", "templates", "voice_vlan_name"})


def read_body(body: str, fields: Fields, at: At) -> Tally:
    """Apply the lines of a body to fields."""
    tally = Tally()
    for line in grow(body, 1):
        _read_line(line, fields, at, tally)
    return tally


def _read_line(line: Line, fields: Fields, at: At, tally: Tally) -> None:
    """One line and what stands below it."""
    account = PORT.read(line.text, line.number, fields, at)
    tally.note(account, line.number, line.text)
    if account is Account.IRRELEVANT or line.text.startswith(_WITH_ACL):
        tally.references += [(by, acl, line.number) for by, acl in _USERS[line.text]]
    if line.children:
        _read_children(line, fields, at, tally)


def _read_children(line: Line, fields: Fields, at: At, tally: Tally) -> None:
    """The lines of a mode inside the interface; IOS ignores indentation that opens none."""
    if line.text.startswith(_BLOCKS):
        _read_block(line, fields, at, tally)
        return
    for child in line.children:
        if line.text.startswith("tx-queue "):
            fields["queueing"] = (*fields["queueing"], f"{line.text} {child.text}")
            at["queueing"] = (*at["queueing"], child.number)
            tally.note(Account.READ, child.number, child.text)
        elif line.text.startswith("frame-relay interface-dlci") and child.text.startswith("class "):
            fields["frame_relay_class"] = child.text.split()[1]
            at["frame_relay_class"] = (child.number,)
            tally.note(Account.READ, child.number, child.text)
        elif line.text.startswith("vlan-range ") and (policy := vlan_policy(line.text, child.text)):
            fields["policies"] = (*fields.get("policies", ()), policy)
            at["policies"] = (*at.get("policies", ()), child.number)
            tally.note(Account.READ, child.number, child.text)
        else:
            _read_line(child, fields, at, tally)


def _read_block(block: Line, fields: Fields, at: At, tally: Tally) -> None:
    """A mode inside the interface."""
    for child in block.children:
        if child.text.startswith(_IN_BLOCKS):
            account = PORT.read(child.text, child.number, fields, at)
        else:
            account = Account.IRRELEVANT
        tally.note(account, child.number, child.text)
        _read_block(child, fields, at, tally)


def resolve(fields: Fields, kind: str, *, switch: bool) -> Interface:
    """A record without name from what was read; ``switch``: ports are layer 2 by default."""
    known = {key: value for key, value in fields.items() if key not in RAW_FIELDS}
    mode = _mode(fields, kind, switch=switch)
    if kind in {"port-channel", "physical"} and mode != "routed":
        known.setdefault("native_vlan", 1)
        if not fields.get("access_vlan_dynamic") and not fields.get("access_vlan_name"):
            known.setdefault("access_vlan", 1)
    if mode == "dynamic":
        known.setdefault("dtp", "auto")
    return Interface(name="", line=0, kind=kind, mode=mode, **known)


def _mode(fields: Fields, kind: str, *, switch: bool) -> str:
    """Operational mode as far as the config decides it."""
    if kind not in {"management", "physical", "port-channel"}:
        return kind
    if fields.get("switchport") is False or kind == "management":
        return "routed"
    if mode := fields.get("switchport_mode"):
        return str(mode)
    if fields.get("addresses") or fields.get("dynamic_address"):
        return "routed"
    if LAYER2_FIELDS & fields.keys():
        return "dynamic"
    return "dynamic" if switch and "no_ip_address" not in fields else "routed"


def reading(body: str, kind: str, *, switch: bool) -> PortReading:
    """All that a body means."""
    fields: Fields = {}
    at: At = {}
    tally = read_body(body, fields, at)
    known = _renamed(at)
    template = replace(resolve(fields, kind, switch=switch), at=known)
    late = any(map(fields.get, _LATE))
    return PortReading(
        template,
        fields,
        known,
        tally.read,
        tally.irrelevant,
        tuple(tally.unread),
        tuple(tally.references),
        late,
    )


_PUBLIC = {
    "access_vlan_name": "access_vlan",
    "switchport_mode": "mode",
    "voice_vlan_name": "voice_vlan",
}
"""What evidence of a raw field is evidence of."""


def _renamed(at: At) -> At:
    """Evidence by the names that the record has for its fields."""
    if not _PUBLIC.keys() & at.keys():
        return at
    return {_PUBLIC.get(field, field): offsets for field, offsets in at.items()}


def _users(line: str) -> tuple[tuple[str, str], ...]:
    """Who names which access list in a line without a field of its own for it."""
    return tuple((match["by"], match["acl"]) for match in REFERENCE.finditer(line))


_USERS: Memory[tuple[tuple[str, str], ...]] = Memory(_users)
