"""Hits on things other than a whole interface or the globals, and on lines that are absent."""

from netaudit.analysis.visibility import is_fragment, may_exist, may_hide_lines
from netaudit.model import Device, Interface, PolicyClass, PolicyMap, Result, Severity
from netaudit.rules.engine import Hit, on_port

HIDDEN = "; a template or macro that the config does not show may change this"
ELSEWHERE = "; this is a piece of a config, a global line may change this"


def on_absent(
    device: Device,
    port: Interface,
    why: str,
    *fields: str,
    severity: Severity | None = None,
    globally: bool = False,
) -> Hit:
    """A hit on a port that lacks a line: unknown where the line may be hidden.

    ``globally``: a global line would do as well, and a piece of a config may leave that out.
    """
    if may_hide_lines(device, port):
        return on_port(port, why + HIDDEN, *fields, result=Result.UNKNOWN, severity=severity)
    if globally and is_fragment(device):
        return on_port(port, why + ELSEWHERE, *fields, result=Result.UNKNOWN, severity=severity)
    return on_port(port, why, *fields, severity=severity)


def on_missing(device: Device, subject: str, lines: tuple[int, ...], why: str) -> Hit:
    """A hit on a global line that is not there: unknown in a piece of a config."""
    if is_fragment(device):
        return Hit(subject, lines, why + ELSEWHERE, Result.UNKNOWN)
    return Hit(subject, lines, why)


def dangling(device: Device, name: str) -> Result:
    """The verdict on a name without definition: unknown where the definition may be hidden."""
    return Result.UNKNOWN if may_exist(device, name) else Result.FAIL


def lines_of_class(policy: PolicyMap, part: PolicyClass, *fields: str) -> tuple[int, ...]:
    """Source lines in one class that set these fields; its ``class`` line where none does."""
    offsets = sorted({offset for field in fields for offset in part.at.get(field, ())})
    return tuple(policy.line + offset for offset in offsets or (part.offset,))


def on_class(
    policy: PolicyMap, part: PolicyClass, why: str, *fields: str, result: Result = Result.FAIL
) -> Hit:
    """A hit on one class of a policy-map."""
    return Hit(f"{policy.name} class {part.name}", lines_of_class(policy, part, *fields), why, result)
