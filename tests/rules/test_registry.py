"""Rules are found by themselves and by what people type."""

import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest
from msgspec.structs import replace

from netaudit.errors import UsageError
from netaudit.rules import registry

SHARED = registry.find("V-01")


def external(monkeypatch: pytest.MonkeyPatch, **entries: object) -> registry.Catalogue:
    """The catalogue with these entry points, each the value of its name."""
    module = ModuleType("visiting_rules")
    for name, value in entries.items():
        setattr(module, name, value)
    monkeypatch.setitem(sys.modules, "visiting_rules", module)
    found = [EntryPoint(name, f"visiting_rules:{name}", registry.GROUP) for name in ("first", "absent")]
    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda group: found if group == registry.GROUP else []
    )
    monkeypatch.setattr(registry, "_is_declared", lambda _folder: True)
    return registry.discover.__wrapped__()


def test_installed_rule_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A distribution on the import path that declares the group brings its rule."""
    folder = tmp_path / "visitor-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: visitor\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[netaudit.rules]\nvisitor = installed_visitor:visitor\n")
    (tmp_path / "installed_visitor.py").write_text(
        "from msgspec.structs import replace\nfrom netaudit.rules import registry\n"
        "visitor = replace(registry.find('V-01'), name='installed-rule', code='Z-02')\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert "installed-rule" in registry.discover.__wrapped__().rules


def test_rules_are_sorted_by_code() -> None:
    """The order of the catalogue is that of the codes, whatever the files are called."""
    codes = [rule.code for rule in registry.discover().rules.values()]
    assert codes == sorted(codes)


def test_external_rule_joins(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule offered by an entry point stands in the catalogue like our own."""
    visitor = replace(SHARED, name="visiting-rule", code="Z-01")
    assert external(monkeypatch, first=visitor).rules["visiting-rule"] is visitor


def test_entry_point_that_fails_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry point whose object does not exist is named, and the rules stay."""
    catalogue = external(monkeypatch, first=replace(SHARED, name="visiting-rule", code="Z-01"))
    assert SHARED.name in catalogue.rules
    (problem,) = catalogue.problems
    assert "visiting_rules:absent" in problem.source
    assert "AttributeError" in problem.message


def test_entry_point_that_is_no_rule_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something other than a rule is refused."""
    catalogue = external(monkeypatch, first="just a text")
    assert [problem.source.split()[2] for problem in catalogue.problems] == ["absent", "first"]


def test_external_rule_can_not_replace_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name or code that is taken stays with its owner."""
    catalogue = external(monkeypatch, first=replace(SHARED, name="visiting-rule"))
    assert "visiting-rule" not in catalogue.rules
    assert any("already taken" in problem.message for problem in catalogue.problems)


@pytest.mark.parametrize("key", ["V-01", "v-01", "shared-voice-vlan", " Shared-Voice-VLAN "])
def test_found_by_code_and_by_name(key: str) -> None:
    """Case and blanks around do not matter."""
    assert registry.find(key) is SHARED


def test_nearest_match_is_offered() -> None:
    """A slip of the finger gets the rule that was meant."""
    with pytest.raises(UsageError, match="did you mean shared-voice-vlan"):
        registry.find("shared-voise-vlan")


def test_unlike_anything() -> None:
    """Where nothing is near, the message still says how to see all rules."""
    with pytest.raises(UsageError, match="no rule is called 'zzzzqqqq'; `netaudit rules`"):
        registry.find("zzzzqqqq")


@pytest.mark.parametrize("key", ["v1", "V-1", "v01", " V-01 "])
def test_codes_may_be_short(key: str) -> None:
    """People type codes without hyphen and zeros."""
    assert registry.find(key).code == "V-01"
