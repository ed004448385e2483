"""Phrases of interface mode that concern QoS: trust, queues and policies."""

from netaudit.model import ServicePolicy
from netaudit.parsers.vocabulary import (
    Command,
    Fields,
    command,
    const,
    entries,
    items,
    lead,
    number,
    numbers,
    text,
    word,
)

DIRECTIONS = {"in": "input", "input": "input", "out": "output", "output": "output"}


def service_policy(words: list[str]) -> ServicePolicy:
    """``[type KIND [KIND2]] input|output NAME`` as a record; raises ValueError otherwise."""
    kind = "qos"
    if words[0] == "type":
        kind, words = " ".join(words[1:-2]) or words[1], words[-2:]
    if kind == "control subscriber" or words[0] in {"control", "subscriber"}:
        return ServicePolicy(name=words[-1], direction="input", kind="control")
    direction, name = words
    return ServicePolicy(name=name, direction=DIRECTIONS[direction], kind=kind)


def vlan_policy(header: str, line: str) -> ServicePolicy | None:
    """``vlan-range VLANS`` with ``service-policy input NAME`` below it: a policy for some VLANs of a port."""
    match header.split(), line.split():
        case [_, *vlans], ["service-policy", "input" | "output" as direction, name]:
            return ServicePolicy(name=name, direction=direction, kind=f"vlan {''.join(vlans)}")
    return None


def _attach(fields: Fields, words: list[str]) -> None:
    """A service policy; one per kind and direction, the later one replaces the earlier."""
    policy = service_policy(words)
    slot = (policy.kind, policy.direction)
    kept = [p for p in fields.get("policies", ()) if (p.kind, p.direction) != slot]
    fields["policies"] = (*kept, policy)


def _attach_to_group(fields: Fields, words: list[str]) -> None:
    """``ip nhrp map group GROUP service-policy output NAME``: a policy for each spoke of a tunnel."""
    policy = ServicePolicy(name=words[3], direction=DIRECTIONS[words[2]], kind="nhrp group")
    fields["policies"] = (*fields.get("policies", ()), policy)


def _detach(fields: Fields, words: list[str]) -> None:
    """``no service-policy input NAME``."""
    gone = service_policy(words)
    fields["policies"] = tuple(p for p in fields.get("policies", ()) if p != gone)


def _trust(fields: Fields, words: list[str]) -> None:
    """``mls qos trust [cos|dscp|ip-precedence] [pass-through FIELD]``: the bare form trusts DSCP."""
    match words:
        case []:
            fields["trust"] = "dscp"
        case ["cos" | "dscp" | "ip-precedence" as field]:
            fields["trust"] = field
        case ["cos" | "dscp" as field, "pass-through", "cos" | "dscp" as kept] if field != kept:
            fields["trust"], fields["trust_pass_through"] = field, kept
        case _:
            raise ValueError(words)


def _no_trust(fields: Fields, _words: list[str]) -> None:
    """Removes the trusted field and leaves the trusted device."""
    fields["trust"] = None
    fields.pop("trust_pass_through", None)


def _default_cos(fields: Fields, words: list[str]) -> None:
    """``mls qos cos {N|override}``."""
    if words == ["override"]:
        fields["cos_override"] = True
    else:
        fields["default_cos"] = int(words[0])


def _auto_qos(fields: Fields, words: list[str]) -> None:
    """``auto qos voip cisco-phone`` and its relatives."""
    fields["auto_qos"] = " ".join(words)


_TRUST = command("trust", "trust_pass_through", do=_trust, undo=_no_trust)
_DEFAULT_COS = command("default_cos", "cos_override", do=_default_cos, adds=True)

RAW = (
    "custom-queue-list",
    "frame-relay ip rtp priority",
    "mls qos min-reserve",
    "mls qos queue-mode",
    "no fair-queue",
    "no qos",
    "platform qos",
    "priority-group",
    "priority-queue",
    "qos dscp",
    "rate-limit",
    "rcv-queue",
    "traffic-shape",
    "tx-queue",
    "wrr-queue",
)
"""Queueing that is kept as written."""

_POLICY = entries("policies", do=_attach, undo=_detach)
_GROUP_POLICY = entries("policies", do=_attach_to_group)

PORT_QOS: dict[str, Command] = {
    "auto discovery qos": lead("auto_qos", value="discovery"),
    "auto qos": command("auto_qos", do=_auto_qos),
    "fair-queue": lead("fair_queue"),
    "ip nhrp map group": _GROUP_POLICY,
    "ip rtp priority": text("rtp_priority"),
    "max-reserved-bandwidth": number("max_reserved_percent"),
    "mls qos cos": _DEFAULT_COS,
    "mls qos dscp-mutation": word("dscp_mutation"),
    "mls qos trust": _TRUST,
    "mls qos trust device": word("trust_device"),
    "mls qos trust extend": text("trust_extend"),
    "mls qos vlan-based": const("vlan_based"),
    "nhrp map group": _GROUP_POLICY,
    "platform qos trust": text("platform_trust"),
    "priority-queue out": lead("priority_queue"),
    "priority-queue output": lead("priority_queue"),
    "qos cos": _DEFAULT_COS,
    "qos pre-classify": const("pre_classify"),
    "qos trust": _TRUST,
    "qos trust device": word("trust_device"),
    "qos trust extend": text("trust_extend"),
    "qos vlan-based": const("vlan_based"),
    "queue-set": number("queue_set"),
    "random-detect": lead("random_detect"),
    "service-policy": _POLICY,
    "srr-queue bandwidth limit": number("srr_limit"),
    "srr-queue bandwidth shape": numbers("srr_shape"),
    "srr-queue bandwidth share": numbers("srr_share"),
    "trust device": word("trust_device"),
    **{phrase: items("queueing", phrase) for phrase in RAW},
}
"""Phrase to what it sets; sorted."""
