"""Secrets never leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.syntax import secrets
from netaudit.syntax.secrets import redact

_LINES = {
    "  authentication mode hmac-sha-256 7 0822455D0A16": "  authentication mode hmac-sha-256 7 <removed>",
    "enable secret 5 $1$mERr$hx5rVt7r": "enable secret 5 <removed>",
    "enable password level 15 7 0822455D0A16": "enable password level 15 7 <removed>",
    "enable password cisco": "enable password <removed>",
    "username admin privilege 15 secret 9 $9$fhUX": "username admin privilege 15 secret 9 <removed>",
    "username bob password 0 two words": "username bob password 0 <removed>",
    " password 7 0822455D0A16": " password 7 <removed>",
    "snmp-server community S3cret RO 10": "snmp-server community <removed> RO 10",
    "snmp-server host 10.1.1.1 version 2c S3cret udp-port 162": (
        "snmp-server host 10.1.1.1 version 2c <removed> udp-port 162"
    ),
    "snmp-server host 10.1.1.1 vrf M traps version 3 priv S3cret": (
        "snmp-server host 10.1.1.1 vrf M traps version 3 priv <removed>"
    ),
    "snmp create community-index i community S3cret sec-name n": (
        "snmp create community-index i community <removed> sec-name n"
    ),
    "snmp-server host 10.1.1.1 S3cret": "snmp-server host 10.1.1.1 <removed>",
    "snmp-server user U G v3 auth sha A1 priv aes 128 P2 access 10": (
        "snmp-server user U G v3 auth sha <removed> priv aes 128 <removed> access 10"
    ),
    "tacacs-server key 7 05080F1C": "tacacs-server key 7 <removed>",
    "radius-server host 10.0.0.1 auth-port 1812 key S3cret": (
        "radius-server host 10.0.0.1 auth-port 1812 key <removed>"
    ),
    " key 7 05080F1C": " key 7 <removed>",
    " key S3cret": " key <removed>",
    "  key-string 7 05080F1C": "  key-string 7 <removed>",
    "  key-string two words": "  key-string <removed>",
    " client 10.0.0.1 server-key 7 05080F1C": " client 10.0.0.1 server-key 7 <removed>",
    "crypto isakmp key S3cret address 10.1.1.1": "crypto isakmp key <removed> address 10.1.1.1",
    "crypto isakmp key 6 S3cret address 10.1.1.1": "crypto isakmp key 6 <removed> address 10.1.1.1",
    "  pre-shared-key address 10.1.1.1 key psk1": "  pre-shared-key address 10.1.1.1 key <removed>",
    "  pre-shared-key local 0 S3cret": "  pre-shared-key local 0 <removed>",
    "key config-key password-encrypt S3cret": "key config-key password-encrypt <removed>",
    " neighbor 10.1.1.1 password 7 05080F1C": " neighbor 10.1.1.1 password 7 <removed>",
    " ppp chap password 0 S3cret": " ppp chap password 0 <removed>",
    " ppp pap sent-username me password 0 S3cret": " ppp pap sent-username me password 0 <removed>",
    " standby 1 authentication S3cret": " standby 1 authentication <removed>",
    " standby 1 authentication md5 key-string 7 05080F1C": (
        " standby 1 authentication md5 key-string 7 <removed>"
    ),
    " vrrp 1 authentication text S3cret": " vrrp 1 authentication text <removed>",
    " glbp 1 authentication text S3cret": " glbp 1 authentication text <removed>",
    "ntp authentication-key 41 md5 047A070F 7": "ntp authentication-key 41 md5 <removed>",
    " ip ospf authentication-key 7 05080F1C": " ip ospf authentication-key 7 <removed>",
    " ip ospf message-digest-key 1 md5 7 05080F1C": " ip ospf message-digest-key 1 md5 7 <removed>",
    " ip nhrp authentication S3cret": " ip nhrp authentication <removed>",
    " wpa-psk ascii 0 S3cret": " wpa-psk ascii 0 <removed>",
    " encryption key 1 size 128bit 7 05080F1C transmit-key": (
        " encryption key 1 size 128bit 7 <removed> transmit-key"
    ),
    "ip http client password 0 S3cret": "ip http client password 0 <removed>",
    "vtp password S3cret": "vtp password <removed>",
    " path scp://user:p@ss@10.1.1.1/cfg": " path scp://<removed>@10.1.1.1/cfg",
    "  30820330 30820218 A0030201 02020101": "<removed>",
    "ENABLE SECRET 0 S3cret": "ENABLE SECRET 0 <removed>",
}

_HARMLESS = [
    "service password-encryption",
    "password encryption aes",
    "key chain EIGRP",
    " key 1",
    " tunnel key 5",
    " ip ospf authentication key-chain K",
    " authentication host-mode multi-domain",
    "aaa authentication login default group tacacs+ local",
    "crypto key generate rsa",
    "ip ssh rsa keypair-name ssh-key",
    "ip ssh server authenticate user password",
    " standby 1 authentication md5 key-chain K",
    "interface GigabitEthernet1/0/1",
    "access-list 10 permit 10.0.0.0",
    " path tftp://10.1.1.1/cfg",
    "",
]


@pytest.mark.parametrize("line", _LINES)
def test_secret_is_removed_and_keywords_stay(line: str) -> None:
    """Each form of secret goes; what says what it was stays."""
    assert redact(line) == _LINES[line]


@pytest.mark.parametrize("line", _HARMLESS)
def test_harmless_line_is_untouched(line: str) -> None:
    """Words like key and password alone do not make a secret."""
    assert redact(line) == line


@pytest.mark.parametrize("line", _LINES)
def test_redacting_twice_changes_nothing(line: str) -> None:
    """What was redacted stays as it is."""
    assert redact(redact(line)) == redact(line)


@given(st.text())
def test_any_line_is_safe(line: str) -> None:
    """No content makes it fail, and what it leaves holds nothing more to take out."""
    assert redact(redact(line)) == redact(line)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1), st.sampled_from("04567"))
def test_no_password_survives(secret: str, kind: str) -> None:
    """Whatever the characters of a password, nothing of it is left."""
    assert redact(f"username u password {kind} {secret}") == f"username u password {kind} <removed>"


@given(
    st.lists(
        st.sampled_from([*"x1: -", "key ", "secret ", "password ", "SNMP-server ", "community ", "auth"])
    )
)
def test_hints_miss_nothing(parts: list[str]) -> None:
    """Lines that are not looked into are lines in which the patterns find nothing."""
    line = "".join(parts)
    assert redact(line) == secrets._secret().sub(secrets._replace, line)  # noqa: SLF001 - the same, asked in full


@pytest.mark.parametrize("words", [*secrets._REST, *secrets._WORD])  # noqa: SLF001 - each row of the tables
def test_every_row_has_a_hint(words: str) -> None:
    """No row of the tables speaks of lines that the hints pass over."""
    assert any(hint in words.replace("passwd", "password") for hint in secrets._HINTS)  # noqa: SLF001 - ditto
