"""Whether ports are still as their ``auto qos`` line left them.

The line stays when what it generated is changed or taken away, and generated lines may be refused
without a word where they meet others: what counts is the lines, not the macro.
"""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from netaudit.analysis.autoqos.effects import effects
from netaudit.analysis.autoqos.generations import candidates, macros_of, told
from netaudit.analysis.autoqos.macro import Generation, Macro
from netaudit.analysis.memory import once
from netaudit.analysis.visibility import may_hide_lines
from netaudit.model import Device, Interface


class Drift(Struct, frozen=True, kw_only=True):
    """A port that is not as any release of auto-QoS leaves it."""

    port: Interface
    missing: tuple[str, ...]
    """Generated lines that the port does not have."""
    changed: tuple[str, ...]
    """Generated lines in whose place the port has others."""
    generation: str | None
    """Name of the generation that it is measured by; None where that can not be told."""
    fields: tuple[str, ...] = ()
    """Fields of the port that hold something else than the macro set."""


@once
def drift(device: Device) -> tuple[Drift, ...]:
    """The ports in service that differ from what their ``auto qos`` line generates, in order.

    None where the generated lines are not shown, where a port may have lines that it does not
    show, and for macros that are not known.
    """
    if device.globals.auto_qos_compact:
        return ()
    return tuple(_drifted(device))


def _drifted(device: Device) -> Iterator[Drift]:
    """Ports of the same text and kind share their evidence, so one of them is measured for all."""
    measured: dict[tuple[int, str], Drift | None] = {}
    for port in device.interfaces:
        if port.auto_qos is not None and port.enabled and not may_hide_lines(device, port):
            key = (id(port.at), port.kind)
            if key not in measured:
                measured[key] = _measured(device, port)
            if found := measured[key]:
                yield replace(found, port=port)


def _measured(device: Device, port: Interface) -> Drift | None:
    """The port beside the macro that is closest to it; None where one fits or none is known."""
    generations = candidates(device, port)
    if not generations or any(_fits(each, port) for g in generations for each in macros_of(g, port)):
        return None
    known = [_nearest(generation, port) for generation in generations]
    if (generation := told(device, port)) is not None:
        return known[generations.index(generation)]
    return replace(min(known, key=_distance), generation=None)


def _nearest(generation: Generation, port: Interface) -> Drift:
    """The port beside that macro of a generation which is closest to it."""
    macros = macros_of(generation, port)
    return min((_beside(macro, port, generation.name) for macro in macros), key=_distance)


def _beside(macro: Macro, port: Interface, generation: str) -> Drift:
    """How a port differs from what one macro makes of it."""
    differing = [effect for effect in effects(macro.lines) if not effect.holds(port)]
    replaced = [
        effect
        for effect in (*differing, *(e for e in effects(macro.optional) if not e.holds(port)))
        if effect.gave_way(port)
    ]
    return Drift(
        port=port,
        missing=tuple(effect.line for effect in differing if effect not in replaced),
        changed=tuple(effect.line for effect in replaced),
        generation=generation,
        fields=tuple(dict.fromkeys(effect.evidence for effect in replaced)),
    )


def _fits(macro: Macro, port: Interface) -> bool:
    """Whether a port is as one macro left it; most are, so this is asked before all else."""
    if any(getattr(port, field) is not None for field in macro.moves):
        return True
    if not all(effect.holds(port) for effect in effects(macro.lines)):
        return False
    return not any(e.gave_way(port) for e in effects(macro.optional) if not e.holds(port))


def _distance(found: Drift) -> tuple[int, int]:
    return len(found.missing) + len(found.changed), len(found.missing)
