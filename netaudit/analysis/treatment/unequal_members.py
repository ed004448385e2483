"""Port-channels whose members treat calls differently: it depends on the hash who suffers."""

from collections.abc import Iterator, Mapping

from netaudit.analysis.treatment.matrix import Group, matrix
from netaudit.analysis.treatment.verdict import Outcome
from netaudit.analysis.treatment.ways import VOICE
from netaudit.model import Device, Interface
from netaudit.site.policy import Profile

Question = tuple[object, ...]
"""What members are compared by: direction, kind of packet, the ports at the other side."""


def worse_members(device: Device, profile: Profile) -> Mapping[str, Group]:
    """Members that fail calls where another of their channel passes them, and a group that shows it."""
    groups = [group for group in matrix(device, profile) if group.kind in VOICE]
    if not any(group.verdict.result is Outcome.FAIL and any(_members(group)) for group in groups):
        return {}
    asked: dict[tuple[int, Question], list[tuple[Interface, Group]]] = {}
    for group in groups:
        for port, question in _members(group):
            asked.setdefault((port.channel_group or 0, question), []).append((port, group))
    found: dict[str, Group] = {}
    for told in asked.values():
        for name, group in _worse(told):
            found.setdefault(name, group)
    return found


def _worse(told: list[tuple[Interface, Group]]) -> Iterator[tuple[str, Group]]:
    """The members that fail what another one passes."""
    if any(group.verdict.result is Outcome.PASS for _port, group in told):
        for port, group in told:
            if group.verdict.result is Outcome.FAIL:
                yield port.name, group


def _members(group: Group) -> Iterator[tuple[Interface, Question]]:
    """Each member of a channel in a group with the question that the group answers for it."""
    for direction, mine, others in (
        ("in", group.ingresses, group.egresses),
        ("out", group.egresses, group.ingresses),
    ):
        for port in mine:
            if port.channel_group and any(each.channel_group != port.channel_group for each in others):
                yield port, (direction, group.kind, others[0].name)
