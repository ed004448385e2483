"""The table of shipped signatures."""

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from netaudit.hunt.engine.candidates import searched_for, sought
from netaudit.hunt.formats.detect import FORMATS
from netaudit.hunt.sigma import compiled
from netaudit.hunt.sigma.load import shipped
from tests.hunt.sigma.written import rule


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is shipped, with one rule in it."""
    monkeypatch.setattr(compiled, "FOLDER", tmp_path)
    monkeypatch.setattr(compiled, "TABLE", tmp_path / "compiled.json")
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "one.yml").write_text(rule("k: [aaa]\ncondition: k", title="One"))
    return tmp_path


def test_the_table_says_the_same_as_the_rules(folder: Path) -> None:
    """What is read from the table is what the YAML says, and sources are named as in the folder."""
    by_rules = compiled.signatures()
    compiled.TABLE.write_text(compiled.table())
    assert replace(compiled.signatures(), searched={}) == by_rules
    assert [one.source for one in by_rules.signatures] == ["web/one.yml"]
    assert folder.as_posix() not in compiled.table()


def test_what_is_searched_for_by_the_table_is_what_would_be_worked_out() -> None:
    """For every kind of log."""
    ours = shipped()
    for kind in {each.categories for each in FORMATS.values()}:
        assert sought(ours, kind) == sought(replace(ours, searched={}), kind)
        assert searched_for(kind) in ours.searched


def test_the_table_is_what_is_read(folder: Path) -> None:
    """As long as the rules are those that it was made of, they are not parsed."""
    compiled.TABLE.write_text(compiled.table().replace('"title":"One"', '"title":"Two"'))
    assert [one.title for one in compiled.signatures().signatures] == ["Two"]
    assert folder.is_dir()


@pytest.mark.parametrize("change", ["edit", "add", "rename", "damage"])
def test_a_stale_table_is_not_believed(change: str, folder: Path) -> None:
    """A rule edited, added or renamed since, or a damaged table: the YAML counts."""
    compiled.TABLE.write_text(compiled.table().replace('"title":"One"', '"title":"Two"'))
    one = folder / "web" / "one.yml"
    match change:
        case "edit":
            one.write_text(one.read_text() + "# a comment\n")
        case "add":
            (folder / "web" / "three.yml").write_text(rule("k: [bbb]\ncondition: k", title="Three"))
        case "rename":
            one.rename(folder / "web" / "zero.yml")
        case _:
            compiled.TABLE.write_text(compiled.TABLE.read_text()[:-10])
    assert "Two" not in {one.title for one in compiled.signatures().signatures}


def test_the_same_table_every_time() -> None:
    """Whatever the seed of hashes: sets are written in order."""
    command = [sys.executable, "-c", "from netaudit.hunt.sigma import compiled; print(compiled.table())"]
    tables = {
        subprocess.run(
            command, check=True, capture_output=True, env={"PYTHONHASHSEED": seed}, text=True
        ).stdout
        for seed in "12"
    }
    assert len(tables) == 1


def test_everything_shipped_can_be_used() -> None:
    """No rule of ours is refused, and all have literals: no rule of ours makes a hunt read every line."""
    ours = compiled._parsed()  # noqa: SLF001 - what the table is made of
    assert ours.refused == ()
    assert [one.name for one in ours.signatures if one.literals is None] == []
    assert {one.name for one in shipped().signatures} == {one.name for one in ours.signatures}
