"""The ways of a matrix: port by port for programs, as few rows as possible for people."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from netaudit.analysis.treatment.kinds import Kind
from netaudit.analysis.treatment.verdict import Outcome, Verdict
from netaudit.analysis.treatment.ways import leads
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
            if leads(ingress, egress):
                yield ingress, egress


def each_way(device: Device, cases: Iterable[Case]) -> list[tuple[Interface, Interface, Case]]:
    """Every two ports with every kind of packet, in the order of the config."""
    rank = {port.name: number for number, port in enumerate(device.interfaces)}
    found = [(*way, case) for case in cases for way in ways(case)]
    return sorted(found, key=lambda way: (rank[way[0].name], rank[way[1].name]))


def rows(cases: Iterable[Case]) -> list[Case]:
    """The cases with those joined of which the same is said, as far as they fit; the worst first."""
    alike: dict[object, list[Case]] = {}
    for case in cases:
        treated = case.treatment
        key = (case.kind, marking_of(treated.packet), treated.exit, case.verdict)
        if next(ways(case), None):
            alike.setdefault(key, []).append(case)
    joined = [case for same in alike.values() for case in _joined(same)]
    return sorted(joined, key=lambda case: WORST_FIRST.index(case.verdict.result))


def _joined(cases: Sequence[Case]) -> Iterator[Case]:
    """Cases of which the same is said in as few as hold for just the same ways.

    A port and itself are no way: such a pair may stand in a row or not, as more ports share it then.
    """
    first = cases[0]
    ingresses = {port.name: port for case in cases for port in case.ingresses}
    egresses = {port.name: port for case in cases for port in case.egresses}
    held = {way for case in cases for way in _names(case)}
    reached = {name: frozenset(other for other in egresses if (name, other) in held) for name in ingresses}
    whole = {
        name: reached[name] | {other for other, egress in egresses.items() if not leads(port, egress)}
        for name, port in ingresses.items()
    }
    shared = Counter(names for each in (reached, whole) for names in each.values())
    alike: dict[frozenset[str], list[Interface]] = {}
    for name, port in ingresses.items():
        fits = max(reached[name], whole[name], key=lambda names: shared[names])
        alike.setdefault(fits, []).append(port)
    for fits, ports in alike.items():
        outward = tuple(port for name, port in egresses.items() if name in fits)
        yield first._replace(ingresses=tuple(ports), egresses=outward)


def _names(case: Case) -> set[tuple[str, str]]:
    """The ways of a case by name."""
    return {(ingress.name, egress.name) for ingress, egress in ways(case)}
