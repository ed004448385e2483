"""Which generation of auto-QoS made the lines of a device, and which macros a port may be made by."""

from collections.abc import Iterator, Mapping
from functools import cache

from netaudit.analysis.autoqos import mls, mqc
from netaudit.analysis.autoqos.macro import Generation, Macro
from netaudit.analysis.memory import once
from netaudit.model import Device, Interface

GENERATIONS: Mapping[str, tuple[Generation, ...]] = {**mls.GENERATIONS, **mqc.GENERATIONS}
"""Family to its generations, the oldest first."""


def macros_of(generation: Generation, port: Interface) -> tuple[Macro, ...]:
    """The macros of a generation that the port's ``auto qos`` line can stand for."""
    known = _by_words(generation.settings)
    routed = not port.is_switchport
    return tuple(m for m in known.get(port.auto_qos or "", ()) if m.routed in {None, routed})


@cache
def _by_words(settings: str) -> Mapping[str, tuple[Macro, ...]]:
    """The words behind ``auto qos`` to the macros of a generation, which its settings name."""
    known: dict[str, tuple[Macro, ...]] = {}
    for generation in (each for several in GENERATIONS.values() for each in several):
        for macro in generation.macros if generation.settings == settings else ():
            for words in macro.words:
                known[words] = (*known.get(words, ()), macro)
    return known


def candidates(device: Device, port: Interface) -> tuple[Generation, ...]:
    """The generations of the family that know the port's ``auto qos`` line."""
    return tuple(g for g in GENERATIONS.get(device.family, ()) if macros_of(g, port))


def told(device: Device, port: Interface) -> Generation | None:
    """The one generation that made the port's lines; None where it can not be told."""
    found = candidates(device, port)
    if len(found) > 1:
        found = tuple(g for g in found if not shown(device).isdisjoint(g.signs))
    return found[0] if len(found) == 1 else None


@once
def shown(device: Device) -> frozenset[str]:
    """What a device shows that a generation may be known by: global lines and names of policies."""
    return frozenset(_shown(device))


def _shown(device: Device) -> Iterator[str]:
    settings = device.globals
    yield from settings.qos_maps
    yield from settings.wrr_queue
    yield from (policy.name for policy in device.policy_maps)
    if settings.auto_qos_srnd4:
        yield "auto qos srnd4"
