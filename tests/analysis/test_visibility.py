"""What a config may keep from its reader."""

from netaudit.analysis.visibility import edges, live, may_exist, may_hide_lines, offers, unread_words
from netaudit.model import Device, Globals, Interface, Unread


def port(number: int, **fields: object) -> Interface:
    """A port with a number."""
    return Interface(name=f"Gi1/0/{number}", line=number * 10, **fields)  # type: ignore[arg-type] # by keyword


def test_template_of_the_text_hides_nothing() -> None:
    """A template that the text defines is resolved; one from elsewhere may hold anything."""
    device = Device(source="x", hostname="x", templates=("PHONE",))
    assert not may_hide_lines(device, port(1, templates=("PHONE",)))
    assert may_hide_lines(device, port(2, templates=("PHONE", "OTHER")))
    assert not may_hide_lines(device, port(3))


def test_autoconf_and_macros_may_add_lines() -> None:
    """With autoconf or Auto Smartports no port shows all it has."""
    for settings in (Globals(autoconf=True), Globals(macro_auto=True)):
        assert may_hide_lines(Device(source="x", hostname="x", globals=settings), port(1))


def test_first_enabled_port_offers_the_vlan() -> None:
    """Each numbered voice VLAN is shown at the first port in service that has it."""
    ports = (
        port(1, voice_vlan=110, enabled=False),
        port(2, voice_vlan=110),
        port(3, voice_vlan=110),
        port(4, voice_vlan="dot1p"),
    )
    assert offers(Device(source="x", hostname="x", interfaces=ports)) == {110: ports[1]}


def test_live_leaves_out_what_is_shut_down() -> None:
    """Only enabled ports of the roles asked for."""
    ports = (port(1, role="phone"), port(2, role="phone", enabled=False), port(3, role="user"), port(4))
    assert list(live(Device(source="x", hostname="x", interfaces=ports), "phone", "user")) == [
        ports[0],
        ports[2],
    ]


def test_name_may_exist_in_what_was_not_read() -> None:
    """Unknown: a name in an unread line, any name in a piece without hostname, hidden auto-QoS names."""
    unread = (Unread(3, "policy-map type new WAN-EDGE"),)
    assert unread_words(Device(source="x", hostname="x", unread=unread)) == {
        "policy-map",
        "type",
        "new",
        "WAN-EDGE",
    }
    assert may_exist(Device(source="x", hostname="x", unread=unread), "WAN-EDGE")
    assert not may_exist(Device(source="x", hostname="x"), "WAN-EDGE")
    assert may_exist(Device(source="x", hostname=""), "WAN-EDGE")
    compact = Device(source="x", hostname="x", globals=Globals(auto_qos_compact=True))
    assert may_exist(compact, "AutoQos-4.0-Output-Policy")
    assert not may_exist(compact, "WAN-EDGE")


def test_port_that_may_become_a_trunk_is_no_edge() -> None:
    """A negotiating port without voice VLAN or portfast may lead to a switch."""
    ports = (
        port(1, role="phone", mode="dynamic"),
        port(2, role="user", mode="dynamic"),
        port(3, role="user", mode="dynamic", portfast="edge"),
        port(4, role="user", mode="access"),
    )
    assert list(edges(Device(source="x", hostname="x", interfaces=ports))) == [ports[0], ports[2], ports[3]]
