"""From hits to findings: severity of the site, waivers, baseline, one finding for each cause."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from netaudit.model import Confidence, Finding, Result, Severity, Waived
from netaudit.rules.engine import Hit, Rule, always
from netaudit.site.baseline import Baseline
from netaudit.site.policy import Policy, Waiver
from netaudit.syntax.secrets import redact

MOST_EVIDENCE = 6
"""Lines that a finding quotes; it lists the numbers of all."""

_RANK = {severity: severity.rank for severity in Severity}
_DIGITS = re.compile(r"\d+")
_redacted = lru_cache(maxsize=32768)(redact)  # a fleet repeats its lines


class Judged(NamedTuple):
    """A rule and all that it said of a device."""

    rule: Rule
    hits: Sequence[Hit]


class Verdicts(NamedTuple):
    """The findings of one device, and the places in the policy of the waivers that hid some."""

    findings: list[Finding]
    used: frozenset[int]


class _Accepted(NamedTuple):
    """A waiver that holds today, its place in the policy and what a finding says of it."""

    place: int
    waiver: Waiver
    shown: Waived


class _Cause(Struct, frozen=True):
    """What hits of one rule have in common that become one finding."""

    why: str
    result: Result
    severity: Severity
    waived: Waived | None
    baseline: str | None


def findings(  # noqa: PLR0913, PLR0917  (a verdict depends on all of these, and this is where it is given)
    device: str,
    source: str,
    judged: Iterable[tuple[Rule, Sequence[Hit]]],
    policy: Policy,
    baseline: Baseline | None,
    today: date,
    text_of: Callable[[int], str],
) -> Verdicts:
    """Judge the hits of one device; its findings come worst first.

    ``device`` is its hostname; ``text_of`` gives the text of a source line. The policy's severity
    wins over the hit's, the hit's over the rule's. A waiver holds to the end of its last day; of
    several that fit, the first in the policy is used.
    """
    accepted = tuple(_holding(policy, device, today))
    used: set[int] = set()
    found: list[Finding] = []
    for rule, hits in judged:
        mine = tuple(a for a in accepted if a.waiver.speaks_of(rule.name, rule.code))
        stated = policy.rules.severity_of(rule.name, rule.code)
        causes: dict[tuple[object, ...], tuple[_Cause, list[Hit]]] = {}
        for hit in hits:
            waived = _waived(hit.subject, mine, used) if mine else None
            state = baseline.state(rule.name, device, hit.subject) if baseline else None
            severity = stated or hit.severity or rule.severity
            # Enum members and waivers exist once each: their identity hashes faster than they do.
            key = (hit.why, id(hit.result), id(severity), id(waived), state)
            if key not in causes:
                causes[key] = (_Cause(hit.why, hit.result, severity, waived, state), [])
            causes[key][1].append(hit)
        found += (_finding(rule, *alike, (device, source), text_of) for alike in causes.values())
    return Verdicts(sorted(found, key=_order), frozenset(used))


def _holding(policy: Policy, device: str, today: date) -> Iterator[_Accepted]:
    """The waivers that hold today and are about the device."""
    for place, waiver in enumerate(policy.waivers):
        if not waiver.expired(today) and fnmatchcase(device, waiver.device):
            until = waiver.until.isoformat() if waiver.until else None
            yield _Accepted(place, waiver, Waived(reason=waiver.reason, until=until))


def _waived(subject: str, accepted: tuple[_Accepted, ...], used: set[int]) -> Waived | None:
    """What the first waiver that fits says; its place is added to the used ones."""
    for place, waiver, shown in accepted:
        if fnmatchcase(subject, waiver.subject):
            used.add(place)
            return shown
    return None


def _finding(
    rule: Rule, cause: _Cause, hits: list[Hit], where: tuple[str, str], text_of: Callable[[int], str]
) -> Finding:
    """One finding for hits of the same cause; ``where`` is hostname and source."""
    lines = tuple(sorted({line for hit in hits for line in hit.lines}))
    return Finding(
        rule=rule.name,
        code=rule.code,
        severity=cause.severity,
        confidence=rule.confidence,
        result=cause.result,
        device=where[0],
        source=where[1],
        subjects=tuple(sorted({hit.subject for hit in hits}, key=natural)),
        lines=lines,
        message=cause.why,
        references=rule.references,
        fix=rule.fix,
        waived=cause.waived,
        baseline=cause.baseline,
        evidence=tuple((line, _redacted(text_of(line))) for line in lines[:MOST_EVIDENCE]),
    )


@lru_cache(maxsize=65536)
def natural(name: str) -> str:
    """A sort key that counts numbers as numbers: Gi1/0/2 comes before Gi1/0/10."""
    return _DIGITS.sub(lambda digits: digits[0].zfill(10), name)


def _order(finding: Finding) -> tuple[int, str, int, tuple[str, ...], str]:
    """Worst first, then by code and place; the rest makes the order the same every time."""
    first = finding.lines[0] if finding.lines else 0
    return _RANK[finding.severity], finding.code, first, finding.subjects, finding.message


def _of_the_policy(name: str, code: str, severity: Severity, manual: str) -> Rule:
    """A rule about the policy file itself: no device is asked, it speaks after the run."""
    return Rule(
        name=name,
        code=code,
        severity=severity,
        confidence=Confidence.HIGH,
        references=(),
        fix=None,
        manual=manual,
        takes="Device",
        applies=always,
        check=lambda _device, _policy: (),
    )


EXPIRED_WAIVER = _of_the_policy(
    "expired-waiver",
    "S-01",
    Severity.MEDIUM,
    """A waiver of the site policy has passed its last day.

The findings that it covered are reported again, at their own severity.

Why it matters
A waiver is a promise to come back to the matter by a date. That date is over.

How to fix
Correct the devices and delete the waiver, or agree on a new date and write it down.

Not reported
Waivers without a date.""",
)

UNUSED_WAIVER = _of_the_policy(
    "unused-waiver",
    "S-02",
    Severity.LOW,
    """A waiver of the site policy covers no finding.

The whole network was audited, and nothing that the waiver speaks of was found.

Why it matters
It may hide a defect that comes back later, or it was mistyped and never covered what it should.

How to fix
Delete the waiver, or correct its rule, device and subject.

Not reported
When only a part of the network was audited; waivers that have expired.""",
)

SITE_RULES = (EXPIRED_WAIVER, UNUSED_WAIVER)
"""Rules that no device is asked; the list of all rules shows them too."""


def waiver_findings(policy: Policy, used: Collection[int], today: date) -> list[Finding]:
    """Waivers that expired, and those that covered nothing in a complete run.

    ``used`` are places in the policy, gathered from every device. After a run over a part of
    the network give all places: what was not audited can not tell that a waiver is unused.
    """
    found = [
        _of_waiver(rule, waiver, policy, why)
        for place, waiver in enumerate(policy.waivers)
        for rule, why in _complaints(place, waiver, used, today)
        if policy.rules.runs(rule.name, rule.code)
    ]
    return sorted(found, key=_order)


def _complaints(place: int, waiver: Waiver, used: Collection[int], today: date) -> Iterator[tuple[Rule, str]]:
    """What is wrong with a waiver: nothing or one thing."""
    if waiver.expired(today):
        yield EXPIRED_WAIVER, f"the waiver ended on {waiver.until} and covers nothing any more"
    elif place not in used:
        yield UNUSED_WAIVER, "the waiver covers no finding"


def _of_waiver(rule: Rule, waiver: Waiver, policy: Policy, why: str) -> Finding:
    """A finding on a waiver; it belongs to no device."""
    return Finding(
        rule=rule.name,
        code=rule.code,
        severity=policy.rules.severity_of(rule.name, rule.code) or rule.severity,
        confidence=rule.confidence,
        result=Result.FAIL,
        device="",
        source=policy.source or "",
        subjects=(f"{waiver.rule} on {waiver.device}, {waiver.subject}",),
        lines=(waiver.line,),
        message=f"{why}; its reason was: {waiver.reason}",
    )
