"""Scripts pasted without indentation."""

from pathlib import Path

import pytest

from netaudit.syntax.flat import indent
from netaudit.syntax.text import clean, decode

_CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "ios"

_SCRIPTS = {
    "interfaces": (
        "interface Gi0/1\ndescription desk\nswitchport mode access\n"
        "no shutdown\ninterface Gi0/2\nshutdown\nend",
        "interface Gi0/1\n description desk\n switchport mode access\n"
        " no shutdown\ninterface Gi0/2\n shutdown\nend",
    ),
    "abbreviated": (
        "int fa0/1\nsw acc vl 10\nint ra fa0/2 - 4\nsw mo acc",
        "int fa0/1\n sw acc vl 10\nint ra fa0/2 - 4\n sw mo acc",
    ),
    "vlans": (
        "vlan 10\nname USERS\nvlan 20\nname VOICE\nexit\nspanning-tree mode rapid-pvst",
        "vlan 10\n name USERS\nvlan 20\n name VOICE\n exit\nspanning-tree mode rapid-pvst",
    ),
    "policy": (
        "class-map match-any V\nmatch dscp ef\npolicy-map P\nclass V\npriority percent 30\nclass D\n"
        "police 8000\nconform-action transmit\nexceed-action drop\nset dscp 0\nexit\nexit\nvlan 10",
        "class-map match-any V\n match dscp ef\npolicy-map P\n class V\n  priority percent 30\n class D\n"
        "  police 8000\n   conform-action transmit\n   exceed-action drop\n"
        "  set dscp 0\n  exit\n exit\nvlan 10",
    ),
    "exit in a class": (
        "policy-map P\nclass V\npriority\nexit\nclass D\nfair-queue",
        "policy-map P\n class V\n  priority\n  exit\n class D\n  fair-queue",
    ),
    "lines": (
        "line vty 0 4\nlogin local\ntransport input ssh\nntp server 10.0.0.1\nlogging host 10.0.0.2",
        "line vty 0 4\n login local\n transport input ssh\nntp server 10.0.0.1\nlogging host 10.0.0.2",
    ),
    "lists": (
        "ip access-list extended A\n10 permit ip any any\nremark x\nip route 0.0.0.0 0.0.0.0 10.0.0.1",
        "ip access-list extended A\n 10 permit ip any any\n remark x\nip route 0.0.0.0 0.0.0.0 10.0.0.1",
    ),
    "pool": (
        "ip dhcp pool VOICE\nnetwork 10.0.0.0 255.255.255.0\nbootfile x\n"
        "option 150 ip 10.1.1.1\n!\nip dhcp snooping",
        "ip dhcp pool VOICE\n network 10.0.0.0 255.255.255.0\n bootfile x\n"
        " option 150 ip 10.1.1.1\n!\nip dhcp snooping",
    ),
    "router": (
        "router bgp 1\nneighbor 10.0.0.1 remote-as 2\naddress-family ipv4\nneighbor 10.0.0.1 activate\n"
        "exit-address-family\nhostname A",
        "router bgp 1\n neighbor 10.0.0.1 remote-as 2\n address-family ipv4\n  neighbor 10.0.0.1 activate\n"
        "  exit-address-family\nhostname A",
    ),
    "half indented": (
        "policy-map P\nclass V\n priority percent 10\nclass class-default\n fair-queue\n!",
        "policy-map P\n class V\n  priority percent 10\n class class-default\n  fair-queue\n!",
    ),
    "blank lines": (
        "interface Gi0/1\n\nip address dhcp\n\nshutdown",
        "interface Gi0/1\n\n ip address dhcp\n\n shutdown",
    ),
    "flat region in a real config": (
        "interface Gi0/1\n shutdown\n!\ninterface Gi0/2\nshutdown\n!\nvlan 10\n name X",
        "interface Gi0/1\n shutdown\n!\ninterface Gi0/2\n shutdown\n!\nvlan 10\n name X",
    ),
    "archive below another header": (
        "vlan 10\nvlan 20\nname B\narchive\npath flash:\nvlan 30\nname C",
        "vlan 10\nvlan 20\n name B\narchive\n path flash:\nvlan 30\n name C",
    ),
    "voice gateway": (
        "dial-peer voice 1 voip\nvoice-class codec 1\ndestination-pattern 9T",
        "dial-peer voice 1 voip\n voice-class codec 1\n destination-pattern 9T",
    ),
    "table-map": (
        "table-map T\nmap from 0 to 8\ndefault copy",
        "table-map T\n map from 0 to 8\n default copy",
    ),
    "no opener": (
        "interface Gi0/1\nshutdown\nno interface Vlan5\ndefault interface Gi0/3",
        "interface Gi0/1\n shutdown\nno interface Vlan5\ndefault interface Gi0/3",
    ),
}

_KEPT = [
    "",
    "interface Gi0/1\n!\nshutdown",
    "interface Gi0/1\n shutdown\nip http server",
    "line con 0\nline vty 0 4\n login",
    "access-list 10 permit any\nip access-list extended A\nip route 0.0.0.0 0.0.0.0 10.0.0.1",
    "vlan internal allocation policy ascending\nvlan 10",
    "router bgp 1\nip forward-protocol nd",
]


@pytest.mark.parametrize("name", _SCRIPTS)
def test_flat_script_gets_its_indentation(name: str) -> None:
    """Each kind of flat script reads as IOS would have printed it."""
    flat, expected = _SCRIPTS[name]
    assert indent(flat) == expected


@pytest.mark.parametrize("name", _SCRIPTS)
def test_indenting_twice_changes_nothing(name: str) -> None:
    """What has its indentation is not flat any more."""
    once = indent(_SCRIPTS[name][0])
    assert indent(once) == once


@pytest.mark.parametrize("text", _KEPT)
def test_text_that_is_not_flat_is_kept(text: str) -> None:
    """Without a submode command right below a header nothing moves."""
    assert indent(text) == text


@pytest.mark.skipif(not _CORPUS.is_dir(), reason="the shared corpus is not here")
def test_real_configs_are_untouched() -> None:
    """Of the real configs only those that were captured without indentation change."""
    changed = {
        path.name
        for path in _CORPUS.iterdir()
        if (text := clean(decode(path.read_bytes())).text) != indent(text)
    }
    assert {name.rpartition("_cli_equal_")[0].rpartition("_tests_")[2] for name in changed} == {
        "ShowRunInterface",
        "ShowRunPolicyMap",
    }
    assert len(changed) == 2
