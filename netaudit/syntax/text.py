"""Bytes of a capture to clean, indented text with the same line numbers."""

import re
from collections.abc import Callable

from msgspec import Struct

from netaudit.errors import InputError
from netaudit.syntax.margin import dedent, pull_back
from netaudit.syntax.sweep import Swept, sweep
from netaudit.syntax.terminal import scrub

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_BINARY = (b"\x1f\x8b", b"PK\x03\x04", b"%PDF-", b"\x89PNG", b"\x7fELF", b"7z\xbc\xaf", b"BZh")
_LAYERS = 9
"""How often a capture may be wrapped in another (indented, fenced, typed at a prompt)."""

_ESCAPED = re.compile("[\udc80-\udcff]")
"""How Python writes a byte that is no UTF-8."""

_CONFIG = re.compile(r"^(?:banner|hostname|interface|version) ", re.MULTILINE)
"""Text that begins with config is no Markdown, whatever its banners hold."""

_FENCE = re.compile(r"^ {0,3}```+[^`\n]*$", re.MULTILINE)
_PROMPT = re.compile(
    r"^(?P<host>[A-Za-z0-9][\w.:/@+-]*)(?P<mode>\([\w./-]+\))?(?P<sign>[#>]) ?(?P<command>.*)$", re.MULTILINE
)
_EXEC = re.compile(
    r"(?:$|(?:clear|conf\w*|copy|debug|dir|disa\w*|do|en|ena\w*|exit|logout|more|ping|quit|reload|sho?w?"
    r"|term\w*|traceroute|undebug|wr|write)\b)"
)
_SHOW = re.compile(r"(?:do )?(?:sho?w?|term\w*)\b")
_SYSLOG = re.compile(
    r"^(?:<\d+>)?(?:\d+: ){0,3}(?:[*.]?(?:[A-Z][a-z]{2} +\d|\d)[^%\n]*: )?"
    r"%[A-Z][A-Z0-9_-]*-[0-7]-[A-Z0-9_]+:.*$",
    re.MULTILINE,
)


class Cleaned(Struct, frozen=True):
    """Text fit for reading, and what to tell the user about it."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> str:
    """Read bytes as UTF-8 or UTF-16 by their mark, as Latin-1 where they are not UTF-8.

    Raises:
        InputError: the bytes are not text.
    """
    if data.startswith(_BINARY):
        raise InputError("not a text file; give the config itself, unpacked")
    text = data.decode("utf-16", "replace") if data.startswith(_UTF16_BOMS) else _decode(data)
    if "\0" in text:
        raise InputError(f"not a text file: NUL at character {text.index(chr(0))}; give the config as text")
    return text


def _decode(data: bytes) -> str:
    """UTF-8 without its mark; a byte that can not be UTF-8 is read as Latin-1."""
    text = data.removeprefix(_UTF8_BOM).decode(errors="surrogateescape")
    return text if text.isascii() else _ESCAPED.sub(lambda byte: chr(ord(byte[0]) - 0xDC00), text)


def clean(text: str) -> Cleaned:
    """Text as IOS would have printed it to a file; every line keeps its number.

    Lines that are not config are left empty; lines of banners, macros and certificates are
    indented below the line that opens them. Cleaning clean text changes nothing.
    """
    swept = sweep(scrub(text))
    for _ in range(_LAYERS):
        peeled = _peel(swept)
        if peeled == swept.text:
            break
        swept = sweep(scrub(peeled))
    return Cleaned(swept.text, tuple(_endless(*found) for found in swept.endless))


def _endless(number: int, line: str) -> str:
    """Tell the user about literal text that nothing closes."""
    words = " ".join(line.split()[:2])
    return f"line {number}: nothing ends the text of {words!r}; it was cut at the next ! line"


def _peel(swept: Swept) -> str:
    """Text without the outermost wrapping it has, if it has one."""
    for peel in _PEELS:
        peeled = peel(swept.text)
        if peeled != swept.text:
            return peeled
    return pull_back(swept.text, swept.strays) if swept.strays else swept.text


def _unfence(text: str) -> str:
    """Only what stands between Markdown fences, where there are any."""
    first = _FENCE.search(text) if "`" in text else None
    if first is None or _CONFIG.search(text, 0, first.start()):
        return text
    lines = text.split("\n")
    inside = False
    for index, line in enumerate(lines):
        fence = _FENCE.match(line) is not None
        inside ^= fence
        lines[index] = line if inside and not fence else ""
    return "\n".join(lines)


def _unprompt(text: str) -> str:
    """Only what was typed at the prompts of config mode."""
    return _PROMPT.sub(_typed, text) if "#" in text or ">" in text else text


def _typed(match: re.Match[str]) -> str:
    """The config command of a prompt line; nothing for commands that only look."""
    command = match["command"].lstrip(" ")
    if match["mode"]:
        return "" if _SHOW.match(command) else command
    return "" if _EXEC.match(command) else match[0]


def _unlog(text: str) -> str:
    """Text without the log messages that interrupted it."""
    return _SYSLOG.sub("", text) if "%" in text else text


_PEELS: tuple[Callable[[str], str], ...] = (_unfence, dedent, _unprompt, _unlog)
