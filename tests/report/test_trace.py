"""Traces as JSON and text: every pair of ports, its own lines, nothing that a config could smuggle in."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from netaudit.analysis.autoqos import implied
from netaudit.analysis.roles import assign
from netaudit.analysis.treatment import places, stages, treatment
from netaudit.analysis.treatment.kinds import Kind
from netaudit.analysis.treatment.matrix import matrix
from netaudit.analysis.treatment.verdict import judge
from netaudit.errors import UsageError
from netaudit.model import Device, Exit, Interface, Marking, Packet, Step, Treatment
from netaudit.parsers import read
from netaudit.report import schemas, trace, trace_text
from netaudit.report.trace_question import Question, answer, choices_of, packet_of
from netaudit.report.trace_rows import Case, rows
from netaudit.report.trace_words import exit_words, notes, packet_words
from netaudit.site.policy import Policy, Profile

CONFIG = """version 15.0
hostname acc-1
switch 1 provision ws-c3750x-24p
interface GigabitEthernet1/0/1
 description desk
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 110
 mls qos trust cos
interface GigabitEthernet1/0/2
 switchport mode access
 switchport access vlan 11
 switchport voice vlan 111
 mls qos trust cos
interface GigabitEthernet1/0/3
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 110
 mls qos trust cos
 shutdown
interface GigabitEthernet1/1/1
 switchport trunk allowed vlan 10,110
 switchport mode trunk
 priority-queue out
interface GigabitEthernet1/1/2
 switchport mode trunk
 priority-queue out
end
"""
"""Trust stands on lines 9 and 14, the priority queue on lines 24 and 27."""

IN = Marking(dscp=46, cos=5, tagged=True)
STEPS = (
    Step(
        stage="trust",
        decided_by="mls qos trust cos",
        marking=IN,
        places=(places.ingress("trust"),),
    ),
    Step(stage="map", decided_by="default: cos-dscp map", marking=Marking(dscp=40, cos=5, tagged=True)),
    Step(
        stage="scheduler",
        decided_by="priority-queue out",
        marking=Marking(dscp=40, cos=5, tagged=True),
        says="strict, no limit",
        places=(places.egress("priority_queue"),),
    ),
)
"""EF that becomes CS5 by the default map, in a strict queue."""

LEFT = Exit(
    dscp=40, cos=5, tagged=True, queue="1", strict=True, guaranteed_percent=100, guaranteed_kbps=1_000_000,
    link_kbps=1_000_000,
)  # fmt: skip


def device() -> Device:
    """The config above, read, with roles."""
    (read_,) = read(CONFIG, "acc-1.cfg")
    return assign(read_, Policy())


def ports(*numbers: int) -> tuple[Interface, ...]:
    """Interfaces of the device by their place in the config."""
    found = device().interfaces
    return tuple(found[number] for number in numbers)


def group(kind: Kind = Kind.BEARER, left: Exit = LEFT, ingresses: tuple[int, ...] = (0, 1)) -> Case:
    """Two phone ports and two uplinks, treated alike."""
    packet = Packet(dscp=46, cos=5, source_port=17000, destination_port=17000, application="rtp")
    treated = Treatment(packet=packet, exit=left, steps=STEPS)
    return Case(kind, ports(*ingresses), ports(3, 4), treated, judge(kind, treated))


def shown(*groups: Case) -> list[dict[str, Any]]:
    """The traces of some groups, decoded."""
    return list(json.loads(f"[{trace.as_json(device(), groups or (group(),))}]"))


def test_a_trace_has_the_keys_of_the_contract() -> None:
    """Device, ports, packet, verdict, exit and stages, as the contract names them."""
    first = shown()[0]
    assert (first["device"], first["source"]) == ("acc-1", "acc-1.cfg")
    assert (first["ingress"], first["egress"]) == ("GigabitEthernet1/0/1", "GigabitEthernet1/1/1")
    assert (first["kind"], first["verdict"], first["known"]) == ("bearer", "fail", True)
    assert first["says"] == "EF is rewritten to CS5; calls need EF on the rest of the way"
    wanted = {
        "dscp": 40, "cos": 5, "queue": "1", "strict": True, "guaranteed_percent": 100, "cap_percent": None,
        "cap_kbps": None, "link_kbps": 1_000_000,
    }  # fmt: skip
    assert {key: first["exit"][key] for key in wanted} == wanted
    assert first["stages"][1] == {
        "stage": "map",
        "in": "DSCP EF, CoS 5",
        "out": "DSCP CS5, CoS 5",
        "decided_by": "default: cos-dscp map",
        "lines": [],
        "known": True,
    }


def test_each_pair_has_a_trace_with_lines_of_its_own() -> None:
    """What is worked out once is told for every pair, in the order of the config."""
    told = [(one["ingress"][-5:], one["egress"][-5:], one["stages"][0]["lines"], one["stages"][2]["lines"])
            for one in shown()]  # fmt: skip
    assert told == [
        ("1/0/1", "1/1/1", [9], [24]),
        ("1/0/1", "1/1/2", [9], [27]),
        ("1/0/2", "1/1/1", [14], [24]),
        ("1/0/2", "1/1/2", [14], [27]),
    ]


def test_the_packet_is_in_the_vlan_of_each_port() -> None:
    """A group has no VLAN where VLANs decide nothing; a trace has that of the port's phone."""
    assert [one["packet"]["vlan"] for one in shown()] == [110, 110, 111, 111]


def test_no_packet_returns_by_its_own_port() -> None:
    """Uplinks that are alike: each to the other, none to itself."""
    uplinks = group()._replace(ingresses=ports(3, 4))
    assert [(one["ingress"][-1], one["egress"][-1]) for one in shown(uplinks)] == [("1", "2"), ("2", "1")]
    assert trace_text.count([uplinks]).total() == 2


def document() -> dict[str, Any]:
    """A whole document."""
    problem = {"source": "gone.cfg", "message": "no such file"}
    return {"schema": "netaudit.trace/1", "traces": shown(), "problems": [problem]}


def test_follows_its_schema() -> None:
    """The document is valid against the schema in docs."""
    schema = json.loads(Path("docs/netaudit.trace.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document())


def test_schema_refuses_an_unknown_key() -> None:
    """The schema is closed: a misspelt key does not pass."""
    wrong = document()
    wrong["traces"][0]["exit"]["queues"] = "1"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schemas.SCHEMAS["netaudit.trace.schema.json"]())


def one(treated: Treatment | None = None, config: str = CONFIG) -> str:
    """The text of one trace, from the first phone port to the first uplink."""
    case = group()._replace(ingresses=ports(0), egresses=ports(3))
    if treated:
        case = case._replace(treatment=treated, verdict=judge(case.kind, treated))
    texts = config.split("\n")
    return trace_text.one(device(), case, lambda line: texts[line - 1])


def test_text_of_one() -> None:
    """Stage by stage: what goes in and out, what decided, the lines; then the verdict and its reason."""
    assert one().splitlines() == [
        "acc-1  acc-1.cfg  (ios, c3k)",
        "  GigabitEthernet1/0/1 (phone) -> GigabitEthernet1/1/1 (uplink)",
        "  voice: DSCP EF, CoS 5, from a phone, udp port 17000 to port 17000, rtp",
        "",
        "  trust          DSCP EF, CoS 5 -> DSCP EF, CoS 5",
        "                 decided by mls qos trust cos",
        "                     9 |  mls qos trust cos",
        "  map            DSCP EF, CoS 5 -> DSCP CS5, CoS 5",
        "                 decided by default: cos-dscp map",
        "  scheduler      DSCP CS5, CoS 5 -> strict, no limit",
        "                 decided by priority-queue out",
        "                    24 |  priority-queue out",
        "  leaves         DSCP CS5, CoS 5; queue 1, strict, no limit; link 1,000,000 kbps",
        "",
        "  FAIL           EF is rewritten to CS5; calls need EF on the rest of the way",
        "                 map: decided by default: cos-dscp map",
    ]


def test_quoted_lines_hold_no_secret() -> None:
    """What stands behind a password is not quoted, and nothing that a terminal obeys."""
    text = one(config=CONFIG.replace(" mls qos trust cos", " password Tr0ub4dor\x1b[2J"))
    assert "9 |  password <removed>" in text
    assert not {"Tr0ub4dor", "\x1b"} & {*text.split(), *text}


def test_doubt_is_marked() -> None:
    """A stage that is not known says so."""
    step = Step(stage="queue", decided_by="a template", marking=IN, known=False, says="unknown")
    text = one(Treatment(packet=Packet(dscp=46, cos=5), exit=Exit(dscp=46), steps=(step,)))
    assert "decided by a template (unknown)" in text
    assert "  UNKNOWN " in text


def test_text_of_all() -> None:
    """Ports that are treated alike share a row, as a range; the last line counts."""
    assert trace_text.every(device(), (group(),)).splitlines() == [
        "acc-1  acc-1.cfg  (ios, c3k)",
        "  voice",
        "  FAIL           EF is rewritten to CS5; calls need EF on the rest of the way",
        "                 GigabitEthernet1/0/1-2 -> GigabitEthernet1/1/1-2",
        "                 DSCP EF, CoS 5 -> DSCP CS5, CoS 5; queue 1, strict, no limit; link 1,000,000 kbps",
        "                 map: decided by default: cos-dscp map",
        "  4 traces: 0 pass, 4 fail, 0 unknown",
    ]


def test_a_device_without_ways() -> None:
    """Where there is no phone port or no uplink, one line says so."""
    text = trace_text.every(device(), ())
    assert text.splitlines()[1:] == ["  no port for phones or PCs, or no uplink: nothing to trace"]


def test_rows_join_what_looks_the_same() -> None:
    """Ports that differ in nothing that is shown make one row; others stay apart, the worst first."""
    good = Exit(dscp=46, cos=5, tagged=True, queue="1", strict=True)
    apart = [group(left=good, ingresses=(2,)), group(ingresses=(0,)), group(ingresses=(1,))]
    assert [tuple(port.name[-1] for port in each.ingresses) for each in rows(apart)] == [("1", "2"), ("3",)]


def test_rows_send_no_packet_back_by_its_port() -> None:
    """Phones to uplinks, and uplinks to both, make two rows, not one for each phone."""
    there, back = group(ingresses=(0, 1)), group(ingresses=(0, 1))
    apart = [there, back._replace(ingresses=there.egresses, egresses=there.ingresses + there.egresses)]
    names = [
        tuple(tuple(port.name[-3:] for port in ports) for ports in (each.ingresses, each.egresses))
        for each in rows(apart)
    ]
    assert names == [(("0/1", "0/2"), ("1/1", "1/2")), (("1/1", "1/2"), ("1/1", "1/2", "0/1", "0/2"))]


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (Exit(dscp=None), "DSCP unknown, untagged; queue unknown, strict or not is unknown"),
        (Exit(dscp=46, dropped=True), "dropped"),
        (
            Exit(dscp=0, queue="fifo", strict=False, guaranteed_percent=0, link_kbps=1544),
            "DSCP 0, untagged; one queue for all, not strict, nothing guaranteed, no limit; link 1,544 kbps",
        ),
        (
            Exit(dscp=40, cos=5, tagged=True, queue="1", threshold="3", strict=False, guaranteed_percent=4,
                 guaranteed_kbps=4000, cap_percent=4, cap_kbps=4000, link_kbps=100_000),
            "DSCP CS5, CoS 5; queue 1, threshold 3, not strict, at least 4 % (4,000 kbps), "
            "at most 4 % (4,000 kbps); link 100,000 kbps",
        ),
        (
            Exit(dscp=46, queue="VOICE", strict=True, cap_kbps=506.9, policed_kbps=128),
            "DSCP EF, untagged; class VOICE, strict, at most 506.9 kbps; policed to 128 kbps",
        ),
    ],
)  # fmt: skip
def test_exit_in_words(left: Exit, words: str) -> None:
    """How a packet leaves; what is not known is called unknown, never left out."""
    assert exit_words(left) == words


def test_packet_in_words() -> None:
    """Only what is stated is said of a packet."""
    assert packet_words(Packet(sender="pc", protocol="gre")) == "DSCP 0, untagged, from a PC, gre"
    full = Packet(dscp=26, protocol="tcp", source="10.1.1.1", destination="10.2.2.2", destination_port=2000,
                  vlan=7, sender="peer")  # fmt: skip
    assert (
        packet_words(full)
        == "DSCP AF31, untagged, from the network, VLAN 7, tcp 10.1.1.1 to 10.2.2.2 port 2000"
    )


def sent(port: int, **given: int | str | None) -> Packet:
    """A packet as it is described, at a port."""
    (ingress,) = ports(port)
    return packet_of(given, ingress, Profile.SRND4)


def test_a_phone_calls_by_default() -> None:
    """Nothing stated: voice of the port's phone, tagged in the voice VLAN; from a trunk, of the network."""
    packet = sent(0)
    assert (packet.dscp, packet.cos, packet.sender, packet.vlan) == (46, 5, "phone", 110)
    assert (packet.protocol, packet.destination_port, packet.application) == ("udp", 17000, "rtp")
    assert (sent(3).sender, sent(3).cos, sent(3).vlan) == ("peer", 5, None)


def test_a_pc_does_not_tag() -> None:
    """The same marking from the PC behind the phone: no tag, the data VLAN."""
    packet = sent(0, sender="pc")
    assert (packet.dscp, packet.cos, packet.vlan, packet.application) == (46, None, 10, "unknown")


def test_what_is_stated_counts() -> None:
    """Options win over what such a sender does, and bring the rest in line with them."""
    assert (sent(0, dscp=24).protocol, sent(0, dscp=24).destination_port) == ("tcp", 2000)
    assert (sent(0, dscp=34).cos, sent(0, dscp=34).dscp) == (4, 34)
    assert sent(0, cos=None).cos is None
    assert sent(0, sender="pc", cos=3, vlan=5).cos == 3
    packet = sent(0, protocol="gre")
    assert (packet.source_port, packet.destination_port, packet.application) == (None, None, None)
    assert sent(0, destination_port=20000).application == "rtp"
    assert sent(0, dscp=24, destination_port=5060).application is None


def test_a_source_in_the_subnet_of_the_port() -> None:
    """A LAN's packets come from its subnet, which access lists ask for; what a WAN brings, from anywhere."""
    (router,) = read(
        "hostname r\ninterface GigabitEthernet0/0\n ip address 10.1.1.1 255.255.255.0\n"
        "interface Serial0/0/0\n ip address 10.9.9.1 255.255.255.252\n"
    )
    ways = (("gi0/0", "se0/0/0"), ("se0/0/0", "gi0/0"))
    asked = [Question(ingress=ingress, egress=egress) for ingress, egress in ways]
    packets = [answer(assign(router, Policy()), each, Profile.SRND4)[0].treatment.packet for each in asked]
    assert [packet.source for packet in packets] == ["10.1.1.2", None]


def ask(ingress: str, egress: str) -> None:
    """Ask about two interfaces."""
    answer(device(), Question(ingress=ingress, egress=egress), Profile.SRND4)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Gi1/0/9", "acc-1 has no interface GigabitEthernet1/0/9; it has GigabitEthernet1/0/1-3"),
        ("Gi2/0/1", "acc-1 has no interface GigabitEthernet2/0/1; it has GigabitEthernet1/0/1-3"),
        ("Fa0/1", "acc-1 has no interface FastEthernet0/1; it has GigabitEthernet1/0/1-3"),
        ("?", "acc-1 has no interface ?; it has GigabitEthernet1/0/1-3"),
    ],
)
def test_an_unknown_interface_names_near_ones(name: str, near: str) -> None:
    """Of the same module, else of the same type, else all that there are."""
    for ways in ((name, "Gi1/1/1"), ("Gi1/0/1", name)):
        with pytest.raises(UsageError) as refused:
            ask(*ways)
        assert str(refused.value).startswith(near)


def test_a_packet_leaves_by_another_interface() -> None:
    """The same interface twice, in two spellings, is refused."""
    with pytest.raises(UsageError, match="both GigabitEthernet1/0/1"):
        ask("gi1/0/1", "GigabitEthernet 1/0/1")


def test_choices() -> None:
    """Phone ports and uplinks to choose from; one that is shut down is none."""
    assert choices_of(device()) == (
        "say --from and --to, or --all; acc-1 has phone ports GigabitEthernet1/0/1-2 and "
        "uplinks GigabitEthernet1/1/1-2"
    )


def test_notes() -> None:
    """A port that is shut down and a VLAN that a trunk does not carry are told."""
    shut, trunk = ports(2, 3)
    assert list(notes(Packet(vlan=111), shut, trunk)) == [
        "GigabitEthernet1/0/3 is shut down; this is what it would do",
        "VLAN 111 is not allowed on GigabitEthernet1/1/1: only what is routed leaves there",
    ]
    assert list(notes(Packet(vlan=111), trunk, ports(0)[0])) == [
        "VLAN 111 is not allowed on GigabitEthernet1/1/1, which drops such frames"
    ]
    assert not list(notes(Packet(vlan=110), *ports(0, 3)))


def test_an_interface_that_is_no_port() -> None:
    """A VLAN interface has no trust and no queues, and a note says so."""
    (switch,) = read("hostname x\ninterface Vlan110\n ip address 10.1.1.1 255.255.255.0\n")
    (svi,) = assign(switch, Policy()).interfaces
    (trunk,) = ports(3)
    assert list(notes(Packet(), svi, trunk)) == [
        "Vlan110 is no port: ask for the one that packets really pass"
    ]


def test_unknown_hardware_is_unknown_everywhere() -> None:
    """Of hardware that the config does not tell every way is listed, and nothing is said of any."""
    (plain,) = read("hostname x\n" + CONFIG.split("\n", 3)[3].replace(" priority-queue out\n", "")
                    .replace("1/0/", "5/").replace("1/1/", "6/"))  # fmt: skip
    unknown = assign(plain, Policy())
    assert unknown.family == "unknown"
    groups = answer(unknown, Question(every=True), Profile.SRND4)
    assert {each.kind for each in groups} == set(Kind)
    assert {each.verdict.result.value for each in groups} == {"unknown"}
    told = [
        (each.ingress, each.packet.vlan) for each in trace.traces(unknown, groups) if each.kind == "bearer"
    ]
    assert told[0::2][:2] == [("GigabitEthernet5/1", 110), ("GigabitEthernet5/2", 111)]


COMPACT = """version 15.2
hostname acc-2
switch 1 provision ws-c2960x-24ps-l
auto qos global compact
interface GigabitEthernet1/0/1
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 110
 auto qos voip cisco-phone
interface GigabitEthernet1/0/25
 switchport mode trunk
 auto qos trust dscp
end
"""
"""What the two macros generate is not shown; they stand on lines 9 and 12."""


def test_hidden_auto_qos_counts() -> None:
    """Compact auto-QoS generates all that makes a call pass; the macros are the evidence."""
    (hidden,) = read(COMPACT)
    whole = implied(assign(hidden, Policy()))
    (case,) = answer(whole, Question(ingress="gi1/0/1", egress="gi1/0/25"), Profile.SRND4)
    assert (case.verdict.result.value, case.treatment.exit.strict) == ("pass", True)
    (told,) = trace.traces(whole, (case,))
    assert {line for stage in told.stages for line in stage.lines} == {9, 12}


def test_hidden_auto_qos_counts_for_every_caller() -> None:
    """Whoever asks with the device as it was read gets the same answer, and the same lines."""
    (hidden,) = read(COMPACT)
    bare = assign(hidden, Policy())
    ingress, egress = bare.interfaces
    treated = treatment(bare, packet_of({}, ingress, Profile.SRND4), ingress, egress)
    assert treated.exit.strict
    assert {line for stage in stages(bare, ingress, egress, treated) for line in stage.lines} == {9, 12}
    assert [each.verdict.result.value for each in matrix(bare) if each.kind is Kind.BEARER] == ["pass"] * 2
