"""The steps of a class's queue: which it is, how it drops, and how the scheduler serves it."""

from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.link import Rate
from netaudit.analysis.treatment.mqc.lines import bandwidth_line, police_line, priority_line, shape_line
from netaudit.analysis.treatment.mqc.path import Level
from netaudit.analysis.treatment.mqc.shares import WHOLE, Share, shapes
from netaudit.analysis.treatment.words import number
from netaudit.model import Marking, Place, PolicyClass, Step

SCHEDULING = (
    "priority",
    "priority_level",
    "priority_percent",
    "priority_kbps",
    "bandwidth_kbps",
    "bandwidth_percent",
    "bandwidth_remaining_percent",
    "bandwidth_remaining_ratio",
)
"""Fields of a class that the scheduler looks at."""

LIMITING = ("police", "shape_bps", "shape_percent")
"""Fields of a class with priority that hold its queue to a rate."""

DROPPING = ("queue_limit", "random_detect", "fair_queue")
"""Fields of a class that say how its queue is kept short."""


def queue_steps(
    level: Level, part: PolicyClass, share: Share, reference: Rate, marking: Marking
) -> tuple[Step, ...]:
    """The queue and the scheduler; ``part`` is the class whose queue it is."""
    own = part.name == level.part.name
    queue = Step(
        stage="queue",
        decided_by=f"class {part.name}"
        if own
        else f"default: class {level.part.name} has no queue of its own",
        marking=marking,
        says=f"queue {part.name}{_drops(part)}",
        places=_places(level, part, DROPPING),
    )
    scheduler = Step(
        stage="scheduler",
        decided_by=_line(part),
        marking=marking,
        says=_says(part, share, reference),
        places=_places(level, part, SCHEDULING) + (reference.places if reference.kbps is not None else ()),
        known=share.guaranteed is not None and (not share.limited or share.cap is not None),
    )
    return queue, scheduler


def _places(level: Level, part: PolicyClass, fields: tuple[str, ...]) -> tuple[Place, ...]:
    """The lines of a class that set some fields; none where no line does."""
    found = tuple(field for field in fields if field in part.at)
    if part.priority and "priority" in fields:
        found += tuple(field for field in LIMITING if field in part.at)
    return (places.of_class(level.policy.name, part.name, *found),) if found else ()


def _drops(part: PolicyClass) -> str:
    """How the queue drops where not only at its tail."""
    ways = [
        "fair-queue" if part.fair_queue else "",
        f"WRED {part.random_detect}" if part.random_detect else "",
        f"queue-limit {' '.join(part.queue_limit)}" if part.queue_limit else "",
    ]
    return "".join(f", {way}" for way in ways if way)


def _line(part: PolicyClass) -> str:
    """The line that the scheduler goes by."""
    if part.priority:
        bare = part.priority_kbps is None and part.priority_percent is None
        police = f", {police_line(part.police)}" if bare and part.police else ""
        return priority_line(part) + police + (f", {shape_line(part)}" if shapes(part) else "")
    return bandwidth_line(part) or "default: no bandwidth line"


def _says(part: PolicyClass, share: Share, reference: Rate) -> str:
    """``strict, at most 33 % of 20000 kbps``."""
    whole = "the link" if reference.kbps is None else f"{number(reference.kbps)} kbps"
    if share.strict:
        level = f"strict, level {part.priority_level}" if part.priority_level else "strict"
        return f"{level}, at most {_amount(share.cap)} of {whole}" if share.limited else f"{level}, no limit"
    held = f", at most {_amount(share.cap)}" if share.limited else ""
    return f"weighted, at least {_amount(share.guaranteed)} of {whole}{held}"


def _amount(percent: float | None) -> str:
    if percent is None:
        return "an unknown share"
    return "all" if percent == WHOLE else f"{percent:.4g} %"
