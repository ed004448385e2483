"""Text from configs made harmless for where it is shown.

A hostname or description is whatever somebody typed. Each function below is for one place;
all but ``json_text`` first make what is not printable visible.
"""

import re

_UNPRINTED = re.compile("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""What JSON allows raw and terminals or editors obey: C1 controls, direction marks, separators."""

_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""First characters that make a spreadsheet compute a cell, full-width forms too."""

_MARKDOWN = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_{}[]|~#$!"}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}
)

_WORKFLOW_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_WORKFLOW_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def visible(text: str) -> str:
    r"""One printable line: a tab becomes a space, other control characters ``\x1b`` and the like."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text.replace("\t", " "))


def terminal(line: str) -> str:
    """A line for people that no build server takes for a command (``::error::``, ``##[error]``)."""
    shown = visible(line).replace("##[", "## [")
    return f"> {shown}" if shown.lstrip().startswith("::") else shown


def json_text(encoded: bytes) -> str:
    r"""Encoded JSON as text; what may not stand raw on a terminal becomes ``\uXXXX``."""
    if encoded.isascii() and b"\x7f" not in encoded:
        return encoded.decode("ascii")
    return _UNPRINTED.sub(lambda match: f"\\u{ord(match[0]):04x}", encoded.decode())


def markdown(text: str) -> str:
    """Text for Markdown prose or a table cell, without markup, HTML or mentions."""
    return visible(text).translate(_MARKDOWN)


def markdown_code(text: str) -> str:
    """Text as an inline code span that may stand in a table cell."""
    shown = visible(text).replace("|", "\\|")
    ticks = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    return f"{ticks} {shown} {ticks}" if "`" in shown else f"{ticks}{shown or ' '}{ticks}"


def csv_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    shown = visible(text)
    return f"'{shown}" if shown.lstrip()[:1] in _FORMULA and shown.strip() else shown


def xml_attribute(text: str) -> str:
    """Text as a quoted XML attribute value."""
    from xml.sax.saxutils import quoteattr

    return quoteattr(visible(text))


def workflow_data(text: str) -> str:
    """Message of a GitHub workflow command."""
    return visible(text).translate(_WORKFLOW_DATA)


def workflow_property(text: str) -> str:
    """Property value of a GitHub workflow command."""
    return visible(text).translate(_WORKFLOW_PROPERTY)
