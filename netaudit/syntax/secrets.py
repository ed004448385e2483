"""Passwords, communities, keys and certificates, taken out of a line before anybody sees it.

Better one word too many than one too few: a description that says ``password X`` loses X.
"""

import re
from functools import cache

REMOVED = "<removed>"

_REST = (
    r"area-password",
    r"authentication mode hmac-sha-256",
    r"authentication-key(?: \d+ md5)?",
    r"domain-password",
    r"key config-key password-encrypt",
    r"key-string",
    r"(?<!crypto )(?<!tunnel )key(?! (?:chain|config-key|generate|pubkey-chain|zeroize)\b)(?! \d+$)",
    r"message-digest-key \d+ \S+",
    r"passphrase",
    r"passwd",
    r"password(?! encryption aes)(?: level \d+)?(?: (?:ascii|hex))?",
    r"pre-shared-key(?! (?:address|hostname|key-chain)\b)(?: (?:local|remote))?(?: (?:ascii|hex))?",
    r"secret(?: level \d+)?(?: sha512)?",
    r"server-key",
    r"set-key(?: (?:ascii|hex))?",
    r"shared-secret",
    r"wpa-psk(?: (?:ascii|hex))?",
)
"""What stands before a secret that takes the rest of the line."""

_WORD = (
    r"^ *encryption\b.* key \d+ size \S+",
    r"^ *key \d+ size \S+",
    r"(?:glbp|standby|vrrp)(?: \d+)? authentication(?: text| md5 key-string)?(?! md5\b)",
    r"(?<=crypto isakmp )key",
    r"nhrp authentication",
    r"snmp(?:-server)?(?: \S+){0,9}? community",
    r"(?<=snmp-server user )\S+ .*? (?:auth|authentication) \S+",
    r"snmp-server host \S+(?: vrf \S+)?(?: traps| informs)?(?: version (?:1|2c|3(?: noauth| auth| priv)?))?",
    r"priv(?: (?:des56|des|3des|aes)(?: \d+)?)",
)
"""What stands before a secret of one word."""

_TYPE = r"(?: [04-9](?= \S))? +"
"""How the secret is encrypted is no secret, and stays."""

_CERTIFICATE = r"^ *[0-9A-Fa-f]{8}(?: [0-9A-Fa-f]{1,8})+ *$|^ *[0-9A-Fa-f]{16,} *$"
_URL = r"(?P<url>://)[^\s\"']{1,200}@"


_HINTS = ("://", "authentication", "community", "key", "pass", "priv", "psk", "secret", "snmp")
"""A line in lower case without any of these holds no secret, unless it is a certificate's."""

_BLOB = re.compile(r" *[0-9A-Fa-f]{8}")


@cache
def _secret() -> re.Pattern[str]:
    """The tables as one pattern, made when the first line is shown."""
    word, rest = "|".join(sorted(_WORD)), "|".join(sorted(_REST))
    return re.compile(
        rf"(?P<word>(?<![\w-])(?:{word})(?![\w-]){_TYPE})\S+"
        rf"|(?P<rest>(?<![\w-])(?:{rest})(?![\w-]){_TYPE})\S.*"
        rf"|{_URL}|(?P<certificate>{_CERTIFICATE})",
        re.IGNORECASE,
    )


def redact(line: str) -> str:
    """The line with every secret value replaced by ``<removed>``; keywords stay."""
    low = line.lower()
    if not any(map(low.__contains__, _HINTS)) and not _BLOB.match(line):
        return line
    return _secret().sub(_replace, line)


def _replace(match: re.Match[str]) -> str:
    """What is left of a secret: the words before it."""
    if match["url"]:
        return f"://{REMOVED}@"
    return f"{match['word'] or match['rest'] or ''}{REMOVED}"
