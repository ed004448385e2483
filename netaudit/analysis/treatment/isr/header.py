"""The header that the next interface sees: tunnels and encryption hide the packet's own, NAT changes it."""

from ipaddress import ip_address

from msgspec.structs import replace

from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.isr.way import Hop
from netaudit.model import Interface, Packet, Step

ENVELOPES = {"gre": "gre", "ipip": "ipinip", "ipsec": "esp"}
"""First word of ``tunnel mode`` to the protocol of the outer header; sorted."""


def outer(before: Hop, hop: Hop, carried: Carried) -> Carried:
    """A packet as the next interface classifies it. The outer header has the DSCP of the inner one."""
    port = before.port
    if port.kind != "tunnel":
        return carried
    if port.pre_classify:
        step = Step(
            stage="classification",
            decided_by="qos pre-classify",
            marking=carried.marking,
            says=f"{hop.port.name} sees the packet's own header",
            places=(before.place("pre_classify"),),
        )
        return carried.after(step)
    mode = (port.tunnel_mode or "gre").split()[0]
    protocol = ENVELOPES.get(mode, mode)
    step = Step(
        stage="classification",
        decided_by="default: no qos pre-classify",
        marking=carried.marking,
        says=f"{hop.port.name} sees the header of the tunnel ({protocol}) with the same DSCP",
    )
    packet = Packet(
        dscp=carried.packet.dscp,
        protocol=protocol,
        source=_address(port.tunnel_source),
        destination=_address(port.tunnel_destination),
        sender=carried.packet.sender,
        application=protocol,
    )
    return replace(carried, packet=packet, steps=(*carried.steps, step))


def _address(text: str | None) -> str | None:
    """An address; None for the name of an interface or host."""
    try:
        return None if text is None else str(ip_address(text))
    except ValueError:
        return None


def translated(port: Interface, carried: Carried) -> Carried:
    """A packet as output policies see it behind NAT and encryption, which both come first.

    Whether this very packet is translated or encrypted is not looked into: what they may hide is not known.
    """
    packet = carried.packet
    if port.nat == "outside":
        packet = replace(packet, source=None)
    elif port.nat == "inside":
        packet = replace(packet, destination=None)
    if port.crypto_map is not None:
        packet = replace(
            packet, source=None, destination=None, source_port=None, destination_port=None, application=None
        )
    return replace(carried, packet=packet)
