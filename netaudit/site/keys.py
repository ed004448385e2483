"""Every key of netaudit.yaml: what it means, what it may be, what it fills."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from netaudit.model import Severity
from netaudit.site.kinds import Key, group, listed, mapping
from netaudit.site.policy import Calls, Policy, Profile, RoleOverride, RuleSelection, Thresholds, Waiver
from netaudit.site.values import (
    ADDRESSES,
    CALLS,
    CODEC,
    DAY,
    GLOB,
    GLOBS,
    NETWORKS,
    PERCENT,
    PORT,
    REASON,
    ROLE,
    SUBJECT,
    VLANS,
    member,
    rule_glob,
    whole,
)

Build = Callable[[int, dict[str, Any]], object]
"""Line and fields of a group to its record."""

VOICE = {
    "vlans": Key(kind=VLANS, field="voice_vlans", says="VLANs that carry phones."),
    "vlan_names": Key(
        kind=GLOBS, field="voice_vlan_names", says="Globs over names of voice VLANs, compared without case."
    ),
    "subnets": Key(kind=NETWORKS, field="voice_subnets", says="Networks that phones live in."),
    "call_control": Key(kind=ADDRESSES, says="Call-control servers that phones register with."),
    "tftp_servers": Key(kind=ADDRESSES, says="Servers that phones load their configuration from."),
    "dhcp_servers": Key(kind=ADDRESSES, says="DHCP servers that a relay of the voice VLAN may name."),
}

DATA = {
    "vlans": Key(kind=VLANS, field="data_vlans", says="VLANs that carry users' computers."),
    "vlan_names": Key(
        kind=GLOBS, field="data_vlan_names", says="Globs over names of data VLANs, compared without case."
    ),
}

NETWORKS_KEYS = {
    "management": Key(
        kind=NETWORKS, field="management_networks", says="Networks that devices are managed from."
    ),
    "protected": Key(
        kind=NETWORKS, field="protected_networks", says="Networks that must never be blocked by mistake."
    ),
}

ROLE_KEYS = {
    "device": Key(kind=GLOB, default="*", says="Glob over hostnames."),
    "interface": Key(kind=PORT, default="*", says="Glob over full interface names."),
    "role": Key(kind=ROLE, required=True, says="What the interface is for."),
}

CALLS_KEYS = {
    "device": Key(kind=GLOB, default="*", says="Glob over hostnames."),
    "interface": Key(kind=PORT, default="*", says="Glob over full interface names."),
    "codec": Key(kind=CODEC, default="g711", says="Codec of the calls, 20 ms a packet."),
    "calls": Key(kind=CALLS, required=True, says="How many calls cross the link at the same time."),
}

_LIMITS = Thresholds()

THRESHOLD_KEYS = {
    "priority_percent": Key(
        kind=PERCENT,
        default=_LIMITS.priority_percent,
        says="Most percent of a link that all priority classes together may take.",
    ),
    "class_default_percent": Key(
        kind=PERCENT,
        default=_LIMITS.class_default_percent,
        says="Least percent of a link that class-default must keep.",
    ),
    "port_security_maximum": Key(
        kind=whole(1, 8192),
        default=_LIMITS.port_security_maximum,
        says="MAC addresses that a phone port should allow.",
    ),
    "phone_port_share": Key(
        kind=PERCENT,
        default=_LIMITS.phone_port_share,
        says="Percent of access ports with a voice VLAN from which the others are outliers.",
    ),
}


def rule_keys(known: Collection[str] = ()) -> dict[str, Key]:
    """The keys of ``rules``; ``known`` are the names and codes that rules have."""
    rules = listed(rule_glob(known))
    return {
        "select": Key(kind=rules, default=["*"], says="Rules that run."),
        "ignore": Key(kind=rules, says="Rules that do not run although they are selected."),
        "severity": Key(
            kind=mapping(rule_glob(known), member(Severity)),
            says="Severity of the findings of a rule; the first glob that matches decides.",
        ),
    }


def waiver_keys(known: Collection[str] = ()) -> dict[str, Key]:
    """The keys of one waiver."""
    return {
        "rule": Key(kind=rule_glob(known), required=True, says="Which rule's findings are accepted."),
        "reason": Key(kind=REASON, required=True, says="Why the site accepts them."),
        "device": Key(kind=GLOB, default="*", says="Glob over hostnames."),
        "subject": Key(
            kind=SUBJECT, default="*", says="Glob over the objects found, full interface names for example."
        ),
        "until": Key(kind=DAY, says="Last day on which the waiver holds; without it there is no end."),
    }


def policy_keys(known: Collection[str] = ()) -> dict[str, Key]:
    """The keys at the top of the file."""
    return {
        "profile": Key(
            kind=member(Profile),
            default=Profile.SRND4.value,
            says="Design guide whose marking the site follows.",
        ),
        "voice": _group(VOICE, _fields, "What belongs to voice."),
        "data": _group(DATA, _fields, "What belongs to users' computers."),
        "networks": _group(NETWORKS_KEYS, _fields, "Networks with a special duty."),
        "roles": _groups(ROLE_KEYS, _record(RoleOverride), "Interfaces whose role is stated, not inferred."),
        "calls": _groups(CALLS_KEYS, _record(Calls), "Calls at once that links have to carry."),
        "rules": _group(rule_keys(known), _record(RuleSelection), "Which rules run, and how bad they are."),
        "thresholds": _group(THRESHOLD_KEYS, _record(Thresholds), "Limits that rules compare with."),
        "waivers": _groups(waiver_keys(known), _waiver, "Findings that the site accepts for a reason."),
    }


def _group(keys: Mapping[str, Key], build: Build, says: str) -> Key:
    """A key that holds a group of keys."""
    return Key(kind=group(keys, build), says=says, keys=keys)


def _groups(keys: Mapping[str, Key], build: Build, says: str) -> Key:
    """A key that holds a list of groups of keys."""
    return Key(kind=listed(group(keys, build)), says=says, keys=keys)


def _record(record: type[Any]) -> Build:
    """Build a record that does not keep its line."""
    return lambda _line, values: record(**values)


def _waiver(line: int, values: dict[str, Any]) -> Waiver:
    """Build a waiver that knows where it stands."""
    return Waiver(line=line, **values)


def _fields(_line: int, values: dict[str, Any]) -> dict[str, Any]:
    """Leave the fields to the policy, which is flat."""
    return values


def policy_of(_line: int, values: dict[str, Any]) -> Policy:
    """Build the policy from its top-level values."""
    flat = [values.pop(name, {}) for name in ("voice", "data", "networks")]
    return Policy(**values, **flat[0], **flat[1], **flat[2])


def dotted(keys: Mapping[str, Key], above: str = "") -> Iterator[tuple[str, Key]]:
    """Every key with its path, ``voice.vlans``, groups before what they hold."""
    for name, key in keys.items():
        yield f"{above}{name}", key
        yield from dotted(key.keys, f"{above}{name}.")
