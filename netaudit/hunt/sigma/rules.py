"""One parsed Sigma rule as a signature."""

import re
from collections.abc import Mapping

from sigma.rule import SigmaRule
from sigma.rule.base import SigmaRuleBase

from netaudit.hunt.sigma import sources
from netaudit.hunt.sigma.convert import converted, usable
from netaudit.hunt.sigma.literals import literals
from netaudit.hunt.sigma.signature import Any, Condition, Signature
from netaudit.hunt.sigma.unusable import UnusableError
from netaudit.model import Verdict

_UNSAID = "medium"
"""Level of a rule that names none."""
_OTHERWISE = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 256
_LARGEST = 100_000
"""Values times words of the condition: what a condition can grow to when it is written out."""


def signature(rule: SigmaRule, source: str) -> tuple[Signature, tuple[str, ...]]:
    """The signature, and fields that alternatives of the rule ask for which no log has.

    Raises:
        UnusableError: the rule can not be used; says why.
    """
    log = rule.logsource
    categories = sources.categories(log.category, log.product, log.service)
    if any("|" in condition for condition in rule.detection.condition):
        raise UnusableError("its condition counts by |, which Sigma has replaced by correlations")
    _bounded(rule)
    condition, strange = usable(_condition(rule))
    answered = rule.custom_attributes.get("answered")
    made = Signature(
        name=name(rule),
        id=str(rule.id or ""),
        title=rule.title,
        level=level(rule),
        verdict=verdict(rule),
        answered=None if answered is None else _verdict("answered", answered),
        categories=categories,
        references=references(rule),
        source=source,
        condition=condition,
        literals=literals(condition),
    )
    return made, strange


def _bounded(rule: SigmaRule) -> None:
    """A condition that names a large selection again and again is not written out."""
    values = sum(_values(detection) for detection in rule.detection.detections.values())
    words = sum(len(condition.split()) for condition in rule.detection.condition)
    if values * words > _LARGEST:
        raise UnusableError("its condition is too large written out")


def _values(detection: object) -> int:
    """Values in a selection."""
    items = getattr(detection, "detection_items", None)
    return len(getattr(detection, "value", ())) if items is None else sum(map(_values, items))


def _condition(rule: SigmaRule) -> Condition:
    """The conditions of the rule: one of them must hold."""
    made = tuple(converted(condition.parsed) for condition in rule.detection.parsed_condition)
    return made[0] if len(made) == 1 else Any(made)


def name(rule: SigmaRuleBase) -> str:
    """The name of the rule, else one made of its title."""
    made = rule.name or _OTHERWISE.sub("-", rule.title.lower()).strip("-")
    if not made or len(made) > _LONGEST_NAME:
        raise UnusableError("it has no name or title that can be used")
    return made


def level(rule: SigmaRuleBase) -> str:
    """Sigma's word for how grave it is."""
    return rule.level.name.lower() if rule.level else _UNSAID


def references(rule: SigmaRuleBase) -> tuple[str, ...]:
    """Where to read about it."""
    return tuple(map(str, rule.references))


def verdict(rule: SigmaRuleBase) -> Verdict:
    """What a host is that shows it: our attribute ``verdict``."""
    return _verdict("verdict", rule.custom_attributes.get("verdict", Verdict.ATTACKER))


_VERDICTS: Mapping[str, Verdict] = {verdict.value: verdict for verdict in Verdict}


def _verdict(attribute: str, word: object) -> Verdict:
    """A verdict by its word."""
    found = _VERDICTS.get(str(word))
    if found is None:
        raise UnusableError(f"{attribute} is {word!r}; it can be {', '.join(_VERDICTS)}")
    return found
