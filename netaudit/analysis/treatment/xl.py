"""Catalyst 2900XL and 3500XL: no DSCP at all, two queues chosen by CoS, the higher one strict.

A tagged frame keeps its CoS, an untagged one gets the port's; ``switchport priority override`` gives it
to both.
"""

from msgspec.structs import replace

from netaudit.analysis.treatment.arrival import arrive, default_cos
from netaudit.analysis.treatment.family import Carried, Family, Sent
from netaudit.analysis.treatment.link import wire_kbps
from netaudit.analysis.treatment.mls.leaving import Service, leaves_tagged, sent, served
from netaudit.analysis.treatment.places import ingress
from netaudit.model import Device, Interface, Marking, Packet, Step

FIRST_HIGH_COS = 4
"""CoS 4-7 go into the high queue; nothing changes that."""
LOW, HIGH = "1", "2"


def _ingress(_device: Device, port: Interface, packet: Packet) -> Carried:
    """The frame's own CoS or the port's; the DSCP is never looked at."""
    carried = arrive(port, packet)
    cos = carried.marking.cos
    own = cos is not None and not port.cos_override
    marking = replace(carried.marking, cos=cos if own else default_cos(port))
    text, fields = _decided(port, own=own)
    places = (ingress(*fields),) if fields else ()
    step = Step(stage="trust", decided_by=text, marking=marking, places=places)
    return replace(carried, marking=marking, label="cos", steps=(*carried.steps, step))


def _decided(port: Interface, *, own: bool) -> tuple[str, tuple[str, ...]]:
    """What gave the frame its CoS, and the fields that say so."""
    if own:
        return "default: the CoS of a tagged frame counts", ()
    if port.cos_override:
        return "switchport priority override", ("cos_override", "default_cos")
    if port.default_cos is not None:
        return f"switchport priority default {default_cos(port)}", ("default_cos",)
    return "default: CoS 0 without a tag", ()


def _egress(device: Device, port: Interface, carried: Carried) -> Sent:
    """The high queue before the low one."""
    cos = carried.marking.cos or 0
    high = cos >= FIRST_HIGH_COS
    queue = HIGH if high else LOW
    tagged = leaves_tagged(device, port, carried)
    marking = Marking(dscp=carried.packet.dscp, cos=cos if tagged else None, tagged=tagged)
    service = Service(
        decided_by="default: the high queue first",
        says="strict, no limit" if high else "served when the high queue is empty",
        strict=high,
        guaranteed_percent=100.0 if high else 0.0,
        link_kbps=wire_kbps(device, port).kbps,
    )
    text = f"default: CoS {'4-7' if high else '0-3'} in queue {queue}"
    steps = (
        Step(stage="queue", decided_by=text, marking=carried.marking, says=f"queue {queue}"),
        served(service, carried),
        Step(stage="exit", decided_by="default: the DSCP is never written", marking=marking),
    )
    return replace(sent(carried, service, marking, queue, None), steps=steps)


FAMILY = Family(
    ingress=_ingress,
    egress=_egress,
    sources=(
        "Catalyst 2900 Series XL and 3500 Series XL Software Configuration Guide, CoS priority of ports",
    ),
)
