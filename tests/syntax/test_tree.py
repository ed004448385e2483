"""The tree of lines."""

from hypothesis import given
from hypothesis import strategies as st

from netaudit.syntax.text import clean
from netaudit.syntax.tree import Line, grow, render, sections, walk

_TEXT = """\
hostname SW1
!
interface Gi1/0/1
 switchport mode access

 ! comment
 switchport voice vlan 20
policy-map P
 class V
   priority percent 10
 class class-default
"""

_WORDS = st.sampled_from(
    ["interface Gi0/1", "ip address", "class A", "!", "! x", "", "^C", "exit", "banner motd #", "#"]
)
_CONFIG = st.lists(st.tuples(st.integers(0, 4), _WORDS), max_size=25).map(
    lambda rows: "\n".join(" " * depth + words for depth, words in rows)
)


def _bare(lines: tuple[Line, ...]) -> list[tuple[str, object]]:
    return [(line.text, _bare(line.children)) for line in lines]


def test_deeper_lines_are_children() -> None:
    """Indentation of any width makes a child; comments and blank lines are left out."""
    tree = grow(_TEXT)
    assert _bare(tree) == [
        ("hostname SW1", []),
        ("interface Gi1/0/1", [("switchport mode access", []), ("switchport voice vlan 20", [])]),
        ("policy-map P", [("class V", [("priority percent 10", [])]), ("class class-default", [])]),
    ]


def test_numbers_are_those_of_the_source() -> None:
    """Lines are numbered from ``first``, blank lines and comments counted."""
    assert [line.number for line in walk(grow(_TEXT, 101))] == [101, 103, 104, 107, 108, 109, 110, 111]


def test_sections_begin_at_the_margin() -> None:
    """Each section is an unindented line with what is below it, comments too, under its line number."""
    assert list(sections("hostname A\n!\ninterface B\n c\n\n d\nend", 5)) == [
        (5, "hostname A\n!"),
        (7, "interface B\n c\n\n d"),
        (11, "end"),
    ]


@given(_CONFIG)
def test_sections_joined_are_the_text(text: str) -> None:
    """Cutting loses nothing."""
    assert "\n".join(section for _, section in sections(text)) == text


@given(_CONFIG)
def test_sections_know_their_first_line(text: str) -> None:
    """The number of each section is that of its first line."""
    lines = text.split("\n")
    for number, section in sections(text):
        assert lines[number - 1] == section.split("\n", 1)[0]


@given(_CONFIG)
def test_printed_tree_grows_equal(text: str) -> None:
    """Reading what was printed gives the same tree, numbers apart."""
    tree = grow(clean(text).text)
    assert _bare(grow(render(tree))) == _bare(tree)


@given(_CONFIG)
def test_numbers_point_at_their_lines(text: str) -> None:
    """The source line a tree names is the line it says."""
    cleaned = clean(text).text
    lines = cleaned.split("\n")
    assert all(lines[line.number - 1].strip() == line.text for line in walk(grow(cleaned)))
