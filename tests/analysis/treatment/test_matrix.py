"""Every way through a device, ports that are alike taken together, the same as asked one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.analysis.roles import assign
from netaudit.analysis.treatment import matrix as module
from netaudit.analysis.treatment import treatment
from netaudit.analysis.treatment.families import FAMILIES, family_of
from netaudit.analysis.treatment.kinds import Kind, packet_at
from netaudit.analysis.treatment.matrix import Group, matrix
from netaudit.analysis.treatment.unequal_members import worse_members
from netaudit.analysis.treatment.verdict import Outcome, judge
from netaudit.analysis.treatment.ways import ports_with
from netaudit.model import Device
from netaudit.parsers import read
from netaudit.site.policy import Policy, Profile

HEAD = "switch 1 provision ws-c3750x-24p\nmls qos\nmls qos map cos-dscp 0 8 16 24 32 46 48 56\n"
PHONE = "switchport mode access\nswitchport access vlan {data}\nswitchport voice vlan {voice}\n"
TRUST = "mls qos trust device cisco-phone\nmls qos trust cos\n"
UPLINK = "switchport mode trunk\nmls qos trust dscp\npriority-queue out\n"


def section(name: str, body: str) -> str:
    """An interface section."""
    return f"interface {name}\n" + "".join(f" {line}\n" for line in body.splitlines())


def device(*sections: str, head: str = HEAD, name: str = "SW") -> Device:
    """A device with these sections."""
    (found,) = read(f"hostname {name}\n{head}{''.join(sections)}end\n")
    return assign(found, Policy())


def phone(number: int, data: int = 10, voice: int = 110, trust: str = TRUST, about: str = "") -> str:
    """A phone port; ``about`` is its description."""
    described = f"description {about}\n" if about else ""
    return section(f"GigabitEthernet1/0/{number}", described + PHONE.format(data=data, voice=voice) + trust)


def names(groups: tuple[Group, ...], kind: Kind) -> list[tuple[list[str], list[str]]]:
    """Ingresses and egresses of the groups of a kind, the numbers of the ports only."""
    return [
        ([p.name.rpartition("/")[2] for p in g.ingresses], [p.name.rpartition("/")[2] for p in g.egresses])
        for g in groups
        if g.kind is kind
    ]


def test_alike_ports_are_one_group() -> None:
    """Ports that differ in name and description alone are taken together, others apart."""
    one = device(
        phone(1, about="Desk 1"),
        phone(2, about="Desk 2"),
        phone(3, trust="mls qos trust dscp\n"),
        section("GigabitEthernet1/0/24", UPLINK),
    )
    assert names(matrix(one), Kind.CHEATER) == [(["1", "2"], ["24"]), (["3"], ["24"])]
    assert names(matrix(one), Kind.BEARER) == [
        (["1", "2"], ["24"]),
        (["3"], ["24"]),
        (["24"], ["1", "2"]),
        (["24"], ["3"]),
    ]


def test_ports_that_are_shut_down_are_not_asked() -> None:
    """Neither a phone port nor an uplink out of service is part of any way."""
    one = device(
        phone(1),
        phone(2, trust=f"{TRUST}shutdown\n"),
        section("GigabitEthernet1/0/23", f"{UPLINK}shutdown\n"),
        section("GigabitEthernet1/0/24", UPLINK),
    )
    assert names(matrix(one), Kind.CHEATER) == [(["1"], ["24"])]


def test_user_ports_send_data_and_cheat() -> None:
    """From a port for PCs no voice is expected."""
    one = device(section("GigabitEthernet1/0/1", "switchport mode access"), section("Te1/1/1", UPLINK))
    assert [group.kind for group in matrix(one)] == [Kind.CHEATER, Kind.BEST_EFFORT]


def test_uplinks_send_to_each_other_and_not_to_themselves() -> None:
    """Two alike uplinks are one way; a lone one is none."""
    pair = device(section("Gi1/0/23", UPLINK), section("Gi1/0/24", UPLINK))
    assert names(matrix(pair), Kind.BEARER) == [(["23", "24"], ["23", "24"])]
    assert matrix(device(section("Gi1/0/24", UPLINK))) == ()


def test_members_of_a_bundle_do_not_send_to_each_other() -> None:
    """What comes in by a bundle does not leave by it: two bundles of two are two ways, not four."""
    bundle = "switchport mode trunk\nmls qos trust dscp\nchannel-group {} mode active\n"
    one = device(*(section(f"GigabitEthernet1/0/{n}", bundle.format(1 + n // 23)) for n in (21, 22, 23, 24)))
    ways = [
        ([p.channel_group for p in g.ingresses], [p.channel_group for p in g.egresses]) for g in matrix(one)
    ]
    assert ([1, 1], [2, 2]) in ways
    assert all(set(ingresses).isdisjoint(egresses) for ingresses, egresses in ways)


def test_ports_that_a_class_names_are_not_alike() -> None:
    """``match input-interface`` tells ports apart that have the same lines."""
    head = HEAD + (
        "class-map match-all FIRST\n match input-interface GigabitEthernet1/0/1\n"
        "policy-map RATE\n class FIRST\n  police 128000 8000 exceed-action drop\n"
        "class-map match-all ALL\n match access-group 100\n"
        "policy-map VLAN\n class ALL\n  set dscp 46\n  service-policy RATE\n"
        "access-list 100 permit ip any any\n"
        "interface Vlan10\n service-policy input VLAN\ninterface Vlan110\n service-policy input VLAN\n"
    )
    based = "mls qos vlan-based\n"
    one = device(
        phone(1, trust=based), phone(2, trust=based), section("GigabitEthernet1/0/24", UPLINK), head=head
    )
    rates = {
        group.ingresses[0].name[-1]: group.treatment.exit.policed_kbps
        for group in matrix(one)
        if group.kind is Kind.BEARER and group.ingresses[0].role == "phone"
    }
    assert rates == {"1": 128, "2": None}


def test_unknown_hardware_is_no_matrix() -> None:
    """Where the hardware is not known there is nothing to say of any port."""
    assert matrix(device(phone(1, trust=""), section("Gi1/0/24", "switchport mode trunk"), head="")) == ()


def test_every_family_is_there() -> None:
    """Each listed family has a pipeline, and whatever is not listed that of unknown hardware."""
    assert all(family_of(name).sources for name in FAMILIES)
    assert family_of("abacus") is family_of("unknown")


def test_members_are_asked_and_not_the_channel() -> None:
    """A Catalyst queues on the members of a channel; the channel is asked where no member is known."""
    channel = section("Port-channel1", "switchport mode trunk")
    member = section("GigabitEthernet1/0/24", f"{UPLINK}channel-group 1 mode active\n")
    whole = device(phone(1), channel, member)
    assert [port.name for port in ports_with(whole, ("uplink",))] == ["GigabitEthernet1/0/24"]
    bare = device(phone(1), channel)
    assert [port.name for port in ports_with(bare, ("uplink",))] == ["Port-channel1"]


def test_a_router_queues_on_the_channel() -> None:
    """On a router the port-channel is asked, and its members stand aside."""
    head = "boot system flash:c2900-universalk9-mz.SPA.157-3.M5.bin\n"
    one = device(
        section("Port-channel1", "description WAN\nip address 10.9.9.1 255.255.255.0"),
        section("GigabitEthernet0/1", "no ip address\nchannel-group 1"),
        head=head,
    )
    assert [port.name for port in ports_with(one, ("wan",))] == ["Port-channel1"]


def test_parents_without_address_are_not_asked() -> None:
    """Packets pass the subinterfaces, and the parent only where it has an address itself."""
    head = "boot system flash:c2900-universalk9-mz.SPA.157-3.M5.bin\n"
    sub = section("GigabitEthernet0/0.10", "encapsulation dot1Q 10\nip address 10.1.1.1 255.255.255.0")
    for lines, asked in (("no ip address", 1), ("ip address 10.2.2.1 255.255.255.0", 2)):
        one = device(section("GigabitEthernet0/0", lines), sub, head=head)
        assert len(list(ports_with(one, ("lan", "subinterface")))) == asked


def test_calls_come_from_the_lan_of_phones() -> None:
    """Where a description speaks of phones, the other LANs of a router are not asked for calls."""
    head = "boot system flash:c2900-universalk9-mz.SPA.157-3.M5.bin\n"
    body = "description {}\nencapsulation dot1Q {}\nip address 10.1.{}.1 255.255.255.0"
    one = device(
        section("GigabitEthernet0/0.10", body.format("Users", 10, 10)),
        section("GigabitEthernet0/0.110", body.format("Voice", 110, 110)),
        section("Serial0/0/0", "ip address 10.9.9.1 255.255.255.252"),
        head=head,
    )
    sources = {
        port.name for group in matrix(one) if group.egresses[0].role == "wan" for port in group.ingresses
    }
    assert sources == {"GigabitEthernet0/0.110"}


def test_steps_of_the_ingress_are_told_from_those_of_the_egress() -> None:
    """As many steps as the ingress made are the ingress's: trust is among them, the scheduler is not."""
    group = next(g for g in matrix(device(phone(1), section("Gi1/0/24", UPLINK))) if g.kind is Kind.BEARER)
    stages = [step.stage for step in group.treatment.steps]
    assert "trust" in stages[: group.arrival]
    assert "scheduler" in stages[group.arrival :]


BODIES = st.lists(
    st.sampled_from(
        [
            "mls qos trust cos\n",
            "mls qos trust dscp\n",
            "mls qos trust device cisco-phone\n",
            "mls qos cos override\n",
            "mls qos cos 5\n",
            "priority-queue out\n",
            "srr-queue bandwidth shape 0 0 0 0\n",
            "no cdp enable\n",
            "speed 100\n",
        ]
    ),
    unique=True,
    max_size=5,
).map("".join)


@given(st.lists(BODIES, min_size=1, max_size=4), st.lists(BODIES, min_size=1, max_size=2), st.booleans())
def test_the_matrix_says_what_each_way_says(phones: list[str], uplinks: list[str], on: bool) -> None:
    """For every port with every other, group and memory give the answer that asking alone gives."""
    one = device(
        *(phone(number, trust=body) for number, body in enumerate(phones, 1)),
        *(section(f"Gi1/0/{n}", f"switchport mode trunk\n{body}") for n, body in enumerate(uplinks, 21)),
        head=HEAD if on else HEAD.replace("mls qos\n", "", 1),
    )
    for group in matrix(one):
        for ingress in group.ingresses:
            for egress in group.egresses:
                alone = treatment(one, packet_at(group.kind, Profile.SRND4, ingress), ingress, egress)
                assert alone.exit == group.treatment.exit
                assert alone.steps == group.treatment.steps
                assert judge(group.kind, alone) == group.verdict


def test_alike_devices_are_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second switch with other VLANs, names and descriptions costs no treatment at all."""
    matrix(device(phone(1, 10, 110), section("Gi1/0/24", UPLINK)))
    monkeypatch.setattr(module, "family_of", None)
    again = device(
        phone(7, 20, 120, about="Lift"), phone(8, 20, 120), section("Gi1/0/22", UPLINK), name="SW2"
    )
    assert names(matrix(again), Kind.CHEATER) == [(["7", "8"], ["22"])]


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A device with more kinds of ways than are kept gets the same answers."""
    ports = [phone(n, trust=f"{TRUST}mls qos cos {n}\n") for n in range(1, 8)]
    one = device(*ports, section("Gi1/0/24", UPLINK))
    whole = [group.verdict for group in matrix(one)]
    monkeypatch.setattr(module, "_scopes", {})
    monkeypatch.setattr(module, "MOST_WAYS", 2)
    monkeypatch.setattr(module, "MOST_SCOPES", 1)
    again = device(*ports, section("Gi1/0/24", UPLINK))
    assert [group.verdict for group in matrix(again)] == whole
    assert max(len(kept.judged) for kept in module._scopes.values()) <= 2  # noqa: SLF001 - what is bounded


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("mls qos\n", "no mls qos\n"),
        ("46 48", "40 48"),
        (HEAD, f"{HEAD}mls qos srr-queue output dscp-map queue 2 threshold 1 46\n"),
        (HEAD, f"{HEAD}no cdp run\n"),
    ],
)
def test_other_settings_are_not_mistaken(old: str, new: str) -> None:
    """A device that differs in one global line is asked anew."""
    ports = (phone(1), section("Gi1/0/24", UPLINK))
    first, second = device(*ports), device(*ports, head=HEAD.replace(old, new, 1))
    exits = [[group.treatment.steps for group in matrix(each)] for each in (first, second)]
    assert exits[0] != exits[1]


def test_other_policies_are_not_mistaken() -> None:
    """Two policy-maps of one name that say different things are two."""
    text = (
        "class-map match-any VOICE\n match ip dscp ef\npolicy-map IN\n class VOICE\n  set dscp {}\n"
        " class class-default\n  set dscp default\n"
    )
    ports = (phone(1, trust="service-policy input IN\n"), section("Gi1/0/24", UPLINK))
    left = [
        next(group.treatment.exit.dscp for group in matrix(device(*ports, head=HEAD + text.format(dscp))))
        for dscp in ("ef", "cs5", "ef")
    ]
    assert left == [46, 40, 46]


def test_source_is_of_the_subnet_where_addresses_decide() -> None:
    """Where a class matches by address, voice comes from the subnet of its LAN."""
    head = (
        "boot system flash:c2900-universalk9-mz.SPA.157-3.M5.bin\n"
        "ip access-list extended PHONES\n permit udp 10.1.1.0 0.0.0.255 any\n"
        "class-map match-any VOICE\n match access-group name PHONES\n"
        "policy-map OUT\n class VOICE\n  priority percent 30\n"
    )
    one = device(
        section("GigabitEthernet0/0", "ip address 10.1.1.1 255.255.255.0"),
        section("Serial0/0/0", "ip address 10.9.9.1 255.255.255.252\nservice-policy output OUT"),
        head=head,
    )
    group = next(g for g in matrix(one) if g.kind is Kind.BEARER and g.egresses[0].role == "wan")
    assert group.treatment.packet.source == "10.1.1.2"
    assert group.verdict.result is Outcome.PASS


CHANNEL = section("Port-channel1", "switchport mode trunk")
MEMBER = "channel-group 1 mode active\n"


@pytest.mark.parametrize(
    ("bodies", "worse"),
    [
        ((UPLINK, UPLINK), set()),
        ((UPLINK, "switchport mode trunk\npriority-queue out\n"), {"GigabitEthernet1/0/24"}),
        (("switchport mode trunk\nmls qos trust dscp\n", UPLINK), {"GigabitEthernet1/0/23"}),
        (("switchport mode trunk\n", "switchport mode trunk\n"), set()),
    ],
)
def test_worse_members(bodies: tuple[str, str], worse: set[str]) -> None:
    """A member that fails calls where the other passes them is the worse one; equals are not."""
    ports = [section(f"Gi1/0/{n}", body + MEMBER) for n, body in enumerate(bodies, 23)]
    assert set(worse_members(device(phone(1), CHANNEL, *ports), Profile.SRND4)) == worse


def test_a_channel_in_itself_is_survived() -> None:
    """A confused config in which channels are members of each other still gets an answer."""
    confused = [section(f"Port-channel{n}", f"{UPLINK}channel-group {3 - n} mode active\n") for n in (1, 2)]
    assert matrix(device(phone(1), *confused, section("Gi1/0/24", UPLINK)))


def test_a_policy_in_itself_is_unknown() -> None:
    """A policy that nests itself is not followed round and round, nor is anything made up of it."""
    head = (
        "boot system flash:c2900-universalk9-mz.SPA.157-3.M5.bin\nclass-map match-any VOICE\n match dscp ef\n"
        "policy-map LOOP\n class VOICE\n  shape average 64000\n  service-policy LOOP\n"
    )
    one = device(
        section("GigabitEthernet0/0", "ip address 10.1.1.1 255.255.255.0"),
        section("Serial0/0/0", "ip address 10.9.9.1 255.255.255.252\nservice-policy output LOOP"),
        head=head,
    )
    group = next(g for g in matrix(one) if g.kind is Kind.BEARER and g.egresses[0].role == "wan")
    assert group.verdict.result is not Outcome.PASS
    assert not group.treatment.known


EDGE = """\
license udi pid ISR4331/K9 sn FDO0000000A
ip access-list extended TO-SERVERS
 permit tcp 10.20.117.0 0.0.0.255 10.1.1.20 0.0.0.1 range 2000 2002
class-map match-any SIGNALLING
 match access-group name TO-SERVERS
policy-map LAN-IN
 class SIGNALLING
  set dscp cs3
 class class-default
  set dscp default
interface GigabitEthernet0/0/0
 description WAN
 ip address 192.0.2.1 255.255.255.252
interface GigabitEthernet0/0/1
 ip address 10.20.117.1 255.255.255.0
 service-policy input LAN-IN
"""


@pytest.mark.parametrize(
    ("servers", "dscp"),
    [((), None), (("10.1.1.20", "10.9.9.9"), 24), (("10.9.9.9",), 0), (("2001:db8::1", "10.1.1.21"), 24)],
)
def test_signalling_goes_to_the_call_control_of_the_site(servers: tuple[str, ...], dscp: int | None) -> None:
    """A list that asks for the destination is answered by the site policy, and left open without one."""
    (found,) = read(f"hostname edge\n{EDGE}end\n")
    router = assign(found, Policy(call_control=servers))
    sent = [
        group.treatment.exit.dscp
        for group in matrix(router)
        if group.kind is Kind.SIGNALLING and group.egresses[0].role == "wan"
    ]
    assert sent == [dscp]


def test_a_described_service_tells_lines_apart() -> None:
    """Of two alike router ports, the one described as slower than it runs fills its queues late."""
    head = (
        "class-map match-any VOICE\n match dscp ef\n"
        "policy-map WAN\n class VOICE\n  priority percent 30\n class class-default\n  fair-queue\n"
    )
    body = "description {}\nip address 10.9.{}.1 255.255.255.252\nservice-policy output WAN"
    lan = section("GigabitEthernet0/0/0", "description phones\nip address 10.1.1.1 255.255.255.0")
    ports = [
        section(f"GigabitEthernet0/0/{number}", body.format(about, number))
        for number, about in ((1, "WAN provider, 50 Mbit/s"), (2, "WAN provider, 1 Gbit/s"))
    ]
    router = device(lan, *ports, head="license udi pid ISR4331/K9 sn X\n" + head)
    told = {
        port.name: group.verdict.result
        for group in matrix(router)
        if group.kind is Kind.BEARER
        for port in group.egresses
        if port.role == "wan"
    }
    assert told == {"GigabitEthernet0/0/1": Outcome.FAIL, "GigabitEthernet0/0/2": Outcome.PASS}
