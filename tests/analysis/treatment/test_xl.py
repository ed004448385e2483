"""The 2900XL and 3500XL: two queues by CoS, DSCP never looked at."""

from netaudit.model import Exit, Packet
from tests.analysis.treatment.mls.switch import EF, PHONE, switch, way

PORTS = """\
interface FastEthernet0/24
 switchport mode trunk
interface FastEthernet0/1
 switchport voice vlan 110
"""


def out(lines: str, packet: Packet = PHONE) -> Exit:
    """How a packet leaves from port 1 by the trunk."""
    return way(switch("xl", PORTS + lines), packet, "Fa0/1", "Fa0/24").exit


def test_high_cos_goes_first() -> None:
    """CoS 4-7 are in the high queue, which is always served before the low one."""
    left = out("")
    assert (left.dscp, left.cos, left.queue, left.strict) == (EF, 5, "2", True)
    low = out("", Packet(dscp=24, cos=3))
    assert (low.queue, low.strict, low.guaranteed_percent) == ("1", False, 0)


def test_untagged_frames_get_the_priority_of_the_port() -> None:
    """``switchport priority default 5`` lifts frames without a tag, whatever their DSCP."""
    assert out("", Packet(dscp=EF, sender="pc")).queue == "1"
    assert out(" switchport priority default 5\n", Packet(sender="pc")).queue == "2"


def test_override_takes_the_tag_away() -> None:
    """``switchport priority override`` gives the port's CoS to tagged frames too."""
    assert out(" switchport priority override\n").cos == 0
