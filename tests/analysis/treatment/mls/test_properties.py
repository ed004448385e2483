"""What holds for every MLS Catalyst, whatever its config."""

from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.model import Packet
from tests.analysis.treatment.mls.switch import switch, way

DSCP = st.integers(0, 63)
COS = st.integers(0, 7)
PACKETS = st.builds(Packet, dscp=DSCP, cos=st.none() | COS, sender=st.sampled_from(["phone", "pc", "peer"]))
TRUSTS = st.sampled_from(
    [
        "",
        " mls qos trust cos\n",
        " mls qos trust dscp\n",
        " mls qos trust ip-precedence\n",
        " mls qos trust device cisco-phone\n mls qos trust dscp\n",
        " mls qos cos override\n mls qos cos 3\n",
        " mls qos trust dscp\n mls qos dscp-mutation M\n",
        " service-policy input IN\n",
        " mls qos trust cos\n service-policy input IN\n",
    ]
)
FAMILIES = st.sampled_from(["c2950", "c3550", "c3k"])
MAP = st.lists(DSCP, min_size=8, max_size=8)
DEFAULTS = {8 * n for n in range(8)}
POLICY = "class-map VOICE\n match ip dscp 46\npolicy-map IN\n class VOICE\n  set dscp {}\n"
UNRELATED = (
    "ntp server 10.9.9.9",
    "logging buffered 4096",
    "ip domain-name lab.example",
    "mls qos map policed-dscp 1 to 0",
    "snmp-server location here",
)


def text(trust: str, cos_map: list[int], mutation: int, marked: int, extra: tuple[str, ...] = ()) -> str:
    """A switch with a phone port that trusts in some way and a trunk."""
    lines = (
        f"mls qos map cos-dscp {' '.join(map(str, cos_map))}",
        f"mls qos map dscp-mutation M 40 46 to {mutation}",
        *extra,
        "mls qos",
    )
    port = "interface FastEthernet0/1\n switchport mode access\n switchport voice vlan 110\n"
    trunk = "interface GigabitEthernet0/1\n switchport mode trunk\n"
    return "\n".join(lines) + "\n" + POLICY.format(marked) + port + trust + trunk


@settings(max_examples=150, deadline=None)
@given(FAMILIES, TRUSTS, MAP, DSCP, DSCP, PACKETS)
def test_marking_is_never_invented(
    family: str, trust: str, cos_map: list[int], mutation: int, marked: int, packet: Packet
) -> None:
    """An outgoing DSCP comes from the packet, a map, a set or the default 0; the share is a share."""
    left = way(switch(family, text(trust, cos_map, mutation, marked)), packet, "Fa0/1", "Gi0/1").exit
    assert left.dscp in {packet.dscp, mutation, marked, 0, *cos_map, *DEFAULTS}
    assert left.guaranteed_percent is None or 0 <= left.guaranteed_percent <= 100
    assert (left.queue is None) == (left.guaranteed_percent is None)
    assert left.cos is None or 0 <= left.cos <= 7


@settings(max_examples=60, deadline=None)
@given(FAMILIES, TRUSTS, st.permutations(UNRELATED), st.integers(0, len(UNRELATED)), PACKETS)
def test_unrelated_lines_change_nothing(
    family: str, trust: str, order: list[str], count: int, packet: Packet
) -> None:
    """Lines that do not speak of the packet, in any number and order, leave exit and story as they are."""
    usual = [0, 8, 16, 24, 32, 46, 48, 56]
    plain = way(switch(family, text(trust, usual, 34, 46)), packet, "Fa0/1", "Gi0/1")
    more = switch(family, text(trust, usual, 34, 46, tuple(order[:count])))
    again = way(more, packet, "Fa0/1", "Gi0/1")
    assert again.exit == plain.exit
    assert [step.decided_by for step in again.steps] == [step.decided_by for step in plain.steps]


@settings(max_examples=60, deadline=None)
@given(TRUSTS, st.permutations(["46 to 5", "24 26 to 3", "0 8 to 1"]), PACKETS)
def test_order_of_map_lines_for_other_values_is_irrelevant(
    trust: str, order: list[str], packet: Packet
) -> None:
    """Map lines that speak of different values may stand in any order."""
    usual = [0, 8, 16, 24, 32, 46, 48, 56]
    lines = tuple(f"mls qos map dscp-cos {line}" for line in order)
    sorted_lines = tuple(sorted(lines))
    first = way(switch("c3k", text(trust, usual, 34, 46, lines)), packet, "Fa0/1", "Gi0/1")
    second = way(switch("c3k", text(trust, usual, 34, 46, sorted_lines)), packet, "Fa0/1", "Gi0/1")
    assert first.exit == second.exit
