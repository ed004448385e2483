"""Random access lists of nested networks and overlapping ports: many of their lines are in each other's way.

They keep to what every tool that is asked for an opinion can read. The same seed gives the same bytes.
"""

from random import Random

NETWORK = "10.20.30"
SOURCES = (
    "any",
    f"{NETWORK}.0 0.0.0.255",
    f"{NETWORK}.0 0.0.0.127",
    f"{NETWORK}.128 0.0.0.127",
    f"{NETWORK}.0 0.0.0.63",
    f"{NETWORK}.64 0.0.0.63",
    f"host {NETWORK}.1",
    f"host {NETWORK}.2",
    f"host {NETWORK}.129",
)
TARGETS = ("any", "10.9.0.0 0.0.255.255", "10.9.8.0 0.0.0.255", "10.9.8.128 0.0.0.127", "host 10.9.8.200")
SINGLE, SEVERAL = ("eq 22", "eq 443", "eq 8080"), ("range 8000 8099", "range 8050 8200", "range 400 500")
PORTS = ("", *SINGLE, *SEVERAL, "gt 1023", "lt 1024")
PROTOCOLS = ("ip", "tcp", "tcp", "tcp", "udp", "udp", "icmp")
MESSAGES = ("", "echo", "echo-reply")


def entries(chance: Random, size: int, permits: float = 0.7) -> list[str]:
    """As many entries, without what would end the list early."""
    found: list[str] = []
    while len(found) < size:
        entry = _entry(chance, permits)
        if "any any" not in entry or chance.random() < 0.1:
            found.append(entry)
    return found


def _entry(chance: Random, permits: float) -> str:
    protocol = chance.choice(PROTOCOLS)
    ported = protocol in {"tcp", "udp"}
    words = (
        "permit" if chance.random() < permits else "deny",
        protocol,
        chance.choice(SOURCES),
        chance.choice(PORTS) if ported and chance.random() < 0.15 else "",
        chance.choice(TARGETS),
        chance.choice(PORTS) if ported else "",
        chance.choice(MESSAGES) if protocol == "icmp" else "",
        "established" if protocol == "tcp" and chance.random() < 0.2 else "",
    )
    return " ".join(word for word in words if word)


def section(lines: list[str]) -> str:
    """The entries as a section of a config; the first is on line 2."""
    return "\n".join(("ip access-list extended NESTED", *(f" {line}" for line in lines), ""))
