"""What the documents promise: code that runs, links that lead somewhere, commands that exist."""

import re
import shlex
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from netaudit.rules import manual
from netaudit.rules.engine import Rule
from tests.rules import fixtures

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
EXAMPLE = DOCS / "examples" / "netaudit_example_rules"

PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "sample_configs").glob("*.md"))
    if path.is_file()
)
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))

EMBEDDED = re.compile(r"<!-- file: (?P<path>\S+) -->\n```\w+\n(?P<code>.*?)```\n", re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
SHELL = re.compile(r"^(?:    )?(?:\$ )?(?P<command>netaudit(?: .*)?)$", re.MULTILINE)
INLINE = re.compile(r"`(?P<command>netaudit [^`]+)`")
PLACEHOLDER = re.compile(r"^[A-Z|…]+$|\.\.\.$|…$")


def entry_points() -> dict[str, EntryPoint]:
    """The rules that the example package offers, by the name it gives them."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text())["project"]
    group = project["entry-points"]["netaudit.rules"]
    return {name: EntryPoint(name, value, "netaudit.rules") for name, value in group.items()}


@pytest.fixture(params=sorted(entry_points()))
def rule(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Rule:
    """Each rule of the example package, loaded the way an installed one is."""
    monkeypatch.syspath_prepend(str(EXAMPLE))
    loaded = entry_points()[request.param].load()
    assert isinstance(loaded, Rule)
    assert loaded.name == request.param
    return loaded


def test_example_package_has_a_rule_of_each_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """One rule of the example reads the model, the other a ciscoconfparse2 parse."""
    monkeypatch.syspath_prepend(str(EXAMPLE))
    assert sorted(point.load().takes for point in entry_points().values()) == ["CiscoConfParse", "Device"]


@pytest.mark.parametrize("kind", ["bad", "good"])
def test_example_rule_says_what_its_fixture_marks(rule: Rule, kind: str) -> None:
    """Both example rules hit the marked lines of their fixtures and no others."""
    text = (EXAMPLE / "fixtures" / rule.name.replace("-", "_") / f"{kind}.ios.cfg").read_text()
    found = {(line, hit.result) for hit in fixtures.hits(rule, text) for line in hit.lines}
    assert found == fixtures.marks(text, rule.name)
    assert bool(found) == (kind == "bad")


def test_example_rule_manual_is_whole_and_true(rule: Rule) -> None:
    """The manual page of an example rule has every heading, and its examples behave as they say."""
    assert tuple(manual.sections(rule.manual)) == ("", *manual.HEADINGS)
    bad, good = manual.examples(rule)
    assert fixtures.hits(rule, f"hostname EXAMPLE\n{bad}\nend\n")
    assert not fixtures.hits(rule, f"hostname EXAMPLE\n{good}\nend\n")


@every_page
def test_code_in_page_equals_the_file_it_names(page: Path) -> None:
    """Code shown in a page is the code that the tests run."""
    for block in EMBEDDED.finditer(page.read_text()):
        assert block["code"] == (DOCS / block["path"]).read_text(), block["path"]


def test_rule_guide_shows_both_example_rules() -> None:
    """The guide shows each module of the example package in full."""
    shown = {Path(block["path"]).name for block in EMBEDDED.finditer((DOCS / "writing-rules.md").read_text())}
    modules = {path.name for path in (EXAMPLE / "netaudit_example_rules").glob("*_*.py")} - {"__init__.py"}
    assert modules < shown


@every_page
def test_relative_links_lead_to_files(page: Path) -> None:
    """No page links to a file that is not there."""
    targets = [match["target"] for match in LINK.finditer(FENCE.sub("", page.read_text()))]
    local = [target.partition("#")[0] for target in targets if not re.match(r"[a-z]+:|#", target)]
    assert not [target for target in local if not (page.parent / target).exists()]


def test_every_decision_is_listed() -> None:
    """The list of decisions has each of them, once."""
    listed = re.findall(r"\]\((\d{4}-[^)]+)\)", (DOCS / "decisions" / "README.md").read_text())
    assert listed == sorted(path.name for path in (DOCS / "decisions").glob("[0-9]*.md"))


def commands(text: str) -> list[list[str]]:
    """The netaudit command lines in a page, as words without the program's name."""
    quoted = [match["command"] for pattern in (SHELL, INLINE) for match in pattern.finditer(text)]
    return [shlex.split(command, comments=True)[1:] for command in quoted]
