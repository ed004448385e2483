"""The classes that a packet falls into from a policy down through the policies nested in it."""

from collections.abc import Iterator

from msgspec import Struct

from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.mqc.classify import first_match
from netaudit.model import Device, Place, PolicyClass, PolicyMap

DEEPEST = 3
"""Levels of policies that IOS takes, one nested in the other."""


class Level(Struct, frozen=True, kw_only=True):
    """A class of a policy on the way down."""

    policy: PolicyMap
    part: PolicyClass
    places: tuple[Place, ...] = ()


class Path(Struct, frozen=True, kw_only=True):
    """One way through nested policies, outermost first."""

    levels: tuple[Level, ...] = ()
    doubt: str = ""
    """Why it is not known that the packet goes this way; empty where it is."""


def paths(device: Device, policy: PolicyMap, carried: Carried, above: tuple[str, ...] = ()) -> Iterator[Path]:
    """Every way that a packet may go; one, without doubt, where its classes are known.

    All levels see the marking that the packet has before any of them acts. ``above`` are the policies that
    this one is nested in; none is followed into itself.
    """
    named = (*above, policy.name)
    match = first_match(device, policy, carried)
    for part in match.candidates:
        level = Level(policy=policy, part=part, places=match.places)
        for below in _below(device, part, carried, named):
            yield Path(levels=(level, *below.levels), doubt=match.doubt or below.doubt)


def _below(device: Device, part: PolicyClass, carried: Carried, above: tuple[str, ...]) -> Iterator[Path]:
    """The ways through the policy nested in a class; an empty one where there is none."""
    if part.service_policy is None:
        yield Path()
        return
    child = device.policy_map(part.service_policy)
    if child is None:
        yield Path(doubt=f"class {part.name}: policy-map {part.service_policy} is not defined")
    elif child.name in above or len(above) >= DEEPEST:
        yield Path(doubt=f"class {part.name}: policy-map {part.service_policy} is nested too deep")
    else:
        yield from paths(device, child, carried, above)
