"""What ``netaudit acl`` answers, as JSON: the contract ``netaudit.acl/1``, a document for each question."""

from typing import Any, Literal, TypeAlias

from msgspec import Struct, json

from netaudit.model import Problem
from netaudit.report.contract import closed
from netaudit.report.escape import json_text
from netaudit.report.packets import Packets

SCHEMA = "netaudit.acl/1"

Action: TypeAlias = Literal["permit", "deny"]


class AclLine(Struct, frozen=True, kw_only=True):
    """An entry of a list."""

    entry: str
    """As written; in brackets what stands for an entry that nobody wrote."""
    sequence: int | None
    """Null where the config has none."""
    line: int | None
    """Of the file; null for what IOS adds."""


class Decider(Struct, frozen=True, kw_only=True):
    """An entry that may decide a packet: the first whose condition holds does."""

    action: Action
    entry: AclLine
    condition: str
    """``while …`` or ``unless …``; empty where it always matches."""


class UnreachableEntry(Struct, frozen=True, kw_only=True):
    """An entry that no packet gets to."""

    entry: str
    sequence: int | None
    line: int | None
    blocked_by: tuple[int, ...]
    """Lines that together match all that it matches."""
    reason: Literal["shadowed", "unmatchable"]
    different_action: bool
    """Whether some of its packets get the opposite."""
    witness_before: str | None
    """A packet that it would match and an earlier entry decides."""
    decided_by: int | None
    """Line of that entry."""
    later_fragments: bool
    """Whether later fragments get to it all the same."""


class RedundantEntry(Struct, frozen=True, kw_only=True):
    """An entry whose removal changes the fate of no packet."""

    entry: str
    sequence: int | None
    line: int | None
    covered_by: tuple[int, ...]
    """Lines behind it that do the same with its packets."""
    by_end: bool
    """Whether what IOS adds at the end does so with some of them."""


class LintedAcl(Struct, frozen=True, kw_only=True):
    """One list and what is wrong with its entries."""

    device: str
    source: str
    acl: str
    kind: str
    line: int
    entries: int
    unreachable: tuple[UnreachableEntry, ...]
    redundant: tuple[RedundantEntry, ...]
    unread: tuple[AclLine, ...]
    """Lines that were not understood: each may match anything."""
    undecided: tuple[AclLine, ...]
    """Entries that are not judged, as the list is too tangled."""


class LintDocument(Struct, frozen=True, kw_only=True, tag_field="question", tag="lint"):
    """``netaudit acl lint``: all lists of a run."""

    schema: Literal["netaudit.acl/1"] = "netaudit.acl/1"
    acls: tuple[LintedAcl, ...]
    problems: tuple[Problem, ...]


class Tested(Struct, frozen=True, kw_only=True):
    """What a list does to one packet."""

    device: str
    source: str
    acl: str
    packet: str
    verdict: Literal["permit", "deny", "unknown"]
    decided_by: tuple[Decider, ...]
    """One, or several where it depends on conditions."""


class TestDocument(Struct, frozen=True, kw_only=True, tag_field="question", tag="test"):
    """``netaudit acl test``."""

    schema: Literal["netaudit.acl/1"] = "netaudit.acl/1"
    results: tuple[Tested, ...]
    problems: tuple[Problem, ...]


class AclChange(Struct, frozen=True, kw_only=True):
    """Packets that one entry decided and another one now decides otherwise."""

    action: Action
    """What becomes of them now."""
    old: AclLine
    new: AclLine
    packets: tuple[str, ...]
    witness: str


class Compared(Struct, frozen=True, kw_only=True):
    """A list in both configs, or in one of them."""

    acl: str
    state: Literal["same", "different", "only in old", "only in new"]
    says: str
    """What it means that one config lacks it, and which time-ranges are not the same."""
    permitted: Packets | None
    """What is newly permitted; null for nothing."""
    denied: Packets | None
    """What is newly denied."""
    changes: tuple[AclChange, ...]


class CompareDocument(Struct, frozen=True, kw_only=True, tag_field="question", tag="compare"):
    """``netaudit acl compare``."""

    schema: Literal["netaudit.acl/1"] = "netaudit.acl/1"
    old: str
    new: str
    acls: tuple[Compared, ...]
    problems: tuple[Problem, ...]


class FoundBy(Struct, frozen=True, kw_only=True):
    """Packets that one entry decides."""

    entry: AclLine
    packets: tuple[str, ...]
    witness: str


class Searched(Struct, frozen=True, kw_only=True):
    """Which packets of a kind have a fate. None: it is proven that there is no such packet."""

    device: str
    source: str
    acl: str
    action: Action
    asked: tuple[str, ...]
    """The packets that were asked about."""
    found: Packets | None
    decided_by: tuple[FoundBy, ...]


class SearchDocument(Struct, frozen=True, kw_only=True, tag_field="question", tag="search"):
    """``netaudit acl search``."""

    schema: Literal["netaudit.acl/1"] = "netaudit.acl/1"
    results: tuple[Searched, ...]
    problems: tuple[Problem, ...]


Document: TypeAlias = LintDocument | TestDocument | CompareDocument | SearchDocument


def schema() -> dict[str, Any]:
    """The JSON Schema of the contract."""
    return closed(json.schema(Document), SCHEMA)


def as_json(document: Document) -> str:
    """A document for machines."""
    return json_text(json.format(json.encode(document), indent=2)) + "\n"
