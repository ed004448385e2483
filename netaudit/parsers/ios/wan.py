"""Phrases of interface mode that concern WAN links: rates, fragments, circuits, dialers and tunnels."""

from netaudit.parsers import names
from netaudit.parsers.vocabulary import Command, Fields, command, const, lead, number, off, on, text, word


def _tag(fields: Fields, words: list[str]) -> None:
    """``encapsulation dot1q 10 [native]`` on a subinterface, else a WAN encapsulation."""
    if words[0].lower() == "dot1q":
        fields["encapsulation"], fields["encapsulation_vlan"] = "dot1q", int(words[1])
    else:
        fields["encapsulation"] = words[0]


def _bandwidth(fields: Fields, words: list[str]) -> None:
    """``bandwidth KBPS``; ``bandwidth receive`` leaves it alone."""
    if words[0].isdecimal():
        fields["bandwidth_kbps"] = int(words[0])


def _circuit(fields: Fields, words: list[str]) -> None:
    """``vbr-nrt PEAK SUSTAINED [BURST]``, ``vbr-rt`` and ``abr`` (PEAK LEAST) alike, ``cbr RATE``; kbps."""
    rates = [int(word) for word in words[:2] if word.isdecimal()]
    fields["circuit_kbps"] = rates[-1]


def _tunnel_source(fields: Fields, words: list[str]) -> None:
    """``tunnel source {ADDRESS | INTERFACE | dynamic}``; an interface by its full name."""
    fields["tunnel_source"] = names.canonical("".join(words))


WAN: dict[str, Command] = {
    "abr": command("circuit_kbps", do=_circuit),
    "bandwidth": command("bandwidth_kbps", do=_bandwidth),
    "bandwidth qos-reference": number("qos_bandwidth_kbps"),
    "cbr": command("circuit_kbps", do=_circuit),
    "clock rate": number("clock_rate"),
    "clockrate": number("clock_rate"),
    "dialer pool": number("dialer_pool"),
    "dialer pool-member": number("dialer_pool_member"),
    "encapsulation": command("encapsulation", "encapsulation_vlan", do=_tag),
    "frame-relay class": word("frame_relay_class"),
    "frame-relay fragment": number("frame_relay_fragment"),
    "frame-relay interface-dlci": number("dlci"),
    "frame-relay ip rtp header-compression": lead("frame_relay_header_compression"),
    "frame-relay traffic-shaping": const("frame_relay_traffic_shaping"),
    "ip rtp header-compression": lead("rtp_header_compression"),
    "multilink-group": number("multilink_group"),
    "no ppp multilink fragmentation": off("multilink_fragmentation"),
    "ppp multilink fragment delay": number("fragment_delay_ms"),
    "ppp multilink fragment disable": const("multilink_fragmentation", value=False),
    "ppp multilink fragment size": number("multilink_fragment_bytes"),
    "ppp multilink fragment-delay": number("fragment_delay_ms"),
    "ppp multilink fragmentation": on("multilink_fragmentation"),
    "ppp multilink group": number("multilink_group"),
    "ppp multilink interleave": lead("multilink_interleave"),
    "pppoe-client dial-pool-number": number("dialer_pool_member"),
    "tunnel destination": word("tunnel_destination"),
    "tunnel mode": text("tunnel_mode"),
    "tunnel protection ipsec profile": word("tunnel_protection"),
    "tunnel source": command("tunnel_source", do=_tunnel_source),
    "tx-ring-limit": number("tx_ring_limit"),
    "vbr-nrt": command("circuit_kbps", do=_circuit),
    "vbr-rt": command("circuit_kbps", do=_circuit),
}
"""Phrase to what it sets; sorted."""
