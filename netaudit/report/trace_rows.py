"""The ways of a matrix: port by port for programs, as few rows as possible for people."""

from collections.abc import Iterable, Iterator

from netaudit.analysis.treatment.matrix import Group
from netaudit.analysis.treatment.verdict import Outcome
from netaudit.model import Device, Interface
from netaudit.report.trace_words import marking_of

WORST_FIRST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS)


def ways(group: Group) -> Iterator[tuple[Interface, Interface]]:
    """Each ingress with each egress; no packet leaves by the port that it came in by."""
    for ingress in group.ingresses:
        for egress in group.egresses:
            if ingress.name != egress.name:
                yield ingress, egress


def each_way(device: Device, groups: Iterable[Group]) -> list[tuple[Interface, Interface, Group]]:
    """Every two ports with every kind of packet, in the order of the config."""
    rank = {port.name: number for number, port in enumerate(device.interfaces)}
    found = [(*way, group) for group in groups for way in ways(group)]
    return sorted(found, key=lambda way: (rank[way[0].name], rank[way[1].name]))


def rows(groups: Iterable[Group]) -> list[Group]:
    """The groups with those joined of which the same is said; the worst first."""
    joined = _joined(_joined(groups, by_ingress=False), by_ingress=True)
    return sorted(joined, key=lambda group: WORST_FIRST.index(group.verdict.result))


def _joined(groups: Iterable[Group], *, by_ingress: bool) -> list[Group]:
    """Groups that differ only in their egresses (or ingresses) and in nothing that is shown made one."""
    found: dict[object, Group] = {}
    for group in groups:
        fixed = group.ingresses if by_ingress else group.egresses
        treated = group.treatment
        shown = (marking_of(treated.packet), treated.exit, group.verdict)
        key = (group.kind, shown, tuple(port.name for port in fixed))
        known = found.get(key)
        if known is None:
            found[key] = group
        elif by_ingress:
            found[key] = known._replace(egresses=known.egresses + group.egresses)
        else:
            found[key] = known._replace(ingresses=known.ingresses + group.ingresses)
    return list(found.values())
