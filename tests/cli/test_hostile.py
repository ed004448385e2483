"""Configs are written by anybody: nothing in them acts on a terminal, a table or a build server."""

import csv
import io
import json
from pathlib import Path

import pytest

from netaudit.report.formats import FORMATS
from tests.cli.conftest import Run

NASTY = "\x1b]0;owned\x07|<script>alert(1)</script>%0A::error::x`y`\u202e\x9b31m=cmd()"

CONFIG = f"""version 15.2
hostname ::error::{NASTY}
vlan 10
 name {NASTY}
interface GigabitEthernet1/0/1
 description {NASTY}
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 10
 ip access-group {NASTY} in
 frobnicate {NASTY}
class-map match-any {NASTY}
policy-map {NASTY}
 class {NASTY}
  set dscp ef
::error file=x::injected
end
"""

DANGEROUS = {"\x1b", "\x07", "\x9b", "\u202e", "\x00"}


@pytest.fixture
def nasty(folder: Path) -> Path:
    """The config above as a file."""
    (folder / "nasty.cfg").write_text(CONFIG, encoding="utf-8")
    return folder


@pytest.mark.usefixtures("nasty")
@pytest.mark.parametrize("name", FORMATS)
def test_no_control_character_in_an_audit(run: Run, name: str) -> None:
    """No format of the audit passes on what a terminal obeys, and no line becomes a command."""
    shown = run("audit", "nasty.cfg", "--format", name, "--color", "never").out
    assert not DANGEROUS & set(shown)
    assert not [
        line for line in shown.splitlines() if line.lstrip().startswith(("::error::", "::error file=x"))
    ]


@pytest.mark.usefixtures("nasty")
@pytest.mark.parametrize("words", [("--format", "json"), ("--format", "text"), ("--unread",)])
def test_no_control_character_in_facts(run: Run, words: tuple[str, ...]) -> None:
    """Neither do the facts."""
    shown = run("facts", "nasty.cfg", *words).out
    assert not DANGEROUS & set(shown)
    assert not [line for line in shown.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.usefixtures("nasty")
@pytest.mark.parametrize("name", ["markdown", "junit"])
def test_no_markup(run: Run, name: str) -> None:
    """HTML of a config is text where the format is markup."""
    shown = run("audit", "nasty.cfg", "--format", name).out
    assert "<script>" not in shown


@pytest.mark.usefixtures("nasty")
def test_no_formula(run: Run) -> None:
    """No cell of the table begins a formula."""
    rows = list(csv.reader(io.StringIO(run("audit", "nasty.cfg", "--format", "csv").out)))
    assert len(rows) > 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.usefixtures("nasty")
@pytest.mark.parametrize("name", ["json", "sarif"])
def test_json_stays_json(run: Run, name: str) -> None:
    """The JSON formats stay valid."""
    assert json.loads(run("audit", "nasty.cfg", "--format", name).out)


SECRETS = """version 15.2
hostname secrets
enable secret 5 $1$abcd$SECRETone
enable password SECRETtwo
username admin privilege 15 password 0 SECRETthree
snmp-server community SECRETfour RO
snmp-server host 10.0.0.1 version 2c SECRETfive
tacacs-server key SECRETsix
radius server r1
 key 7 SECRETseven
key chain K
 key 1
  key-string SECRETeight
crypto isakmp key SECRETnine address 0.0.0.0
interface GigabitEthernet1/0/1
 description password SECRETten
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 10
 ip ospf message-digest-key 1 md5 SECRETeleven
 standby 1 authentication SECRETtwelve
 ppp chap password SECRETthirteen
 frobnicate secret SECRETfourteen
ip access-list extended A
 remark password SECRETfifteen
 permit ip any any
line vty 0 4
 password SECRETsixteen
wpa-psk ascii 0 SECRETseventeen
frobnicate key SECRETeighteen
end
"""


@pytest.mark.parametrize("words", [*(("audit", "--format", name) for name in FORMATS), ("facts",),
                                   ("facts", "--format", "json"), ("facts", "--unread"),
                                   ("facts", "--unread", "--format", "json")], ids=" ".join)  # fmt: skip
def test_no_secret(run: Run, folder: Path, words: tuple[str, ...]) -> None:
    """No password, community or key of a config full of them is in any output."""
    (folder / "secrets.cfg").write_text(SECRETS, encoding="utf-8")
    command, *options = words
    ran = run(command, "secrets.cfg", *options)
    assert "secrets" in ran.out
    assert "SECRET" not in ran.out + ran.err
