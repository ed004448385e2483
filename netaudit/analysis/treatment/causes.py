"""Which step of a treatment is the reason for how it ends."""

from netaudit.model import Packet, Reason, Step, Treatment

QUEUEING = ("classification", "queue", "scheduler", "output-policy", "shaper")
"""Stages that decide on the queue, and on whether it is strict."""

SCHEDULING = ("scheduler", "output-policy", "queue", "classification", "shaper")
"""The same, that first which has the most to say of strictness."""

CHOOSING = ("classification", "queue", "scheduler", "output-policy", "shaper")
"""The same, that first which has the most to say of what is in a queue."""

BELIEVING = ("trust", "marking", "input-policy")
"""Stages that let a marking in."""

MARKING = ("trust", "marking", "map", "input-policy", "policer", "output-policy", "exit")
"""Stages that may change a marking."""


def remarking(treated: Treatment) -> Step | None:
    """The step from which on the packet no longer had the DSCP that it came with.

    A map that was given another CoS than the packet's is not to blame, but what gave it that.
    """
    kept = -1
    for place, step in enumerate(treated.steps):
        if step.marking.dscp == treated.packet.dscp:
            kept = place
    if kept + 1 == len(treated.steps):
        return deciding(treated, ("exit", *MARKING))
    found, before = treated.steps[kept + 1], treated.steps[kept] if kept >= 0 else None
    misled = found.stage == "map" and before is not None and before.marking.cos != treated.packet.cos
    return before if misled else found


def misleading(treated: Treatment) -> Step | None:
    """The step from which on the queue was chosen by another marking than the packet's; None by its own.

    What is not known misleads nobody, nor does the CoS of routed frames: routers choose queues by classes.
    """
    found = None
    for step in treated.steps:
        if step.stage in QUEUEING:
            break
        if step.reason is not Reason.ROUTED:
            found = None if step.marking.dscp is None or _agrees(treated.packet, step) else found or step
    return found


def _agrees(packet: Packet, step: Step) -> bool:
    """Whether a packet has its own marking; without tag that is CoS 0, or the CoS of its DSCP."""
    own = {0, packet.dscp >> 3} if packet.cos is None else {packet.cos}
    return step.marking.dscp == packet.dscp and (step.marking.cos or 0) in own


def delaying(treated: Treatment) -> Step | None:
    """The step by which a packet is not served first.

    Where the port has a strict queue and serves this one from what that leaves, it is what chose the queue.
    """
    found = deciding(treated, SCHEDULING)
    if found is None or found.reason is not Reason.LEFT_OVER:
        return found
    return next((step for step in treated.steps if step.stage == "queue"), found)


def doubtful(treated: Treatment, stages: tuple[str, ...]) -> Step | None:
    """The first step in doubt, of these stages if there is one."""
    unknown = [step for step in treated.steps if not step.known]
    return next((step for step in unknown if step.stage in stages), unknown[0] if unknown else None)


def deciding(treated: Treatment, stages: tuple[str, ...]) -> Step | None:
    """The last step of the first of these stages that the packet passed."""
    for stage in stages:
        if found := next((step for step in reversed(treated.steps) if step.stage == stage), None):
            return found
    return treated.steps[-1] if treated.steps else None
