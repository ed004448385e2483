"""What ``auto qos global compact`` leaves unshown, written out.

With it a running-config has the ``auto qos`` lines and nothing of what they generate (Catalyst
4500 guide 15.2(5)E, chapter 44). Everything implied has an ``auto qos`` line as its evidence.
"""

from typing import Any

from msgspec.structs import replace

from netaudit.analysis.autoqos.effects import port_of
from netaudit.analysis.autoqos.generated import RECORDS, generated
from netaudit.analysis.autoqos.generations import candidates, macros_of
from netaudit.analysis.autoqos.macro import Generation, Macro
from netaudit.analysis.memory import once
from netaudit.model import Device, Globals, Interface

LISTS = ("qos_maps", "wrr_queue")
"""Global fields whose lines add up: generated ones first, so that the device's own win."""


def implied(device: Device) -> Device:
    """The device with what its ``auto qos`` lines generate; as it is where the config shows that.

    Its own lines hold where they set the same. A macro that is not known generates nothing here.
    """
    return _complete(device) if device.globals.auto_qos_compact else device


@once
def _complete(device: Device) -> Device:
    """The device with all that is not shown; compact came with the newest generation of a family."""
    made = {port.name: found for port in device.interfaces if (found := _made(device, port))}
    if not made:
        return device
    line = min(port.lines_of("auto_qos")[0] for port in device.interfaces if port.name in made)
    ports = tuple(
        _port(port, made[port.name][1]) if port.name in made else port for port in device.interfaces
    )
    (generation, _), *_ = made.values()
    hidden = generated(generation.settings, line)
    return replace(
        device,
        interfaces=ports,
        globals=_globals(device.globals, hidden.globals, line),
        **{name: _joined(getattr(device, name), getattr(hidden, name)) for name in RECORDS},
    )


def _made(device: Device, port: Interface) -> tuple[Generation, Macro] | None:
    """The newest generation that knows the port's ``auto qos`` line, and the macro it stands for."""
    if port.auto_qos is None:
        return None
    generations = candidates(device, port)
    return (generations[-1], macros_of(generations[-1], port)[0]) if generations else None


def _port(port: Interface, macro: Macro) -> Interface:
    """A port with what its macro generates, where it has no line of its own."""
    hidden = port_of((*macro.lines, *macro.optional))
    offsets = port.at["auto_qos"]
    fields = {name: getattr(hidden, name) for name in hidden.at if name not in port.at}
    at = {**port.at, **dict.fromkeys(fields, offsets)}
    if hidden.policies:
        known = {(policy.kind, policy.direction) for policy in port.policies}
        added = tuple(p for p in hidden.policies if (p.kind, p.direction) not in known)
        fields["policies"] = (*port.policies, *added)
        at["policies"] = (*port.at.get("policies", ()), *(offsets[:1] * len(added)))
    if "queueing" in fields:
        at["queueing"] = offsets * len(fields["queueing"])
    return replace(port, at=at, **fields)


def _globals(own: Globals, hidden: Globals, line: int) -> Globals:
    """Device-wide settings with what is generated, where no line says otherwise."""
    fields = {name: getattr(hidden, name) for name in hidden.at if name not in own.at}
    at = {**own.at, **dict.fromkeys(fields, (line,))}
    for name in LISTS:
        if lines := getattr(hidden, name):
            fields[name] = (*lines, *getattr(own, name))
            at[name] = (*(line for _ in lines), *own.at.get(name, ()))
    # Nothing is unshown any more: to complete it again would add the lines of LISTS twice.
    return replace(own, at=at, **{**fields, "auto_qos_compact": False})


def _joined(own: tuple[Any, ...], hidden: tuple[Any, ...]) -> tuple[Any, ...]:
    """A device's records and the generated ones whose names it does not use."""
    names = {record.name for record in own}
    return (*own, *(record for record in hidden if record.name not in names))
