"""Parsed Sigma correlations as ours."""

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from sigma.correlations import (
    CorrelationConditionAND,
    SigmaCorrelationCondition,
    SigmaCorrelationConditionOperator,
    SigmaCorrelationRule,
    SigmaExtendedCorrelationCondition,
    SigmaRuleReference,
)

from netaudit.hunt.sigma import fields, rules
from netaudit.hunt.sigma.signature import Correlation
from netaudit.hunt.sigma.unusable import UnusableError

Kind = Literal["event_count", "value_count", "temporal", "temporal_ordered"]
Operator = Literal[">", ">="]
_OPERATORS: Mapping[SigmaCorrelationConditionOperator, Operator] = {
    SigmaCorrelationConditionOperator.GT: ">",
    SigmaCorrelationConditionOperator.GTE: ">=",
}
"""Only what stays true as more lines come in can be said of a window in logs."""
_KINDS: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}


def correlation(rule: SigmaCorrelationRule, source: str, names: Mapping[str, str]) -> Correlation:
    """The correlation; ``names`` are of signatures that can be counted, by name and by id.

    Raises:
        UnusableError: it can not be used; says why.
    """
    kind = _KINDS.get(rule.type.name.lower())
    if kind is None:
        raise UnusableError(f"correlations of the kind {rule.type.name.lower()} are not done here")
    counted = tuple(_resolved(reference, names) for reference in _references(rule))
    operator, number, field = _condition(rule, len(counted))
    group_by = tuple(_grouped(rule, each) for each in rule.group_by or ())
    if not any(map(fields.acting, group_by)):
        raise UnusableError("it does not group by who acts (c-ip, src_ip), so that no address is to blame")
    return Correlation(
        name=rules.name(rule),
        id=str(rule.id or ""),
        title=rule.title,
        level=rules.level(rule),
        verdict=rules.verdict(rule),
        references=rules.references(rule),
        source=source,
        kind=kind,
        signatures=counted,
        group_by=group_by,
        timespan=float(rule.timespan.seconds),
        field=field,
        operator=operator,
        number=number,
        explains=_explained(rule.custom_attributes.get("explains", ())),
    )


def _references(rule: SigmaCorrelationRule) -> list[str]:
    """Names or ids of the rules that it counts."""
    if isinstance(rule.condition, SigmaExtendedCorrelationCondition):
        return _conjunction(rule.condition.parsed)
    return [reference.reference for reference in rule.rules or ()]


def _conjunction(tree: object) -> list[str]:
    """The rules of a condition that only says *and*: all of them, which is what temporal means."""
    match tree:
        case SigmaRuleReference(reference=reference):
            return [str(reference)]
        case CorrelationConditionAND(args=args):
            return [name for part in args for name in _conjunction(part)]
    raise UnusableError("a correlation whose condition says or or not is not done here")


def _resolved(reference: object, names: Mapping[str, str]) -> str:
    """The name of a signature that a rule refers to."""
    found = names.get(str(reference))
    if found is None:
        raise UnusableError(
            f"it counts the rule {reference}, which is not there or is no rule that can be used"
        )
    return found


def _condition(rule: SigmaCorrelationRule, rules_named: int) -> tuple[Operator, int, str]:
    """Operator, number, and the field of which different values are counted."""
    condition = rule.condition
    if not isinstance(condition, SigmaCorrelationCondition):
        return ">=", rules_named, ""
    operator = _OPERATORS.get(condition.op)
    if operator is None or condition.count != int(condition.count):
        raise UnusableError("a correlation can compare its count by gt and gte with a whole number only")
    field = condition.fieldref or ""
    if not isinstance(field, str):
        raise UnusableError("counting the values of several fields together is not done here")
    return operator, int(condition.count), _known(field) if field else ""


def _grouped(rule: SigmaCorrelationRule, field: str) -> str:
    """A field to group by; an alias is the field that it stands for in every rule."""
    alias = rule.aliases.aliases.get(field)
    if alias is None:
        return _known(field)
    meant = sorted({str(name) for name in alias.mapping.values()})
    if len({fields.parts(_known(name)) for name in meant}) > 1 and not _same(meant):
        raise UnusableError(f"the alias {field} stands for different fields: {', '.join(meant)}")
    return meant[0]


def _same(names: Sequence[str]) -> bool:
    """Whether all names mean the same fields of a record, in whatever order."""
    return len({frozenset(fields.parts(name)) for name in names}) == 1


def _known(field: str) -> str:
    """A field that logs have."""
    if not fields.known(field):
        raise UnusableError(f"it asks for {field}, which no log that is read here has")
    return field


def _explained(names: object) -> tuple[str, ...]:
    """Our attribute ``explains``: a name or several."""
    if isinstance(names, str):
        return (names,)
    if isinstance(names, list | tuple) and all(isinstance(name, str) for name in names):
        return tuple(names)
    raise UnusableError("explains is the name of a signature, or a list of them")
