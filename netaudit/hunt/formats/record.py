"""What one line of a log says."""

from collections.abc import Mapping
from typing import NamedTuple

from netaudit.model import Verdict


class Claim(NamedTuple):
    """A verdict that the log itself pronounces: an IDS alert, a result of a scanner."""

    signature: str
    """Its name, in the words of who pronounces it."""
    verdict: Verdict
    title: str
    level: str
    """Sigma's words."""
    references: tuple[str, ...] = ()


class Record(NamedTuple):
    """One event. Text is as logged, latin-1: a character for each byte, nothing decoded.

    ``fields`` go by the names of Sigma's log sources. Web: cs-method, cs-uri-stem (path), cs-uri-query
    (without ``?``; absent where none), c-uri (both, with ``?``; the whole request where it can not be
    cut), sc-status, cs-user-agent, cs-referer, cs-host, cs-cookie, cs-username, cs-version, sc-bytes,
    cs-bytes, c-ip, s-ip, s-port, x-forwarded-for. Firewall: src_ip, src_port, dst_ip, dst_port, protocol
    (tcp, udp, icmp or number), action (deny, permit, built; stray for a packet of no connection, which
    begins nothing), src_zone and dst_zone (interface name as logged), packets (how many one line stands
    for). What a log does not have, or has as ``-``, is absent.
    """

    source: str
    """Who acts: the client, the sender; for a claim who it speaks of. Not yet an address."""
    time: float | None
    """Seconds since 1970 in UTC."""
    target: str
    """The server; empty where the log does not tell."""
    status: str
    """HTTP status, or what the firewall did; empty where the log does not tell."""
    fields: Mapping[str, str]
    claims: tuple[Claim, ...] = ()


class Unreadable(Exception):  # noqa: N818 - it is no error of the program, lines are like that
    """A line that is none of its format; its text is the reason, one of few words that can be counted."""
