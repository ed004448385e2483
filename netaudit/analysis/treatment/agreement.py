"""What the ports behind an interface agree on: a bundle's packet takes any member, by a hash.

On Catalysts QoS stands on the members, never on the bundle.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from netaudit.analysis.treatment.family import Carried, Sent
from netaudit.analysis.treatment.places import moved
from netaudit.model import Exit, Interface, Marking, Step

Half = TypeVar("Half", Carried, Sent)
Record = TypeVar("Record", Exit, Marking)
FLAGS = frozenset({"dropped", "tagged"})
"""Fields that are never unknown."""


def agreed_in(ports: tuple[Interface, ...], halves: tuple[Carried, ...]) -> Carried:
    """How a packet comes in by some port of these; where they differ, only what they have in common.

    Which member a call takes hangs on a hash of its addresses. The steps are those of the worst member.
    """
    place, steps = _worst(ports, halves, lost)
    if not place:
        return replace(halves[0], steps=steps)
    marking = common([half.marking for half in halves])
    return replace(halves[place - 1], marking=marking, steps=(*steps, _doubt("trust", marking)))


def agreed_out(ports: tuple[Interface, ...], halves: tuple[Sent, ...]) -> Sent:
    """How a packet leaves by some port of these, in the same way."""
    place, steps = _worst(ports, halves, delayed)
    if not place:
        return replace(halves[0], steps=steps)
    left = common([half.exit for half in halves])
    doubt = _doubt("queue", Marking(dscp=left.dscp, cos=left.cos, tagged=left.tagged))
    return replace(halves[place - 1], exit=left, steps=(*steps, doubt))


def _worst(
    ports: tuple[Interface, ...], halves: tuple[Half, ...], worse: Callable[[Half], Any]
) -> tuple[int, tuple[Step, ...]]:
    """The number of the worst port, from 1, and its steps; 0 and those of the first where all do the same."""
    if all(outcome(half) == outcome(halves[0]) for half in halves):
        return 0, tuple(_moved(step, ports[0], "") for step in halves[0].steps)
    place = max(range(len(halves)), key=lambda index: (worse(halves[index]), -index))
    note = f" (on {ports[place].name}, not on all members)"
    return place + 1, tuple(_moved(step, ports[place], note) for step in halves[place].steps)


def _doubt(stage: str, marking: Marking) -> Step:
    """The step that says why nothing more is known."""
    why = "unknown: the members do not do the same, and a hash picks one"
    return Step(stage=stage, decided_by=why, marking=marking, says="unknown", known=False)


def common(records: Sequence[Record]) -> Record:
    """A record without what some of them differ in: None there, False in flags."""
    first, *rest = records
    apart = [
        name
        for name in first.__struct_fields__
        if any(getattr(each, name) != getattr(first, name) for each in rest)
    ]
    return replace(first, **{name: False if name in FLAGS else None for name in apart})


def outcome(half: Carried | Sent) -> object:
    """What comes of a packet, without the steps that it took."""
    if isinstance(half, Sent):
        return half.exit
    return (half.marking, half.label, half.policed_kbps, half.dropped)


def _moved(step: Step, port: Interface, note: str) -> Step:
    """A step whose lines stand at a member."""
    places = tuple(moved(place, port) for place in step.places)
    return replace(step, decided_by=f"{step.decided_by}{note}", places=places)


def lost(carried: Carried) -> int:
    """How bad it is for a packet to come in by a member: dropped, not known, changed, or as it was."""
    if carried.dropped:
        return 3
    if carried.marking.dscp is None:
        return 2
    return int(carried.marking.dscp != carried.packet.dscp)


def delayed(sent: Sent) -> tuple[bool, bool, float]:
    """How bad it is to leave by a member: dropped, not strict, the lesser guarantee."""
    out = sent.exit
    return (out.dropped, not out.strict, -(out.guaranteed_percent or 0.0))


def nowhere(stage: str, port: Interface, *, tagged: bool) -> Step:
    """A step for an interface that names no physical port: an empty channel, a VLAN on the way out."""
    why = (
        "does not say by which port"
        if stage == "queue" and port.kind == "svi"
        else "has no port in the config"
    )
    return Step(
        stage=stage,
        decided_by=f"unknown: {port.name} {why}",
        marking=Marking(dscp=None, tagged=tagged),
        known=False,
    )
