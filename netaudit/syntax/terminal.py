"""What a terminal leaves in a capture: pagers, colours, backspaces, control characters.

The number of lines never changes. Everything here is guarded by searches for single
characters, so that a config without such traces costs a few microseconds.
"""

import re

_CONTROLS = (*(chr(code) for code in range(32) if chr(code) not in "\t\n\r\b"), "\x7f")
_ALL_CONTROLS = (*_CONTROLS, "\t", "\r", "\b")
_NO_BREAK = "\xa0"
"""What web pages and word processors put where a blank was."""
_WIDE = re.compile("[\x80-\xa0\u2028\u2029]")

_ANSI = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)|[()][0-9A-Za-z]|[@-Z\\^_=>78])"
_MORE = re.compile(r"M(?=ore ?-)")
_PAGER = r" ?(?:<-{1,6} More -{1,6}>|-{2,6} ?More ?-{2,6})(?: ?[\b\r](?:[\b\r ]*[\b\r])?| {9}| ?)"
_LINE_END = re.compile(r"(?<!\r)\r+\n")
_DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def scrub(text: str) -> str:
    """Text as the terminal would have shown it, without anything that is not text.

    Lines end at LF, CR LF or CR CR LF, and at CR where there is no LF at all; no other
    character ends a line. A lone ETX is written ``^C``, as IOS shows a banner's delimiter.
    """
    while _noisy(text) and (scrubbed := _scrub(text)) != text:
        text = scrubbed
    return text


def _noisy(text: str) -> bool:
    """Whether there is anything to scrub."""
    return (
        any(map(text.__contains__, _ALL_CONTROLS))
        or _MORE.search(text) is not None
        or (not text.isascii() and _WIDE.search(text) is not None)
    )


def _scrub(text: str) -> str:
    """One round of scrubbing; what it uncovers may need another."""
    if "\r" in text:
        text = _LINE_END.sub("\n", text) if "\n" in text else text.replace("\r", "\n")
    odd = _odd(text)
    text = re.sub(_ANSI, "", text).replace("\x03", "^C") if odd else text
    text = re.sub(_PAGER, "", text) if _MORE.search(text) else text
    if "\b" in text:
        text = "\n".join([_rub(line) if "\b" in line else line for line in text.split("\n")])
    text = text.replace(_NO_BREAK, " ") if _NO_BREAK in text else text
    text = _untab(text) if "\t" in text else text
    return _DROPPED.sub("", text) if odd or "\r" in text else text


def _rub(line: str) -> str:
    """A line after its backspaces took away what stood before them."""
    left: list[str] = []
    for char in line:
        if char != "\b":
            left.append(char)
        elif left:
            left.pop()
    return "".join(left)


def _untab(text: str) -> str:
    """Text with tab stops every eight columns; only lines with tabs are looked at."""
    pieces: list[str] = []
    done = 0
    while (tab := text.find("\t", done)) >= 0:
        start = text.rfind("\n", done, tab) + 1 or done
        stop = text.find("\n", tab)
        stop = stop if stop >= 0 else len(text)
        pieces += text[done:start], text[start:stop].expandtabs()
        done = stop
    return "".join(pieces) + text[done:]


def _odd(text: str) -> bool:
    """Whether control characters other than tab, CR and backspace occur."""
    return not text.isascii() or any(map(text.__contains__, _CONTROLS))
