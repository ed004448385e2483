"""VLANs of phones, PCs and trunks are told apart by the ports in service."""

from netaudit import parsers
from netaudit.analysis import roles
from netaudit.analysis.phones import separate_voice
from netaudit.analysis.segments import Segments, segments
from netaudit.model import Device
from netaudit.site.policy import Policy

CONFIG = """hostname sw1
interface GigabitEthernet1/0/1
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 110
interface GigabitEthernet1/0/2
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 110
 shutdown
interface GigabitEthernet1/0/3
 switchport mode access
 switchport access vlan 20
 switchport voice vlan dot1p
interface GigabitEthernet1/0/4
 description Lobby phone
 switchport mode access
 switchport access vlan 110
interface GigabitEthernet1/0/5
 switchport mode access
 switchport access vlan 10
interface GigabitEthernet1/0/6
 switchport mode access
 switchport access vlan dynamic
interface GigabitEthernet1/0/7
 description old phone
 switchport mode trunk
 switchport trunk native vlan 10
 switchport trunk allowed vlan 10,120,1002-1005
 spanning-tree portfast trunk
interface GigabitEthernet1/0/8
 switchport mode trunk
 channel-group 1 mode active
interface Port-channel1
 switchport mode trunk
interface GigabitEthernet1/0/9
 switchport mode trunk
 channel-group 2 mode active
interface GigabitEthernet1/0/10
 switchport mode access
 switchport access vlan 30
 switchport voice vlan 30
end
"""


def read() -> Device:
    """The config with roles."""
    (device,) = parsers.read(CONFIG)
    return roles.assign(device, Policy())


def ports(parts: Segments, kind: str) -> dict[int, list[str]]:
    """VLAN to the last part of the port names."""
    return {v: [p.name.rpartition("/")[2] for p in members] for v, members in getattr(parts, kind).items()}


def test_voice_is_what_phones_tag_or_are_alone_in() -> None:
    """Voice VLAN lines, a phone's own port in that VLAN, and the tagged VLAN of an old trunk count."""
    assert ports(segments(read()), "voice") == {110: ["1", "4"], 120: ["7"], 30: ["10"]}


def test_data_is_what_pcs_are_untagged_in() -> None:
    """User ports and the untagged side of phone ports count; VMPS ports have no known VLAN."""
    assert ports(segments(read()), "data") == {10: ["1", "7", "5"], 20: ["3"], 30: ["10"]}


def test_shared_are_ports_with_phone_and_pc_in_one_vlan() -> None:
    """Priority-tagged phones and equal VLANs share."""
    assert [port.name.rpartition("/")[2] for port in segments(read()).shared] == ["3", "10"]


def test_a_channel_stands_for_its_members() -> None:
    """Members are left out where their channel is listed, and kept where it is not."""
    assert [port.name for port in segments(read()).trunks] == ["Port-channel1", "GigabitEthernet1/0/9"]


def test_the_answer_is_kept_with_the_device() -> None:
    """Asking the same device twice gives the same object; an equal device has its own."""
    device = read()
    assert segments(device) is segments(device)
    assert segments(device) is not segments(read())


FLOOR = """hostname sw1
interface range GigabitEthernet1/0/1 - 2
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 110
interface GigabitEthernet1/0/3
 switchport mode access
 switchport access vlan 20
 switchport voice vlan 10
interface GigabitEthernet1/0/4
 switchport mode access
 switchport access vlan 110
 mls qos trust device cisco-phone
interface GigabitEthernet1/0/5
 switchport mode access
 switchport access vlan 30
 switchport voice vlan 30
"""


def test_one_slip_makes_no_voice_vlan() -> None:
    """VLAN 10 has PCs on two ports and is offered on one; 30 is shared; only 110 is for phones."""
    (device,) = parsers.read(FLOOR)
    assert separate_voice(device) == {110}


def test_undescribed_majority_outweighs_an_offer() -> None:
    """Two plain ports in VLAN 110 against one that offers it; as phones they would not count."""
    plain = "interface range Gi1/0/7 - 8\n switchport mode access\n switchport access vlan 110\n"
    offer = "interface Gi1/0/9\n switchport mode access\n switchport voice vlan 110\n"
    (device,) = parsers.read(f"hostname sw1\n{plain}{offer}")
    assert separate_voice(device) == set()
    (device,) = parsers.read(f"hostname sw1\n{plain} description lift phone\n{offer}")
    assert separate_voice(device) == {110}


def test_no_vlan_is_shared_where_none_is_known() -> None:
    """A phone's port whose VLAN a VMPS gives is not said to share it."""
    text = "hostname sw1\ninterface Gi1/0/1\n switchport mode access\n switchport access vlan dynamic\n"
    (device,) = parsers.read(text + " mls qos trust device cisco-phone\n")
    assert segments(roles.assign(device, Policy())).shared == ()
