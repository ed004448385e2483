"""pySigma's condition trees as ours."""

from collections.abc import Callable, Mapping
from typing import Literal

from sigma.conditions import (
    ConditionAND,
    ConditionFieldEqualsValueExpression,
    ConditionNOT,
    ConditionOR,
    ConditionValueExpression,
)
from sigma.types import (
    CompareOperators,
    Placeholder,
    SigmaBool,
    SigmaCasedString,
    SigmaCIDRExpression,
    SigmaCompareExpression,
    SigmaExists,
    SigmaExpansion,
    SigmaFieldReference,
    SigmaNull,
    SigmaNumber,
    SigmaRegularExpression,
    SigmaString,
    SigmaTimestampPart,
    SigmaType,
    SpecialChars,
)

from netaudit.hunt.sigma import fields
from netaudit.hunt.sigma.matching import named
from netaudit.hunt.sigma.pieces import escaped
from netaudit.hunt.sigma.regexes import compiled
from netaudit.hunt.sigma.signature import (
    All,
    Any,
    Compared,
    Condition,
    Not,
    Pattern,
    Present,
    Text,
    Within,
)
from netaudit.hunt.sigma.unusable import UnusableError

_WILDCARDS = {SpecialChars.WILDCARD_MULTI: "*", SpecialChars.WILDCARD_SINGLE: "?"}
_OPERATORS: Mapping[CompareOperators, Literal["<", "<=", ">", ">="]] = {
    CompareOperators.LT: "<",
    CompareOperators.LTE: "<=",
    CompareOperators.GT: ">",
    CompareOperators.GTE: ">=",
}


def converted(tree: object) -> Condition:
    """A parsed condition of pySigma.

    Raises:
        UnusableError: it asks for what logs do not have or is not done here; says what.
    """
    match tree:
        case ConditionAND(args):
            return All(tuple(map(converted, args)))
        case ConditionOR(args):
            return Any(tuple(map(converted, args)))
        case ConditionNOT(args):
            return Not(converted(args[0]))
        case ConditionFieldEqualsValueExpression(field, value):
            return _value(str(field), value)
        case ConditionValueExpression(value):
            return _keyword(value)
    raise UnusableError("its condition is empty")


def _keyword(value: SigmaType) -> Condition:
    """A value without a field is looked for in the URL."""
    condition = _value(fields.KEYWORD, value)
    if isinstance(condition, Text) and not any(condition.pieces):
        raise UnusableError("a keyword is empty")
    return condition


def _value(field: str, value: SigmaType) -> Condition:
    """A value of a field."""
    if isinstance(value, SigmaExpansion):
        return Any(tuple(_value(field, one) for one in value.values))
    for kind, convert in _VALUES.items():
        if isinstance(value, kind):
            return convert(field, value)
    raise UnusableError(f"values of the kind {type(value).__name__.removeprefix('Sigma')} are not done here")


def _text(field: str, value: SigmaString) -> Condition:
    """Text, with wildcards."""
    return Text(field, tuple(map(_piece, value.s)), isinstance(value, SigmaCasedString))


def _piece(part: object) -> str:
    """A part of a string."""
    if isinstance(part, Placeholder):
        raise UnusableError(f"the placeholder %{part.name}% stands for a list that only its owner has")
    return _WILDCARDS[part] if isinstance(part, SpecialChars) else escaped(str(part))


def _pattern(field: str, value: SigmaRegularExpression) -> Condition:
    """A regular expression that an engine takes."""
    if value.contains_placeholder():
        raise UnusableError("a regular expression has a placeholder that only its owner can fill")
    flags = "".join(sorted(value.sigma_to_re_flag[flag] for flag in value.flags))
    pattern = Pattern(field, str(value.regexp), flags)
    compiled(pattern)
    return pattern


def _number(field: str, value: SigmaNumber) -> Condition:
    """A number is compared as text: a status is 404, never 4.04e2."""
    return Text(field, (str(value.number),))


def _boolean(field: str, value: SigmaBool) -> Condition:
    """True or false as text."""
    return Text(field, (str(value.boolean).lower(),))


def _compared(field: str, value: SigmaCompareExpression) -> Condition:
    """A number that is more or less."""
    if isinstance(value.number, SigmaTimestampPart) or value.op not in _OPERATORS:
        raise UnusableError(f"comparing by {value.op.name.lower()} is not done here")
    return Compared(field, _OPERATORS[value.op], float(value.number.number))


def _refused(_field: str, value: SigmaType) -> Condition:
    """What needs two fields of a record or its time."""
    raise UnusableError(f"{_NOT_DONE[type(value)]} is not done here")


_NOT_DONE: Mapping[type[SigmaType], str] = {
    SigmaFieldReference: "comparing a field with another one (fieldref)",
    SigmaTimestampPart: "asking for a part of a time (minute, hour, day, week, month, year)",
}
_VALUES: Mapping[type[SigmaType], Callable[..., Condition]] = {
    SigmaTimestampPart: _refused,  # a kind of number, so it stands first
    SigmaBool: _boolean,
    SigmaCIDRExpression: lambda field, value: Within(field, str(value.network)),
    SigmaCompareExpression: _compared,
    SigmaExists: lambda field, value: Present(field, value.exists),
    SigmaFieldReference: _refused,
    SigmaNull: lambda field, _value: Present(field, there=False),
    SigmaNumber: _number,
    SigmaRegularExpression: _pattern,
    SigmaString: _text,
}


def usable(condition: Condition) -> tuple[Condition, tuple[str, ...]]:
    """The condition without alternatives that no log can show, and what those ask for.

    Raises:
        UnusableError: nothing is left, or what no log tells would make an exception.
    """
    strange = tuple(sorted(_strange(condition)))
    left = _left(condition) if strange else condition
    if left is None:
        raise UnusableError(f"it asks for {', '.join(strange)}, which no log that is read here has")
    return left, strange


def _strange(condition: Condition) -> frozenset[str]:
    """What a condition asks for that no log has.

    An empty field is such a thing: logs write a dash for it as for one that was never sent.
    """
    match condition:
        case All(of) | Any(of):
            return frozenset[str]().union(*map(_strange, of))
        case Not(of):
            return frozenset(name for name in named(of) if not fields.known(name))
        case Text(field, ()) if fields.known(field):
            return frozenset({f"an empty {field}"})
    return frozenset() if fields.known(condition.field) else frozenset({condition.field})


def _left(condition: Condition) -> Condition | None:
    """What can hold of a condition; None if nothing can."""
    match condition:
        case All(of):
            every = [_left(one) for one in of]
            left = tuple(one for one in every if one is not None)
            return All(left) if len(left) == len(of) else None
        case Any(of):
            left = tuple(one for one in map(_left, of) if one is not None)
            return Any(left) if left else None
    if _strange(condition) and isinstance(condition, Not):
        strange = ", ".join(sorted(_strange(condition)))
        raise UnusableError(f"it makes an exception by {strange}, which no log that is read here has")
    return None if _strange(condition) else condition
