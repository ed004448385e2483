"""Conditions as functions: made once for each rule, called for each record."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from operator import eq, ge, gt, le, lt
from typing import NamedTuple

from netaudit.hunt.sigma import fields, regexes
from netaudit.hunt.sigma.readings import readings
from netaudit.hunt.sigma.shapes import Says, Shape, shape
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

OPERATORS = {"<": lt, "<=": le, "=": eq, ">": gt, ">=": ge}
Texts = fields.Texts
Test = Callable[["View"], bool]


class View:
    """The fields of one record as rules see them; each is read once, when the first rule asks."""

    __slots__ = ("_cased", "_fields", "_lowered")

    def __init__(self, found: fields.Fields) -> None:
        self._fields = found
        self._cased: dict[fields.Reach, Texts] = {}
        self._lowered: dict[fields.Reach, Texts] = {}

    def raw(self, reach: fields.Reach) -> Texts:
        """As logged."""
        return reach(self._fields)

    def cased(self, reach: fields.Reach, read: "Read") -> Texts:
        """In every reading that the field has."""
        texts = self._cased.get(reach)
        return self.read(reach, read, reach(self._fields)) if texts is None else texts

    def read(self, reach: fields.Reach, read: "Read", texts: Texts) -> Texts:
        """The same of what has been reached for."""
        texts = self._cased[reach] = read(texts)
        return texts

    def lowered(self, reach: fields.Reach, read: "Read") -> Texts:
        """The same in lower case."""
        texts = self._lowered.get(reach)
        if texts is None:
            texts = self._lowered[reach] = tuple(map(lower, self.cased(reach, read)))
        return texts


Read = Callable[[Texts], Texts]


def lower(text: str) -> str:
    """Lower case where a byte is ASCII: the others are parts of characters."""
    return text.lower() if text.isascii() else text.encode("latin-1", "replace").lower().decode("latin-1")


def _as_logged(texts: Texts) -> Texts:
    """A field that nobody decodes."""
    return texts


def _spaced(texts: Texts) -> Texts:
    """A field in which a log may write spaces as plus signs."""
    if len(texts) == 1 and "+" not in texts[0]:
        return texts
    return texts + tuple(text.replace("+", " ") for text in texts if "+" in text)


def _all_readings(texts: Texts) -> Texts:
    """A field in every encoding; most URLs have none."""
    if len(texts) == 1:
        return readings(texts[0])
    return tuple(dict.fromkeys(reading for text in texts for reading in readings(text)))


@lru_cache(maxsize=256)
def place(field: str) -> tuple[fields.Reach, Read]:
    """Where the texts of a name are and how they are read; always the same, so that views share them."""
    if fields.encoded(field):
        return fields.reach(field), _all_readings
    return fields.reach(field), _spaced if fields.spaced(field) else _as_logged


def as_logged(field: str) -> bool:
    """Whether nobody decodes texts of that name."""
    return place(field)[1] is _as_logged


def named(condition: Condition) -> frozenset[str]:
    """The names of fields in a condition."""
    match condition:
        case All(of) | Any(of):
            return frozenset[str]().union(*map(named, of))
        case Not(of):
            return named(of)
    return frozenset({condition.field})


def matcher(condition: Condition) -> Test:  # noqa: C901, PLR0911 - one case for each kind
    """The condition as a function.

    Raises:
        UnusableError: an expression that no engine can be trusted with.
        ValueError: a network that is none.
    """
    match condition:
        case All(of):
            return _all(tuple(map(matcher, of)))
        case Any(of):
            return _any(of)
        case Not(of):
            return _not(matcher(of))
        case Text():
            where, shape = _text(condition)
            return _texts(where, [shape])
        case Pattern(field):
            return _found(field, regexes.compiled(condition))
        case Within(field, network):
            return _raw(field, partial(_within, ip_network(network)))
        case Compared(field, operator, number):
            return _raw(field, partial(_compared, OPERATORS[operator], number))
        case Present(field, there):
            return _present(field, there=there)


def _all(tests: tuple[Test, ...]) -> Test:
    """Every one holds."""

    def holds(view: View) -> bool:
        for test in tests:  # noqa: SIM110 - a generator costs more than most tests
            if not test(view):
                return False
        return True

    return holds


def _any(of: tuple[Condition, ...]) -> Test:
    """One holds; texts of one field together, for rules list dozens."""
    grouped: dict[Where, list[Shape]] = {}
    tests = []
    for one in of:
        if isinstance(one, Text):
            where, shape = _text(one)
            grouped.setdefault(where, []).append(shape)
        else:
            tests.append(matcher(one))
    tests += [_texts(where, shapes) for where, shapes in grouped.items()]
    return tests[0] if len(tests) == 1 else _one(tests)


def _one(tests: Sequence[Test]) -> Test:
    """One holds."""

    def holds(view: View) -> bool:
        for test in tests:  # noqa: SIM110 - a generator costs more than most tests
            if test(view):
                return True
        return False

    return holds


def _not(inner: Test) -> Test:
    """It does not hold."""
    return lambda view: not inner(view)


def _present(field: str, *, there: bool) -> Test:
    """The field is there, or is not."""
    reach, _read = place(field)
    return lambda view: bool(view.raw(reach)) is there


def _raw(field: str, says: Says) -> Test:
    """Of a field as it is logged."""
    reach, _read = place(field)
    return lambda view: any(map(says, view.raw(reach)))


def _found(field: str, says: Says) -> Test:
    """Of a field in all its readings."""
    reach, read = place(field)
    return lambda view: any(map(says, view.cased(reach, read)))


class Where(NamedTuple):
    """Which texts of a record: of what field, read how, in lower case or as they are."""

    reach: fields.Reach
    read: Read
    cased: bool


def _text(condition: Text) -> tuple[Where, Shape]:
    """A text with wildcards; the four shapes that nearly all have need no regular expression."""
    field, pieces, cased = condition.field, condition.pieces, condition.cased
    if field == fields.KEYWORD:
        pieces = ("*", *pieces, "*")
    inside = fields.whole_url(field) and pieces[:1] == pieces[-1:] == ("*",)
    beyond = not all(map(str.isascii, pieces))
    where = Where(*place(fields.KEYWORD if inside else field), cased or beyond)
    return where, shape(pieces, cased=cased)


def _texts(where: Where, shapes: list[Shape]) -> Test:
    """One of them is said of one of the texts."""
    words = [shape for shape in shapes if isinstance(shape, str)]
    says = [shape for shape in shapes if not isinstance(shape, str)]
    if not says:
        return _inside(where, words)
    return _one([_inside(where, words), _said(where, says)]) if words else _said(where, says)


def _inside(where: Where, words: list[str]) -> Test:
    """One of the words is anywhere in one of the texts."""
    reach, read, cased = where
    texts = View.cased if cased else View.lowered

    def holds(view: View) -> bool:
        for text in texts(view, reach, read):  # noqa: SIM110 - a generator costs more than the search
            if any(map(text.__contains__, words)):
                return True
        return False

    return holds


def _said(where: Where, says: list[Says]) -> Test:
    """One of them is said of one of the texts."""
    reach, read, cased = where
    texts = View.cased if cased else View.lowered

    def holds(view: View) -> bool:
        for text in texts(view, reach, read):
            for one in says:
                if one(text):
                    return True
        return False

    return holds


def _compared(holds: Callable[[float, float], bool], number: float, text: str) -> bool:
    """A number that compares so; text that is none does not."""
    try:
        return holds(float(text), number)
    except ValueError:
        return False


@lru_cache(maxsize=1024)
def _address(text: str) -> IPv4Address | IPv6Address | None:
    """An address, or None where the text is none."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def _within(network: object, text: str) -> bool:
    """An address in the network."""
    address = _address(text)
    return address is not None and address in network  # type: ignore[operator]
