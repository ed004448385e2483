"""What a server may have read where a log shows something else: encodings seen through.

Text is latin-1, a character for each byte. Sources: RFC 3986 section 2.1 (percent-encoding), RFC 3629
section 3 (overlong forms are no UTF-8), MS00-078 (IIS took them), the hexadecimal digits of IIS 4 and 5
that go on to z, the escapes of Apache's mod_log_config and nginx's log_format, and the best fit of
Windows code pages for full-width characters.
"""

import re
from binascii import a2b_qp

LONGEST = 32_768
"""Characters of a text that are decoded; no common server takes a longer request line."""
TIMES = 2
"""So often it is decoded."""

_ORDINARY = r"[\x00-$&-*,-\[\]-\x7f]*+"
_SIMPLE = re.compile(rf"{_ORDINARY}(?:%[0-9A-Fa-f]{{2}}{_ORDINARY})*+").fullmatch
"""Most texts: nothing, or nothing but escapes of bytes, is there to be decoded."""
_ESCAPE = re.compile(r'\\(?:x([0-9A-Fa-f]{2})|(["\\]))')
_PERCENT = re.compile(r"%(?:[Cc][01]%[0-9A-Za-z]{2}|[0-9A-Fa-f]{2}|[Uu][0-9A-Fa-f]{4})")
_PLAIN = r"[\x00-$&-\xff]*+"
_WELL_FORMED = re.compile(rf"{_PLAIN}(?:%[0-9A-Fa-f]{{2}}{_PLAIN})*+").fullmatch
_HEX = "0123456789abcdefABCDEF"
_BYTES = {f"%{high}{low}": chr(int(high + low, 16)) for high in _HEX for low in _HEX}
_OVERLONG = re.compile(
    r"([\xc0\xc1])([\x00-\xbf])"
    r"|(?:\xe0|\xf0\x80|\xf8\x80\x80|\xfc\x80\x80\x80)([\x80\x81])([\x80-\xbf])"
    r"|(\xef\xbc[\x81-\xbf]|\xef\xbd[\x80-\x9e]"
    r"|\xe2\x81\x84|\xe2\x88[\x95\x96]|\xe2\x80[\x98\x99\xb2]|\xca[\xb9\xbc])"
)
_BEST_FIT = {
    "\u02b9": "'",
    "\u02bc": "'",
    "\u2018": "'",
    "\u2019": "'",
    "\u2032": "'",
    "\u2044": "/",
    "\u2215": "/",
    "\u2216": "\\",
    **{chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)},
}
"""What Windows makes of characters that its code pages do not have: full-width forms are the ASCII ones."""
_BYTES_BEST_FIT = {like.encode().decode("latin-1"): ascii_ for like, ascii_ in _BEST_FIT.items()}


def readings(text: str) -> tuple[str, ...]:
    """The text and all it may have meant, each once, the text itself first.

    Percent-decoded once and twice (a malformed ``%`` stays), with and without ``+`` as a space, with and
    without overlong UTF-8 and full-width characters taken as ASCII, with and without the escapes of
    a logging server undone. Only ``LONGEST`` characters are looked into. Time is linear; there are
    never more than 85 readings, mostly one to three, none longer than the text.
    """
    if _SIMPLE(text):
        if "%" not in text:
            return (text,)
        if len(text) <= LONGEST and "%" not in (once := _bytes(text)) and _SIMPLE(once):
            return text, once
    found = {text: None}
    stage = _logged(text[:LONGEST])
    for _time in range(TIMES):
        stage = _added(found, stage)
        stage = [_percent(form) for form in stage if "%" in form]
        if not stage:
            break
    else:
        _added(found, stage)
    return tuple(found)


def _logged(text: str) -> list[str]:
    """As the log has it, and as it was before a server escaped it for its log."""
    return [text, _ESCAPE.sub(_unescaped, text)] if "\\" in text else [text]


def _added(found: dict[str, None], stage: list[str]) -> list[str]:
    """Takes up a stage of decoding, with what a careless server made of its texts, each once."""
    stage += [_OVERLONG.sub(_seen, text) for text in stage if not text.isascii()]
    stage += [text.replace("+", " ") for text in stage if "+" in text]
    if len(stage) > 1:
        stage = list(dict.fromkeys(stage))
    found.update(dict.fromkeys(stage))
    return stage


def _percent(text: str) -> str:
    """Decoded once."""
    return _bytes(text) if _WELL_FORMED(text) else _PERCENT.sub(_byte, text)


def _bytes(text: str) -> str:
    """A well-formed text decoded once, as quoted-printable: only its sign differs, and C decodes it."""
    quoted = text.replace("=", "=3D").replace("%", "=")
    return a2b_qp(quoted.encode("latin-1")).decode("latin-1")


def _byte(found: re.Match[str]) -> str:
    """What one escape stands for; beyond ASCII ``%u`` becomes UTF-8 as the rest of the text is."""
    escape = found[0]
    byte = _BYTES.get(escape)
    if byte is not None:
        return byte
    if escape[1] in "uU":
        return chr(int(escape[-4:], 16)).encode(errors="surrogatepass").decode("latin-1")
    return _BYTES[escape[:3]] + chr(_careless(escape[4:]))


def _careless(digits: str) -> int:
    """Two digits as IIS 4 and 5 read them: letters go on behind f, what is too much falls off.

    So ``%c0%9v`` and ``%c0%qf`` are ``%c0%af``.
    """
    high, low = (int(digit, 36) for digit in digits)
    return (high * 16 + low) & 0xFF


def _unescaped(found: re.Match[str]) -> str:
    r"""The byte that ``\xhh`` stands for, or the quote or backslash that was escaped."""
    return chr(int(found[1], 16)) if found[1] else found[2]


def _seen(found: re.Match[str]) -> str:
    """The ASCII character that an overlong form, or a character that looks like it, was taken for."""
    two_lead, two_last, lead, last, like = found.groups()
    if like:
        return _BYTES_BEST_FIT[like]
    return chr((ord(two_lead or lead) & 1) << 6 | ord(two_last or last) & 0x3F)
