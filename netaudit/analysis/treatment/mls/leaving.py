"""How a packet leaves a Catalyst: with or without a tag, and what is written into it."""

from msgspec import Struct
from msgspec.structs import replace

from netaudit.analysis.treatment.family import Carried, Sent
from netaudit.analysis.treatment.mls.maps import dscp_to_cos, map_step
from netaudit.analysis.treatment.mls.switch import off
from netaudit.analysis.treatment.places import policy_out, settings
from netaudit.model import Device, Exit, Interface, Marking, Place, Reason, Step

COS_KEPT = frozenset({"cos", "dscp-only", "none"})
"""Labels with which the CoS leaves as the ingress side left it."""


class Service(Struct, frozen=True, kw_only=True):
    """What the scheduler does for one queue of a busy port."""

    decided_by: str
    says: str
    places: tuple[Place, ...] = ()
    strict: bool | None = False
    guaranteed_percent: float | None = 0.0
    cap_percent: float | None = None
    link_kbps: float | None = None
    known: bool = True
    reason: Reason | None = None


def strict_service(decided_by: str, places: tuple[Place, ...] = (), kbps: float | None = None) -> Service:
    """A queue that is served first, as long as it has something; ``kbps`` is the rate of the port."""
    return Service(
        decided_by=decided_by,
        says="strict, no limit",
        places=places,
        strict=True,
        guaranteed_percent=100.0,
        link_kbps=kbps,
    )


def leaves_tagged(device: Device, port: Interface, carried: Carried) -> bool:
    """Whether a frame has a tag behind the port: on a trunk, and towards a phone in its voice VLAN."""
    vlan = carried.packet.vlan
    if port.mode == "trunk":
        return vlan is None or vlan != (port.native_vlan or 1) or device.globals.native_tagged
    if port.kind == "subinterface":
        return port.encapsulation_vlan is not None
    return port.is_switchport and (isinstance(port.voice_vlan, int) or port.voice_vlan == "dot1p")


def egress_cos(device: Device, carried: Carried) -> tuple[int | None, tuple[Step, ...]]:
    """The CoS that belongs to the packet now, and the map step if a map gave it."""
    marking = carried.marking
    if carried.label in COS_KEPT or marking.dscp is None:
        known = carried.label in COS_KEPT
        return ((marking.cos or 0) if known else None), ()
    found = dscp_to_cos(device, marking.dscp)
    after = replace(marking, cos=found.value, tagged=True)
    return found.value, (map_step(found, after),)


def written(device: Device, port: Interface, carried: Carried, cos: int | None) -> Marking:
    """The marking on the wire."""
    tagged = leaves_tagged(device, port, carried)
    dscp = carried.marking.dscp if device.globals.mls_qos_rewrite_dscp else carried.packet.dscp
    return Marking(dscp=dscp, cos=cos if tagged else None, tagged=tagged)


def exit_step(device: Device, marking: Marking) -> Step:
    """The last step: what is written."""
    if device.globals.mls_qos_rewrite_dscp:
        return Step(stage="exit", decided_by="default: DSCP and CoS are written", marking=marking)
    places = (settings("mls_qos_rewrite_dscp"),)
    return Step(stage="exit", decided_by="no mls qos rewrite ip dscp", marking=marking, places=places)


def sent(
    carried: Carried, service: Service, marking: Marking, queue: str | None, threshold: str | None
) -> Sent:
    """A packet that leaves by a queue with this service; the steps are the caller's."""
    return Sent(
        exit=Exit(
            dscp=marking.dscp,
            cos=marking.cos,
            tagged=marking.tagged,
            queue=queue,
            threshold=threshold,
            strict=service.strict,
            guaranteed_percent=service.guaranteed_percent,
            guaranteed_kbps=of_link(service.guaranteed_percent, service.link_kbps),
            cap_percent=service.cap_percent,
            cap_kbps=of_link(service.cap_percent, service.link_kbps),
            link_kbps=service.link_kbps,
            policed_kbps=carried.policed_kbps,
            dropped=carried.dropped,
        )
    )


def of_link(percent: float | None, kbps: float | None) -> float | None:
    """A share of a link in kbps; None where one of the two is not known."""
    return None if percent is None or kbps is None else kbps * percent / 100


def fifo(device: Device, port: Interface, carried: Carried, kbps: float | None) -> Sent:
    """QoS is off: one queue for all, nothing reserved, every marking as it came."""
    text, places = off(device)
    cos, _steps = egress_cos(device, carried)
    marking = replace(written(device, port, carried, cos), dscp=carried.marking.dscp)
    service = Service(decided_by=text, says="one queue for all", places=places, link_kbps=kbps)
    steps = (
        Step(
            stage="queue",
            decided_by=text,
            marking=carried.marking,
            says=service.says,
            places=places,
            reason=Reason.QOS_OFF,
        ),
        Step(stage="exit", decided_by=text, marking=marking, places=places, reason=Reason.QOS_OFF),
    )
    return replace(sent(carried, service, marking, "fifo", None), steps=steps)


def unqueued(device: Device, carried: Carried, marking: Marking, kbps: float | None) -> Sent:
    """The marking is not known, so the queue is not."""
    service = Service(decided_by="", says="", strict=None, guaranteed_percent=None, link_kbps=kbps)
    step = Step(
        stage="queue",
        decided_by="unknown: the queue hangs on the marking",
        marking=carried.marking,
        says="unknown",
        known=False,
    )
    left = sent(carried, service, marking, None, None)
    return replace(left, steps=(step, exit_step(device, marking)))


def served(service: Service, carried: Carried) -> Step:
    """The scheduler's step."""
    return Step(
        stage="scheduler",
        decided_by=service.decided_by,
        marking=carried.marking,
        says=service.says,
        places=service.places,
        known=service.known,
        reason=service.reason,
    )


def unused_policy(port: Interface, carried: Carried) -> tuple[Step, ...]:
    """An output policy does nothing here: the hardware takes input policies only."""
    if port.policy_out is None:
        return ()
    return (
        Step(
            stage="output-policy",
            decided_by=f"service-policy output {port.policy_out}",
            marking=carried.marking,
            says="no effect: this hardware takes policies on input only",
            places=(policy_out(port),),
        ),
    )


def queue_cos(device: Device, carried: Carried) -> int | None:
    """The CoS that picks the queue where queues are picked by CoS; None where the marking is not known."""
    if carried.label == "cos":
        return carried.marking.cos
    return None if carried.marking.dscp is None else dscp_to_cos(device, carried.marking.dscp).value
