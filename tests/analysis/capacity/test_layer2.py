"""What a config says of layer 2: framing, tunnels, header compression, fragments, rates."""

import pytest

from netaudit.analysis.capacity.layer2 import (
    compresses_headers,
    fragments_of,
    framing_of,
    line_rate,
    tunnel_bytes,
)
from netaudit.analysis.roles import assign
from netaudit.model import Device
from netaudit.parsers import read
from netaudit.site.policy import Policy
from tests.analysis.treatment.rows import port_of


def device(text: str) -> Device:
    """A router with these lines."""
    (found,) = read(f"hostname r-1\n{text}end\n")
    return assign(found, Policy())


@pytest.mark.parametrize(
    ("text", "name", "framing"),
    [
        ("interface Serial0/0\n", "Se0/0", "hdlc"),
        ("interface Serial0/0\n encapsulation ppp\n", "Se0/0", "ppp"),
        ("interface Serial0/0\n encapsulation ppp\n ppp multilink\n multilink-group 1\n", "Se0/0", "mlp"),
        ("interface Serial0/0\n encapsulation frame-relay\n", "Se0/0", "frame-relay"),
        (
            "interface Serial0/0\n encapsulation frame-relay\ninterface Serial0/0.1 point-to-point\n",
            "Se0/0.1",
            "frame-relay",
        ),
        (
            "interface Serial0/0\n encapsulation frame-relay\n frame-relay fragment 640 end-to-end\n",
            "Se0/0",
            "frf12",
        ),
        ("interface Multilink1\n", "Multilink1", "mlp"),
        ("interface MFR1\n", "MFR1", "frame-relay"),
        ("interface ATM0/0.1 point-to-point\n", "ATM0/0.1", "atm"),
        ("interface GigabitEthernet0/0\n", "Gi0/0", "ethernet"),
        ("interface GigabitEthernet0/0.5\n encapsulation dot1Q 5\n", "Gi0/0.5", "dot1q"),
        ("interface GigabitEthernet1/0/1\n switchport mode trunk\n", "Gi1/0/1", "dot1q"),
        ("interface HundredGigE1/0/1\n", "HundredGigE1/0/1", "ethernet"),
        ("interface Dialer1\n dialer pool 1\n", "Dialer1", None),
        (
            "interface Dialer1\n dialer pool 1\ninterface BRI0/0\n dialer pool-member 1\n",
            "Dialer1",
            "ppp",
        ),
        (
            "interface Dialer1\n dialer pool 1\ninterface Ethernet0/0\n pppoe-client dial-pool-number 1\n",
            "Dialer1",
            "pppoe",
        ),
        (
            "interface Tunnel0\n tunnel source Serial0/0\ninterface Serial0/0\n encapsulation ppp\n",
            "Tunnel0",
            "ppp",
        ),
        (
            "interface Tunnel0\n tunnel source 192.0.2.1\n"
            "interface Serial0/0\n ip address 192.0.2.1 255.255.255.252\n",
            "Tunnel0",
            "hdlc",
        ),
        ("interface Tunnel0\n tunnel source 192.0.2.1\n", "Tunnel0", None),
        ("interface Tunnel0\n tunnel source Loopback0\ninterface Loopback0\n", "Tunnel0", None),
        ("interface Cellular0\n", "Cellular0", None),
    ],
)
def test_framing_follows_type_and_encapsulation(text: str, name: str, framing: str | None) -> None:
    """Layer 2 comes from encapsulation, parent, pool or tunnel source; what is not told is None."""
    router = device(text)
    assert framing_of(router, port_of(router, name)) == framing


@pytest.mark.parametrize(
    ("text", "name", "added"),
    [
        ("interface Tunnel0\n tunnel source Serial0/0\n", "Tunnel0", 24),
        ("interface Tunnel0\n tunnel mode ipsec ipv4\n", "Tunnel0", 56),
        ("interface Tunnel0\n tunnel mode ipsec ipv4\n tunnel protection ipsec profile P\n", "Tunnel0", 56),
        (
            "interface Tunnel0\n tunnel mode gre multipoint\n tunnel protection ipsec profile P\n",
            "Tunnel0",
            80,
        ),
        ("interface GigabitEthernet0/0\n crypto map VPN\n", "Gi0/0", 56),
        ("interface GigabitEthernet0/0\n", "Gi0/0", 0),
    ],
)
def test_tunnels_add_bytes(text: str, name: str, added: int) -> None:
    """GRE adds 24 bytes, IPsec in tunnel mode about 56; an interface without either nothing."""
    assert tunnel_bytes(port_of(device(text), name)) == added


MLP = "interface Multilink1\n bandwidth 256\n ppp multilink interleave\n"


@pytest.mark.parametrize(
    ("lines", "size"),
    [
        (" ppp multilink fragment delay 10\n", 320),
        (" ppp multilink fragment-delay 20\n", 640),
        ("", 960),
        (" ppp multilink fragment size 300\n", 300),
    ],
)
def test_multilink_fragments_follow_delay_or_size(lines: str, size: int) -> None:
    """At 256 kbps 10 ms are 320 bytes; without a line IOS cuts for 30 ms, 960 bytes."""
    router = device(MLP + lines)
    cut = fragments_of(router, port_of(router, "Multilink1"))
    assert cut is not None
    assert cut.bytes_at(256) == size


@pytest.mark.parametrize(
    "text",
    [
        "interface Multilink1\n ppp multilink fragment delay 10\n",
        MLP + " ppp multilink fragment disable\n",
    ],
)
def test_without_interleaving_nothing_goes_between(text: str) -> None:
    """Fragments alone, or interleaving without fragments, do not help voice."""
    router = device(text)
    assert fragments_of(router, port_of(router, "Multilink1")) is None


CIRCUIT = """\
interface Serial0/0
 bandwidth 1536
 encapsulation frame-relay
 frame-relay traffic-shaping
interface Serial0/0.1 point-to-point
 frame-relay interface-dlci 101
  class CUT
map-class frame-relay CUT
 frame-relay cir 256000
 frame-relay fragment 320
"""


def test_a_shaped_circuit_is_cut_and_slow_as_its_map_class_says() -> None:
    """FRF.12 and CIR of the map-class count under traffic shaping."""
    router = device(CIRCUIT)
    port = port_of(router, "Se0/0.1")
    cut = fragments_of(router, port)
    assert cut is not None
    assert cut.size == 320
    assert line_rate(router, port).kbps == 256


def test_without_traffic_shaping_the_map_class_counts_for_nothing() -> None:
    """No ``frame-relay traffic-shaping`` on the physical interface: whole packets at its own rate."""
    router = device(CIRCUIT.replace(" frame-relay traffic-shaping\n", ""))
    port = port_of(router, "Se0/0.1")
    assert fragments_of(router, port) is None
    assert line_rate(router, port).kbps == 1536


def test_a_bundle_is_as_slow_as_its_slowest_line() -> None:
    """A packet is sent on one line of a bundle, whatever all carry together."""
    lines = "".join(
        f"interface Serial0/{n}\n bandwidth {kbps}\n encapsulation ppp\n ppp multilink group 1\n"
        for n, kbps in ((0, 512), (1, 256))
    )
    router = device(f"interface Multilink1\n bandwidth 768\n ppp multilink group 1\n{lines}")
    assert line_rate(router, port_of(router, "Multilink1")).kbps == 256


def test_a_rate_that_nobody_stated_has_no_places() -> None:
    """IOS takes 1,544 kbps for granted on serial lines; no line of the config says so."""
    router = device("interface Serial0/0\n")
    rate = line_rate(router, port_of(router, "Se0/0"))
    assert (rate.kbps, rate.places) == (1544, ())


@pytest.mark.parametrize(
    ("text", "compressed"),
    [
        ("interface Serial0/0\n ip rtp header-compression iphc-format\n", True),
        ("interface Serial0/0\n frame-relay ip rtp header-compression\n", True),
        (
            "policy-map WAN\n class VOICE\n  priority 64\n  compression header ip rtp\ninterface Serial0/0\n",
            True,
        ),
        ("policy-map WAN\n class DATA\n  compression header ip rtp\ninterface Serial0/0\n", False),
        ("interface Serial0/0\n", False),
    ],
)
def test_headers_are_compressed_by_interface_circuit_or_class(text: str, compressed: bool) -> None:
    """Compression stands on the interface, on the circuit, or in the class of the voice."""
    router = device(text)
    assert compresses_headers(router, port_of(router, "Se0/0"), "VOICE") is compressed
