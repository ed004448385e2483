"""An earlier audit to compare with: what was there, what is new, what is gone.

A finding is the same one as before when rule, device and object are the same. Line numbers
and words play no part, so a config may grow above it and a message may be said better.
"""

from collections.abc import Collection, Container, Iterable
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct

from netaudit.errors import PolicyError


class Identity(NamedTuple):
    """What makes a finding the same in two audits; ``rule`` is its name, ``device`` a hostname."""

    rule: str
    device: str
    subject: str


class _Row(Struct, frozen=True):
    """As much of a reported finding as identifies it."""

    rule: str
    device: str
    subjects: tuple[str, ...]


class _Report(Struct, frozen=True):
    """As much of an audit report as is needed here."""

    schema: Literal["netaudit.audit/1"]
    findings: tuple[_Row, ...]


class Baseline(Struct, frozen=True):
    """The findings of an earlier audit, waived ones too."""

    known: frozenset[Identity]

    def state(self, rule: str, device: str, subject: str) -> str:
        """``unchanged`` when the finding was there before, else ``new``."""
        return "unchanged" if (rule, device, subject) in self.known else "new"

    def fixed(
        self,
        current: Iterable[Identity],
        audited_devices: Container[str],
        asked_rules: Container[str] | None = None,
    ) -> list[Identity]:
        """Findings that are gone, sorted.

        Only of devices that were audited this time, and only of rules that were asked (None: of
        all): nothing is known of the others.
        """
        gone = self.known.difference(current)
        return sorted(
            was
            for was in gone
            if was.device in audited_devices and (asked_rules is None or was.rule in asked_rules)
        )


def identities(rows: Iterable[tuple[str, str, Collection[str]]]) -> frozenset[Identity]:
    """The identities in findings given as rule, device and subjects; each subject is one."""
    return frozenset(Identity(rule, device, each) for rule, device, subjects in rows for each in subjects)


def load(path: str) -> Baseline:
    """Read what ``netaudit audit --format json`` wrote.

    Raises:
        PolicyError: the file can not be read or is no such report.
    """
    from netaudit.site.document import read_text

    try:
        report = msgspec.json.decode(read_text(Path(path)), type=_Report)
    except (msgspec.MsgspecError, RecursionError) as error:
        step = "make one with `netaudit audit --format json`"
        raise PolicyError(f"{path}: not an audit report of netaudit ({error}); {step}") from error
    return Baseline(identities((row.rule, row.device, row.subjects) for row in report.findings))
