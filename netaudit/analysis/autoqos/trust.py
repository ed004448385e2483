"""Trust lines beside auto-QoS on a 2950, where the two exclude each other."""

from collections.abc import Iterator

from netaudit.analysis.autoqos.effects import effects
from netaudit.analysis.autoqos.generations import candidates, macros_of
from netaudit.analysis.autoqos.macro import Macro
from netaudit.model import Device, Interface

FIELDS = ("trust", "trust_device", "trust_pass_through")


def manual_trust(device: Device) -> Iterator[tuple[Interface, tuple[str, ...]]]:
    """Ports in service with trust that their ``auto qos`` does not generate, and the fields that show it.

    Only on a 2950, which refuses the one where the other is (guide 78-11380-10, trusted boundary).
    """
    for port in device.interfaces if device.family == "c2950" else ():
        if port.auto_qos is not None and port.enabled:
            macros = [macro for each in candidates(device, port) for macro in macros_of(each, port)]
            if macros and (found := _foreign(port, macros[-1])):
                yield port, found


def _foreign(port: Interface, macro: Macro) -> tuple[str, ...]:
    """The trust fields that a line sets to something else than the macro does."""
    made = {effect.field: effect.value for effect in effects(macro.lines)}
    set_here = (field for field in FIELDS if getattr(port, field) is not None)
    return tuple(field for field in set_here if getattr(port, field) != made.get(field))
