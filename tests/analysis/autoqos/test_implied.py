"""Auto-QoS in its compact form means what it would show otherwise."""

import pytest

from netaudit.analysis.autoqos import implied
from netaudit.model import Device, ServicePolicy
from netaudit.parsers import read

C3K = "hostname s1\nswitch 1 provision ws-c2960x-48fps-l\nauto qos global compact\n"
UADP = "version 17.6\nhostname s1\nswitch 1 provision c9300-48p\nauto qos global compact\n"


def device(text: str) -> Device:
    """The device of a text, with what it implies."""
    (known,) = read(text)
    return implied(known)


def test_ports() -> None:
    """A phone port of a 2960-X gets queue, trust and policy, all of them from its auto qos line."""
    port = device(
        C3K + "interface GigabitEthernet1/0/1\n switchport mode access\n auto qos voip cisco-phone\n"
    )
    (phone,) = port.interfaces
    assert (phone.trust, phone.trust_device, phone.priority_queue) == ("cos", "cisco-phone", True)
    assert phone.srr_share == (1, 30, 35, 5)
    assert phone.policy_in == "AUTOQOS-SRND4-CISCOPHONE-POLICY"
    assert phone.lines_of("trust", "trust_device", "priority_queue", "srr_share", "policies") == (6,)


def test_global_settings() -> None:
    """Maps and queues are there, with the first auto qos line as evidence of each."""
    settings = device(C3K + "interface GigabitEthernet1/0/1\n auto qos voip cisco-phone\n").globals
    assert (settings.mls_qos, settings.cos_dscp_map[5], settings.auto_qos_srnd4) == (True, 46, True)
    assert "mls qos queue-set output 1 buffers 15 25 40 20" in settings.qos_maps
    assert settings.at["mls_qos"] == (5,)
    assert settings.at["qos_maps"] == (5,) * len(settings.qos_maps)


def test_own_lines_hold() -> None:
    """What the config says itself is not overridden, and its maps come after the generated ones."""
    own = device(
        C3K + "mls qos map cos-dscp 0 8 16 24 32 40 48 56\nmls qos queue-set output 1 buffers 25 25 25 25\n"
        "interface GigabitEthernet1/0/1\n mls qos trust dscp\n auto qos voip cisco-phone\n"
        " service-policy input OURS\n"
    )
    (phone,) = own.interfaces
    assert (phone.trust, phone.trust_device, phone.policy_in) == ("dscp", "cisco-phone", "OURS")
    assert phone.policies == (ServicePolicy(name="OURS", direction="input"),)
    assert phone.lines_of("trust") == (7,)
    assert own.globals.cos_dscp_map[5] == 40
    assert own.globals.qos_maps[-1] == "mls qos queue-set output 1 buffers 25 25 25 25"
    assert own.globals.at["qos_maps"][-2:] == (8, 5)


def test_policies() -> None:
    """A 9300 gets the policies with their classes; every place in them is the auto qos line."""
    known = device(UADP + "interface GigabitEthernet1/0/1\n auto qos voip cisco-phone\n")
    (phone,) = known.interfaces
    assert (phone.trust_device, phone.policy_out) == ("cisco-phone", "AutoQos-4.0-Output-Policy")
    maps = {policy.name: policy for policy in known.policy_maps}
    voice = maps["AutoQos-4.0-Output-Policy"].classes[0]
    assert (voice.name, voice.priority_level, voice.priority_percent) == (
        "AutoQos-4.0-Output-Priority-Queue",
        1,
        30,
    )
    marked = maps["AutoQos-4.0-CiscoPhone-Input-Policy"].classes[0]
    assert marked.set == {"dscp": 46}
    assert marked.police is not None
    assert {policy.line + part.offset for policy in known.policy_maps for part in policy.classes} == {6}
    assert (marked.police.offset, set(marked.at.values())) == (0, {(0,)})
    assert {each.line + one.offset for each in known.class_maps for one in each.criteria} == {6}
    assert {(acl.name, acl.line + acl.entries[0].offset) for acl in known.acls} == {
        ("AutoQos-4.0-Acl-Default", 6)
    }


def test_defined_names_stay() -> None:
    """A policy-map that the config defines itself is not replaced."""
    text = UADP + "policy-map AutoQos-4.0-Output-Policy\n class class-default\n  bandwidth percent 100\n"
    known = device(text + "interface GigabitEthernet1/0/1\n auto qos voip cisco-phone\n")
    (output,) = (policy for policy in known.policy_maps if policy.name == "AutoQos-4.0-Output-Policy")
    assert [part.name for part in output.classes] == ["class-default"]


@pytest.mark.parametrize(
    ("lines", "trust"),
    [
        (" switchport mode trunk\n auto qos trust\n", "cos"),
        (" no switchport\n ip address 192.0.2.1 255.255.255.0\n auto qos trust\n", "dscp"),
        (" switchport mode trunk\n auto qos trust dscp\n", "dscp"),
    ],
)
def test_trust_by_layer(lines: str, trust: str) -> None:
    """Without a field a switch port trusts CoS and a routed port DSCP."""
    assert device(C3K + "interface GigabitEthernet1/0/48\n" + lines).interfaces[0].trust == trust


@pytest.mark.parametrize(
    "text",
    [
        C3K.replace("auto qos global compact\n", "") + "interface Gi1/0/1\n auto qos voip cisco-phone\n",
        C3K + "interface Gi1/0/1\n switchport mode access\n",
        C3K + "interface Gi1/0/1\n auto qos something new\n",
    ],
    ids=["shown", "no macro", "unknown macro"],
)
def test_nothing_implied(text: str) -> None:
    """A config that shows everything, has no macro or one that is not known is left as it is."""
    (known,) = read(text)
    assert implied(known) is known


def test_worked_out_once() -> None:
    """However many ask, the device is completed once."""
    (known,) = read(C3K + "interface Gi1/0/1\n auto qos voip cisco-phone\n")
    assert implied(known) is implied(known)
