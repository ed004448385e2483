"""What a hunt goes by, whatever the log."""

from datetime import UTC, tzinfo
from ipaddress import IPv4Network, IPv6Network, ip_network

from msgspec import Struct

from netaudit.hunt.sigma.signature import Signatures

Network = IPv4Network | IPv6Network

PRIVATE: tuple[Network, ...] = tuple(
    map(ip_network, ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"))
)
"""RFC 1918, RFC 6598, RFC 4193: ours, unless the user says what is."""


class Terms(Struct, frozen=True, kw_only=True):
    """Sent to each worker process once."""

    signatures: Signatures
    zone: tzinfo = UTC
    """Of times that a log writes in local time without an offset."""
    since: float | None = None
    """Seconds since 1970, inclusive; records without a time are skipped if this or ``until`` is set."""
    until: float | None = None
    """Seconds since 1970, exclusive."""
    inside: tuple[Network, ...] = PRIVATE
    """Networks that are ours: ``src_network`` and ``dst_network`` of firewall records tell by them."""
    proxies: tuple[Network, ...] = ()
    """Peers whose X-Forwarded-For is believed."""
    log_format: str | None = None
    """Name of the format of every log; None: each is recognised."""
    engine: str = "auto"
    evidence: int = 3
    """Lines kept for each signature of an address."""
