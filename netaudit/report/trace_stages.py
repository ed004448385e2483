"""The stages of a case for every two of its ports: told once, only the lines differ."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from netaudit.analysis.treatment import stages
from netaudit.analysis.treatment.places import lines_of
from netaudit.model import Device, Interface, Place
from netaudit.report.trace_rows import Case
from netaudit.syntax.secrets import redact


class TracedStage(Struct, frozen=True, kw_only=True, rename={"input": "in", "output": "out"}):
    """One stage of the way; ``lines`` are those of the source, none for a default of the platform."""

    stage: str
    input: str
    output: str
    decided_by: str
    lines: tuple[int, ...]
    known: bool


class _Part(NamedTuple):
    """A stage with the lines that hold for all ports, and the places that each port has of its own."""

    stage: TracedStage
    own: tuple[Place, ...]
    of_ingress: bool
    of_egress: bool


class Told:
    """What is said of one case; its stages are kept for each port."""

    def __init__(self, device: Device, case: Case) -> None:
        self.says = redact(case.verdict.says)
        self.known = case.treatment.known
        self._device = device
        self._parts = tuple(_parts(device, case))
        self._known: dict[tuple[int, str, str], TracedStage] = {}

    def between(self, ingress: Interface, egress: Interface) -> tuple[TracedStage, ...]:
        """The stages from one port of the case to another."""
        return tuple(
            self._at(number, part, ingress, egress) if part.own else part.stage
            for number, part in enumerate(self._parts)
        )

    def _at(self, number: int, part: _Part, ingress: Interface, egress: Interface) -> TracedStage:
        """A stage with the lines of its ports."""
        key = (number, ingress.name if part.of_ingress else "", egress.name if part.of_egress else "")
        if key not in self._known:
            own = lines_of(self._device, (ingress, egress), part.own)
            lines = tuple(sorted({*part.stage.lines, *own}))
            self._known[key] = replace(part.stage, lines=lines)
        return self._known[key]


def _parts(device: Device, case: Case) -> Iterator[_Part]:
    """The stages of a case, the lines of its ports apart."""
    way = (case.ingresses[0], case.egresses[0])
    for step, stage in zip(case.treatment.steps, stages(device, *way, case.treatment), strict=True):
        own = tuple(place for place in step.places if place.of in {"ingress", "egress"})
        sides = {place.of for place in own}
        shared = tuple(place for place in step.places if place.of not in sides)
        told = TracedStage(
            stage=stage.stage,
            input=stage.input,
            output=redact(stage.output),
            decided_by=redact(stage.decided_by),
            lines=lines_of(device, way, shared),
            known=stage.known,
        )
        yield _Part(told, own, "ingress" in sides, "egress" in sides)
