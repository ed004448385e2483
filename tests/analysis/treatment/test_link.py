"""What a link carries."""

import pytest

from netaudit.analysis.treatment.bundles import members_of
from netaudit.analysis.treatment.link import link_kbps, wire_kbps
from netaudit.analysis.treatment.places import egress, of_interface
from netaudit.model import Device
from netaudit.parsers import read
from tests.analysis.treatment.rows import port_of

TEXT = """\
hostname edge
version 15.2
interface GigabitEthernet0/0
 speed 100
interface GigabitEthernet0/1
 bandwidth 20000
interface GigabitEthernet0/1.10
 encapsulation dot1Q 10
interface GigabitEthernet0/2
 bandwidth 50000
 bandwidth qos-reference 40000
interface GigabitEthernet0/3
 speed auto
interface Serial0/0
 clock rate 64000
interface Serial0/1
 bandwidth 512
 encapsulation ppp
 multilink-group 1
interface Serial0/2
 bandwidth 256
 encapsulation ppp
 multilink-group 1
interface Serial0/3
 bandwidth 256
 shutdown
 encapsulation ppp
 multilink-group 1
interface Serial1/0:0
interface Multilink1
 ppp multilink
interface Multilink2
 ppp multilink
interface GigabitEthernet1/1
 channel-group 2 mode on
interface GigabitEthernet1/2
 channel-group 2 mode on
interface Port-channel2
interface ATM0/0
 bandwidth 800
 pvc 0/38
  dialer pool-member 1
interface Dialer1
 dialer pool 1
interface Dialer2
 dialer pool 2
interface Tunnel0
interface Tunnel1
 bandwidth 10000
"""


@pytest.fixture(scope="module")
def device() -> Device:
    """A router with one of each."""
    (found,) = read(TEXT)
    return found


@pytest.mark.parametrize(
    ("name", "kbps", "decided_by"),
    [
        ("GigabitEthernet0/0", 100_000, "speed 100"),
        ("GigabitEthernet0/1", 20_000, "bandwidth 20000"),
        ("GigabitEthernet0/1.10", 20_000, "bandwidth 20000"),
        ("GigabitEthernet0/2", 40_000, "bandwidth qos-reference 40000"),
        ("GigabitEthernet0/3", 1_000_000, "default: GigabitEthernet carries 1000000 kbps"),
        ("Serial0/0", 1544, "default: bandwidth 1544"),
        ("Multilink1", 768, "default: sum of 2 members of Multilink1"),
        ("Port-channel2", 2_000_000, "default: sum of 2 members of Port-channel2"),
        ("Dialer1", 800, "bandwidth 800"),
        ("Tunnel1", 10_000, "bandwidth 10000"),
    ],
)
def test_rate_of_a_link(device: Device, name: str, kbps: float, decided_by: str) -> None:
    """A line, else the type; bundles are the sum of members that are up (512 + 256 = 768)."""
    rate = link_kbps(device, port_of(device, name))
    assert (rate.kbps, rate.decided_by) == (kbps, decided_by)


@pytest.mark.parametrize("name", ["Multilink2", "Dialer2", "Tunnel0", "Serial1/0:0"])
def test_rate_that_is_not_in_the_config(device: Device, name: str) -> None:
    """No members, an empty pool, a tunnel, a channel of a controller: nothing to go by."""
    rate = link_kbps(device, port_of(device, name))
    assert rate.kbps is None
    assert rate.decided_by.startswith("unknown: ")


def test_clock_is_the_wire_and_not_the_reference(device: Device) -> None:
    """IOS takes a serial line for 1544 kbps whatever its clock; the wire carries the clock's 64."""
    port = port_of(device, "Serial0/0")
    assert (link_kbps(device, port).kbps, wire_kbps(device, port).kbps) == (1544, 64)


def test_wire_of_an_ethernet_ignores_bandwidth(device: Device) -> None:
    """``bandwidth 20000`` on a gigabit port leaves the port as fast as it is."""
    assert wire_kbps(device, port_of(device, "GigabitEthernet0/1")).kbps == 1_000_000


def test_places_say_whose_line_it_is(device: Device) -> None:
    """The port's own line is one of the egress port; its parent's is that of another interface."""
    own = link_kbps(device, port_of(device, "GigabitEthernet0/1"))
    inherited = link_kbps(device, port_of(device, "GigabitEthernet0/1.10"))
    assert own.places == (egress("bandwidth_kbps"),)
    assert inherited.places == (of_interface("GigabitEthernet0/1", "bandwidth_kbps"),)


def test_members_are_those_in_use(device: Device) -> None:
    """A member that is shut down carries nothing."""
    names = [each.name for each in members_of(device, port_of(device, "Multilink1"))]
    assert names == ["Serial0/1", "Serial0/2"]
