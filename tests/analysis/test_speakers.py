"""Which routing protocols speak where."""

import pytest

from netaudit.analysis.speakers import speakers
from netaudit.parsers import read

SVI = "interface Vlan10\n ip address 10.1.10.1 255.255.255.0\n"


def spoken(text: str, port: str = "Vlan10") -> list[tuple[str, int, int]]:
    """Protocol, version and line of what speaks on an interface."""
    (device,) = read(f"hostname x\n{text}")
    interface = device.interface(port)
    assert interface is not None
    return [(each.protocol, each.version, each.line) for each in speakers(device, interface)]


@pytest.mark.parametrize(
    ("process", "expected"),
    [
        ("router ospf 1\n network 10.1.0.0 0.0.255.255 area 0\n", [("ospf", 4, 5)]),
        ("router ospf 1\n network 10.2.0.0 0.0.255.255 area 0\n", []),
        ("router eigrp 1\n network 10.0.0.0\n", [("eigrp", 4, 5)]),
        ("router rip\n version 2\n network 10.0.0.0\n", [("rip", 4, 6)]),
        ("router ospf 1\n passive-interface Vlan10\n network 10.0.0.0 0.255.255.255 area 0\n", []),
        ("router ospf 1\n passive-interface default\n network 10.0.0.0 0.255.255.255 area 0\n", []),
        (
            "router eigrp 1\n network 10.0.0.0\n passive-interface default\n no passive-interface Vlan10\n",
            [("eigrp", 4, 5)],
        ),
        ("router ospf 1 vrf RED\n network 10.0.0.0 0.255.255.255 area 0\n", []),
        ("router isis\n shutdown\n", []),
        ("router bgp 1\n neighbor 10.1.10.9 remote-as 2\n", [("bgp", 4, 4)]),
        ("router bgp 1\n neighbor 10.1.20.9 remote-as 2\n network 10.1.10.0 mask 255.255.255.0\n", []),
    ],
)
def test_by_processes(process: str, expected: list[tuple[str, int, int]]) -> None:
    """A process speaks where a network holds the address, or a neighbor lives, unless it is passive there."""
    assert spoken(SVI + process) == expected


@pytest.mark.parametrize(
    ("line", "process", "expected"),
    [
        (" ip ospf 1 area 0\n", "", [("ospf", 4, 4)]),
        (" ip ospf 1 area 0\n", "router ospf 1\n passive-interface Vlan10\n", []),
        (" ip ospf 1 area 0\n", "router ospf 1\n shutdown\n", []),
        (" ip router isis\n ipv6 ospf 1 area 0\n", "", [("isis", 4, 4), ("ospf", 6, 5)]),
        (" shutdown\n ip ospf 1 area 0\n", "", []),
    ],
)
def test_by_lines_of_the_interface(line: str, process: str, expected: list[tuple[str, int, int]]) -> None:
    """A line of the interface turns a protocol on, unless its process is passive there or shut down."""
    assert spoken(SVI + line + process) == expected


def test_each_protocol_once() -> None:
    """Networks and a line of the interface together make one speaker, at the interface's line."""
    text = f"{SVI} ip ospf 1 area 0\nrouter ospf 1\n network 10.0.0.0 0.255.255.255 area 0\n"
    assert spoken(text) == [("ospf", 4, 4)]


def test_a_table_of_its_own() -> None:
    """A process in a VRF speaks on the interfaces of that VRF."""
    text = "interface Vlan10\n vrf forwarding RED\n ip address 10.1.10.1 255.255.255.0\n"
    assert spoken(f"{text}router ospf 1 vrf RED\n network 10.0.0.0 0.255.255.255 area 0\n") == [
        ("ospf", 4, 6)
    ]
    assert spoken(f"{text}router ospf 1\n network 10.0.0.0 0.255.255.255 area 0\n") == []
