"""The house rules that can be counted."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted([*(ROOT / "netaudit").rglob("*.py"), *(ROOT / "bench").rglob("*.py")])
FORBIDDEN = {"base", "common", "core", "helper", "helpers", "misc", "util", "utils"}
LONGEST_MODULE, LONGEST_FUNCTION, USUAL_FUNCTION = 300, 40, 20
LONGEST_RULE = 40
"""Lines of code of a rule's module, manual page and imports left out."""

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def name_of(path: Path) -> str:
    """The module as people say it."""
    return path.relative_to(ROOT).as_posix()


def definitions(path: Path) -> Iterator[Definition]:
    """Every function and class of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Definition):
            yield node


def length(node: Definition) -> int:
    """Lines from ``def`` to the last, docstring left out."""
    first = node.body[0]
    documented = ast.get_docstring(node, clean=False) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - docstring


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_size(path: Path) -> None:
    """A module that can not be held in one's head is two; tables may be as long as the field has words."""
    text = path.read_text(encoding="utf-8")
    tables = [node for node in ast.parse(text).body if isinstance(node, ast.Assign | ast.AnnAssign)]
    lines = len(text.splitlines()) - sum(
        (table.end_lineno or table.lineno) - table.lineno for table in tables
    )
    assert lines < LONGEST_MODULE


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_longest_function(path: Path) -> None:
    """No function is longer than a screen."""
    long = {node.name: length(node) for node in definitions(path) if not isinstance(node, ast.ClassDef)}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def test_most_functions_are_short() -> None:
    """Nine functions in ten stay under 20 lines."""
    lengths = [
        length(node) for path in MODULES for node in definitions(path) if not isinstance(node, ast.ClassDef)
    ]
    assert sum(lines < USUAL_FUNCTION for lines in lengths) >= 0.9 * len(lengths)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_public_things_say_what_they_are(path: Path) -> None:
    """Modules and all that they offer have docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = [
        node.name
        for node in definitions(path)
        if not node.name.startswith("_") and node in tree.body and not ast.get_docstring(node)
    ]
    assert ast.get_docstring(tree), "the module has no docstring"
    assert silent == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_named_after_something(path: Path) -> None:
    """A module is named after the noun it handles, so there is no drawer for odds and ends."""
    assert not {*path.relative_to(ROOT).with_suffix("").parts} & FORBIDDEN


RULES = [path for path in sorted((ROOT / "netaudit" / "rules").glob("*/*.py")) if path.stem != "__init__"]


@pytest.mark.parametrize("path", RULES, ids=name_of)
def test_rule_size(path: Path) -> None:
    """A rule says its one thing in a few lines; what is behind it belongs to the analysis."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    code = [node for node in tree.body[1:] if not isinstance(node, ast.Import | ast.ImportFrom)]
    lines = sum((node.end_lineno or node.lineno) - node.lineno + 1 for node in code)
    assert lines <= LONGEST_RULE
