"""The class of a policy-map that a packet falls into."""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.mqc.access import decision, is_ipv6
from netaudit.analysis.treatment.mqc.applications import application_matches
from netaudit.analysis.treatment.mqc.logic import Truth, every, inverse, some
from netaudit.analysis.treatment.mqc.ports import is_rtp
from netaudit.model import Criterion, Device, Place, PolicyClass, PolicyMap

CLASS_DEFAULT = "class-default"

_DEFAULT = PolicyClass(name=CLASS_DEFAULT, offset=0)
"""The class that every policy ends with, written or not."""

DEEPEST = 16
"""Class-maps in class-maps beyond this are a loop."""


class Match(Struct, frozen=True, kw_only=True):
    """The first class that a packet matches."""

    part: PolicyClass | None
    """None where a class before the first sure one may match too."""
    known: bool = True
    doubt: str = ""
    """Which class may match, and why that can not be told: ``class VOICE: match protocol rtp audio``."""
    places: tuple[Place, ...] = ()
    candidates: tuple[PolicyClass, ...] = ()
    """The classes that it may be, the first sure one last; just ``part`` where that is known."""


class _Asked(Struct, frozen=True):
    """A question to class-maps."""

    device: Device
    carried: Carried
    depth: int = 0


def first_match(device: Device, policy: PolicyMap, carried: Carried) -> Match:
    """The first class of a policy, from the top, that a packet matches; ``class-default`` if none does.

    ``carried`` has the marking of the moment. A class in doubt before the first sure match leaves the
    answer open, and all that it may be is in ``candidates``.
    """
    candidates: list[PolicyClass] = []
    doubt = ""
    for part in _classes(policy):
        truth, why = _class_matches(part.name, _Asked(device, carried))
        if truth is None:
            doubt = doubt or f"class {part.name}: {why}"
        if truth is not False:
            candidates.append(part)
        if truth:
            break
    where = tuple(place for part in candidates for place in _evidence(device, policy, part, carried))
    if doubt:
        return Match(part=None, known=False, doubt=doubt, places=where, candidates=tuple(candidates))
    return Match(part=candidates[0], places=where, candidates=tuple(candidates))


def _classes(policy: PolicyMap) -> Iterator[PolicyClass]:
    """The classes from the top; class-default is last wherever it was written."""
    last = _DEFAULT
    for part in policy.classes:
        if part.name == CLASS_DEFAULT:
            last = part
        else:
            yield part
    yield last


def _class_matches(name: str, asked: _Asked) -> tuple[Truth, str]:
    """Whether a class matches, and what leaves it open if that can not be told."""
    if name == CLASS_DEFAULT:
        return True, ""
    found = asked.device.class_map(name)
    if found is None:
        return None, f"class-map {name} is not defined"
    truths = [(_criterion_matches(criterion, asked), criterion) for criterion in found.criteria]
    open_ = next((f"match {criterion.text}" for truth, criterion in truths if truth is None), "")
    if not truths:
        return False, ""  # a class-map without match lines matches nothing
    combine = some if found.match == "any" else every
    return combine(truth for truth, _ in truths), open_


def _criterion_matches(criterion: Criterion, asked: _Asked) -> Truth:
    """Whether one ``match`` line is met."""
    test = TESTS.get(criterion.field)
    truth = test(criterion, asked) if test else None
    return inverse(truth) if criterion.negated else truth


def _access_group(criterion: Criterion, asked: _Asked) -> Truth:
    """A packet that the list permits matches; one that it denies does not."""
    carried = asked.carried
    action = decision(asked.device, str(criterion.values[0]), carried.packet, carried.marking.dscp).action
    return None if action is None else action == "permit"


def _class_map(criterion: Criterion, asked: _Asked) -> Truth:
    if asked.depth >= DEEPEST:
        return None
    deeper = _Asked(asked.device, asked.carried, asked.depth + 1)
    return _class_matches(str(criterion.values[0]), deeper)[0]


def _cos(criterion: Criterion, asked: _Asked) -> Truth:
    """A frame without a tag has no CoS to match."""
    marking = asked.carried.marking
    if not marking.tagged:
        return False
    return None if marking.cos is None else marking.cos in criterion.values


def _dscp(criterion: Criterion, asked: _Asked) -> Truth:
    if criterion.ipv4_only and is_ipv6(asked.carried.packet):
        return False
    dscp = asked.carried.marking.dscp
    return None if dscp is None else dscp in criterion.values


def _precedence(criterion: Criterion, asked: _Asked) -> Truth:
    """The upper three bits of the DSCP: precedence 5 is DSCP 40 to 47."""
    if criterion.ipv4_only and is_ipv6(asked.carried.packet):
        return False
    dscp = asked.carried.marking.dscp
    return None if dscp is None else dscp >> 3 in criterion.values


def _protocol(criterion: Criterion, asked: _Asked) -> Truth:
    return application_matches(criterion.values, asked.carried.packet)


def _qos_group(criterion: Criterion, asked: _Asked) -> Truth:
    """Without a ``set qos-group`` on the way it is 0."""
    return (asked.carried.marking.qos_group or 0) in criterion.values


def _rtp(criterion: Criterion, asked: _Asked) -> Truth:
    """``match ip rtp FIRST RANGE``."""
    match criterion.values:
        case [int(first), int(extent), *_]:
            return is_rtp(asked.carried.packet, first, extent)
    return None


def _vlan(criterion: Criterion, asked: _Asked) -> Truth:
    """VLAN numbers and ranges (``10-20``, ``10 - 20``)."""
    vlan = asked.carried.packet.vlan
    words = " ".join(map(str, criterion.values)).replace(" -", "-").replace("- ", "-").replace(",", " ")
    return None if vlan is None else some(_within(word, vlan) for word in words.split())


def _within(word: str, vlan: int) -> Truth:
    low, _, high = word.partition("-")
    if not (low.isdecimal() and (high or low).isdecimal()):
        return None
    return int(low) <= vlan <= int(high or low)


TESTS: Mapping[str, Callable[[Criterion, _Asked], Truth]] = {
    "access-group": _access_group,
    "any": lambda _criterion, _asked: True,
    "class-map": _class_map,
    "cos": _cos,
    "dscp": _dscp,
    "precedence": _precedence,
    "protocol": _protocol,
    "qos-group": _qos_group,
    "rtp": _rtp,
    "vlan": _vlan,
}
"""Field of a match line to its test; sorted. What is not listed can not be told."""


def _evidence(device: Device, policy: PolicyMap, part: PolicyClass, carried: Carried) -> Iterator[Place]:
    """Where the policy names a class, the class-map, and the entry of a list that decided for it."""
    yield places.of_class(policy.name, part.name)
    found = device.class_map(part.name)
    if found is None or part.name == CLASS_DEFAULT:
        return
    yield places.of_class_map(found.name)
    for criterion in found.criteria:
        if criterion.field == "access-group":
            name = str(criterion.values[0])
            index = decision(device, name, carried.packet, carried.marking.dscp).index
            if index is not None:
                yield places.of_entry(name, index)
