"""Every QoS trap that naive auditors fall into is shown by a row, or tested where no packet can show it."""

import re

import pytest

from netaudit.analysis.roles import assign
from netaudit.analysis.treatment.ways import ports_with
from netaudit.parsers import read
from netaudit.site.policy import Policy
from tests.analysis.treatment.rows import HERE, MARK

TRAPS = frozenset({*range(1, 26), *range(48, 53)})
"""Traps of the domain reference, section 9, that touch QoS."""

ELSEWHERE = {
    25: "test_traps.py::test_ports_out_of_service_are_not_asked",
}
"""Traps that a walk of one packet can not show, and the test that holds us to them."""

PORTS = """hostname stack
switch 1 provision ws-c3750x-48p
interface FastEthernet0
 description out of band
 ip address 192.0.2.1 255.255.255.0
interface GigabitEthernet1/0/1
 switchport mode access
 switchport voice vlan 110
interface GigabitEthernet1/0/2
 switchport mode access
 switchport voice vlan 110
 shutdown
interface GigabitEthernet1/0/47
 no switchport
 no ip address
 shutdown
interface GigabitEthernet1/0/48
 switchport mode trunk
"""


def shown() -> frozenset[int]:
    """Numbers of the traps that comments of rows name."""
    lines = (line for path in HERE.glob("*/*.cfg") for line in path.read_text().splitlines())
    comments = (line.partition("#")[2] for line in lines if line.startswith(MARK))
    return frozenset(int(number) for comment in comments for number in re.findall(r"trap (\d+)", comment))


@pytest.mark.parametrize("trap", sorted(TRAPS - ELSEWHERE.keys()))
def test_trap_is_shown_by_a_row(trap: int) -> None:
    """At least one hand-derived row says what really happens."""
    assert trap in shown()


@pytest.mark.parametrize("trap", sorted(ELSEWHERE))
def test_trap_is_tested_elsewhere(trap: int) -> None:
    """The test that is named for it exists."""
    path, _, name = ELSEWHERE[trap].partition("::")
    assert f"\ndef {name}(" in (HERE / path).read_text()


def test_rows_name_no_trap_that_is_none() -> None:
    """A number beyond the list would be a slip of the pen."""
    assert shown() <= TRAPS


def test_ports_out_of_service_are_not_asked() -> None:
    """Ports that are shut down, and the one for management, count neither as pass nor as fail (trap 25)."""
    (device,) = read(PORTS)
    asked = ports_with(assign(device, Policy()), ("phone", "uplink", "user", "wan", "lan"))
    assert [port.name for port in asked] == ["GigabitEthernet1/0/1", "GigabitEthernet1/0/48"]
