"""How a value of the site policy is read and how an editor checks it: single, list or group."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

from msgspec import Struct

from netaudit.site.document import Items, Mistake, Node, Pairs, Scalar

Read = Callable[[Node, str, list[Mistake]], object]
"""Node and dotted key to the value. What is wrong is added to the mistakes; the value is then void."""


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of value; ``says`` completes the sentence "'x' is not …"."""

    says: str
    schema: Mapping[str, Any]
    """JSON Schema of the value."""
    read: Read


class Key(Struct, frozen=True, kw_only=True):
    """A key of the policy file."""

    kind: Kind
    says: str
    """What it means, one sentence for people and for editors."""
    field: str = ""
    """Field of the record it fills; the key's own name where empty."""
    required: bool = False
    default: Any = None
    keys: "Mapping[str, Key]" = {}
    """The keys below it, where it is a group or a list of groups."""


def scalar(
    says: str,
    schema: Mapping[str, Any],
    convert: Callable[[str], object],
    nearest: Callable[[str], str] = lambda _text: "",
) -> Kind:
    """A single value; ``convert`` raises ValueError for text that is none of the kind."""

    def read(node: Node, where: str, mistakes: list[Mistake]) -> object:
        text = node.text.strip() if isinstance(node, Scalar) else None
        try:
            return convert(text) if text is not None else refuse("")
        except ValueError:
            hint = meant(nearest(text)) if text else ""
            mistakes.append(Mistake(node.line, f"{where}: {node.shown} is not {says}{hint}"))
            return None

    return Kind(says=says, schema=schema, read=read)


def refuse(text: str) -> NoReturn:
    """Convert nothing: the text is none of the kind.

    Raises:
        ValueError: always.
    """
    raise ValueError(text)


def meant(suggestion: str) -> str:
    """The end of a message that has a suggestion to make."""
    return f"; did you mean {suggestion!r}?" if suggestion else ""


def closest(text: str, choices: Iterable[str]) -> str:
    """The choice that looks most like the text, compared without case; empty if none does."""
    from difflib import get_close_matches

    folded = {choice.casefold(): choice for choice in choices}
    near = get_close_matches(text[:80].casefold(), sorted(folded), 1)
    return folded[near[0]] if near else ""


def listed(item: Kind, join: Callable[[Iterable[Any]], object] = tuple) -> Kind:
    """A list of one kind; a single value stands for a list of one."""

    def read(node: Node, where: str, mistakes: list[Mistake]) -> object:
        nodes = node.items if isinstance(node, Items) else (node,)
        before = len(mistakes)
        values = [item.read(each, where, mistakes) for each in nodes]
        return join(values) if len(mistakes) == before else None

    array = {"type": "array", "items": item.schema}
    return Kind(says=f"{item.says}, or a list of them", schema={"anyOf": [item.schema, array]}, read=read)


def mapping(name: Kind, value: Kind) -> Kind:
    """Keys of one kind, each with a value of another."""

    def read(node: Node, where: str, mistakes: list[Mistake]) -> object:
        if not isinstance(node, Pairs):
            mistakes.append(Mistake(node.line, f"{where}: {node.shown} is not a group of keys"))
            return None
        return {
            name.read(key, where, mistakes): value.read(each, f"{where}.{key.text}", mistakes)
            for key, each in node.pairs
        }

    schema = {"type": "object", "additionalProperties": value.schema}
    return Kind(says=f"{name.says} with {value.says}", schema=schema, read=read)


def group(keys: Mapping[str, Key], build: Callable[[int, dict[str, Any]], object]) -> Kind:
    """A group of known keys; ``build`` makes the record from its line and its fields."""

    def read(node: Node, where: str, mistakes: list[Mistake]) -> object:
        if not isinstance(node, Pairs):
            text = f"{where or 'policy'}: {node.shown} is not a group of keys ({', '.join(keys)})"
            mistakes.append(Mistake(node.line, text))
            return None
        before = len(mistakes)
        values = dict(_values(node, keys, where, mistakes))
        mistakes += _missing(node, keys, where)
        return build(node.line, values) if len(mistakes) == before else None

    return Kind(says="a group of keys", schema=group_schema(keys), read=read)


def _values(
    node: Pairs, keys: Mapping[str, Key], where: str, mistakes: list[Mistake]
) -> Iterable[tuple[str, object]]:
    """Field and value of each known key that has a value."""
    inside = f" in {where}" if where else ""
    for name, value in node.pairs:
        key = keys.get(name.text)
        if key is None:
            hint = meant(closest(name.text, keys)) or f"; it takes {', '.join(keys)}"
            mistakes.append(Mistake(name.line, f"unknown key {name.shown}{inside}{hint}"))
        elif not value.absent:
            below = f"{where}.{name.text}" if where else name.text
            yield key.field or name.text, key.kind.read(value, below, mistakes)


def _missing(node: Pairs, keys: Mapping[str, Key], where: str) -> list[Mistake]:
    """One mistake for each required key that is absent or empty."""
    given = {name.text for name, value in node.pairs if not value.absent}
    return [
        Mistake(node.line, f"{where}.{name} is missing or empty; it says {_lower(key.says)}")
        for name, key in keys.items()
        if key.required and name not in given
    ]


def _lower(sentence: str) -> str:
    """A sentence as the tail of another."""
    return sentence[0].lower() + sentence[1:].rstrip(".")


def group_schema(keys: Mapping[str, Key]) -> dict[str, Any]:
    """JSON Schema of a group of keys."""
    schema: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _described(key) for name, key in keys.items()},
    }
    required = [name for name, key in keys.items() if key.required]
    return schema | ({"required": required} if required else {})


def _described(key: Key) -> dict[str, Any]:
    """The schema of a key's value with what editors show beside it."""
    default = {} if key.default is None else {"default": key.default}
    return {"description": key.says, **default, **key.kind.schema}
