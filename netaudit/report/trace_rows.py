"""The ways of a matrix: port by port for programs, as few rows as possible for people."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from netaudit.analysis.treatment.kinds import Kind
from netaudit.analysis.treatment.verdict import Outcome, Verdict
from netaudit.model import Device, Interface, Treatment
from netaudit.report.trace_words import marking_of


class Case(NamedTuple):
    """One kind of packet between ports that are treated alike, and what becomes of it."""

    kind: Kind
    ingresses: tuple[Interface, ...]
    egresses: tuple[Interface, ...]
    treatment: Treatment
    verdict: Verdict


WORST_FIRST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS)


def ways(case: Case) -> Iterator[tuple[Interface, Interface]]:
    """Each ingress with each egress; no packet leaves by the port, or the bundle, that it came in by."""
    for ingress in case.ingresses:
        for egress in case.egresses:
            bundled = ingress.channel_group is not None and ingress.channel_group == egress.channel_group
            if ingress.name != egress.name and not bundled:
                yield ingress, egress


def each_way(device: Device, cases: Iterable[Case]) -> list[tuple[Interface, Interface, Case]]:
    """Every two ports with every kind of packet, in the order of the config."""
    rank = {port.name: number for number, port in enumerate(device.interfaces)}
    found = [(*way, case) for case in cases for way in ways(case)]
    return sorted(found, key=lambda way: (rank[way[0].name], rank[way[1].name]))


def rows(cases: Iterable[Case]) -> list[Case]:
    """The cases with those joined of which the same is said; the worst first."""
    possible = (case for case in cases if next(ways(case), None))
    joined = _joined(_joined(possible, by_ingress=False), by_ingress=True)
    return sorted(joined, key=lambda case: WORST_FIRST.index(case.verdict.result))


def _joined(cases: Iterable[Case], *, by_ingress: bool) -> list[Case]:
    """Groups that differ only in their egresses (or ingresses) and in nothing that is shown made one."""
    found: dict[object, Case] = {}
    for case in cases:
        fixed = case.ingresses if by_ingress else case.egresses
        treated = case.treatment
        shown = (marking_of(treated.packet), treated.exit, case.verdict)
        key = (case.kind, shown, tuple(port.name for port in fixed))
        known = found.get(key)
        if known is None:
            found[key] = case
        elif by_ingress:
            found[key] = known._replace(egresses=known.egresses + case.egresses)
        else:
            found[key] = known._replace(ingresses=known.ingresses + case.ingresses)
    return list(found.values())
