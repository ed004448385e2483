"""What can be said of an audit only once all devices were seen."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from netaudit.model import Finding, Problem
from netaudit.report.report import Fixed, Report, urgency
from netaudit.rules.audit import Terms, catalogue
from netaudit.rules.engine import Rule
from netaudit.rules.registry import discover
from netaudit.rules.verdicts import waiver_findings
from netaudit.site.baseline import identities
from netaudit.site.policy import Policy

WITHOUT_POLICY = (
    "no site policy (netaudit.yaml) was found. Assumed: design guide SRND4; voice VLANs are those that "
    "ports offer to phones; nothing is known of call-control, TFTP and DHCP servers"
)


def close(report: Report, terms: Terms, rules: Sequence[Rule], problems: Iterable[Problem]) -> Report:
    """The report with findings on waivers, what the baseline knew, and everything sorted."""
    troubles = (*problems, *report.problems)
    findings = [*report.findings, *_on_waivers(report, terms.policy, terms.today, whole=not troubles)]
    return replace(
        report,
        findings=tuple(sorted(findings, key=urgency)),
        problems=troubles,
        notes=(f"site policy: {terms.policy.source}" if terms.policy.source else WITHOUT_POLICY,),
        fixed=_fixed(report, terms, rules),
        rules={rule.name: rule for rule in catalogue() if rule in rules or rule.name not in discover().rules},
    )


def _on_waivers(report: Report, policy: Policy, today: date, *, whole: bool) -> list[Finding]:
    """Findings on waivers; one for rules or devices left out of this run is not called unused."""
    seen = {device.hostname for device in report.devices}
    silent = [rule for rule in catalogue() if not policy.rules.runs(rule.name, rule.code)]
    left_out = {
        place
        for place, waiver in enumerate(policy.waivers)
        if not whole
        or not any(map(waiver.concerns, seen))
        or any(waiver.speaks_of(rule.name, rule.code) for rule in silent)
    }
    return waiver_findings(policy, report.waivers_used | left_out, today)


def _fixed(report: Report, terms: Terms, rules: Sequence[Rule]) -> tuple[Fixed, ...] | None:
    """What the baseline knew of these devices and is gone; None without a baseline."""
    if terms.baseline is None:
        return None
    now = identities((each.rule, each.device, each.subjects) for each in report.findings)
    devices = {device.hostname for device in report.devices if device.supported}
    gone = terms.baseline.fixed(now, devices, {rule.name for rule in rules})
    return tuple(Fixed(rule=each.rule, device=each.device, subject=each.subject) for each in gone)
