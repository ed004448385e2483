"""What a class does to a packet itself: marking, policing, dropping."""

from msgspec.structs import replace

from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.link import Rate
from netaudit.analysis.treatment.mqc.aggregates import resolved
from netaudit.analysis.treatment.mqc.lines import police_line, set_line
from netaudit.analysis.treatment.mqc.marks import marked, verdict_mark
from netaudit.analysis.treatment.words import number, show
from netaudit.model import Device, Marking, Place, Police, PolicyClass, PolicyMap, Reason, Step

NO_RATE = Rate(kbps=None, decided_by="unknown: no interface")


def act(
    device: Device,
    policy: PolicyMap,
    part: PolicyClass,
    carried: Carried,
    stage: str,
    rate: Rate = NO_RATE,
) -> Carried:
    """A packet after the marking and policing of one class; queueing is not looked at.

    ``stage`` names the steps of ``set`` lines; a policer's is ``policer``, and the packet conforms to it.
    ``rate`` is what a policer's percentage is taken of.
    """
    if part.drop:
        return _dropped(carried, stage, "drop", places.of_class(policy.name, part.name, "drop"))
    for key, value in part.set.items():
        carried = _set(device, policy, part, carried, stage, (key, value))
    return carried if part.police is None else _policed(device, policy, part, carried, rate)


def _dropped(carried: Carried, stage: str, line: str, place: Place) -> Carried:
    step = Step(
        stage=stage,
        decided_by=line,
        marking=carried.marking,
        says="dropped",
        places=(place,),
        reason=Reason.DROP,
    )
    return replace(carried, dropped=True, steps=(*carried.steps, step))


def _set(
    device: Device,
    policy: PolicyMap,
    part: PolicyClass,
    carried: Carried,
    stage: str,
    mark: tuple[str, int | str],
) -> Carried:
    """A packet after one ``set`` line."""
    key, value = mark
    marking = marked(device, carried.marking, key, value)
    where = [places.of_class(policy.name, part.name, "set")]
    if isinstance(value, str) and "table " in value:
        where.append(places.of_table_map(value.rpartition("table ")[2]))
    step = Step(
        stage=stage,
        decided_by=set_line(key, value),
        marking=marking,
        places=tuple(where),
        known=not _lost(carried.marking, marking),
    )
    return carried.after(step)


def _lost(before: Marking, after: Marking) -> bool:
    """Whether a field was written with something that can not be told."""
    return before != after and any(
        old != new and new is None
        for old, new in (
            (before.dscp, after.dscp),
            (before.cos, after.cos),
            (before.qos_group, after.qos_group),
        )
    )


def _policed(device: Device, policy: PolicyMap, part: PolicyClass, carried: Carried, rate: Rate) -> Carried:
    """A packet that conforms to a policer."""
    assert part.police is not None  # noqa: S101
    police, shared = resolved(device, part.police)
    kbps = policed_kbps(police, rate)
    place = places.of_class(policy.name, part.name, "police")
    marking = carried.marking
    for action in police.conform:
        if action == "drop":
            return _dropped(carried, "policer", police_line(police), place)
        if mark := verdict_mark(action):
            marking = marked(device, marking, *mark)
    step = Step(
        stage="policer",
        decided_by=police_line(police),
        marking=marking,
        says=_says(police, kbps, None if marking == carried.marking else marking),
        places=(place, *shared),
        known=kbps is not None and not _lost(carried.marking, marking),
    )
    tightest = min((each for each in (kbps, carried.policed_kbps) if each is not None), default=None)
    return replace(carried, marking=marking, policed_kbps=tightest, steps=(*carried.steps, step))


def policed_kbps(police: Police, rate: Rate) -> float | None:
    """The committed rate of a policer in kbps; None where it can not be told."""
    if police.bps is not None:
        return police.bps / 1000
    return None if police.percent is None or rate.kbps is None else police.percent * rate.kbps / 100


def drops_excess(police: Police) -> bool:
    """Whether what exceeds the rate is dropped; IOS does so where no action is given."""
    return not police.exceed or "drop" in police.exceed


def _says(police: Police, kbps: float | None, marking: Marking | None) -> str:
    """``up to 128 kbps, the excess is dropped``."""
    amount = "an unknown rate" if kbps is None else f"{number(kbps)} kbps"
    excess = "dropped" if drops_excess(police) else f"treated by {', '.join(police.exceed)}"
    become = f"{show(marking)}; " if marking is not None else ""
    return f"{become}up to {amount}, the excess is {excess}"
