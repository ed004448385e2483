"""What the documents promise: code that runs, links that lead somewhere, commands that exist."""

import re
import shlex
import tomllib
from importlib.metadata import EntryPoint
from itertools import takewhile
from pathlib import Path

import pytest

from netaudit.analysis.treatment.families import FAMILIES
from netaudit.cli.arguments import parser
from netaudit.errors import UsageError
from netaudit.parsers import vocabulary
from netaudit.rules import manual
from netaudit.rules.engine import Rule
from tests.rules import fixtures

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
EXAMPLE = DOCS / "examples" / "netaudit_example_rules"

PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "sample_configs").rglob("*.md"))
    if path.is_file()
)
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))

EMBEDDED = re.compile(r"<!-- file: (?P<path>\S+) -->\n```\w+\n(?P<code>.*?)```\n", re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
BLOCK = re.compile(r"^```.*?^```$|^(?:    [^\n]*\n)+", re.DOTALL | re.MULTILINE)
NAMED_FILE = re.compile(r"`((?:docs|inventory|netaudit|sample_configs|tests)/[\w/.-]+)`")
SHELL = re.compile(r"^ *(?:\$ )?(?P<command>netaudit(?: .*)?)$", re.MULTILINE)
SHELL_WORDS = frozenset({"|", ">", "&&", ";", "||"})
INLINE = re.compile(r"`(?P<command>netaudit [^`]+)`")


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


@every_page
def test_files_named_in_sentences_exist(page: Path) -> None:
    """A file of the project that a page names is there."""
    named = NAMED_FILE.findall(BLOCK.sub("", page.read_text()))
    assert not [name for name in named if not (ROOT / name).exists()]


def test_platform_guide_names_commands_that_exist() -> None:
    """The table of commands in the guide to platforms speaks of the vocabulary as it is."""
    rows = re.findall(r"^\| `(\w+)\(", (DOCS / "adding-a-platform.md").read_text(), re.MULTILINE)
    assert rows
    assert not [name for name in rows if not hasattr(vocabulary, name)]


def test_every_decision_is_listed() -> None:
    """The list of decisions has each of them, once."""
    listed = re.findall(r"\]\((\d{4}-[^)]+)\)", (DOCS / "decisions" / "README.md").read_text())
    assert listed == sorted(path.name for path in (DOCS / "decisions").glob("[0-9]*.md"))


def test_every_family_and_its_page_is_listed() -> None:
    """The index of the QoS pipelines has every family that is known, and every page of its folder."""
    index = (DOCS / "qos" / "README.md").read_text()
    assert sorted(re.findall(r"^\| `(\w+)` \|", index, re.MULTILINE)[-len(FAMILIES) :]) == sorted(FAMILIES)
    pages = {path.name for path in (DOCS / "qos").glob("*.md")} - {"README.md"}
    assert pages == {f"{family}.md" for family in FAMILIES} == set(re.findall(r"\]\((\w+\.md)\)", index))


def commands(text: str) -> list[str]:
    """The netaudit command lines that a page quotes, in code blocks and in sentences."""
    blocks = [match[0] for match in BLOCK.finditer(text)]
    shell = [match["command"] for block in blocks for match in SHELL.finditer(block)]
    return shell + [match["command"] for match in INLINE.finditer(BLOCK.sub("", text))]


def refusal(command: str) -> str | None:
    """What the program says of a command line; a sentence may leave out the required arguments."""
    words = shlex.split(command, comments=True)[1:]
    words = list(takewhile(lambda word: word not in SHELL_WORDS, words))
    try:
        parser().parse_args(words)
    except UsageError as error:
        return None if "arguments are required" in str(error) else f"{command}: {error}"
    except SystemExit:  # --help and --version print and leave
        return None
    return None


@every_page
def test_quoted_commands_are_accepted(page: Path) -> None:
    """Every netaudit command in a page exists, with the options that the page gives it."""
    assert not list(filter(None, map(refusal, commands(page.read_text()))))


@pytest.mark.parametrize("wrong", ["netaudit audit configs --no-such-option", "netaudit no-such-command"])
def test_command_check_sees_what_does_not_exist(wrong: str) -> None:
    """An option or command that does not exist is refused, so that the check above means something."""
    (in_block,) = commands(f"```\n{wrong}\n```\n")
    (in_sentence,) = commands(f"Type `{wrong}` to fail.\n")
    assert in_block == in_sentence == wrong
    assert "no-such" in (refusal(wrong) or "")


def test_guides_quote_commands() -> None:
    """The check of quoted commands has something to look at."""
    assert commands((DOCS / "writing-rules.md").read_text())
    assert commands((ROOT / "sample_configs" / "README.md").read_text())
