"""The one line that turns QoS on."""

from netaudit.analysis.treatment.places import settings
from netaudit.model import Device, Place


def off(device: Device) -> tuple[str, tuple[Place, ...]]:
    """What says that QoS is off."""
    if device.globals.mls_qos is not None:
        return "no mls qos", (settings("mls_qos"),)
    return "default: no mls qos", ()
