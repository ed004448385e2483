"""Text from configs is harmless wherever it is shown."""

import json as stdlib_json
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

from netaudit.report import escape


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain text", "plain text"),
        ("tab\there", "tab here"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("bell\x07", r"bell\x07"),
        ("two\r\nlines", r"two\r\nlines"),
        ("c1\x9b31m", r"c1\x9b31m"),
        ("right\u202eleft", r"right\u202eleft"),
        ("umlaut ü", "umlaut ü"),
    ],
)
def test_visible_names_what_can_not_be_printed(raw: str, shown: str) -> None:
    """Control and direction characters are spelled out, letters stay, a tab is a space."""
    assert escape.visible(raw) == shown


@given(st.text())
def test_visible_is_one_printable_line(text: str) -> None:
    """Whatever comes in, nothing that a terminal obeys comes out."""
    assert escape.visible(text).isprintable()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_text_changes_no_value(text: str) -> None:
    """Escaping what terminals obey leaves the JSON value as it was, and nothing obeyed in it."""
    encoded = escape.json_text(json.encode([text]))
    assert stdlib_json.loads(encoded) == [text]
    assert not {"\x1b", "\x7f", "\x9b", "\u202e", "\u2028"} & set(encoded)


@given(st.text())
def test_xml_attribute_parses_back(text: str) -> None:
    """Any text makes a well-formed attribute that holds the visible text."""
    document = f"<a b={escape.xml_attribute(text)}/>"
    assert ET.fromstring(document).get("b") == escape.visible(text)  # noqa: S314 - our own document


@pytest.mark.parametrize("cell", ["=cmd()", "+1", "-1", "@x", " =1", "\t=1", "\uff1dcmd()"])
def test_csv_cell_is_no_formula(cell: str) -> None:
    """A cell that a spreadsheet would compute starts with an apostrophe."""
    assert escape.csv_cell(cell).startswith("'")


def test_csv_cell_leaves_text_alone() -> None:
    """What is no formula stays as it is."""
    assert escape.csv_cell("uplink = core") == "uplink = core"


def test_markdown_has_no_markup_left() -> None:
    """Pipes do not end a cell, tags are no HTML, mentions mention nobody."""
    assert escape.markdown("a|b <script> `x` @team") == r"a\|b &lt;script&gt; \`x\` &#64;team"


@pytest.mark.parametrize(
    ("raw", "shown"), [("a", "`a`"), ("a`b", "`` a`b ``"), ("a|b", r"`a\|b`"), ("", "` `")]
)
def test_markdown_code_can_not_be_left(raw: str, shown: str) -> None:
    """A code span is fenced by more backticks than it holds."""
    assert escape.markdown_code(raw) == shown


def test_terminal_line_is_no_command() -> None:
    """A line of text that begins like a command of a build server is marked as a quotation."""
    assert escape.terminal("  ::error::x") == ">   ::error::x"
    assert escape.terminal("a ##[error]x") == "a ## [error]x"
    assert escape.terminal("2001:db8::1") == "2001:db8::1"


def test_workflow_command_stays_one_command() -> None:
    """A line break or a property separator in a text can not begin a new command or property."""
    assert escape.workflow_data("50 %\n::error::x") == r"50 %25\n::error::x"
    assert escape.workflow_property("a:b,c%0A") == "a%3Ab%2Cc%250A"
