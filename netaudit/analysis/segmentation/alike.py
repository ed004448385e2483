"""Devices that differ in nothing but the networks they name get the same answers.

The switches of a fleet come of one template. Where nothing was found on one of them, nothing is found on
those that are alike, and no packet is looked at. Alike are devices whose interfaces, lists and address
plan agree in all but names, lines and addresses, and whose addresses lie to each other in the same way.
What is found is worked out on each device, as its words tell addresses.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache, wraps
from operator import attrgetter
from typing import TypeVar

from netaudit.analysis.gateways import gateways, gives_addresses, in_service, routes
from netaudit.analysis.segmentation.nesting import Places, nesting, parsed, place
from netaudit.analysis.segmentation.plan import (
    AddressPlan,
    phone_gateways,
    phone_vlans,
    plan,
    user_gateways,
    user_vlans,
)
from netaudit.errors import ComplexityError
from netaudit.model import DECIDING, Acl, Address, Device, Interface
from netaudit.model.interface import SWITCHPORT_MODES
from netaudit.site.policy import Policy

Answer = TypeVar("Answer")
Question = Callable[[Device, Policy], Answer]

MOST_KINDS = 2048
"""Devices unlike each other that are remembered."""

MOST_ENTRIES = 128
"""In the lists of a device that is worth the comparison."""

SPECIAL = tuple(
    map(
        parsed,
        (
            "0.0.0.0/0",
            "0.0.0.0/8",
            "0.0.0.0/32",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "224.0.0.0/3",
            "255.255.255.255/32",
        ),
    )
)
"""Addresses that the questions name themselves; the first is everything."""

UNUSUAL = (
    "crypto_map",
    "dynamic_address",
    "inspect_in",
    "inspect_out",
    "ipv6_acl_in",
    "ipv6_acl_out",
    "ipv6_addresses",
    "nat",
    "policy_route_map",
    "zone",
)
"""Fields of an interface that take part in answers in ways of their own: such devices are like none."""

ADDRESSING = ("acl_in", "acl_out", "addresses", "fhrp", "helpers", "secondary_addresses")
"""Fields that are compared by how addresses lie, or by the entries of the lists."""

SILENT = (
    "at",
    "description",
    "encapsulation_vlan",
    "line",
    "name",
    "role_reason",
    "tunnel_destination",
    "tunnel_source",
)
"""Fields that say nothing beyond which VLANs are voice and data, and that is compared."""

_FIELDS = tuple(sorted({*Interface.__struct_fields__}.difference(UNUSUAL, ADDRESSING, SILENT)))
_unusual, _plain, _lists = attrgetter(*UNUSUAL), attrgetter(*_FIELDS), attrgetter("acl_in", "acl_out")
_asked = attrgetter("action", "protocol", "source_ports", "destination_ports", "options", "dynamic")
IPV4 = frozenset({"extended", "standard"})
"""Kinds of lists that look at IPv4."""

_SEGMENTS = tuple(name for name in AddressPlan.__struct_fields__ if name != "complete")


def unless_alike(nothing: Answer) -> Callable[[Question[Answer]], Question[Answer]]:
    """Leave a question out where the answer was ``nothing`` for a device that is alike.

    The question may ask of device and policy what ``likeness`` compares, and no more.
    """

    def decorate(question: Question[Answer]) -> Question[Answer]:
        key = f"{question.__module__}.{question.__qualname__}"

        @wraps(question)
        def ask(device: Device, policy: Policy) -> Answer:
            silent = _silent(device, policy)
            if silent is not None and key in silent:
                return nothing
            answer = question(device, policy)
            if silent is not None and answer == nothing:
                silent.add(key)
            return answer

        return ask

    return decorate


def all_unless_alike(question: Question[Iterable[Answer]]) -> Question[tuple[Answer, ...]]:
    """``unless_alike`` for questions that yield their answers one by one."""
    empty: tuple[Answer, ...] = ()

    @unless_alike(empty)
    @wraps(question)
    def ask(device: Device, policy: Policy) -> tuple[Answer, ...]:
        return tuple(question(device, policy))

    return ask


def _silent(device: Device, policy: Policy) -> set[str] | None:
    """The questions answered with nothing for devices like this one; None where it is like none."""
    key = f"{__name__}.silent"
    known = device.__dict__
    if key not in known or known[key][0] is not policy:
        like = likeness(device, policy)
        known[key] = policy, None if like is None else _answered(like)
    found: set[str] | None = known[key][1]
    return found


@lru_cache(maxsize=MOST_KINDS)
def _answered(_likeness: Hashable) -> set[str]:
    """A set for each kind of device, to be filled."""
    return set()


def likeness(device: Device, policy: Policy) -> Hashable | None:
    """All that answers on filters and segments depend on, but for names, lines and the addresses themselves.

    None where there is more to a device than is compared.
    """
    ports = [port for port in device.interfaces if _takes_part(port)]
    if device.vlan_filters or any(any(_unusual(port)) for port in ports):
        return None
    names = list(dict.fromkeys(name for port in ports for name in _lists(port) if name))
    acls = [acl for acl in device.acls if acl.name in names]
    if {acl.name for acl in acls} != {*names} or len(acls) > len(names):  # undefined, or one for each version
        return None
    places: Places = {network: number for number, network in enumerate(SPECIAL)}
    try:
        parts = tuple(_parts(device, policy, ports, names, places))
        entries = _entries(sorted(acls, key=lambda acl: names.index(acl.name)), places)
    except (ComplexityError, ValueError):  # wildcards of many networks; words where an address is usual
        return None
    lying = nesting(places)
    return None if entries is None or lying is None else (*parts, entries, lying)


def _takes_part(port: Interface) -> bool:
    """Whether an interface routes or filters what is routed."""
    if port.mode in SWITCHPORT_MODES:
        return False
    return bool(port.addresses or port.secondary_addresses or any(_lists(port)) or any(_unusual(port)))


def _entries(acls: list[Acl], places: Places) -> Hashable | None:
    """The entries of some lists, with places for addresses; None where one does not tell what it does."""
    known: dict[Address, Hashable] = {}
    found: list[Hashable] = []
    for acl in acls:
        if acl.kind not in IPV4 or not 0 < len(acl.entries) <= MOST_ENTRIES:
            return None
        found += (acl.kind, len(acl.entries))
        for ace in acl.entries:
            for address in (ace.source, ace.destination):
                if address not in known:
                    known[address] = _placed(address, places)
            if ace.action not in DECIDING or ace.service_group:
                return None
            found += (known[ace.source], known[ace.destination], *_asked(ace))
    return tuple(found)


def _placed(address: Address, places: Places) -> Hashable:
    """The place of the addresses of an entry.

    Raises:
        ValueError: they are of a group.
    """
    if address.group or address.version != 4:  # noqa: PLR2004 - IP version
        raise ValueError(f"no IPv4 network: {address}")
    return place(places, address.base, address.wildcard)


def _parts(
    device: Device, policy: Policy, ports: list[Interface], names: list[str], places: Places
) -> Iterator[Hashable]:
    """What is compared beside the entries of lists."""
    yield routes(device)
    roles = _roles(device, policy)
    for port in ports:
        yield _plain(port)
        yield tuple(id(port) in role for role in roles), in_service(device, port)
        yield gives_addresses(device, port)
        yield tuple(names.index(name) if name else None for name in _lists(port))
        yield tuple(_of_port(port, places))
    hops = (route.next_hop for route in device.static_routes if route.version == 4 and route.next_hop)  # noqa: PLR2004 - IP version
    yield _hosts(hops, places)
    site = plan(device, policy)
    yield site.complete
    for name in _SEGMENTS:
        yield frozenset(place(places, *parsed(text)) for text in getattr(site, name))


def _roles(device: Device, policy: Policy) -> tuple[set[int], ...]:
    """The gateways of each kind, by their identity."""
    kinds: tuple[Iterable[Interface], ...] = (
        gateways(device).values(),
        phone_vlans(device, policy).values(),
        phone_gateways(device, policy),
        user_vlans(device, policy).values(),
        user_gateways(device, policy),
    )
    return tuple({id(port) for port in kind} for kind in kinds)


def _of_port(port: Interface, places: Places) -> Iterator[Hashable]:
    """The addresses that an interface names."""
    for texts in (port.addresses, port.secondary_addresses):
        yield tuple(place(places, *parsed(text)) for text in texts)
        yield _hosts((text.partition("/")[0] for text in texts), places)
    yield _hosts(port.helpers, places)
    yield tuple((group.protocol, _hosts((group.address,), places)) for group in port.fhrp if group.address)


def _hosts(texts: Iterable[str], places: Places) -> tuple[Hashable, ...]:
    """Places of some addresses."""
    return tuple(place(places, parsed(text)[0], 0) for text in texts)
