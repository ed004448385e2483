"""Hardware that could not be told from the config: nothing is known of what it does to a packet."""

from netaudit.analysis.treatment.family import Carried, Family, Sent
from netaudit.model import Device, Exit, Interface, Marking, Packet, Step

_NOTHING = Marking(dscp=None)
_WHY = "unknown: the config does not say what hardware this is"


def _ingress(_device: Device, _port: Interface, packet: Packet) -> Carried:
    """Nothing is known of the marking after this."""
    step = Step(stage="trust", decided_by=_WHY, marking=_NOTHING, known=False)
    return Carried(packet=packet, marking=_NOTHING, steps=(step,))


def _egress(_device: Device, _port: Interface, _carried: Carried) -> Sent:
    """Nothing is known of the queue either."""
    step = Step(stage="queue", decided_by=_WHY, marking=_NOTHING, says="unknown", known=False)
    return Sent(exit=Exit(dscp=None), steps=(step,))


FAMILY = Family(ingress=_ingress, egress=_egress)
