"""What was understood of a device, for people: a paragraph each."""

from collections.abc import Iterator

from netaudit.model import Device, Interface, format_vlans
from netaudit.report.escape import terminal
from netaudit.report.ranges import compress


def as_text(device: Device) -> str:
    """One device; ports that are used alike share a line."""
    return "\n".join(map(terminal, _lines(device))) + "\n"


def _lines(device: Device) -> Iterator[str]:
    """The lines, not yet made printable."""
    yield f"{device.hostname or '(no hostname)'}  {device.source}"
    yield f"  platform     {device.platform}, {device.family} ({device.family_reason})"
    yield f"  lines        {device.lines}, {len(device.unread)} not understood"
    for label, names in _names(device):
        if names:
            yield f"  {label:12} {', '.join(names)}"
    for use, ports in _alike(device).items():
        yield f"  {compress(ports)}: {use}"


def _names(device: Device) -> Iterator[tuple[str, list[str]]]:
    """What has a name of its own, by kind."""
    yield "VLANs", [f"{vlan.id} {vlan.name or ''}".rstrip() for vlan in device.vlans]
    yield "ACLs", [f"{acl.name} ({len(acl.entries)})" for acl in device.acls]
    yield "class-maps", [each.name for each in device.class_maps]
    yield "policy-maps", [each.name for each in device.policy_maps]


def _alike(device: Device) -> dict[str, list[str]]:
    """How ports are used to their names."""
    ports: dict[str, list[str]] = {}
    for port in device.interfaces:
        ports.setdefault(", ".join(_use(port)), []).append(port.name)
    return ports


def _use(port: Interface) -> Iterator[str]:
    """What sets a port apart."""
    yield port.mode
    if port.role:
        yield f"role {port.role}"
    if not port.enabled:
        yield "shut down"
    if port.mode == "trunk":
        yield f"VLANs {format_vlans(port.allowed_vlans)}"
    for label, value in (
        ("data", port.access_vlan),
        ("voice", port.voice_vlan),
        ("native", port.native_vlan),
        ("trust", port.trust),
        ("trust device", port.trust_device),
        ("in", port.policy_in),
        ("out", port.policy_out),
        ("address", " ".join(port.addresses)),
    ):
        if value:
            yield f"{label} {value}"
