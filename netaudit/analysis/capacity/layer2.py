"""What the config says of a link's layer 2: framing, tunnels, header compression, fragmentation."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from netaudit.analysis.capacity.calls import TUNNELS
from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.bundles import members_of, multilink_of, parent_of, type_of
from netaudit.analysis.treatment.link import Rate, elsewhere, link_kbps
from netaudit.model import Device, Interface, MapClass, Place

DIALLED: Mapping[str, str] = {"ATM": "atm", "BRI": "ppp", "Serial": "ppp"}
"""Type of a dialer's line to the framing on it; Ethernet carries PPPoE."""

MLP_DELAY_MS = 30
"""How long a fragment takes where ``ppp multilink interleave`` stands without a fragment delay."""


class Fragments(Struct, frozen=True, kw_only=True):
    """How long packets are cut so that voice can go between; ``milliseconds`` or ``size`` is set."""

    places: tuple[Place, ...]
    size: int | None = None
    """Bytes."""
    milliseconds: float | None = None

    def bytes_at(self, kbps: float) -> int:
        """The size of a fragment on a link of this rate."""
        return self.size if self.size is not None else int((self.milliseconds or 0) * kbps / 8)


def framing_of(device: Device, port: Interface) -> str | None:
    """The layer 2 of a link, a name of ``FRAMINGS``; None where the config does not tell."""
    kind = type_of(port.name)
    find = _FRAMING.get(kind, _ethernet if is_ethernet(kind) else None)
    return find(device, port) if find else None


def is_ethernet(kind: str) -> bool:
    """Whether a type of interface carries Ethernet frames."""
    return "Ethernet" in kind or kind.endswith("GigE") or kind == "Port-channel"


def _ethernet(_device: Device, port: Interface) -> str:
    """With a tag on trunks and tagged subinterfaces."""
    return "dot1q" if port.encapsulation_vlan is not None or port.mode == "trunk" else "ethernet"


def _serial(device: Device, port: Interface) -> str:
    """HDLC until told otherwise; subinterfaces have the encapsulation of their parent."""
    parent = parent_of(device, port)
    encapsulation = port.encapsulation or (parent.encapsulation if parent else None)
    if port.multilink_group is not None:
        return "mlp"
    if type_of(port.name) == "MFR" or encapsulation == "frame-relay":
        return "frf12" if fragments_of(device, port) else "frame-relay"
    if encapsulation == "ppp":
        return "mlp" if port.multilink_interleave else "ppp"
    return "hdlc"


def _dialled(device: Device, port: Interface) -> str | None:
    """PPP over whatever lines the pool has, if they are of one kind."""
    kinds = {type_of(each.name) for each in members_of(device, port)}
    found = {"pppoe" if "Ethernet" in kind else DIALLED.get(kind) for kind in kinds}
    return found.pop() if len(found) == 1 else None


def _below_tunnel(device: Device, port: Interface) -> str | None:
    """The framing of the interface with a wire that a tunnel starts from, by name or address."""
    for each in device.interfaces:
        named = each.name == port.tunnel_source
        addressed = any(own.split("/")[0] == port.tunnel_source for own in each.addresses)
        if (named or addressed) and each.kind not in {"loopback", "tunnel"}:
            return framing_of(device, each)
    return None


_FRAMING: Mapping[str, Callable[[Device, Interface], str | None]] = {
    "ATM": lambda _device, _port: "atm",
    "BRI": _serial,
    "Dialer": _dialled,
    "Hssi": _serial,
    "MFR": _serial,
    "Multilink": lambda _device, _port: "mlp",
    "POS": _serial,
    "Serial": _serial,
    "Tunnel": _below_tunnel,
}
"""Type of interface to what tells its framing; sorted. Ethernet has more types than a table should list."""


def tunnel_bytes(port: Interface) -> int:
    """What tunnels add to each packet before layer 2, as far as the interface itself says."""
    mode = (port.tunnel_mode or "gre") if type_of(port.name) == "Tunnel" else ""
    encrypted = port.crypto_map or port.tunnel_protection or "ipsec" in mode
    return (TUNNELS["gre"] if "gre" in mode else 0) + (TUNNELS["ipsec"] if encrypted else 0)


def compresses_headers(device: Device, port: Interface, voice_class: str | None) -> bool:
    """Whether RTP headers are compressed: by the interface, its circuit, or the class of the voice."""
    if port.rtp_header_compression or port.frame_relay_header_compression:
        return True
    parts = (part for policy in device.policy_maps for part in policy.classes)
    return any(part.compress_rtp and part.name == voice_class for part in parts)


def map_class_of(device: Device, port: Interface) -> MapClass | None:
    """The Frame Relay map-class of a circuit: its own, or that of the physical interface."""
    parent = parent_of(device, port)
    name = port.frame_relay_class or (parent.frame_relay_class if parent else None)
    return device.map_class(name)


def shapes_circuits(device: Device, port: Interface) -> bool:
    """Whether map-classes count: ``frame-relay traffic-shaping`` on the physical interface."""
    return (parent_of(device, port) or port).frame_relay_traffic_shaping


def fragments_of(device: Device, port: Interface) -> Fragments | None:
    """Fragmentation with interleaving, FRF.12 or MLP; None where long packets go out whole."""
    bundle = multilink_of(device, port)
    for each in (port, bundle):
        if each is not None and each.multilink_interleave and each.multilink_fragmentation:
            return _multilink(each)
    for each in (port, parent_of(device, port)):
        if each is not None and each.frame_relay_fragment:
            where_set = places.of_interface(each.name, "frame_relay_fragment")
            return Fragments(places=(where_set,), size=each.frame_relay_fragment)
    cut = map_class_of(device, port)
    if cut is None or not cut.fragment_bytes or not shapes_circuits(device, port):
        return None
    return Fragments(places=(places.of_map_class(cut.name, "fragment_bytes"),), size=cut.fragment_bytes)


def _multilink(port: Interface) -> Fragments:
    """Fragments of MLP, by size or by how long one takes."""
    fields = ("multilink_interleave", "fragment_delay_ms", "multilink_fragment_bytes")
    where = (places.of_interface(port.name, *fields),)
    if port.multilink_fragment_bytes:
        return Fragments(places=where, size=port.multilink_fragment_bytes)
    delay = port.fragment_delay_ms if port.fragment_delay_ms is not None else MLP_DELAY_MS
    return Fragments(places=where, milliseconds=delay)


def line_rate(device: Device, port: Interface) -> Rate:
    """The rate at which packets are put on the wire: of a bundle its slowest line, of a circuit its CIR.

    A rate without places is a default of IOS; a serial line may well run at another one.
    """
    lines = members_of(device, port) if type_of(port.name) == "Multilink" else ()
    rates = [elsewhere(link_kbps(device, each), each) for each in lines] or [link_kbps(device, port)]
    shaped = map_class_of(device, port)
    if shaped is not None and shaped.cir_bps and shapes_circuits(device, port):
        where = (places.of_map_class(shaped.name, "cir_bps"),)
        cir = f"frame-relay cir {shaped.cir_bps}"
        rates.append(Rate(kbps=shaped.cir_bps / 1000, decided_by=cir, places=where))
    return min(rates, key=lambda rate: rate.kbps if rate.kbps is not None else -1)
