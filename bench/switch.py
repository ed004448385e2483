"""An access switch as its administrators planned it, before it becomes text."""

from msgspec import Struct

UPLINKS = {
    "ws-c2960x-48fps-l": ("GigabitEthernet1/0/49", "GigabitEthernet1/0/50"),
    "ws-c3750x-48p": ("TenGigabitEthernet1/1/1", "TenGigabitEthernet1/1/2"),
}


class Port(Struct, frozen=True, kw_only=True):
    """One access port; the defaults are a phone port set up the way the campus wants it."""

    name: str
    description: str
    kind: str = "phone"
    """phone, user, printer, unused or ap."""
    mode: str | None = "access"
    """None leaves the mode line out, so that the port negotiates."""
    access_vlan: int
    voice_vlan: int | None = None
    native_vlan: int | None = None
    allowed_vlans: str | None = None
    secured: bool = True
    """Port security, or 802.1X where the building uses that."""
    security_line: bool = True
    """The bare ``switchport port-security`` that makes the other lines do something."""
    portfast: bool = True
    bpduguard: bool = True
    cdp: bool = True
    snooping_trust: bool = False
    sticky: tuple[str, ...] = ()
    """Addresses that port security has learned."""
    qos: tuple[str, ...] = ("mls qos trust device cisco-phone", "mls qos trust cos")
    """What a phone port believes."""
    policed: bool = True
    """The input policy of auto-QoS, which marks what phones send and polices it."""


class Switch(Struct, frozen=True, kw_only=True):
    """One access switch; the defaults are what the campus standard says."""

    hostname: str
    model: str
    """``ws-c2960x-48fps-l`` (layer 2) or ``ws-c3750x-48p`` (routes its own VLANs)."""
    release: str
    building: int
    floor: int
    number: int
    hardening: str
    """``secure``, ``sticky`` or ``dot1x``: how the building guards its ports."""
    data_vlan: int
    voice_vlan: int
    management_vlan: int
    certificate: tuple[str, ...]
    """Lines of the self-signed certificate, in hexadecimal."""
    ports: tuple[Port, ...]
    vlans: tuple[tuple[int, str], ...]
    snooping_vlans: tuple[int, ...]
    mls_qos: bool = True
    cos_dscp_map: bool = True
    uplink_trust: tuple[str | None, str | None] = ("dscp", "dscp")
    """What each uplink trusts; None for nothing."""
    uplink_priority: bool = True
    data_acl: str = "DATA-IN"
    """The access list that the data SVI names."""

    @property
    def uplinks_as_planned(self) -> bool:
        """Whether the uplinks are as auto-QoS wrote them."""
        return self.uplink_trust == ("dscp", "dscp") and self.uplink_priority

    @property
    def routes(self) -> bool:
        """Whether the switch is the gateway of its own VLANs."""
        return self.model.startswith("ws-c3750x")
