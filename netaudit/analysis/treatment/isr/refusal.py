"""Policies that a router does not take: it says so, and forwards without them."""

from collections.abc import Iterator

from msgspec import Struct

from netaudit.analysis.treatment.bundles import members_of, type_of
from netaudit.analysis.treatment.isr.circuit import circuit_of
from netaudit.analysis.treatment.isr.way import Hop
from netaudit.analysis.treatment.link import Rate
from netaudit.analysis.treatment.mqc.classify import CLASS_DEFAULT
from netaudit.analysis.treatment.mqc.path import DEEPEST
from netaudit.analysis.treatment.mqc.shares import (
    WHOLE,
    Queueing,
    has_queue,
    reserves,
    shape_kbps,
    shapes,
    total,
)
from netaudit.model import Device, PolicyClass, PolicyMap


class Refusal(Struct, frozen=True):
    """Why a policy is not taken."""

    why: str
    sure: bool = True
    """False: it depends on what the config does not say."""


class Where(Struct, frozen=True, kw_only=True):
    """Where a policy hangs."""

    hop: Hop
    rate: Rate
    """What its percentages are of."""
    shaped: bool = False
    """Whether it is that of a circuit with traffic shaping: all of the circuit's rate can be reserved."""


def refusal(device: Device, policy: PolicyMap, where: Where, rules: Queueing) -> Refusal | None:
    """Why an interface does not take an output policy; None where it does."""
    return next(_refusals(device, policy, where, rules), None)


def _refusals(device: Device, policy: PolicyMap, where: Where, rules: Queueing) -> Iterator[Refusal]:
    """All that is wrong with a policy here."""
    if not where.shaped and flat(policy) and (why := _never_fills(device, where.hop)):
        yield Refusal(f"{why}: queueing needs a shaper above it")
    for part in policy.classes:
        child = device.policy_map(part.service_policy)
        if child is not None and queues(device, child) and not shapes(part) and not part.priority:
            yield Refusal(f"policy {child.name} is nested in class {part.name} that has no shaper")
        elif child is not None:
            inner = Rate(kbps=shape_kbps(part, where.rate), decided_by="")
            yield from _too_much(device, child, inner, Queueing(hqf=rules.hqf))
    yield from _too_much(device, policy, where.rate, Queueing(hqf=rules.hqf) if where.shaped else rules)
    if type_of(where.hop.port.name).startswith("Port-channel") and queues(device, policy):
        yield Refusal("queues on a port-channel need platform qos port-channel-aggregate", sure=False)


def _never_fills(device: Device, hop: Hop) -> str:
    """Why an interface has no congestion of its own that a queue could form in; empty where it has."""
    port = hop.port
    kind = type_of(port.name)
    circuit = circuit_of(device, port)
    if circuit and not circuit.shaped and circuit.record and circuit.record.policy_out:
        return f"{circuit.where} has no frame-relay traffic-shaping"
    if port.kind == "subinterface" and not kind.startswith("ATM"):
        return "a subinterface never fills"
    if kind == "Tunnel":
        return "a tunnel never fills"
    if kind != "Dialer":
        return ""
    lines = members_of(device, port)
    ethernet = lines and all("Ethernet" in each.name for each in lines)
    return "a dialer over Ethernet never fills" if device.platform == "iosxe" or ethernet else ""


def _too_much(device: Device, policy: PolicyMap, rate: Rate, rules: Queueing) -> Iterator[Refusal]:
    """A policy that reserves more than there is."""
    reserved = total(device, policy, rate)
    if reserved is None or reserved <= rules.max_reserved_percent:
        return
    says = f"policy {policy.name} reserves {reserved:.4g} %, {rules.max_reserved_percent:g} % can be had"
    if reserved > WHOLE or rules.hqf is False:
        yield Refusal(says)
    else:
        yield Refusal(f"{says} before hierarchical queueing (12.4(20)T)", sure=False)


def flat(policy: PolicyMap) -> bool:
    """Whether a policy queues at its top level, with no shaper above the queues."""
    return any(
        part.priority
        or reserves(part)
        or (part.fair_queue and not shapes(part))
        or (part.random_detect is not None and not shapes(part))
        for part in policy.classes
    )


def queues(device: Device, policy: PolicyMap, depth: int = 0) -> bool:
    """Whether a policy, or one nested in it, has queues; otherwise it only marks and polices."""
    return any(_queues(device, part, depth) for part in policy.classes)


def _queues(device: Device, part: PolicyClass, depth: int) -> bool:
    own = part.name != CLASS_DEFAULT and has_queue(part) and part.service_policy is None
    if own or part.priority or reserves(part) or part.fair_queue or shapes(part) or part.random_detect:
        return True
    child = device.policy_map(part.service_policy)
    return child is not None and depth < DEEPEST and queues(device, child, depth + 1)
