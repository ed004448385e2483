"""Frame Relay map-classes that shape circuits with voice on them."""

from collections.abc import Iterator

from netaudit.analysis.capacity.layer2 import map_class_of, shapes_circuits
from netaudit.model import Device, MapClass


def voice_circuits(device: Device) -> Iterator[MapClass]:
    """Each map-class that a shaped interface in service uses, and that makes room for speech."""
    used = {
        shaped.name
        for port in device.interfaces
        if port.enabled and shapes_circuits(device, port) and (shaped := map_class_of(device, port))
    }
    for shaped in device.map_classes:
        if shaped.name in used and makes_room(device, shaped):
            yield shaped


def makes_room(device: Device, shaped: MapClass) -> bool:
    """Whether a map-class cuts packets for speech, or has a strict queue."""
    if shaped.fragment_bytes or shaped.rtp_priority:
        return True
    policy = next((each for each in device.policy_maps if each.name == shaped.policy_out), None)
    return policy is not None and any(part.priority for part in policy.classes)
