"""What a rule is, and how all of them are put to a device.

A rule is one module: its docstring is the manual page, the ``rule`` decorator holds code,
severity and references, a generator yields hits. The annotation of its first argument picks
what it is given: a ``Device``, or a ``CiscoConfParse`` of the device's text.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct

from netaudit.model import Confidence, Device, Interface, Result, Severity
from netaudit.site.policy import Policy


class Hit(Struct, frozen=True):
    """One object that a rule has something to say of.

    ``why`` tells the behaviour without naming the object: hits of a rule with the same words
    become one finding with many subjects. ``severity`` overrides the rule's.
    """

    subject: str
    lines: tuple[int, ...]
    why: str
    result: Result = Result.FAIL
    severity: Severity | None = None


def on_port(
    port: Interface,
    why: str,
    *fields: str,
    result: Result = Result.FAIL,
    severity: Severity | None = None,
) -> Hit:
    """A hit on an interface; its evidence is the lines that set the fields, or the header."""
    return Hit(port.name, port.lines_of(*fields), why, result, severity)


def on_globals(
    device: Device,
    subject: str,
    why: str,
    *fields: str,
    result: Result = Result.FAIL,
    severity: Severity | None = None,
) -> Hit:
    """A hit on device-wide settings; its evidence is the lines that set the fields, if any."""
    at = device.globals.at
    lines = tuple(sorted({line for field in fields for line in at.get(field, ())}))
    return Hit(subject, lines, why, result, severity)


Check = Callable[[Any, Policy], Iterable[Hit]]


class Rule(Struct, frozen=True, kw_only=True):
    """A check with everything that is known of it."""

    name: str
    code: str
    severity: Severity
    confidence: Confidence
    references: tuple[str, ...]
    fix: str | None
    manual: str
    """The module's docstring: title line, then what it does, why it matters, how to fix it."""
    takes: str
    """``Device`` or ``CiscoConfParse``."""
    applies: Callable[[Device], bool]
    check: Check

    @property
    def title(self) -> str:
        """First line of the manual page, without its full stop."""
        return self.manual.split("\n", 1)[0].rstrip(".")


def always(_device: Device) -> bool:
    """The rule speaks of every device."""
    return True


def has_phones(device: Device) -> bool:
    """The rule speaks of devices with phone ports."""
    return bool(device.with_role("phone"))


def rule(
    code: str,
    *,
    severity: Severity,
    confidence: Confidence = Confidence.HIGH,
    references: tuple[str, ...] = (),
    fix: str | None = None,
    applies: Callable[[Device], bool] = always,
) -> Callable[[Check], Rule]:
    """Make the decorated generator a rule named after its function, kebab-case."""

    def decorate(check: Check) -> Rule:
        takes = next(iter(check.__annotations__.values()))
        return Rule(
            name=check.__name__.replace("_", "-"),
            code=code,
            severity=severity,
            confidence=confidence,
            references=references,
            fix=fix,
            manual=(sys.modules[check.__module__].__doc__ or "").strip(),
            takes=getattr(takes, "__name__", takes).rpartition(".")[2],
            applies=applies,
            check=check,
        )

    return decorate


def ask(rule: Rule, device: Device, policy: Policy, opinion: Callable[[], Any]) -> Iterator[Hit]:
    """Put one rule to one device; ``opinion`` makes the CiscoConfParse when a rule wants it."""
    if rule.applies(device):
        yield from rule.check(device if rule.takes == "Device" else opinion(), policy)
