"""Who uses which policy, class and access list."""

from netaudit import parsers
from netaudit.analysis import usage
from netaudit.model import Device

CONFIG = """\
hostname HUB
class-map match-any VOICE
 match access-group name RTP
class-map match-any REAL-TIME
 match class-map VOICE
policy-map CHILD
 class REAL-TIME
  priority percent 30
policy-map PARENT
 class class-default
  shape average 20000000
  service-policy CHILD
policy-map MARK
 class REAL-TIME
  police cir 128000 bc 8000
   exceed-action set-dscp-transmit dscp table MARKDOWN
interface GigabitEthernet0/0
 ip access-group OUTSIDE in
 service-policy input MARK
 service-policy output PARENT
interface GigabitEthernet0/1
 ip access-group LATER in
 service-policy output GONE
 shutdown
vlan access-map KEEP-OUT 10
 match ip address WORMS
 action drop
snmp-server community hidden RO 99
line vty 0 4
 access-class 23 in
end
"""


def device() -> Device:
    """The one device of the config above."""
    (found,) = parsers.read(CONFIG)
    return found


def test_attachment_reaches_through_nesting() -> None:
    """A policy-map nested in an attached one is attached; what a shut port names counts too."""
    assert usage.attached_policies(device()) == {"CHILD", "GONE", "MARK", "PARENT"}


def test_uses_point_at_their_own_line() -> None:
    """Two policies on one interface have a line each; interfaces out of service are left out."""
    found = [(use.name, use.where, use.lines) for use in usage.policy_uses(device())]
    assert found == [
        ("MARK", "GigabitEthernet0/0", (19,)),
        ("PARENT", "GigabitEthernet0/0", (20,)),
        ("CHILD", "PARENT", (12,)),
    ]


def test_classes_are_used_by_policies_and_classes() -> None:
    """A class-map inside another class-map is used."""
    assert usage.used_classes(device()) >= {"REAL-TIME", "VOICE"}


def test_access_lists_have_many_users() -> None:
    """Interfaces, lines, class-maps, VLAN access-maps and SNMP all use access lists."""
    assert usage.used_acls(device()) == {"23", "99", "LATER", "OUTSIDE", "RTP", "WORMS"}


def test_access_list_uses_in_service() -> None:
    """Each use names its place; the line section is named once though two readings know of it."""
    found = {(use.name, use.where, use.kind) for use in usage.acl_uses(device())}
    assert found == {
        ("23", "line vty 0 4", "line"),
        ("99", "snmp-server community RO 99", "snmp"),
        ("OUTSIDE", "GigabitEthernet0/0", "interface"),
        ("WORMS", "vlan access-map KEEP-OUT 10", "selection"),
    }


def test_tables_of_a_policer_and_of_a_marking() -> None:
    """A table-map is named by ``set … table`` and by the actions of a policer."""
    mark = next(policy for policy in device().policy_maps if policy.name == "MARK")
    assert usage.tables_of(mark.classes[0]) == {"MARKDOWN"}


def test_policy_for_some_vlans_of_a_port_is_a_qos_policy() -> None:
    """A policy below ``vlan-range`` is attached like any other, at its own line."""
    text = "hostname S\ninterface GigabitEthernet1/1\n vlan-range 10\n  service-policy input DATA\nend\n"
    (device,) = parsers.read(text)
    (use,) = usage.policy_uses(device)
    assert (use.name, use.kind, use.lines) == ("DATA", "qos", (4,))
