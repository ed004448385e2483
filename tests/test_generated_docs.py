"""Pages that are made from the code stay equal to what the code makes."""

from pathlib import Path

import pytest

from docs import generate, signature_tables
from netaudit.hunt.sigma.load import shipped
from netaudit.rules.registry import discover


def test_no_page_is_stale() -> None:
    """`make docs` was run and its result committed."""
    assert generate.stale() == []


def test_the_catalogue_has_every_rule() -> None:
    """Each rule has a heading of its own, and the table links to it."""
    page = generate.catalogue()
    for rule in discover().rules.values():
        assert f"\n## {rule.code} {rule.name}\n" in page
        assert f"(#{rule.code.lower()}-{rule.name})" in page


def test_the_page_of_signatures_has_every_one() -> None:
    """Each signature and correlation has a row, in one of the families that the page names."""
    rows = signature_tables.page().splitlines()
    names = [each.name for each in shipped().signatures] + [each.name for each in shipped().correlations]
    assert [name for name in names if sum(row.startswith(f"| `{name}` |") for row in rows) != 1] == []


def test_stale_pages_are_told_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The check fails for missing pages and names them, writing mends them, the check then passes."""
    monkeypatch.setattr(generate, "HERE", tmp_path)
    monkeypatch.setattr(generate, "PAGES", {"rules.md": generate.catalogue})
    assert generate.main(["--check"]) == 1
    assert "docs/rules.md is stale" in capsys.readouterr().err
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0
