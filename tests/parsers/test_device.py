"""What the rest of a config means, and how its lines are accounted for."""

import pytest

from netaudit.model import Attachment, DhcpPool, ServicePolicy, Vlan
from netaudit.parsers import read


def test_identity() -> None:
    """Hostname, release, model and family are read, and the family has a reason."""
    (device,) = read("version 15.2\nhostname acc-1\nswitch 1 provision ws-c3750x-48p\n")
    assert (device.hostname, device.version, device.model) == ("acc-1", "15.2", "ws-c3750x-48p")
    assert (device.platform, device.family) == ("ios", "c3k")
    assert device.family_reason == "the config names ws-c3750x-48p"


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("version 12.4\nboot system flash:c2800nm-ipvoicek9-mz.124-24.T8.bin\n", "12.4(24)T8"),
        ("version 12.4\nboot system flash c2600-ik9s-mz.124-25d.bin\ninterface Vlan1\n", "12.4(25d)"),
        ("version 15.7\nboot system flash0:c2900-universalk9-mz.SPA.157-3.M4b.bin\n", "15.7(3)M4b"),
        (
            "version 12.4\nboot system flash:c2800nm-ipvoicek9-mz.124-15.T9.bin\nboot system flash\n",
            "12.4(15)T9",
        ),
        ("!Image: Software: C2600-IK9S-M, 12.4(25d), RELEASE SOFTWARE (fc1)\nversion 12.4\n", "12.4(25d)"),
        (
            "! Cisco IOS Software, 2800 Software (C2800NM), Version 12.4(24)T8, X\nversion 12.4\n",
            "12.4(24)T8",
        ),
        ("version 12.4\nboot system flash:c2800nm-ipvoicek9-mz.151-4.M.bin\n", "12.4"),
        ("version 17.6\nboot system bootflash:isr4300-universalk9.17.06.03a.SPA.bin\n", "17.6"),
        ("version 12.4\nboot system flash\n", "12.4"),
    ],
)
def test_release_is_made_whole_by_the_image(text: str, version: str) -> None:
    """``version`` shows two numbers; an image or comment of the same release tells the rest."""
    (device,) = read(f"hostname x\n{text}")
    assert device.version == version


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("switch 1 provision c9300-48p\n", "uadp"),
        ("license udi pid C9200L-24P-4G sn X\n", "uadp"),
        ("license udi pid WS-C3850-48P sn X\n", "uadp"),
        ("switch 1 provision ws-c2960x-48fps-l\n", "c3k"),
        ("boot system flash:c3560-ipbasek9-mz.150-2.SE.bin\n", "c3k"),
        ("boot system flash bootflash:cat4500e-universalk9.SPA.bin\n", "c4500m"),
        ("boot system flash sup-bootdisk:s72033-adventerprisek9.bin\n", "c6500"),
        ("license udi pid ISR4331/K9 sn X\n", "isr"),
        ("license udi pid CISCO2911/K9 sn X\n", "isr"),
        ("interface FastEthernet4\n pppoe-client dial-pool-number 1\ninterface Dialer1\n", "isr"),
        ("policy-map system-cpp-policy\n", "uadp"),
        ("qos dbl\n", "c4500l"),
        ("interface GigabitEthernet1/1\n rcv-queue cos-map 1 1 0 1\n", "c6500"),
        ("interface FastEthernet0/1\n srr-queue bandwidth share 1 2 3 4\n", "c3k"),
        ("wrr-queue bandwidth 10 20 70 1\n", "c2950"),
    ],
)
def test_family(text: str, family: str) -> None:
    """Models, images and telling lines give the QoS family (domain reference, section 0)."""
    (device,) = read(f"hostname x\n{text}")
    assert device.family == family


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("!Command: show running-config\nfeature lldp\nhostname n9k\n", "nxos"),
        ("!! IOS XR Configuration 7.3\nhostname xr\n", "iosxr"),
        ("! device: leaf1 (DCS-7050, EOS-4.30)\nhostname leaf1\n", "eos"),
        ("set version 20.4R1\nset system host-name ex\n", "junos"),
        ("set port auxiliaryvlan 5/1 110\n", "catos"),
        ("sysname sw\nvlan 10\nundo telnet server\n", "comware"),
        ("hostname leaf\ninterface Ethernet1\n   no switchport\n", "eos"),
        ("hostname leaf\nvrf instance MGMT\n", "eos"),
        ("! device: leaf (DCS-7260CX3-64, EOS-4.21.7M)\nhostname leaf\n", "eos"),
        ("hostname n9k\nvrf context management\n", "nxos"),
        ("hostname n9k\ninterface Vlan10\n  ip address 10.0.0.1/24\n", "nxos"),
        ("hostname xr\ninterface GigabitEthernet0/0/0/0\n ipv4 address 10.0.0.1 255.0.0.0\n", "iosxr"),
    ],
)
def test_other_platforms_are_told(text: str, platform: str) -> None:
    """A dialect that is not read yet is named and not audited as IOS."""
    (device,) = read(text)
    assert (device.platform, device.supported, device.interfaces) == (platform, False, ())


def test_vlans() -> None:
    """Lists make one record each; a later section adds to a VLAN; states are read."""
    (device,) = read(
        "hostname x\nvlan 10,20-21\nvlan 20\n name USERS\nvlan 110\n name VOICE\n state suspend\n"
    )
    assert device.vlans == (
        Vlan(id=10, line=2),
        Vlan(id=20, line=2, name="USERS"),
        Vlan(id=21, line=2),
        Vlan(id=110, line=5, name="VOICE", active=False),
    )


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("vtp mode transparent\n", False),
        ("vtp mode off\n", False),
        ("vtp mode server\nvlan 10\n", True),
        ("vlan 10\n", False),
        ("", True),
    ],
)
def test_hidden_vlans(text: str, hidden: bool) -> None:
    """VLANs of a VTP server or client live in vlan.dat (trap 27)."""
    (device,) = read(f"hostname x\n{text}")
    assert device.vlans_hidden is hidden


def test_removed_vlan_is_gone() -> None:
    """``no vlan`` takes VLANs out."""
    (device,) = read("hostname x\nvlan 10-12\nno vlan 11\n")
    assert [vlan.id for vlan in device.vlans] == [10, 12]


def test_global_settings() -> None:
    """Snooping lists add up; defaults that are on are turned off by ``no``."""
    (device,) = read(
        "hostname x\nip dhcp snooping vlan 10,20\nip dhcp snooping vlan 30\nno ip dhcp snooping vlan 20\n"
        "ip dhcp snooping\nno cdp run\nlldp run\nspanning-tree portfast bpduguard default\n"
        "spanning-tree portfast default\nvtp mode off\n"
    )
    known = device.globals
    assert known.dhcp_snooping_vlans == {10, 30}
    assert (known.dhcp_snooping, known.cdp_run, known.lldp_run) == (True, False, True)
    assert (known.portfast_default, known.bpduguard_default) == (True, True)
    assert known.at["dhcp_snooping_vlans"] == (2, 3, 4)


def test_snooping_lines_are_different_things() -> None:
    """The VLAN line does not enable snooping (trap 35)."""
    (device,) = read("hostname x\nip dhcp snooping vlan 10\n")
    assert not device.globals.dhcp_snooping


def test_dhcp_pool() -> None:
    """Networks, routers and TFTP options of a pool are read."""
    (device,) = read(
        "hostname x\nip dhcp pool VOICE\n network 10.20.110.0 255.255.255.0\n default-router 10.20.110.1\n"
        " option 150 ip 10.1.1.20 10.1.1.21\n option 66 ascii tftp.example\n lease 8\n"
    )
    assert device.dhcp_pools == (
        DhcpPool(
            name="VOICE",
            line=2,
            networks=("10.20.110.0/24",),
            default_routers=("10.20.110.1",),
            options={150: ("10.1.1.20", "10.1.1.21"), 66: ("tftp.example",)},
        ),
    )


def test_lines() -> None:
    """Terminal lines have a kind, a span and access classes."""
    (device,) = read(
        "hostname x\nline con 0\n stopbits 1\nline vty 0 4\n access-class 23 in\n transport input ssh\n"
        "line vty 5 15\n access-class 24 out\n"
    )
    console, first, second = device.ttys
    assert (console.kind, console.first) == ("console", 0)
    assert (first.kind, first.first, first.last, first.acl_in, first.transport_input) == (
        "vty", 0, 4, "23", ("ssh",),
    )  # fmt: skip
    assert (second.acl_in, second.acl_out) == (None, "24")


def test_vacl() -> None:
    """VLAN access-maps and their filters are read."""
    (device,) = read(
        "hostname x\nvlan access-map Q 10\n match ip address BAD\n action drop\nvlan access-map Q 20\n"
        " action forward\nvlan filter Q vlan-list 20,30\n"
    )
    assert [(m.sequence, m.matches, m.action) for m in device.vlan_access_maps] == [
        (10, ("BAD",), "drop"),
        (20, (), "forward"),
    ]
    assert device.vlan_filters == (("Q", frozenset({20, 30})),)


def test_attachments() -> None:
    """Policies below the control plane and map-classes are attached, at their lines."""
    (device,) = read(
        "hostname x\ncontrol-plane\n service-policy input COPP\nmap-class frame-relay V\n"
        " frame-relay fragment 960\n service-policy output WAN\n"
    )
    assert device.attachments == (
        Attachment(where="control-plane", policy=ServicePolicy(name="COPP", direction="input"), line=3),
        Attachment(
            where="map-class frame-relay V", policy=ServicePolicy(name="WAN", direction="output"), line=6
        ),
    )


def test_every_line_is_accounted_for() -> None:
    """Read, irrelevant and unread lines together are all lines but blanks and comments."""
    text = (
        "hostname x\n!\nservice timestamps log\nfrobnicate\n with child\ninterface Gi1/0/1\n description a\n"
        " switchport mode access\n load-interval 30\n frob\n!\nrouter ospf 1\n"
        " network 10.0.0.0 0.0.0.255 area 0\n"
        "policy-map P\n class C\n  priority\n\nend\n"
    )
    (device,) = read(text)
    total = sum(c.read + c.irrelevant + c.unread for c in device.coverage)
    assert total == sum(1 for line in text.split("\n") if line.strip("! "))
    assert [(u.line, u.text) for u in device.unread] == [(4, "frobnicate"), (5, "with child"), (10, "frob")]


def test_banner_is_no_config() -> None:
    """What stands in a banner is not read as configuration."""
    (device,) = read(
        "hostname real\nbanner motd ^C\nhostname fake\ninterface Vlan666\n ip address 1.1.1.1 255.0.0.0\n^C\n"
        "interface Vlan1\n"
    )
    assert device.hostname == "real"
    assert [port.name for port in device.interfaces] == ["Vlan1"]


def test_two_devices_in_a_file() -> None:
    """Each device has its own record; line numbers stay those of the file."""
    first, second = read("hostname a\ninterface Vlan1\nend\nversion 15.2\nhostname b\ninterface Vlan2\nend\n")
    assert (first.hostname, second.hostname) == ("a", "b")
    assert (second.first_line, second.interfaces[0].line) == (4, 6)


def test_flat_script() -> None:
    """A script pasted without indentation means the same."""
    (flat,) = read(
        "hostname x\ninterface Gi1/0/1\nswitchport mode access\nswitchport voice vlan 110\nexit\n"
        "policy-map P\nclass V\npriority percent 30\nexit\nexit\nno cdp run\n"
    )
    (phone,) = flat.interfaces
    assert (phone.mode, phone.voice_vlan) == ("access", 110)
    assert flat.policy_maps[0].classes[0].priority_percent == 30
    assert not flat.globals.cdp_run
    assert flat.unread == ()


@pytest.mark.parametrize(
    ("line", "vlans"),
    [
        ("ip dhcp snooping vlan 20-22,30", {20, 21, 22, 30}),
        ("ip dhcp snooping vlan 40 42", {40, 41, 42}),
        ("ip dhcp snooping vlan 10 information option format-type circuit-id string x", set()),
    ],
)
def test_snooped_vlans(line: str, vlans: set[int]) -> None:
    """A list or a span is snooped; a line about the option that snooping inserts snoops nothing."""
    (device,) = read(f"hostname x\n{line}\n")
    assert device.unread == ()
    assert device.globals.dhcp_snooping_vlans == vlans


def test_logging_of_inspected_vlans_inspects_none() -> None:
    """``ip arp inspection vlan N logging`` says what is logged, not that N is inspected."""
    (device,) = read(
        "hostname x\nip arp inspection vlan 20\nip arp inspection vlan 30 logging acl-match none\n"
    )
    assert device.globals.arp_inspection_vlans == {20}


def test_quotes_are_no_part_of_a_name() -> None:
    """IOS quotes VLAN names with blanks, and text options of a pool."""
    (device,) = read(
        'hostname x\nvlan 30\n name "VOICE LAN"\nip dhcp pool P\n option 66 ascii "tftp.example"\n'
    )
    assert [vlan.name for vlan in device.vlans] == ["VOICE LAN"]
    assert device.dhcp_pools[0].options == {66: ("tftp.example",)}


def test_exec_commands_of_a_script() -> None:
    """``conf t`` and ``wr mem`` around a pasted script configure nothing."""
    (device,) = read("conf t\nhostname x\nvlan 10\nexit\nwr mem\n")
    assert device.unread == ()
    assert device.globals.wrr_queue == ()


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        (" !\nhostname x\n", []),
        ("  ! saved by hand\n\nhostname x\n", []),
        ("\n  odd one\nhostname x\n", [(2, "odd one")]),
        ("hostname x\nexit\n odd one\n", [(3, "odd one")]),
    ],
)
def test_lines_without_a_section(text: str, unread: list[tuple[int, str]]) -> None:
    """Comments above everything are no lines of the config; commands of no section are told of."""
    (device,) = read(text)
    assert device.hostname == "x"
    assert [(line.line, line.text) for line in device.unread] == unread


def test_default_of_a_range() -> None:
    """``default interface range`` empties every port that it names."""
    ports = "interface Gi1/0/1\n shutdown\ninterface Gi1/0/2\n shutdown\ninterface Gi1/0/3\n shutdown\n"
    (device,) = read(f"hostname x\n{ports}default interface range gi1/0/1 - 2\n")
    assert [port.name for port in device.interfaces if port.enabled] == [
        "GigabitEthernet1/0/1",
        "GigabitEthernet1/0/2",
    ]


def test_default_of_a_setting_that_is_on() -> None:
    """``default cdp run`` brings CDP back, where ``no`` takes it away; on a port likewise."""
    port = "interface Gi1/0/1\n no cdp enable\n default cdp enable\n"
    (device,) = read(f"hostname x\nno cdp run\ndefault cdp run\n{port}")
    assert device.unread == ()
    assert device.globals.cdp_run
    assert device.interfaces[0].cdp


def test_later_state_of_a_vlan_wins() -> None:
    """A VLAN that was shut down and brought back forwards."""
    (device,) = read("hostname x\nvlan 50,60\n shutdown\nvlan 50\n no shutdown\n name A\n")
    assert [(v.id, v.active, v.name) for v in device.vlans] == [(50, True, "A"), (60, False, None)]


def test_banner_without_a_type() -> None:
    """``banner ^C`` is the message of the day, and what stands in it is no config."""
    (device,) = read("hostname real\nbanner ^C\nhostname fake\n^C\ninterface Vlan1\n")
    assert (device.hostname, len(device.interfaces)) == ("real", 1)


def test_fences_in_a_banner() -> None:
    """Three backquotes in a banner do not make the config Markdown."""
    (device,) = read("hostname real\nbanner motd ^C\n```\nhi\n```\n^C\ninterface Vlan1\n")
    assert (device.hostname, len(device.interfaces)) == ("real", 1)


def test_two_devices_with_short_hostnames() -> None:
    """Scripts may abbreviate ``hostname``; each begins a device all the same."""
    assert [d.hostname for d in read("hostn a\ninterface Vlan1\nhostn b\ninterface Vlan2\n")] == ["a", "b"]


def test_host_line_begins_no_device() -> None:
    """A lone ``host`` may be a member of something; only a longer word begins a device."""
    assert len(read("hostname a\nobject-group network G\nhost 10.0.0.1\nhost 10.0.0.2\n")) == 1


def test_line_without_a_section_is_unread() -> None:
    """An indented line that only comments stand above belongs to nothing, and is told."""
    (device,) = read("!\n shutdown\nhostname x\n")
    assert [(u.line, u.text) for u in device.unread] == [(2, "shutdown")]


def test_sections_that_appear_many_times() -> None:
    """A script may speak of a thing again and again; the last word counts, evidence stays true."""
    text = "hostname x\n" + "".join(
        f"class-map match-any C\n match cos {n % 8}\ninterface Gi1/0/1\n switchport access vlan {n}\n"
        for n in range(2, 60)
    )
    (device,) = read(text)
    (port,) = device.interfaces
    assert (port.access_vlan, port.lines_of("access_vlan")) == (59, (233,))
    assert len(device.class_maps[0].criteria) == 58
    assert device.class_maps[0].criteria[-1].offset == 229


def test_every_control_plane_section_counts() -> None:
    """Two sections attach two policies, each at its own line."""
    (device,) = read(
        "hostname x\ncontrol-plane\n service-policy input A\ncontrol-plane\n service-policy output B\n"
    )
    assert [(a.policy.name, a.line) for a in device.attachments] == [("A", 3), ("B", 5)]
