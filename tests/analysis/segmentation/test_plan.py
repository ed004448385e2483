"""Who lives where, by the site policy first and by hints of the config else."""

from netaudit.analysis.segmentation.plan import plan, servers_behind
from netaudit.site.policy import Policy
from tests.analysis.segmentation.config import device

POOL = """\
ip dhcp pool PHONES
 network 10.20.110.0 255.255.255.0
 option 150 ip 10.1.1.20
 option 6 ip 10.1.1.53
"""


def test_subnets_of_gateways_are_segments() -> None:
    """The voice VLAN's subnet is voice, the access VLAN's is data, without host bits."""
    site = plan(device("", "", ""), Policy())
    assert (site.voice, site.data) == (("10.20.110.0/24",), ("10.10.10.0/24",))


def test_the_policy_makes_lists_of_servers_complete() -> None:
    """Only what the policy states is complete; hints add servers and never close a list."""
    policy = Policy(call_control=("10.1.1.21",))
    site = plan(device(" ip helper-address 10.1.1.10\n", "", POOL, policy), policy)
    assert site.complete == {"call_control"}
    assert site.call_control == ("10.1.1.20/32", "10.1.1.21/32")
    assert site.dhcp == ("10.1.1.10/32",)
    assert "10.1.1.53/32" in site.infrastructure


def test_own_addresses_hold_what_is_shared_with_a_standby() -> None:
    """The virtual address of HSRP is the device's own."""
    site = plan(device(" standby 10 ip 10.10.10.254\n", "", ""), Policy())
    assert site.own == ("10.10.10.1/32", "10.10.10.254/32", "10.20.110.1/32")


def test_a_plan_is_made_anew_for_another_policy() -> None:
    """The answer that is kept with a device is that of the policy asked for."""
    found = device("", "", "")
    assert not plan(found, Policy()).management
    assert plan(found, Policy(management_networks=("10.0.99.0/24",))).management == ("10.0.99.0/24",)


def test_servers_behind_a_gateway_are_not_the_device_itself() -> None:
    """Call manager express answers from the gateway's own address: no server in the users' segment."""
    policy = Policy(call_control=("10.10.10.1", "10.10.10.20"))
    found = device("", "", "", policy)
    assert servers_behind(found, policy, found.svis[10]) == ("10.10.10.20",)


def test_one_phone_port_by_mistake_leaves_users_what_they_are() -> None:
    """VLAN 10 has three PCs and one phone by a slip: it stays a data VLAN."""
    port = "interface GigabitEthernet1/0/{}\n switchport mode access\n switchport access vlan {}\n"
    slip = port.format(9, 11) + " switchport voice vlan 10\n"
    site = plan(device("", "", slip + "".join(port.format(n, 10) for n in (6, 7, 8))), Policy())
    assert (site.voice, site.data) == (("10.20.110.0/24",), ("10.10.10.0/24",))
