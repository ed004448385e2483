"""Interface names."""

import pytest
from netutils.interface import canonical_interface_name

from netaudit.parsers.names import canonical, expand, kind

SAME_AS_NETUTILS = (
    "Eth1/1 Et1/1 Ethernet1/1 Fa0/1 fastethernet0/1 Gi1/0/5 GigabitEthernet0/0/1.100 Te1/1/1 "
    "Po12 port-channel3 Vl10 vlan20 Lo0 Tu1 Se0/1/0 Fo1/1/1 TwentyFiveGigE1/0/1"
).split()


@pytest.mark.parametrize("name", SAME_AS_NETUTILS)
def test_agrees_with_netutils(name: str) -> None:
    """An independent library names the interface the same way, but for the case of a letter."""
    assert canonical(name).lower() == canonical_interface_name(name).lower()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("gi 1/0/5", "GigabitEthernet1/0/5"),
        ("Tw1/0/1", "TwoGigabitEthernet1/0/1"),
        ("AppGigabitEthernet1/0/1", "AppGigabitEthernet1/0/1"),
        ("Gig0/1", "GigabitEthernet0/1"),
        ("Tengig1/1", "TenGigabitEthernet1/1"),
        ("Hu1/0/49", "HundredGigE1/0/49"),
        ("mgmt0", "mgmt0"),
        ("Serial0/1:23", "Serial0/1:23"),
        ("Frobnicator3", "Frobnicator3"),
    ],
)
def test_canonical(written: str, name: str) -> None:
    """Abbreviations become the full name; an unknown type stays as written."""
    assert canonical(written) == name


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("fa0/1 - 3", ["FastEthernet0/1", "FastEthernet0/2", "FastEthernet0/3"]),
        ("Gi1/0/1-2 , Gi2/0/1", ["GigabitEthernet1/0/1", "GigabitEthernet1/0/2", "GigabitEthernet2/0/1"]),
        ("Gi1/0/1,1/0/7", ["GigabitEthernet1/0/1", "GigabitEthernet1/0/7"]),
        ("Port-channel1 - 2", ["Port-channel1", "Port-channel2"]),
        ("vlan 10 - 11", ["Vlan10", "Vlan11"]),
        ("Gi1/0/1 - Gi1/0/2", ["GigabitEthernet1/0/1", "GigabitEthernet1/0/2"]),
    ],
)
def test_expand(written: str, names: list[str]) -> None:
    """Every way to write a range gives its ports in the order written."""
    assert list(expand(written)) == names


@pytest.mark.parametrize("written", ["", "Gi1/0/5 - 2", "1/0/1", "Gi1/0/1 -", "Gi1/0/1 - 99999", "x"])
def test_no_range(written: str) -> None:
    """What is no range is refused."""
    with pytest.raises(ValueError, match=r"range|backwards"):
        expand(written)


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("GigabitEthernet1/0/1", "physical"),
        ("GigabitEthernet0/1.10", "subinterface"),
        ("Vlan10", "svi"),
        ("Port-channel1", "port-channel"),
        ("Loopback0", "loopback"),
        ("Tunnel100", "tunnel"),
        ("Dialer1", "virtual"),
    ],
)
def test_kind(name: str, sort: str) -> None:
    """The name tells what sort of interface it is."""
    assert kind(name) == sort
