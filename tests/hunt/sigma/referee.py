"""Rules judged another way: over pySigma's own tree, a value at a time, without readings.

For fields that are taken as they are logged, and for URLs without any encoding.
"""

import operator
import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address

from sigma.conditions import (
    ConditionAND,
    ConditionFieldEqualsValueExpression,
    ConditionNOT,
    ConditionOR,
    ConditionValueExpression,
)
from sigma.policy.profiles import TrustedPolicy
from sigma.rule import SigmaRule
from sigma.types import (
    SigmaCasedString,
    SigmaCIDRExpression,
    SigmaCompareExpression,
    SigmaExists,
    SigmaExpansion,
    SigmaNull,
    SigmaNumber,
    SigmaRegularExpression,
    SigmaString,
)

OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    "GT": operator.gt,
    "GTE": operator.ge,
    "LT": operator.lt,
    "LTE": operator.le,
}


def holds(rule: str, fields: Mapping[str, str]) -> bool:
    """Whether a rule, in YAML, holds for a record."""
    conditions = SigmaRule.from_yaml(rule, policy=TrustedPolicy).detection.parsed_condition
    return any(_holds(condition.parsed, fields) for condition in conditions)


def _holds(tree: object, fields: Mapping[str, str]) -> bool:
    """The same of a condition."""
    match tree:
        case ConditionAND(args):
            return all(_holds(arg, fields) for arg in args)
        case ConditionOR(args):
            return any(_holds(arg, fields) for arg in args)
        case ConditionNOT(args):
            return not _holds(args[0], fields)
        case ConditionValueExpression(value):
            url = fields.get("c-uri")
            return url is not None and bool(re.search(_expression(value), url, re.IGNORECASE | re.DOTALL))
        case ConditionFieldEqualsValueExpression(field, value):
            return _says(value, fields.get(field))
    raise AssertionError(tree)


def _says(value: object, text: str | None) -> bool:
    """Whether a field has a value."""
    match value:
        case SigmaExpansion(values):
            return any(_says(one, text) for one in values)
        case SigmaNull():
            return text is None
        case SigmaExists(there):
            return (text is not None) is there
    return text is not None and _reads(value, text)


def _reads(value: object, text: str) -> bool:
    """The same of a field that is there."""
    if isinstance(value, SigmaRegularExpression):
        flags = sum((value.sigma_to_python_flags[flag] for flag in value.flags), re.NOFLAG)
        return re.search(str(value.regexp), text, flags) is not None
    if isinstance(value, SigmaCIDRExpression):
        return ip_address(text) in value.network
    if isinstance(value, SigmaCompareExpression):
        return OPERATORS[value.op.name](float(text), value.number.number)
    flags = re.DOTALL if isinstance(value, SigmaCasedString) else re.DOTALL | re.IGNORECASE
    return re.fullmatch(_expression(value), text, flags) is not None


def _expression(value: object) -> str:
    """A text or a number as an expression of Python."""
    if isinstance(value, SigmaNumber):
        return re.escape(str(value.number))
    assert isinstance(value, SigmaString)
    return "".join(re.escape(part) if isinstance(part, str) else _WILD[part.name] for part in value.s)


_WILD = {"WILDCARD_MULTI": ".*", "WILDCARD_SINGLE": "."}
