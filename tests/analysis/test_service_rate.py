"""Rates that descriptions and bandwidth lines tell."""

import pytest

from netaudit.analysis.service_rate import bought, described_kbps
from netaudit.parsers import read


@pytest.mark.parametrize(
    ("text", "kbps"),
    [
        ("MPLS, 50 Mbit/s", 50_000),
        ("WAN 50M", 50_000),
        ("WAN 100Mbps to Lyon", 100_000),
        ("2,5 Mbps ADSL", 2_500),
        ("1.5Meg T1", 1_500),
        ("512k leased line", 512),
        ("1G burst, 200M committed", 200_000),
        ("10 Gbit/s", 10_000_000),
        ("circuit FAKE-0042", None),
        ("building 5 M, room 3", None),
        ("Gi0/1 of core", None),
        ("rack 3/50M", 50_000),
        ("rev2.50Mb", None),
        (None, None),
    ],
)
def test_described_rate(text: str | None, kbps: float | None) -> None:
    """A number with a unit of bits is a rate; numbers of circuits, rooms and ports are not."""
    assert described_kbps(text) == kbps


@pytest.mark.parametrize(
    ("name", "lines", "service"),
    [
        ("GigabitEthernet0/0", " bandwidth 50000\n", (50_000, "bandwidth_kbps")),
        ("GigabitEthernet0/0", " description WAN 20M\n bandwidth 50000\n", (20_000, "description")),
        ("GigabitEthernet0/0", " description WAN 1G\n", None),
        ("GigabitEthernet0/0", " speed 100\n description WAN 100M\n", None),
        ("FastEthernet0/0", " description WAN 10 Mbit/s\n", (10_000, "description")),
        ("Serial0/0/0", " bandwidth 512\n", None),
        ("GigabitEthernet0/0", "", None),
    ],
)
def test_bought(name: str, lines: str, service: tuple[float, str] | None) -> None:
    """What was bought is told where it is less than the wire of an Ethernet carries."""
    (device,) = read(f"hostname R\ninterface {name}\n{lines} ip address 10.1.1.1 255.255.255.0\nend\n")
    assert bought(device, device.interfaces[0]) == service
