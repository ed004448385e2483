"""Bytes of a capture to clean text, to one text per device, to a tree of lines.

source  which files           text    decode and clean (terminal, sweep, margin)
split   one text per device   flat    indentation for scripts pasted without it
tree    sections and lines    secrets what nobody may see
"""

from netaudit.syntax.flat import indent
from netaudit.syntax.secrets import REMOVED, redact
from netaudit.syntax.source import STDIN, find, read
from netaudit.syntax.split import devices
from netaudit.syntax.text import Cleaned, clean, decode
from netaudit.syntax.tree import Line, grow, render, sections, walk

__all__ = [
    "REMOVED",
    "STDIN",
    "Cleaned",
    "Line",
    "clean",
    "decode",
    "devices",
    "find",
    "grow",
    "indent",
    "read",
    "redact",
    "render",
    "sections",
    "walk",
]
