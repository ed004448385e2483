"""An audit: sources in, what the rules say of each device out.

Devices are forgotten as soon as they were judged, so that a fleet needs no more memory than
its findings do.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple

from msgspec import Struct, msgpack
from msgspec.structs import replace

from netaudit.analysis.roles import assign
from netaudit.model import Confidence, Device, DeviceSummary, Finding, Problem, Result, Severity
from netaudit.parsers import Parsed
from netaudit.parsers.intake import take, unsupported
from netaudit.rules.engine import Hit, Rule, always
from netaudit.rules.registry import discover
from netaudit.rules.verdicts import SITE_RULES, Judged, findings
from netaudit.site.baseline import Baseline
from netaudit.site.policy import Policy, RuleSelection
from netaudit.syntax.jobs import Chunk, Wire, spread


class Audited(Struct, frozen=True, kw_only=True):
    """What there is to say of one device, or of a source that no device was found in."""

    device: DeviceSummary | None = None
    findings: tuple[Finding, ...] = ()
    statuses: dict[str, str] = {}
    """Rule name to pass, fail, unknown or not-applicable."""
    waivers_used: frozenset[int] = frozenset()
    """Places in the policy of the waivers that hid a finding."""
    problems: tuple[Problem, ...] = ()


class Terms(Struct, frozen=True, kw_only=True):
    """What a fleet is judged by; ``today`` decides which waivers still hold."""

    policy: Policy
    baseline: Baseline | None
    today: date


def _breaks(_device: Device, _policy: Policy) -> tuple[Hit, ...]:
    """The rule below is never asked; it reports on the others."""
    return ()


INTERNAL_ERROR = Rule(
    name="internal-error",
    code="S-03",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=(),
    fix=None,
    manual="""A rule broke on this device.

An exception ended the rule, so whether the device has what it looks for is not known. The other
rules were asked all the same. The exit code is 3.

Why it matters
A check that does not run looks like a check that passed.

How to fix
Report the rule and the exception to whoever wrote the rule. Until then leave it out with --ignore.

Not reported
Configs that can not be read: those are problems of the input.""",
    takes="Device",
    applies=always,
    check=_breaks,
)


def selected(selection: RuleSelection) -> tuple[Rule, ...]:
    """The rules that a selection wants, sorted by code."""
    return tuple(rule for rule in discover().rules.values() if selection.runs(rule.name, rule.code))


def catalogue() -> tuple[Rule, ...]:
    """All rules sorted by code: those put to devices, and those about the policy and the audit."""
    return tuple(
        sorted((*discover().rules.values(), *SITE_RULES, INTERNAL_ERROR), key=lambda rule: rule.code)
    )


def audit(
    sources: Sequence[str], terms: Terms, jobs: int, progress: Callable[[int], None]
) -> Iterator[Audited]:
    """Audit sources on several processes, in their order; ``progress`` hears how many are done.

    Raises:
        InputError: a worker process was killed.
    """
    wire = Wire(msgpack.encode, msgpack.Decoder(tuple[Audited, ...]).decode)
    shared: dict[tuple[object, ...], tuple[Any, ...]] = {}
    for chunk, audited in spread(partial(_audit_chunk, terms=terms), sources, jobs, wire):
        for one in audited:
            yield _sharing(one, shared)
        progress(len(chunk))


def _sharing(one: Audited, shared: dict[tuple[object, ...], tuple[Any, ...]]) -> Audited:
    """The same with equal lists of ports and lines kept once: a fleet has the same ones everywhere."""
    findings = tuple(
        replace(
            finding,
            subjects=shared.setdefault(finding.subjects, finding.subjects),
            lines=shared.setdefault(finding.lines, finding.lines),
        )
        for finding in one.findings
    )
    return replace(one, findings=findings)


def _audit_chunk(chunk: Chunk, *, terms: Terms) -> tuple[Audited, ...]:
    """Audit some sources."""
    rules = selected(terms.policy.rules)
    return tuple(one for source in chunk for one in audit_source(source, terms, rules))


def audit_source(source: str, terms: Terms, rules: Sequence[Rule]) -> tuple[Audited, ...]:
    """Audit each device in a source."""
    devices, problems = take(source)
    refused = (Audited(problems=problems),) if problems else ()
    return refused + tuple(_audit_device(each, terms, rules) for each in devices)


def _audit_device(parsed: Parsed, terms: Terms, rules: Sequence[Rule]) -> Audited:
    """Put the rules to one device, or say why not."""
    if not parsed.device.supported:
        return Audited(device=_summary(parsed.device), problems=unsupported(parsed.device))
    device = assign(parsed.device, terms.policy)
    rows = cache(partial(parsed.text.split, "\n"))
    opinion = cache(partial(_second_opinion, parsed))
    answers = [_answer(rule, device, terms.policy, opinion) for rule in rules]
    verdicts = findings(
        device.hostname,
        device.source,
        [answer.judged for answer in answers if answer.judged],
        terms.policy,
        terms.baseline,
        terms.today,
        lambda number: rows()[number - 1],
    )
    return Audited(
        device=_summary(device),
        findings=tuple(verdicts.findings),
        statuses={rule.name: answer.status for rule, answer in zip(rules, answers, strict=True)},
        waivers_used=verdicts.used,
        problems=tuple(answer.problem for answer in answers if answer.problem),
    )


class _Answer(NamedTuple):
    """What a rule says of a device."""

    status: str
    judged: Judged | None = None
    problem: Problem | None = None


_PASS = _Answer("pass")
_NOT_APPLICABLE = _Answer("not-applicable")


def _answer(rule: Rule, device: Device, policy: Policy, opinion: Callable[[], Any]) -> _Answer:
    """Put one rule to a device."""
    try:
        if not rule.applies(device):
            return _NOT_APPLICABLE
        hits = tuple(rule.check(device if rule.takes == "Device" else opinion(), policy))
    except Exception as error:  # noqa: BLE001 - one broken rule must not silence the others; it is reported
        return _broken(rule, device, error)
    if not hits:
        return _PASS
    failed = any(hit.result is Result.FAIL for hit in hits)
    return _Answer("fail" if failed else "unknown", Judged(rule, hits))


def _broken(rule: Rule, device: Device, error: Exception) -> _Answer:
    """A rule that raised: what it looks for is not known, and somebody must mend it."""
    why = f"the rule broke with {type(error).__name__}, so what it looks for is unknown here"
    problem = Problem(
        source=device.source, message=f"{device.hostname}: rule {rule.name} ({rule.code}): {why}"
    )
    return _Answer("unknown", Judged(INTERNAL_ERROR, (Hit(f"rule {rule.name}", (), why),)), problem)


def _second_opinion(parsed: Parsed) -> Any:  # noqa: ANN401 - a CiscoConfParse, imported only for rules that ask
    """The device as ciscoconfparse2 sees it; line numbers are those of the source, counted from 0."""
    from ciscoconfparse2 import CiscoConfParse

    device = parsed.device
    before = device.first_line - 1
    rows = parsed.text.split("\n")[before : before + device.lines]
    return CiscoConfParse(["!"] * before + rows, syntax="ios")


def _summary(device: Device) -> DeviceSummary:
    """The device as reports list it."""
    roles = Counter(port.role for port in device.interfaces if port.role)
    return DeviceSummary(
        hostname=device.hostname,
        source=device.source,
        platform=device.platform,
        family=device.family,
        family_reason=device.family_reason,
        lines=device.lines,
        unread=len(device.unread),
        supported=device.supported,
        roles=dict(sorted(roles.items())),
        warnings=device.warnings,
    )
