"""What options take: words of the command line to values, or a sentence that says why not."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, tzinfo
    from ipaddress import IPv4Network, IPv6Network

Moment = Callable[["tzinfo", "datetime"], float]
"""A time of the command line: zone of times without an offset, and now, to seconds since 1970."""

DIGITS = 5
"""Of the largest number that is asked for."""

UNTAGGED = "none"
"""What ``--cos`` takes for a frame without a tag."""


def count(text: str) -> int:
    """A number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)


def overhead(text: str) -> int:
    """A number of bytes from 0 to 200."""
    if not text.isdecimal() or int(text) > 200:  # noqa: PLR2004 - no layer 2 adds more
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of bytes from 0 to 200")
    return int(text)


def percent(text: str) -> float:
    """A number of 0 to 100."""
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value <= 100:  # noqa: PLR2004 - percent
        raise argparse.ArgumentTypeError(f"{text!r} is not a percentage of 0 to 100")
    return value


def dscp(text: str) -> int:
    """A DSCP by name or number."""
    from netaudit.parsers.ios import keywords

    try:
        return keywords.dscp(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no DSCP: ef, cs3, af31, … or 0-63") from None


def cos(text: str) -> int | str:
    """A CoS, or the word for a frame that has none."""
    return UNTAGGED if text == UNTAGGED else _within(text, 0, 7, f"no CoS: 0-7 or {UNTAGGED}")


def port(text: str) -> int:
    """A port of TCP or UDP."""
    return _within(text, 0, 65535, "no port number")


def ports(text: str) -> tuple[int, int]:
    """A port of TCP or UDP, by number or name, or the first and the last of a range."""
    from netaudit.parsers.ios.keywords import PORTS

    first, dash, last = text.partition("-")
    if text.lower() in PORTS or not dash:
        first, last = text, text
    ends = [PORTS[word.lower()] if word.lower() in PORTS else port(word) for word in (first, last)]
    if ends[0] > ends[1]:
        raise argparse.ArgumentTypeError(f"{text!r} runs backwards")
    return ends[0], ends[1]


def protocol(text: str) -> str:
    """An IP protocol by name or number."""
    from netaudit.parsers.ios.keywords import protocol_number

    try:
        protocol_number(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no IP protocol: tcp, udp, icmp, … or 0-255") from None
    return text.lower()


def vlan(text: str) -> int:
    """A VLAN number."""
    return _within(text, 1, 4094, "no VLAN of 1-4094")


def _within(text: str, least: int, most: int, wrong: str) -> int:
    """A number of a range."""
    digits = text.isascii() and text.isdecimal() and len(text) <= DIGITS
    if not (digits and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"{text!r} is {wrong}")
    return int(text)


def address(text: str) -> str:
    """An IPv4 or IPv6 address."""
    from ipaddress import ip_address

    try:
        return str(ip_address(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no IP address") from None


def network(text: str) -> str:
    """An address, a prefix (``10.0.0.0/8``) or ``any``."""
    from ipaddress import ip_network

    if text == "any":
        return text
    try:
        return str(ip_network(text, strict=False))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no network: 10.0.0.0/8, 2001:db8::/32, one address or any"
        ) from None


def prefix(text: str) -> "IPv4Network | IPv6Network":
    """An address or a prefix."""
    from ipaddress import ip_network

    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no network: 10.0.0.0/8, 2001:db8::/32 or one address"
        ) from None


def few(text: str) -> int:
    """A number from 1 to 100."""
    return _within(text, 1, 100, "no number from 1 to 100")


def moment(text: str) -> Moment:
    """A day, a time, or how long ago."""
    import re
    from datetime import datetime, timedelta

    if ago := re.fullmatch(r"([0-9]{1,4})([hdw]|min)", text):
        unit = {"min": "minutes", "h": "hours", "d": "days", "w": "weeks"}[ago[2]]
        span = timedelta(**{unit: int(ago[1])})
        return lambda _zone, now: (now - span).timestamp()
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no time: 2001-08-05, 2001-08-05T12:00, 2001-08-05T12:00Z, or 24h ago as 24h"
        ) from None
    return lambda zone, _now: (read if read.tzinfo else read.replace(tzinfo=zone)).timestamp()


def zone(text: str) -> "tzinfo":
    """A time zone by name or offset."""
    import re
    from datetime import UTC, timedelta, timezone
    from zoneinfo import ZoneInfo

    if offset := re.fullmatch(r"([+-])([01][0-9]):?([0-5][0-9])", text):
        minutes = int(offset[2]) * 60 + int(offset[3])
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    if text.upper() in {"UTC", "Z"}:
        return UTC
    try:
        return ZoneInfo(text)
    except (KeyError, OSError, ValueError):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no time zone: Europe/Berlin, America/New_York, +02:00, UTC"
        ) from None
