"""Strings of Sigma in pieces."""

import re

from netaudit.hunt.sigma.signature import Pieces

WILDCARDS = frozenset("*?")
_ESCAPED = re.compile(r"\\([\\*?])")


def escaped(text: str) -> str:
    """Text as a piece, so that no piece of text is a wildcard."""
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?")


def plain(piece: str) -> str:
    """The text of a piece that is no wildcard, in the characters of a log: one for each byte of its UTF-8."""
    text = _ESCAPED.sub(r"\1", piece)
    return text if text.isascii() else text.encode(errors="replace").decode("latin-1")


def texts(pieces: Pieces) -> list[str]:
    """What stands between the wildcards."""
    return [plain(piece) for piece in pieces if piece not in WILDCARDS]
