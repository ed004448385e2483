"""``netaudit audit``."""

from argparse import Namespace
from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from netaudit.cli.output import Target, keep_inputs, target, write
from netaudit.cli.sources import expand, jobs_of, policy_of
from netaudit.cli.terminal import paint_of, progress, put
from netaudit.errors import UsageError
from netaudit.model import Problem, Severity
from netaudit.report import text
from netaudit.report.closing import close
from netaudit.report.formats import render
from netaudit.report.report import Report, failed, gather
from netaudit.rules.audit import Terms, audit, catalogue, selected
from netaudit.rules.registry import discover
from netaudit.site.baseline import load
from netaudit.site.policy import Policy


def run(arguments: Namespace) -> int:
    """Audit, print and write, and grade the result."""
    targets = [target(word) for word in arguments.output]
    terms = Terms(
        policy=_selecting(policy_of(arguments), arguments),
        baseline=load(arguments.baseline) if arguments.baseline else None,
        today=date.today(),  # noqa: DTZ011 - a waiver ends on a day of the user's calendar
    )
    report = _audited(arguments, terms, targets)
    for each in targets:
        write(each.path, [render(report, each.format)])
    if arguments.format == "text":
        put([text.render(report, paint_of(arguments))])
    else:
        put([render(report, arguments.format)])
    return grade(report, arguments.fail_on)


def _audited(arguments: Namespace, terms: Terms, targets: Iterable[Target]) -> Report:
    """Audit all that the paths stand for."""
    sources, missing = expand(arguments.paths)
    keep_inputs(targets, sources)
    with progress(len(sources), arguments) as advance:
        report = gather(audit(sources, terms, jobs_of(arguments), advance))
    problems = (*discover().problems, *missing, *_too_much_unread(report, arguments.max_unread))
    return close(report, terms, selected(terms.policy.rules), problems)


def _selecting(policy: Policy, arguments: Namespace) -> Policy:
    """The policy with the rules that the command line wants."""
    wanted, unwanted = _globs(arguments.select), _globs(arguments.ignore)
    rules = replace(policy.rules, select=wanted or policy.rules.select, ignore=policy.rules.ignore + unwanted)
    for glob in (*wanted, *unwanted):
        alone = replace(policy.rules, select=(glob,), ignore=())
        if not any(alone.runs(rule.name, rule.code) for rule in catalogue()):
            raise UsageError(f"no rule matches {glob!r}; `netaudit rules` lists them all")
    return replace(policy, rules=rules)


def _globs(words: Iterable[str]) -> tuple[str, ...]:
    """Globs parted by commas."""
    return tuple(glob.strip() for word in words for glob in word.split(",") if glob.strip())


def _too_much_unread(report: Report, limit: float | None) -> tuple[Problem, ...]:
    """A problem if more percent of all lines than the limit were not understood."""
    percent = 100 * report.unread / report.lines if report.lines else 0.0
    if limit is None or percent <= limit:
        return ()
    message = f"{percent:.2f} % of the lines were not understood, --max-unread allows {limit:g} %"
    return (Problem(source="all devices", message=message),)


def grade(report: Report, fail_on: str) -> int:
    """The exit code: 3 for problems, 1 for findings that count, else 0."""
    if report.problems:
        return 3
    if fail_on == "never":
        return 0
    limit = Severity(fail_on)
    counted = (each for each in failed(report.findings) if each.baseline != "unchanged")
    return int(any(each.severity.at_least(limit) for each in counted))
