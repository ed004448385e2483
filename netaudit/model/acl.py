"""Access lists, and the object groups that they refer to."""

from collections.abc import Mapping

from msgspec import Struct

from netaudit.model.interface import Lines


class Address(Struct, frozen=True):
    """A set of addresses: those equal to ``base`` in every bit that ``wildcard`` leaves 0.

    Bits are those of the address as an integer, 32 or 128 of them. Wildcards need not be
    contiguous. ``group`` names an object group instead; its members are looked up later.
    """

    base: int
    wildcard: int
    version: int = 4
    group: str | None = None


ANY4 = Address(0, 2**32 - 1)
ANY6 = Address(0, 2**128 - 1, 6)


class Ports(Struct, frozen=True):
    """A port condition: ``operator`` is eq, neq, lt, gt or range; ``values`` are port numbers."""

    operator: str
    values: tuple[int, ...]


class Ace(Struct, frozen=True, kw_only=True):
    """One entry of an access list.

    ``offset`` counts lines below the list's first line. A standard list has no destination
    (any). MAC lists keep their text only. ``options`` are the words after the addresses that
    narrow the match or log it, one string each: ``established``, ``dscp ef``, ``log``.
    """

    offset: int
    action: str
    """``permit``, ``deny``, ``evaluate`` (what ``reflexive`` names permits), or ``unread``: a line that
    was not understood stands here, which may match anything and do anything."""
    text: str
    sequence: int | None = None
    protocol: str = "ip"
    source: Address = ANY4
    source_ports: Ports | None = None
    destination: Address = ANY4
    destination_ports: Ports | None = None
    service_group: str | None = None
    """Object group that stands for protocol and ports."""
    options: tuple[str, ...] = ()
    dynamic: str | None = None
    """Name of a lock-and-key entry: it matches for those users only who have logged in."""
    reflexive: str | None = None
    """The reflexive list that an ``evaluate`` entry looks into; ``reflect`` is an option."""


DECIDING = frozenset({"deny", "permit"})
"""Actions of entries that match by what they say, and by nothing else."""


class Acl(Struct, frozen=True, kw_only=True):
    """An access list; ``kind`` is standard, extended, ipv6 or mac."""

    name: str
    kind: str
    line: int
    entries: tuple[Ace, ...] = ()
    remarks: tuple[str, ...] = ()


class ObjectGroup(Struct, frozen=True, kw_only=True):
    """An object group; ``kind`` is network or service. Members are as written."""

    name: str
    kind: str
    line: int
    version: int = 4
    """IP version of the addresses of a network group."""
    members: tuple[str, ...] = ()
    offsets: tuple[int, ...] = ()
    """Lines of the members, counted below the group's first line."""


class VlanAccessMap(Struct, frozen=True, kw_only=True):
    """One sequence of a VLAN access-map (VACL)."""

    name: str
    line: int
    sequence: int
    at: Mapping[str, Lines] = {}
    """Field name to the offsets of the lines that set it."""
    ip_acls: tuple[str, ...] = ()
    """Access lists of ``match ip address``; a packet matches that any of them permits."""
    ipv6_acls: tuple[str, ...] = ()
    mac_acls: tuple[str, ...] = ()
    """Of ``match mac address``; it looks at frames that are not IP."""
    action: str | None = None
    """``forward``, ``drop`` or ``redirect``. None: no line says it, which forwards (Catalyst 3750-X and
    4500 Software Configuration Guides, Configuring VLAN Maps)."""
    action_options: tuple[str, ...] = ()
    """Words behind the action: ``log``, ``capture``, ``vlan 10``, the ports of ``redirect``."""

    @property
    def matches(self) -> tuple[str, ...]:
        """Names of all access lists that it matches."""
        return (*self.ip_acls, *self.ipv6_acls, *self.mac_acls)
