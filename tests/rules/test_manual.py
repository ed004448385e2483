"""A manual page is cut at its headings."""

from netaudit.rules.manual import sections

PAGE = """A title.

First paragraph.

Why it matters
    Because.

    And so.

Bad
    interface Vlan1
     shutdown
"""


def test_text_below_each_heading_without_its_indentation() -> None:
    """Inner indentation and blank lines stay, the common indentation goes."""
    assert sections(PAGE) == {
        "": "A title.\n\nFirst paragraph.",
        "Why it matters": "Because.\n\nAnd so.",
        "Bad": "interface Vlan1\n shutdown",
    }


def test_a_heading_within_a_sentence_is_none() -> None:
    """Only a line that is a heading and nothing else cuts the page."""
    assert sections("Title\n\nGood things take time.\n") == {"": "Title\n\nGood things take time."}
