"""Bytes of a capture to clean text."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netaudit.errors import InputError
from netaudit.syntax.flat import indent
from netaudit.syntax.split import devices
from netaudit.syntax.text import clean, decode
from netaudit.syntax.tree import grow, sections, walk

_PAGER = " --More-- \b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b"

_CLEANED = {
    "crlf": ("hostname A\r\nvlan 10\r\r\n name X\n", "hostname A\nvlan 10\n name X\n"),
    "old mac": ("hostname A\rvlan 10\r", "hostname A\nvlan 10\n"),
    "tabs": ("interface Gi0/1\n\tshutdown", "interface Gi0/1\n        shutdown"),
    "trailing blanks": ("class-map A  \n match dscp ef \nend ", "class-map A\n match dscp ef\nend"),
    "separators are no line ends": ("description a\x0bb\x0cc\x85d\u2028e\x1cf", "description abcdef"),
    "colours": (
        "\x1b[7m--More--\x1b[27m\x1b[K\rinterface Gi0/1\n\x1b[1m shutdown\x1b[0m",
        "interface Gi0/1\n shutdown",
    ),
    "pager": (f"interface Gi0/1\n{_PAGER} shutdown\n", "interface Gi0/1\n shutdown\n"),
    "pager in a line": (f"vlan 10\n name{_PAGER} X", "vlan 10\n name X"),
    "pager erased by CR": ("vlan 10\n --More-- \r          \r name X", "vlan 10\n name X"),
    "pager without backspaces": ("vlan 10\n --More--          name X\nend", "vlan 10\n name X\nend"),
    "pager alone": ("vlan 10\n --More-- \n name X", "vlan 10\n\n name X"),
    "firewall pager": ("vlan 10\n<--- More --->\r              \r name X", "vlan 10\n name X"),
    "backspaces": ("hostnaem\b\bme A", "hostname A"),
    "etx": ("banner motd \x03\nHi\n\x03\nend", "banner motd ^C\n Hi\n ^C\nend"),
    "fences": (
        "# Notes\nbanner\n```ios\nhostname A\n```\nmore\n```\nvlan 10\n",
        "\n\n\nhostname A\n\n\n\nvlan 10\n",
    ),
    "indented fences": ("1. do\n   ```\n   vlan 10\n    name X\n   ```", "\n\nvlan 10\n name X\n"),
    "preamble": (
        "Building configuration...\n\nCurrent configuration : 1366 bytes\nUsing 20 out of 99 bytes\n"
        "Load for five secs: 1%/0%\nTime source is NTP, 12:00\nversion 15.2",
        "\n\n\n\n\n\nversion 15.2",
    ),
    "prompts": (
        "SW1>enable\nSW1#\nSW1#show running-config\nhostname SW1\nSW1#exit\nSW1-2.x# terminal length 0",
        "\n\n\nhostname SW1\n\n",
    ),
    "typed commands": (
        "SW1#conf t\nEnter configuration commands, one per line.  End with CNTL/Z.\nSW1(config)#vlan 10\n"
        "SW1(config-vlan)#name X\nSW1(config-vlan)#do sh vlan\nSW1(config-vlan)#",
        "\n\nvlan 10\nname X\n\n",
    ),
    "show without a prompt": (
        "sh run int Gi0/1\ninterface Gi0/1\nshow running-config",
        "\ninterface Gi0/1\n",
    ),
    "log messages": (
        "vlan 10\n"
        "*Mar  1 00:01:02.345: %SYS-5-CONFIG_I: Configured from console\n%LINK-3-UPDOWN: Interface\n"
        "000123: Jan 2 10:00:00.1 CET: %LINEPROTO-5-UPDOWN: x\n name X",
        "vlan 10\n\n\n\n name X",
    ),
    "indented as a whole": ("  !\n  vlan 10\n   name X\n\n  end", "!\nvlan 10\n name X\n\nend"),
    "prompt above an indented config": ("SW1#show run\n  vlan 10\n   name X", "\nvlan 10\n name X"),
    "stray header": (
        "interface Gi0/1\n shutdown\n interface Gi0/2\n  shutdown\nvlan 10",
        "interface Gi0/1\n shutdown\ninterface Gi0/2\n shutdown\nvlan 10",
    ),
    "stray headers of each kind": (
        "vlan 10\n class-map A\n  match any\n policy-map P\n  class A\n   priority\n line vty 0 4\n  login",
        "vlan 10\nclass-map A\n match any\npolicy-map P\n class A\n  priority\nline vty 0 4\n login",
    ),
    "interface where it belongs": (
        "router ospf 1\n area 0\n  interface Gi0/0",
        "router ospf 1\n area 0\n  interface Gi0/0",
    ),
    "banner": (
        "banner motd ^C\ninterface Gi0/1\n\n  hostname X\nSW1#show run\nBuilding configuration\n^C\nvlan 10",
        "banner motd ^C\n interface Gi0/1\n\n  hostname X\n SW1#show run\n"
        " Building configuration\n ^C\nvlan 10",
    ),
    "banner on one line": ("banner motd #No entry#\nvlan 10", "banner motd #No entry#\nvlan 10"),
    "banner begins and ends in text": (
        "banner login ^CNo entry\nhostname X^C\nbanner exec $ a\nb $\nvlan 10",
        "banner login ^CNo entry\n hostname X^C\nbanner exec $ a\n b $\nvlan 10",
    ),
    "caret alone": (
        "banner motd ^Corp net^\nbanner exec ^C\nx\n^C",
        "banner motd ^Corp net^\nbanner exec ^C\n x\n ^C",
    ),
    "delimiter is a letter": ("banner incoming z\nhi\nz\nvlan 10", "banner incoming z\n hi\n z\nvlan 10"),
    "other banners": (
        "aaa authentication banner #\nvlan 10\n#\n"
        "aaa authentication fail-message %\nvlan 10\n%\nmenu M title ^C\nvlan\n^C",
        "aaa authentication banner #\n vlan 10\n #\n"
        "aaa authentication fail-message %\n vlan 10\n %\nmenu M title ^C\n vlan\n ^C",
    ),
    "banner until EOF": ("banner motd\nhi\nEOF\nvlan 10", "banner motd\n hi\n EOF\nvlan 10"),
    "message of a line": (
        "line vty 0 4\n refuse-message ^C\nbusy\n^C\n login",
        "line vty 0 4\n refuse-message ^C\n  busy\n  ^C\n login",
    ),
    "macro": (
        "macro name DESK\nswitchport mode access\n#macro keywords $v\n@\ninterface Gi0/1",
        "macro name DESK\n switchport mode access\n #macro keywords $v\n @\ninterface Gi0/1",
    ),
    "certificate at the margin": (
        "crypto pki certificate chain T\n certificate ca 01\n30820330 30820218\nD697DF7F 28\nquit\nvlan 10",
        "crypto pki certificate chain T\n certificate ca 01\n"
        "  30820330 30820218\n  D697DF7F 28\n  quit\nvlan 10",
    ),
    "nothing to do": ("", ""),
}


@pytest.mark.parametrize("name", _CLEANED)
def test_capture_is_cleaned(name: str) -> None:
    """Each trace of how a config was captured goes, and no line moves."""
    before, after = _CLEANED[name]
    assert clean(before).text == after
    assert clean(before).warnings == ()


@pytest.mark.parametrize("name", _CLEANED)
def test_cleaning_twice_changes_nothing(name: str) -> None:
    """Clean text is clean."""
    once = clean(_CLEANED[name][0])
    assert clean(once.text) == once


def test_endless_banner_stops_at_the_next_comment_and_is_reported() -> None:
    """A banner without its closing delimiter costs no more than the lines up to the next ``!``."""
    cleaned = clean("hostname A\nbanner motd #\nhi\n!\nvlan 10\nmacro name M\nshutdown\n")
    assert cleaned.text == "hostname A\nbanner motd #\n hi\n!\nvlan 10\nmacro name M\n shutdown\n"
    assert [warning.partition(":")[0] for warning in cleaned.warnings] == ["line 2", "line 6"]
    assert "'banner motd'" in cleaned.warnings[0]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfhostname A", "hostname A"),
        ("hostname Zürich\n".encode(), "hostname Zürich\n"),
        ("hostname A\r\n".encode("utf-16"), "hostname A\r\n"),
        (b"\xfe\xff" + "vlan 1".encode("utf-16-be"), "vlan 1"),
        (b"description Z\xfcrich", "description Zürich"),
        (b"", ""),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    """UTF-8 and UTF-16 with a mark, UTF-8 without, Latin-1 otherwise."""
    assert decode(data) == text


@pytest.mark.parametrize("data", [b"a\0b", b"\x1f\x8b\x08abc", b"PK\x03\x04abc", b"%PDF-1.4"])
def test_binary_is_an_input_error(data: bytes) -> None:
    """Archives and the like are refused with the reason."""
    with pytest.raises(InputError, match="not a text file"):
        decode(data)


_PARTS = st.sampled_from(
    [
        *(
            "\n",
            "\r\n",
            "\r\r\n",
            "\n ",
            "\n  ",
            "\n!\n",
            "\r",
            "\t",
            "\b",
            "\x1b[K",
            "\x03",
            " ",
            "#",
            "^C",
            "^",
            "@",
            "%",
        ),
        *(
            "banner motd ",
            "banner exec",
            "macro name M",
            "interface Gi0/1",
            "hostname A",
            "router ospf 1",
            "quit",
            "EOF",
        ),
        *(
            "certificate ca 01",
            "30820330 30820218",
            "--More--",
            " --More-- ",
            "<--- More --->",
            "```",
            "SW1#",
            "SW1(config)#",
        ),
        *(
            "show run",
            "Building configuration...",
            "%SYS-5-X: y",
            "menu M title ",
            " refuse-message ",
            "\x85",
            "\u2028",
            "ü",
        ),
    ]
)
_CAPTURES = st.one_of(st.lists(_PARTS, max_size=30).map("".join), st.text())


def _line_ends(text: str) -> int:
    """Line ends as the module defines them, counted another way."""
    return text.count("\n") if "\n" in text else text.count("\r")


@given(_CAPTURES)
@example("banner motd ^C\ninterface Gi0/1\n")
def test_lines_are_neither_made_nor_lost(text: str) -> None:
    """Whatever is cut away, every line keeps its number."""
    assert clean(text).text.count("\n") == _line_ends(text)


@given(_CAPTURES)
def test_cleaning_is_idempotent(text: str) -> None:
    """Clean text comes back unchanged, with the same warnings."""
    once = clean(text)
    assert clean(once.text) == once


@given(_CAPTURES)
def test_clean_text_is_text(text: str) -> None:
    """No control character and no trailing blank is left."""
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]| $", clean(text).text, re.MULTILINE)


@given(st.binary())
def test_any_bytes_are_text_or_an_input_error(data: bytes) -> None:
    """No bytes raise anything else, and the lines stay."""
    try:
        text = decode(data)
    except InputError:
        return
    assert clean(text).text.count("\n") == _line_ends(text)


@given(st.integers(0, 2000))
def test_truncated_captures_are_read(length: int) -> None:
    """A capture that breaks off anywhere still gives a tree whose numbers are right."""
    text = "\n".join(before for before, _ in _CLEANED.values())[:length]
    cleaned = clean(text).text
    lines = cleaned.split("\n")
    assert all(lines[line.number - 1].strip() == line.text for line in walk(grow(cleaned)))
    assert "\n".join(section for _, section in sections(cleaned)) == cleaned
    assert "\n".join(part for _, part in devices(cleaned)) == cleaned
    assert [line.strip() for line in indent(cleaned).split("\n")] == [line.strip() for line in lines]


def test_no_break_space_is_a_blank() -> None:
    """Configs copied from web pages hold no-break spaces where blanks were."""
    assert (
        clean("interface Gi1/0/1\n\xa0switchport\xa0mode access\n").text
        == "interface Gi1/0/1\n switchport mode access\n"
    )


def test_one_bad_byte_spoils_no_other() -> None:
    """A byte that is no UTF-8 is read as Latin-1, the characters around it as what they are."""
    assert decode("größe ".encode() + b"caf\xe9\n") == "größe café\n"
