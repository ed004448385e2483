"""Questions about lists to the records that answer them."""

from collections.abc import Iterable, Sequence

from netaudit.analysis.acl.search import Verdict, result, search, verdicts
from netaudit.analysis.packetspace.header import Header
from netaudit.analysis.packetspace.packets import PacketSet, merged
from netaudit.analysis.packetspace.phrases import conditions_text
from netaudit.analysis.packetspace.words import header_text
from netaudit.errors import ComplexityError, UsageError
from netaudit.model import Problem
from netaudit.report.acl import (
    Action,
    Decider,
    FoundBy,
    SearchDocument,
    Searched,
    TestDocument,
    Tested,
)
from netaudit.report.acl_lists import Listed
from netaudit.report.packets import in_words, told
from netaudit.syntax.secrets import redact


def together(sets: Iterable[PacketSet]) -> PacketSet:
    """Sets that have no packet in common as one."""
    return PacketSet(merged(tuple(region for packets in sets for region in packets.regions)))


def tested(lists: Sequence[Listed], headers: Sequence[Header]) -> TestDocument:
    """What lists do to packets.

    Raises:
        UsageError: a packet is of the IP version that the lists do not see.
    """
    return TestDocument(
        results=tuple(
            _tested(each, header)
            for header in headers
            for each in seeing(lists, {header.version}, header_text(header))
        ),
        problems=(),
    )


def seeing(lists: Sequence[Listed], versions: set[int], what: str) -> list[Listed]:
    """The lists that filter packets of some IP versions.

    Raises:
        UsageError: none of them does.
    """
    found = [each for each in lists if each.filter.version in versions]
    if not found:
        raise UsageError(f"{lists[0].name} filters IPv{lists[0].filter.version}: it does not see {what}")
    return found


def _tested(one: Listed, header: Header) -> Tested:
    """What a list does to a packet."""
    found = verdicts(one.filter, header)
    return Tested(
        device=one.device.hostname,
        source=one.device.source,
        acl=one.name,
        packet=header_text(header),
        verdict=result(found),  # type: ignore[arg-type]
        decided_by=tuple(_decider(one, verdict) for verdict in found),
    )


def _decider(one: Listed, verdict: Verdict) -> Decider:
    """An entry that decides, and when."""
    condition = conditions_text(verdict.matches, one.filter.conditions)
    return Decider(
        action=action_of(verdict.entry.action),
        entry=one.line_of(verdict.entry),
        condition=redact(condition.strip()),
    )


def action_of(word: str) -> Action:
    """An action as the contract has it."""
    return "permit" if word == "permit" else "deny"


def searched(lists: Sequence[Listed], action: str, packets: PacketSet) -> SearchDocument:
    """Which of some packets lists permit or deny; of a list that is too tangled a problem says so.

    Raises:
        UsageError: the packets are of the IP version that the lists do not see.
    """
    versions = {region.version for region in packets.regions}
    results: list[Searched] = []
    problems: list[Problem] = []
    for one in seeing(lists, versions, "such packets"):
        try:
            results.append(_searched(one, action, packets))
        except ComplexityError as error:
            problems.append(Problem(source=one.device.source, message=f"access list {one.name}: {error}"))
    return SearchDocument(results=tuple(results), problems=tuple(problems))


def _searched(one: Listed, action: str, packets: PacketSet) -> Searched:
    """Which of some packets a list permits or denies."""
    own = PacketSet(tuple(region for region in packets.regions if region.version == one.filter.version))
    parts = tuple(search(one.filter, action, own))
    conditions = one.filter.conditions
    return Searched(
        device=one.device.hostname,
        source=one.device.source,
        acl=one.name,
        action=action_of(action),
        asked=in_words(own, ()),
        found=told(together(part.packets for part in parts), conditions),
        decided_by=tuple(
            FoundBy(entry=one.line_of(part.entry), packets=words.packets, witness=words.witness)
            for part in parts
            if (words := told(part.packets, conditions))
        ),
    )
