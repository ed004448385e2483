"""Each rule says what the marks in its fixtures expect, and no more."""

from pathlib import Path

import pytest

from netaudit.rules import registry
from tests.rules import fixtures
from tests.rules.fixtures import NO_LINE


@pytest.mark.parametrize("path", fixtures.configs(), ids=fixtures.identity)
def test_hits_equal_marks(path: Path) -> None:
    """A rule hits the marked lines of its fixture with the marked result and nothing else."""
    text = path.read_text()
    name = fixtures.rule_name(path)
    expected = fixtures.marks(text, name)
    hits = fixtures.hits(registry.find(name), text)
    pointed = [{(line, hit.result) for line in hit.lines or (NO_LINE,)} for hit in hits]
    stray = [hit for hit, lines in zip(hits, pointed, strict=True) if not lines & expected]
    assert not stray, "hits that no mark expects"
    assert not expected - set().union(*pointed), "marks that no hit points at"


@pytest.mark.parametrize("path", fixtures.configs("bad*.cfg"), ids=fixtures.identity)
def test_bad_fixture_has_marks(path: Path) -> None:
    """A bad fixture marks at least one line for its rule."""
    assert fixtures.marks(path.read_text(), fixtures.rule_name(path))


@pytest.mark.parametrize("path", fixtures.configs("good*.cfg"), ids=fixtures.identity)
def test_good_fixture_has_no_marks(path: Path) -> None:
    """A good fixture expects nothing of its rule."""
    assert not fixtures.marks(path.read_text(), fixtures.rule_name(path))
