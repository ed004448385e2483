"""Lines of a macro as what they set on a port."""

from functools import cache

from msgspec import Struct

from netaudit.model import Interface
from netaudit.parsers import read

POLICIES = {"input": "policy_in", "output": "policy_out"}


class Effect(Struct, frozen=True):
    """A line and the one field of a port that it sets."""

    line: str
    field: str
    value: object

    def holds(self, port: Interface) -> bool:
        """Whether the port has it, by this line or another."""
        actual = getattr(port, self.field)
        return self.value in actual if self.field == "queueing" else actual == self.value

    def gave_way(self, port: Interface) -> bool:
        """Whether the port has something else in its place."""
        if self.field == "queueing":
            return False
        return self.evidence in port.at and getattr(port, self.field) not in {None, False}

    @property
    def evidence(self) -> str:
        """The field whose lines show it."""
        return "policies" if self.field in POLICIES.values() else self.field


@cache
def effects(lines: tuple[str, ...]) -> tuple[Effect, ...]:
    """What lines set, one effect each."""
    return tuple(map(_effect, lines))


def _effect(line: str) -> Effect:
    port = port_of((line,))
    if port.policies:
        (policy,) = port.policies
        return Effect(line, POLICIES[policy.direction], policy.name)
    if port.queueing:
        return Effect(line, "queueing", port.queueing[0])
    (field,) = port.at
    return Effect(line, field, getattr(port, field))


@cache
def port_of(lines: tuple[str, ...]) -> Interface:
    """A port that has these lines and no others."""
    (device,) = read("hostname x\ninterface GigabitEthernet0/1\n" + "".join(f" {line}\n" for line in lines))
    return device.interfaces[0]
