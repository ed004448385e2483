"""What class-maps, policy-maps and the global QoS lines mean."""

import pytest

from netaudit.model import ClassMap, Device, Police, PolicyClass, TableMap
from netaudit.parsers import read
from netaudit.parsers.ios.police import rate, read_police


def device(text: str) -> Device:
    """A device whose text is wholly understood."""
    (known,) = read(f"hostname r\n{text}")
    assert known.unread == ()
    return known


def class_map(*lines: str, head: str = "class-map match-any C") -> ClassMap:
    """One class-map."""
    return device(head + "\n" + "".join(f" {line}\n" for line in lines)).class_maps[0]


def action(*lines: str) -> PolicyClass:
    """One class of a policy-map."""
    return (
        device("policy-map P\n class C\n" + "".join(f"  {line}\n" for line in lines))
        .policy_maps[0]
        .classes[0]
    )


def test_match_all_is_the_default() -> None:
    """A class-map without a word is match-all."""
    assert class_map("match dscp ef", head="class-map C").match == "all"
    assert class_map("match dscp ef").match == "any"


@pytest.mark.parametrize(
    ("line", "field", "values"),
    [
        ("match ip dscp ef cs3 26", "dscp", (46, 24, 26)),
        ("match dscp default", "dscp", (0,)),
        ("match ip precedence 5", "precedence", (5,)),
        ("match precedence critical", "precedence", (5,)),
        ("match cos 5 3", "cos", (5, 3)),
        ("match access-group name AUTOQOS-ACL-DEFAULT", "access-group", ("AUTOQOS-ACL-DEFAULT",)),
        ("match access-group 101", "access-group", ("101",)),
        ("match protocol rtp audio", "protocol", ("rtp", "audio")),
        ("match ip rtp 16384 16383", "rtp", (16384, 16383)),
        ("match class-map VOICE", "class-map", ("VOICE",)),
        ("match qos-group 46", "qos-group", (46,)),
        ("match any", "any", ()),
    ],
)
def test_match(line: str, field: str, values: tuple[int | str, ...]) -> None:
    """DSCP and precedence names are numbers; several values of a line are alternatives."""
    (criterion,) = class_map(line).criteria
    assert (criterion.field, criterion.values, criterion.offset) == (field, values, 1)


def test_negated_match() -> None:
    """``match not`` is negated; ``match ip dscp`` sees IPv4 only."""
    negated, ipv4 = class_map("match not protocol rtp", "match ip dscp ef").criteria
    assert negated.negated
    assert not negated.ipv4_only
    assert ipv4.ipv4_only
    assert negated.text == "not protocol rtp"


@pytest.mark.parametrize("line", ["match dscp 64", "match dscp", "match cos x", "match precedence 8"])
def test_nonsense_match_is_unread(line: str) -> None:
    """A match line that makes no sense is reported."""
    (known,) = read(f"hostname r\nclass-map C\n {line}\n")
    assert [u.text for u in known.unread] == [line]


def test_priority_forms() -> None:
    """Every form of ``priority`` is a priority class."""
    assert action("priority percent 33").priority_percent == 33
    assert action("priority 128 4000").priority_kbps == 128
    both = action("priority level 1 percent 20")
    assert (both.priority, both.priority_level, both.priority_percent) == (True, 1, 20)
    assert action("priority").priority


def test_bandwidth_forms() -> None:
    """Kbps, percent, remaining percent and remaining ratio are told apart."""
    assert action("bandwidth 64").bandwidth_kbps == 64
    assert action("bandwidth percent 5").bandwidth_percent == 5
    assert action("bandwidth remaining percent 25").bandwidth_remaining_percent == 25
    assert action("bandwidth remaining ratio 10").bandwidth_remaining_ratio == 10


def test_set_and_shape() -> None:
    """Markings are numbers; rates are bits per second."""
    marked = action("set ip dscp ef", "set cos 5", "shape average 20m", "service-policy CHILD")
    assert marked.set == {"dscp": 46, "cos": 5}
    assert (marked.shape_bps, marked.service_policy) == (20_000_000, "CHILD")
    assert action("set dscp dscp table T").set == {"dscp": "dscp table T"}
    assert action("shape average percent 50").shape_percent == 50


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("320000 8000 exceed-action policed-dscp-transmit", {"bps": 320000, "burst_bytes": 8000}),
        ("1 mbps 8 kbyte exceed-action drop", {"bps": 1000000, "burst_bytes": 8000}),
        ("cir 128000 bc 8000", {"bps": 128000, "burst_bytes": 8000}),
        ("cir percent 33", {"percent": 33}),
        ("rate percent 10", {"percent": 10}),
        ("rate 5 mbps burst 100", {"bps": 5_000_000, "burst_bytes": 100}),
        ("rate 100 pps burst 5 packets", {}),
        ("cir percent 10 bc 20 ms pir percent 20 be 40 ms", {"percent": 10}),
        ("cir 365 pir 235", {"bps": 365, "pir_bps": 235}),
        ("128 kbps 8000 byte conform-action transmit", {"bps": 128_000, "burst_bytes": 8000}),
    ],
)
def test_police_forms(text: str, expected: dict[str, int]) -> None:
    """Rates are bits per second, bursts bytes, percents of the interface."""
    fields: dict[str, dict[str, object]] = {}
    read_police(fields, text.split())
    assert {key: value for key, value in fields["police"].items() if isinstance(value, int)} == expected


def test_police_verdicts_on_the_line_and_below() -> None:
    """Actions may follow on the line or stand below it."""
    line = action("police 1000000 31250 conform-action drop exceed-action set-dscp-transmit ef")
    below = action(
        "police cir 1000000 bc 31250", " conform-action drop", " exceed-action set-dscp-transmit ef"
    )
    assert line.police == below.police
    assert line.police == Police(
        offset=2, bps=1_000_000, burst_bytes=31250, conform=("drop",), exceed=("set-dscp-transmit ef",)
    )


@pytest.mark.parametrize("line", ["police", "police sideways", "priority percent x", "shape average fast"])
def test_nonsense_action_is_unread(line: str) -> None:
    """An action that makes no sense is reported and sets nothing."""
    (known,) = read(f"hostname r\npolicy-map P\n class C\n  {line}\n")
    expected = [] if line == "police" else [line]
    assert [u.text for u in known.unread] == expected


@pytest.mark.parametrize(("text", "bps"), [("768000", 768000), ("768k", 768000), ("1.5m", 1500000)])
def test_rate(text: str, bps: int) -> None:
    """Rates may carry a unit."""
    assert rate(text) == bps


def test_other_policies_are_not_qos() -> None:
    """A control policy has a kind of its own and no QoS classes."""
    (policy,) = device(
        "policy-map type control subscriber X\n event session-started match-all\n  10 class always do-all\n"
    ).policy_maps
    assert (policy.kind, policy.classes) == ("control subscriber", ())


def test_class_evidence() -> None:
    """Offsets of a class count from the policy-map's line."""
    (policy,) = device(
        "policy-map P\n class A\n  priority percent 10\n class class-default\n  fair-queue\n"
    ).policy_maps
    default = policy.classes[1]
    assert (policy.line, default.offset, default.at["fair_queue"]) == (2, 3, (4,))


def test_policy_that_appears_twice() -> None:
    """A later section goes on with the policy-map."""
    (policy,) = device(
        "policy-map P\n class A\n  priority percent 10\npolicy-map P\n class B\n  bandwidth percent 5\n"
    ).policy_maps
    assert [c.name for c in policy.classes] == ["A", "B"]
    assert policy.classes[1].at["bandwidth_percent"] == (4 + 1,)


def test_table_map() -> None:
    """Rows and default of a table-map are read."""
    assert device("table-map T\n map from 46 to 8\n default copy\n").table_maps == (
        TableMap(name="T", line=2, rows=((46, 8),), default="copy"),
    )


def test_mls_qos_is_an_exact_line() -> None:
    """Longer lines that begin with ``mls qos`` do not turn QoS on (trap 1)."""
    assert device("mls qos map policed-dscp 24 26 46 to 0\n").globals.mls_qos is None
    assert device("mls qos\n").globals.mls_qos is True
    assert device("no mls qos\n").globals.mls_qos is False


def test_cos_dscp_map_needs_eight_values() -> None:
    """The map is read when it is whole, else reported."""
    assert device("mls qos map cos-dscp 0 8 16 24 32 46 48 56\n").globals.cos_dscp_map[5] == 46
    (known,) = read("hostname r\nmls qos map cos-dscp 0 8 16\n")
    assert [u.text for u in known.unread] == ["mls qos map cos-dscp 0 8 16"]
    assert known.globals.cos_dscp_map[5] == 40


def test_a_class_that_stands_twice_is_merged() -> None:
    """A policy-map that is opened again adds to its classes; what was set before stays."""
    again = "policy-map P\n class A\n  police 128000 8000 exceed-action drop\n"
    text = f"policy-map P\n class A\n  set dscp ef\n class class-default\n  set dscp 0\n!\n{again}"
    (policy,) = device(text).policy_maps
    first, rest = policy.classes
    assert (first.name, first.set, rest.name) == ("A", {"dscp": 46}, "class-default")
    assert first.police is not None
    assert first.police.bps == 128000


@pytest.mark.parametrize(
    ("line", "police"),
    [
        ("police aggregate SHARED", Police(offset=2, aggregate="SHARED")),
        ("police rate 1000 pps", Police(offset=2)),
    ],
)
def test_a_policer_without_a_rate_in_bits(line: str, police: Police) -> None:
    """A shared policer, or one that counts packets, is a policer all the same."""
    assert action(line).police == police


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("set cos cos table T", {"cos": "cos table T"}),
        ("set cos dscp", {"cos": "dscp"}),
        ("set dscp cos", {"dscp": "cos"}),
        ("set dscp cos table T", {"dscp": "cos table T"}),
        ("set dscp dscp table T", {"dscp": "dscp table T"}),
        ("set ip precedence critical", {"precedence": 5}),
        ("set precedence cos", {"precedence": "cos"}),
        ("set qos-group 5", {"qos-group": 5}),
    ],
)
def test_set_forms(line: str, expected: dict[str, int | str]) -> None:
    """A field takes a number, what another field holds, or what a table makes of it."""
    assert action(line).set == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("police aggregate CALLS", Police(offset=2, aggregate="CALLS")),
        (
            "police 8000 1500 conform-action set-dscp-transmit ef exceed-action policed-dscp-transmit",
            Police(
                offset=2,
                bps=8000,
                burst_bytes=1500,
                conform=("set-dscp-transmit ef",),
                exceed=("policed-dscp-transmit",),
            ),
        ),
    ],
)
def test_police_of_a_catalyst(line: str, expected: Police) -> None:
    """A policer may be shared by name, and may mark what conforms and what exceeds."""
    assert action(line).police == expected


def test_table_map_in_hexadecimal() -> None:
    """Rows may be written in either base."""
    (table,) = device("table-map T\n map from 0x2E to 0x8\n map from 010 to 10\n default 0\n").table_maps
    assert (table.rows, table.default) == (((46, 8), (10, 10)), "0")


def test_queues_of_a_6800() -> None:
    """Maps of type lan-queuing are read like those of QoS and keep their kind."""
    known = device(
        "class-map type lan-queuing match-any VOICE-Q\n match dscp ef\n match cos 5\n"
        "policy-map type lan-queuing 1P7Q4T\n class type lan-queuing VOICE-Q\n  priority\n"
        " class class-default\n  bandwidth remaining percent 70\n  queue-buffers ratio 25\n"
        "interface TenGigabitEthernet1/1\n service-policy type lan-queuing output 1P7Q4T\n"
    )
    (voice,), (policy,) = known.class_maps, known.policy_maps
    assert (voice.name, voice.kind, voice.match) == ("VOICE-Q", "lan-queuing", "any")
    assert [criterion.values for criterion in voice.criteria] == [(46,), (5,)]
    first, rest = policy.classes
    assert (policy.kind, first.name, first.priority) == ("lan-queuing", "VOICE-Q", True)
    assert (rest.bandwidth_remaining_percent, rest.queue_buffers_ratio) == (70, 25)
    (held,) = known.interfaces[0].policies
    assert (held.name, held.kind, held.direction) == ("1P7Q4T", "lan-queuing", "output")
