"""What the tools say of the bench's access lists is read rightly, so that the scores mean something."""

from pathlib import Path

import pytest

from bench.acl_list import AccessList, long_list
from bench.acl_measurements import said, truth
from bench.acl_runs import cisco_acl, lint, list_rules
from bench.acl_worst import worst_list
from netaudit.rules.registry import discover

SIZE = 300


@pytest.fixture(scope="module")
def made() -> AccessList:
    """A list with every kind of fault but conflicts."""
    return long_list(SIZE)


def write(folder: Path, made: AccessList) -> Path:
    """The list as a file."""
    path = folder / "list.cfg"
    path.write_text("\n".join((*made.lines(), "")), encoding="utf-8")
    return path


def test_lint_is_scored_by_lines(made: AccessList, tmp_path: Path) -> None:
    """Remarks move lines, and still all that netaudit says of a list is its truth."""
    found = lint(write(tmp_path, made))
    assert (found.given, found.read) == (SIZE, SIZE)
    assert said(found, made) == set(truth(made))
    assert made.remarks


def test_cisco_acl_is_told_by_text(made: AccessList, tmp_path: Path) -> None:
    """Of equal lines it means the later; what it names is unreachable by one line, and it misses the rest."""
    found = cisco_acl(write(tmp_path, made))
    lines = made.line_numbers()
    single = {lines[number] for number in set(made.unreachable) - set(made.joint) - set(made.conflicting)}
    assert (found.given, found.read) == (SIZE, SIZE)
    assert set(found.unreachable) == single


def test_a_tangled_list_ends(tmp_path: Path) -> None:
    """Every entry of a tangled list is judged or told to be given up."""
    found = lint(write(tmp_path, worst_list(60)))
    assert found.given == 60
    assert found.read <= found.given


def test_left_out_rules_exist() -> None:
    """The audit without the rules on lists leaves out rules that there are, and not all of them."""
    assert set(list_rules()) < set(discover().rules)
