"""Who uses which policy-map, class-map, table-map and access list of a device."""

from collections.abc import Iterator, Mapping
from itertools import chain
from operator import attrgetter

from msgspec import Struct

from netaudit.analysis.memory import once
from netaudit.model import Device, Interface, PolicyClass, PolicyMap, ServicePolicy, Vty
from netaudit.model.interface import IP_ACL_FIELDS

ACL_FIELDS = (*IP_ACL_FIELDS.values(), "mac_acl_in")
"""Fields of an interface that name the access list it filters with; each ends in its direction."""

_NAMES = attrgetter(*ACL_FIELDS)
"""What these fields hold."""

USERS: Mapping[str, tuple[str, str]] = {
    "RO": ("snmp", "snmp-server community RO"),
    "RO ipv6": ("snmp", "snmp-server community RO"),
    "RW": ("snmp", "snmp-server community RW"),
    "RW ipv6": ("snmp", "snmp-server community RW"),
    "access": ("other", "snmp-server group or user"),
    "access-class": ("line", "access-class"),
    "access-class ipv4": ("line", "access-class"),
    "access-class ipv6": ("line", "access-class"),
    "access-group peer": ("other", "ntp access-group peer"),
    "access-group query-only": ("other", "ntp access-group query-only"),
    "access-group serve": ("other", "ntp access-group serve"),
    "access-group serve-only": ("other", "ntp access-group serve-only"),
    "destination list": ("selection", "NAT destination list"),
    "distribute-list": ("selection", "distribute-list"),
    "match address": ("selection", "crypto map or VLAN access-map"),
    "match ip address": ("selection", "route-map"),
    "match ipv6 address": ("selection", "route-map"),
    "source list": ("selection", "NAT source list"),
}
"""Words before an access list's name: what kind of user that is, and what to call it."""

FILTERING = frozenset({"interface", "ipv6", "line"})
"""Kinds of use in which a list says who may pass, and not what something else applies to."""

TTY_FIELDS = ("acl_in", "acl_out", "ipv6_acl_in")
"""The same for a ``line`` section."""

BUILTIN_ACLS = frozenset({"sl_def_acl"})
"""Access lists that IOS makes itself; ``sl_def_acl`` serves ``login block-for``."""


class Use(Struct, frozen=True, kw_only=True):
    """A place that names something; ``lines`` are those of the source file."""

    name: str
    where: str
    """Interface, policy-map or other object that names it."""
    lines: tuple[int, ...]
    kind: str


def is_builtin(name: str) -> bool:
    """Whether IOS-XE makes this policy-map or class-map itself, for its control plane or wireless."""
    return name.startswith("system-cpp-") or name == "non-client-nrt-class"


def is_generated(device: Device, name: str) -> bool:
    """Whether auto-QoS wrote this policy-map or class-map: it defines more than the ports at hand need."""
    by_macro = device.globals.auto_qos_srnd4 or any(port.auto_qos for port in device.interfaces)
    return by_macro and name.lower().startswith(("autoqos-", "autoqos_"))


def tables_of(part: PolicyClass) -> frozenset[str]:
    """Names of the table-maps that a class marks by."""
    phrases = [str(value) for value in part.set.values()]
    if part.police:
        phrases += [*part.police.conform, *part.police.exceed, *part.police.violate]
    words = [phrase.split() for phrase in phrases]
    return frozenset(w[w.index("table") + 1] for w in words if "table" in w[:-1])


def policy_uses(device: Device) -> Iterator[Use]:
    """Every place in service that attaches a policy-map, or nests one in another."""
    for port in device.interfaces:
        if not port.enabled:
            continue
        lines = port.lines_of("policies") if port.policies else ()
        exact = len(lines) == len(port.policies)
        for number, policy in enumerate(port.policies):
            at = (lines[number],) if exact else lines
            yield Use(name=policy.name, where=port.name, lines=at, kind=_kind(policy))
    for held in device.attachments:
        yield Use(name=held.policy.name, where=held.where, lines=(held.line,), kind=held.policy.kind)
    for policy_map in device.policy_maps:
        yield from _nested(policy_map)


def _kind(policy: ServicePolicy) -> str:
    """The kind of policy-map that is attached; a policy for some VLANs of a port is an ordinary one."""
    return "qos" if policy.kind.startswith("vlan ") else policy.kind


def _nested(policy_map: PolicyMap) -> Iterator[Use]:
    """The policy-maps that the classes of this one hand their packets to."""
    for part in policy_map.classes:
        if part.service_policy:
            at = part.at.get("service_policy", (part.offset,))
            lines = tuple(policy_map.line + offset for offset in at)
            yield Use(name=part.service_policy, where=policy_map.name, lines=lines, kind=policy_map.kind)


@once
def _held(device: Device) -> frozenset[ServicePolicy]:
    """Every attachment there is, each once: the ports of a switch are much alike."""
    sets = set(map(attrgetter("policies"), device.interfaces))
    return frozenset(chain((held.policy for held in device.attachments), *sets))


@once
def _inner(device: Device) -> Mapping[str, list[str]]:
    """Policy-map to those that its classes nest."""
    return {m.name: [p.service_policy for p in m.classes if p.service_policy] for m in device.policy_maps}


@once
def named_policies(device: Device) -> frozenset[str]:
    """Names of the QoS policy-maps that anything attaches or nests."""
    names = {policy.name for policy in _held(device) if _kind(policy) == "qos"}
    return frozenset(names.union(*_inner(device).values()))


@once
def attached_policies(device: Device) -> frozenset[str]:
    """Names of the policy-maps that packets reach, directly or through another policy-map."""
    inner = _inner(device)
    todo = [policy.name for policy in _held(device)]
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += inner.get(name, ())
    return frozenset(seen)


@once
def used_classes(device: Device) -> frozenset[str]:
    """Names of the class-maps that some policy-map or class-map refers to."""
    named = {part.name for policy in device.policy_maps for part in policy.classes}
    for class_map in device.class_maps:
        for criterion in class_map.criteria:
            if criterion.field == "class-map":
                named.update(map(str, criterion.values))
    return frozenset(named)


@once
def acl_uses(device: Device) -> tuple[Use, ...]:
    """Every place in service that filters or selects packets by an access list."""
    return tuple(_acl_uses(device))


def _acl_uses(device: Device) -> Iterator[Use]:
    for port in device.interfaces:
        if any(_NAMES(port)) and port.enabled:
            yield from _filters(port)
    for tty in device.ttys:
        yield from _guards(tty)
    for step in device.vlan_access_maps:
        where = f"vlan access-map {step.name} {step.sequence}"
        yield from (
            Use(name=name, where=where, lines=(step.line,), kind="selection") for name in step.matches
        )
    yield from _others(device)


def _filters(port: Interface) -> Iterator[Use]:
    """The access lists that an interface filters its packets with."""
    for field in ACL_FIELDS:
        if name := getattr(port, field):
            yield Use(name=name, where=port.name, lines=port.lines_of(field), kind="interface")


def _guards(tty: Vty) -> Iterator[Use]:
    """The access lists that say who may connect to a line."""
    for field in TTY_FIELDS:
        if name := getattr(tty, field):
            where = f"line {tty.kind} {tty.first} {tty.last}"
            kind = "ipv6" if field.startswith("ipv6") else "line"
            yield Use(name=name, where=where, lines=(tty.line,), kind=kind)


def _others(device: Device) -> Iterator[Use]:
    """SNMP, NAT, routing and so on; what lines name has been told by them already."""
    told = {getattr(tty, field) for tty in device.ttys for field in TTY_FIELDS}
    for user in device.access_classes:
        kind, where = USERS.get(user.used_by, ("other", user.used_by))
        if kind != "line" or user.acl not in told:
            yield Use(name=user.acl, where=f"{where} {user.acl}", lines=(user.line,), kind=kind)


@once
def used_acls(device: Device) -> frozenset[str]:
    """Names of the access lists that something on the device refers to."""
    named: set[str | None] = {user.acl for user in device.access_classes}
    for field in ACL_FIELDS:
        named.update(map(attrgetter(field), device.interfaces))
    named.update(getattr(tty, field) for tty in device.ttys for field in TTY_FIELDS)
    named.update(name for step in device.vlan_access_maps for name in step.matches)
    for class_map in device.class_maps:
        for criterion in class_map.criteria:
            if criterion.field == "access-group":
                named.update(map(str, criterion.values))
    return frozenset(name for name in named if name)


@once
def open_acls(device: Device) -> frozenset[str]:
    """Names of access lists in use without one entry behind them: IOS lets everything pass."""
    filled = {acl.name for acl in device.acls if acl.entries}
    return used_acls(device) - filled - BUILTIN_ACLS
