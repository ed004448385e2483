"""One entry of an access list as numbers, and as IOS writes it."""

from msgspec import Struct

ANY = (0, 0xFFFFFFFF)


class Entry(Struct, frozen=True, kw_only=True):
    """An extended entry for IPv4. Addresses are base and wildcard; ports are an operator and its numbers."""

    action: str
    protocol: str = "ip"
    """ip, tcp, udp or icmp."""
    source: tuple[int, int] = ANY
    source_ports: tuple[str, tuple[int, ...]] | None = None
    destination: tuple[int, int] = ANY
    destination_ports: tuple[str, tuple[int, ...]] | None = None
    established: bool = False
    icmp: str = ""
    """Name of an ICMP type: see ``ICMP_TYPES``."""


ICMP_TYPES = {"echo-reply": 0, "unreachable": 3, "redirect": 5, "echo": 8, "time-exceeded": 11}
"""Names of IOS that stand for a type with any code, and the type (RFC 792)."""


def host(address: int) -> tuple[int, int]:
    """One address."""
    return address, 0


def network(address: int, length: int) -> tuple[int, int]:
    """The network of a length that an address is in."""
    wildcard = (1 << 32 - length) - 1
    return address & ~wildcard, wildcard


def dotted(address: int) -> str:
    """An address as people write it."""
    return ".".join(str(address >> shift & 0xFF) for shift in (24, 16, 8, 0))


def text(entry: Entry) -> str:
    """The entry as IOS prints it, without a sequence number."""
    words = (
        entry.action,
        entry.protocol,
        _address(*entry.source),
        _ports(entry.source_ports),
        _address(*entry.destination),
        _ports(entry.destination_ports),
        entry.icmp,
        "established" if entry.established else "",
    )
    return " ".join(word for word in words if word)


def _address(base: int, wildcard: int) -> str:
    if not wildcard:
        return f"host {dotted(base)}"
    return "any" if (base, wildcard) == ANY else f"{dotted(base)} {dotted(wildcard)}"


def _ports(ports: tuple[str, tuple[int, ...]] | None) -> str:
    return f"{ports[0]} {' '.join(map(str, ports[1]))}" if ports else ""
