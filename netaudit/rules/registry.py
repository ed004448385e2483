"""All rules there are: the modules below this package, and those that other packages bring.

A rule needs no entry in any list. Each module of a topic package (separation, layer3, …)
holds exactly one ``Rule``; other distributions offer theirs through the entry point group
``netaudit.rules``.
"""

import pkgutil
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from msgspec import Struct

import netaudit.rules
from netaudit.errors import UsageError
from netaudit.model import Problem
from netaudit.rules.engine import Rule

GROUP = "netaudit.rules"
"""Entry point group of external rules; each entry point is a ``Rule``."""


_SHORT_CODE = re.compile(r"^([a-z])-?(\d{1,2})$")


class Catalogue(Struct, frozen=True):
    """The rules by name, sorted by code, and the external ones that could not be loaded."""

    rules: Mapping[str, Rule]
    problems: tuple[Problem, ...] = ()


@cache
def discover() -> Catalogue:
    """Find every rule, ours and external. A broken external rule is a problem, not an error.

    Raises:
        TypeError: one of our modules does not hold exactly one rule.
    """
    own = {rule.name: rule for rule in map(_only_rule, _modules())}
    codes = {rule.code for rule in own.values()}
    problems: list[Problem] = []
    for source, found in _external():
        if not isinstance(found, Rule):
            problems.append(Problem(source=source, message=f"is not a usable rule: {found}"))
        elif found.name in own or found.code in codes:
            problems.append(Problem(source=source, message=_clash(found)))
        else:
            own[found.name] = found
            codes.add(found.code)
    return Catalogue(dict(sorted(own.items(), key=lambda item: item[1].code)), tuple(problems))


def _clash(rule: Rule) -> str:
    """Why an external rule is left out, and what its author can do."""
    return f"rule {rule.name} ({rule.code}) uses a name or code already taken; choose another"


def _modules() -> Iterator[ModuleType]:
    """The modules of the topic packages."""
    for topic in pkgutil.iter_modules(netaudit.rules.__path__, f"{netaudit.rules.__name__}."):
        if topic.ispkg:
            paths = import_module(topic.name).__path__
            for module in pkgutil.iter_modules(paths, f"{topic.name}."):
                yield import_module(module.name)


def _only_rule(module: ModuleType) -> Rule:
    """The one rule that a module holds."""
    found = [value for value in vars(module).values() if isinstance(value, Rule)]
    if len(found) != 1:
        raise TypeError(f"{module.__name__} must hold exactly one rule, holds {len(found)}")
    return found[0]


def _is_declared(folder: str) -> bool:
    """Whether a distribution in this folder of the import path has the group.

    importlib.metadata knows better and takes longer than the audit of a config; it is asked
    only where there is something to ask for. An archive is given the benefit of the doubt.
    """
    root = Path(folder)
    if not root.is_dir():
        return root.is_file()
    return any(GROUP in _text(info / "entry_points.txt") for info in root.glob("*-info"))


def _text(path: Path) -> str:
    """The text of a file; empty where there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _external() -> Iterator[tuple[str, Any]]:
    """Each entry point of the group and the object it names, or the error it failed with."""
    if not any(map(_is_declared, sys.path)):
        return
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        source = f"entry point {entry.name} = {entry.value}"
        try:
            yield source, entry.load()
        except Exception as error:  # noqa: BLE001 - code of others may fail in any way
            yield source, f"{type(error).__name__}: {error}"


def find(key: str) -> Rule:
    """The rule with this code or name, compared without case; ``v1`` is V-01.

    Raises:
        UsageError: there is none; the message names the nearest.
    """
    wanted = _SHORT_CODE.sub(lambda code: f"{code[1]}-{code[2]:0>2}", key.strip().casefold())
    known = {word.casefold(): r for r in discover().rules.values() for word in (r.code, r.name)}
    if rule := known.get(wanted):
        return rule
    from difflib import get_close_matches

    near = get_close_matches(wanted, known, 1, 0.4)
    hint = f"did you mean {known[near[0]].name}? " if near else ""
    raise UsageError(f"no rule is called {key!r}; {hint}`netaudit rules` lists them all")
