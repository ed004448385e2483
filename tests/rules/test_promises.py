"""What every rule promises: a whole manual page, proven examples, a name and code of its own."""

import re
from collections import Counter

import pytest

from netaudit.model import Result
from netaudit.rules import manual, registry
from netaudit.rules.engine import Rule
from tests.rules import fixtures

RULES = list(registry.discover().rules.values())
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def test_codes_are_unique() -> None:
    """No two rules share a code."""
    assert not [code for code, n in Counter(rule.code for rule in RULES).items() if n > 1]


@every_rule
def test_name_is_kebab_and_module_name(rule: Rule) -> None:
    """A rule is named after its module, in kebab case, so that its page is found at once."""
    module = rule.check.__module__.rpartition(".")[2]
    assert rule.name == module.replace("_", "-")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)


@every_rule
def test_code_is_topic_and_number(rule: Rule) -> None:
    """A code is a topic letter and two digits."""
    assert re.fullmatch(r"[A-Z]-\d\d", rule.code)


@every_rule
def test_manual_has_all_headings_in_order(rule: Rule) -> None:
    """The manual page has a title, a first paragraph and each heading with text below it."""
    parts = manual.sections(rule.manual)
    assert tuple(parts) == ("", *manual.HEADINGS)
    assert all(parts.values())
    assert "\n\n" in parts[""], "title line, blank line, paragraph on the behaviour"
    assert len(rule.title) <= 90


@every_rule
def test_references_are_given(rule: Rule) -> None:
    """A rule names what it rests on."""
    assert rule.references
    assert all(rule.references)


@every_rule
def test_has_a_bad_and_a_good_fixture(rule: Rule) -> None:
    """A rule ships with at least one bad and one good config."""
    folder = fixtures.HERE / rule.name.replace("-", "_")
    assert list(folder.glob("bad*.cfg"))
    assert list(folder.glob("good*.cfg"))


@every_rule
def test_bad_example_of_the_manual_is_found(rule: Rule) -> None:
    """The bad example printed by `explain` makes the rule speak."""
    bad, _good = manual.examples(rule)
    assert fixtures.hits(rule, f"hostname EXAMPLE\n{bad}\nend\n")


@every_rule
def test_good_example_of_the_manual_is_clean(rule: Rule) -> None:
    """The good example printed by `explain` does not make the rule fail."""
    _bad, good = manual.examples(rule)
    hits = fixtures.hits(rule, f"hostname EXAMPLE\n{good}\nend\n")
    assert not [hit for hit in hits if hit.result is Result.FAIL]


def test_every_fixture_folder_belongs_to_a_rule() -> None:
    """A renamed or removed rule leaves no fixtures behind."""
    names = {rule.name for rule in RULES}
    assert {fixtures.rule_name(path) for path in fixtures.configs()} <= names
