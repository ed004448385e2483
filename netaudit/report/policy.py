"""The site policy in force, as YAML that could be its file."""

from collections.abc import Mapping
from typing import Any

from msgspec import to_builtins

from netaudit.model import format_vlans
from netaudit.site.keys import policy_keys
from netaudit.site.policy import Policy

FLAT = ("voice", "data", "networks")
"""Groups of the file whose keys are fields of the policy itself."""


def render(policy: Policy) -> str:
    """The policy with all its values, defaults included."""
    import yaml

    origin = policy.source or "no file: these are the defaults"
    return f"# {origin}\n" + yaml.safe_dump(_document(policy), sort_keys=False, allow_unicode=False)


def _document(policy: Policy) -> dict[str, Any]:
    """The policy as the file has it."""
    shown: dict[str, Any] = {}
    for name, key in policy_keys().items():
        if name in FLAT:
            shown[name] = {
                part: _value(getattr(policy, each.field or part)) for part, each in key.keys.items()
            }
        else:
            shown[name] = _value(getattr(policy, name))
    return shown


def _value(value: object) -> Any:  # noqa: ANN401 - any value of the policy
    """A value in YAML's terms; where a waiver stands in the file is no part of it."""
    if isinstance(value, frozenset):
        return format_vlans(value)
    plain = to_builtins(value)
    if isinstance(plain, list | tuple):
        return [_without_line(each) for each in plain]
    return plain


def _without_line(item: object) -> object:
    """A record without its place in the file and without what it does not say."""
    if not isinstance(item, Mapping):
        return item
    return {key: value for key, value in item.items() if key != "line" and value is not None}
