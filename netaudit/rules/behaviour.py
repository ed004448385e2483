"""Hits on what a device does to packets: one cause, one rule, every port that has it.

Several rules could speak of the same treatment: a packet loses its marking by a map, by a port that
trusts nothing, by a policy. The step that is the cause decides which of them does, and no other.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from netaudit.analysis.memory import once
from netaudit.analysis.treatment.kinds import Kind
from netaudit.analysis.treatment.matrix import Group, complete, matrix
from netaudit.analysis.treatment.places import lines_of
from netaudit.analysis.treatment.verdict import MOST_POLICED_KBPS, Outcome
from netaudit.analysis.treatment.ways import LAN, NETWORK, VOICE
from netaudit.analysis.visibility import is_fragment, may_hide_lines
from netaudit.model import Device, Interface, Reason, Result, Severity, Step
from netaudit.rules.engine import Hit
from netaudit.rules.evidence import ELSEWHERE, HIDDEN
from netaudit.site.policy import Policy
from netaudit.site.profiles import GUIDES

EF = 46


class Blame(NamedTuple):
    """A port that is to blame for what becomes of a kind of packet."""

    port: Interface
    group: Group
    cause: Step
    lines: tuple[int, ...]


def _because(reason: Reason) -> Callable[[Group, Step], bool]:
    """Whether this is why the cause came out as it did."""
    return lambda _group, cause: cause.reason is reason


def _untrusted(_group: Group, cause: Step) -> bool:
    """Whether the port takes no marking, or a CoS that the packet has not."""
    return cause.stage == "trust"


QOS_LINES = ("trust", "trust_device", "srr_share", "srr_shape", "queue_set", "priority_queue", "queueing")
"""Fields of a port that do nothing while QoS is off."""


def _inert(group: Group, cause: Step) -> bool:
    """Whether QoS is off and lines on these ports wait for it."""
    ports = (group.ingresses[0], group.egresses[0])
    return cause.reason is Reason.QOS_OFF and any(getattr(p, f) for p in ports for f in QOS_LINES)


LOSSES: tuple[tuple[str, Callable[[Group, Step], bool]], ...] = (
    ("Q-33", _because(Reason.COS_OVERRIDE)),
    ("Q-03", _because(Reason.COS_MAP)),
    ("Q-05", _because(Reason.CDP_OFF)),
    ("Q-40", _because(Reason.NO_FIELD)),
    ("Q-09", _because(Reason.NO_DEVICE)),
    ("Q-02", _untrusted),
    ("Q-34", lambda _group, _cause: True),
)
"""The rule that speaks of a lost marking: the first whose sign the cause has."""

WAITS: tuple[tuple[str, Callable[[Group, Step], bool]], ...] = (
    ("Q-01", _inert),
    ("Q-06", lambda group, _cause: group.egresses[0].role == "phone"),
    ("Q-10", lambda group, _cause: group.egresses[0].role in NETWORK),
)
"""The rule that speaks of calls that are not served first."""

ARRIVING = frozenset({"input-policy", "map", "marking", "policer", "trust"})
"""Stages at which a packet gets the marking that its queue is chosen by."""


def owner(group: Group, cause: Step) -> str:
    """The code of the rule that speaks of what voice or signalling suffers; empty for none of these."""
    if group.verdict.about == "drop":
        return "Q-44"
    if group.verdict.about == "queue":
        signs = (WAITS[0], *LOSSES) if cause.stage in ARRIVING else WAITS
    else:
        signs = LOSSES if group.verdict.about == "marking" or cause.stage in ARRIVING else ()
    return next((code for code, sign in signs if sign(group, cause)), "")


Wanted = Callable[[Group, Step], bool]
"""Whether a rule speaks of a group, given the step that is the cause."""


def blames(device: Device, policy: Policy, wanted: Wanted, result: Outcome = Outcome.FAIL) -> Iterator[Blame]:
    """Every port that is the reason for such a verdict, once for each cause."""
    told: set[tuple[str, str]] = set()
    shown = complete(device)
    for group in _doubtful(device, policy):
        cause = group.verdict.cause
        if group.verdict.result is result and cause is not None and wanted(group, cause):
            for port, way in _to_blame(group, cause):
                if (port.name, cause.decided_by) not in told and not _elsewhere(device, policy, port):
                    told.add((port.name, cause.decided_by))
                    lines = lines_of(shown, way, cause.places)
                    yield Blame(port, group, cause, lines or (port.line,))


def stricken(device: Device, policy: Policy, blame: Blame) -> tuple[str, ...]:
    """Names of the phone ports that get what a port to blame has spoilt, in the order of the config."""
    names = {
        port.name
        for group in _doubtful(device, policy)
        if group.kind is blame.group.kind and group.verdict.cause == blame.cause
        if any(port.name == blame.port.name for port in group.ingresses)
        for port in group.egresses
    }
    return tuple(port.name for port in device.with_role("phone") if port.name in names)


def _doubtful(device: Device, policy: Policy) -> tuple[Group, ...]:
    """The ways on which not all is well; every rule asks for them."""
    key, known = f"{__name__} {policy.profile}", device.__dict__
    if key not in known:
        groups = matrix(device, policy.profile)
        known[key] = tuple(group for group in groups if group.verdict.result is not Outcome.PASS)
    found: tuple[Group, ...] = known[key]
    return found


def _elsewhere(device: Device, policy: Policy, port: Interface) -> bool:
    """Whether a router's LAN is one of PCs: calls come in unharmed by another."""
    if port.role not in LAN:
        return False
    unharmed = keeps_calls(device, policy) & {each.name for each in device.with_role(*LAN)}
    return bool(unharmed) and port.name not in unharmed


def _to_blame(group: Group, cause: Step) -> Iterator[tuple[Interface, tuple[Interface, Interface]]]:
    """The ports of the side that the cause is on, each with a way that passes it."""
    if any(cause is step for step in group.treatment.steps[: group.arrival]):
        yield from ((port, (port, group.egresses[0])) for port in group.ingresses)
    else:
        yield from ((port, (group.ingresses[0], port)) for port in group.egresses)


def loss(code: str) -> Wanted:
    """Voice or signalling that loses its marking, or its queue with it, for a reason that this rule owns."""

    def wanted(group: Group, cause: Step) -> bool:
        return group.kind in VOICE and owner(group, cause) == code

    return wanted


def dropped(group: Group, _cause: Step) -> bool:
    """Voice or signalling that never arrives."""
    return group.kind in VOICE and group.verdict.about == "drop"


def shared(group: Group, _cause: Step) -> bool:
    """Unmarked traffic that is served with calls."""
    return group.kind is Kind.BEST_EFFORT


def wait(code: str) -> Wanted:
    """Voice that is not served first, or may not be, for a reason that this rule owns."""

    def wanted(group: Group, cause: Step) -> bool:
        return group.kind is Kind.BEARER and group.verdict.about == "queue" and owner(group, cause) == code

    return wanted


def loss_in_doubt(group: Group, _cause: Step) -> bool:
    """Voice whose marking can not be followed."""
    return group.kind is Kind.BEARER and group.verdict.about == "marking"


def kept_by_default(group: Group) -> bool:
    """Whether a PC's marking comes in because the platform trusts a port of which nothing was said.

    A policer that holds a PC to a phone's rate was said.
    """
    if group.kind is not Kind.CHEATER or group.ingresses[0].trust_device is not None:
        return False
    kbps = group.treatment.exit.policed_kbps
    if kbps is not None and kbps <= MOST_POLICED_KBPS:
        return False
    arrived = group.treatment.steps[: group.arrival]
    trusted = any(step.reason is Reason.TRUSTED for step in arrived)
    return trusted and arrived[-1].marking.dscp == group.treatment.packet.dscp


def served_first(device: Device, policy: Policy) -> frozenset[str]:
    """Names of the interfaces that serve voice first."""
    return frozenset(
        port.name
        for group in matrix(device, policy.profile)
        if group.kind is Kind.BEARER and group.treatment.exit.strict
        for port in group.egresses
    )


def ways_in(device: Device, policy: Policy) -> frozenset[str]:
    """Names of the interfaces by which voice was followed into the device."""
    groups = (group for group in matrix(device, policy.profile) if group.kind is Kind.BEARER)
    return frozenset(port.name for group in groups for port in group.ingresses)


def keeps_calls(device: Device, policy: Policy) -> frozenset[str]:
    """Names of the interfaces by which voice comes in and leaves with its marking."""
    return frozenset(
        port.name
        for group in matrix(device, policy.profile)
        if group.kind is Kind.BEARER and group.treatment.exit.dscp == group.treatment.packet.dscp
        for port in group.ingresses
    )


@once
def carries_calls(device: Device) -> bool:
    """Whether anything in the config speaks of calls: phones, call control, a class for voice."""
    if device.with_role("phone") or device.globals.telephony_servers or device.voice_vlans:
        return True
    if any(part.priority for policy in device.policy_maps for part in policy.classes):
        return True
    criteria = [each for part in device.class_maps for each in part.criteria]
    return any(each.field == "rtp" or {EF, "rtp"} & set(each.values) for each in criteria)


def hit(device: Device, blame: Blame, why: str, severity: Severity | None = None) -> Hit:
    """A hit on the port to blame; unknown where lines that decide may be hidden."""
    hidden = HIDDEN if may_hide_lines(device, blame.port) else ELSEWHERE if is_fragment(device) else ""
    result = Result.UNKNOWN if hidden and blame.lines == (blame.port.line,) else Result.FAIL
    text = why + hidden if result is Result.UNKNOWN else why
    return Hit(blame.port.name, blame.lines, text, result, severity)


def by_profile(policy: Policy) -> str:
    """Ends what is said where the design guide decided it."""
    return f" ({GUIDES[policy.profile].words})"
