"""What an MLS Catalyst makes of a packet by the trust state of its port, or of a class.

CoS trust: the tag's CoS, or the port's default CoS without a tag, becomes the internal DSCP by the
cos-dscp map. DSCP trust: the packet's DSCP, through the port's mutation map if it has one. No trust:
both are 0, but the 2950 leaves the DSCP in the packet. ``mls qos cos override`` comes before all of them.
"""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from netaudit.analysis.treatment.arrival import Unmet, default_cos, unmet
from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.mls.maps import Mapped, cos_to_dscp, map_step, mutated, precedence_to_dscp
from netaudit.analysis.treatment.places import ingress
from netaudit.analysis.treatment.words import show
from netaudit.model import Device, Interface, Place, Reason, Step

Source = tuple[str, tuple[Place, ...]]
"""A line in normal form (or a default) and where it stands."""

COS, DSCP = "cos", "dscp"
UNTRUSTED: Source = ("default: untrusted", ())
LEAVE_DSCP = frozenset({"c2950"})
"""Families that queue an untrusted packet as CoS 0 without writing into it."""
NO_FIELD = "a trusted device without a trusted field trusts nothing"


def by_port(device: Device, port: Interface, carried: Carried) -> Carried:
    """What the port makes of a packet that no policy has marked."""
    if port.cos_override:
        return _override(device, port, carried)
    fieldless = Unmet(NO_FIELD, (ingress("trust_device"),), Reason.NO_FIELD)
    lost = fieldless if port.trust is None else unmet(device, port, carried.packet)
    if port.trust_device and lost is not None:
        return untrusted(device, carried, (f"mls qos trust device {port.trust_device}", lost.places), lost)
    if port.trust is None:
        return untrusted(device, carried, UNTRUSTED)
    kept = f" pass-through {port.trust_pass_through}" if port.trust_pass_through else ""
    places = (ingress("trust", "trust_device"),)
    return by_field(device, port, carried, port.trust, (f"mls qos trust {port.trust}{kept}", places))


def by_field(device: Device, port: Interface, carried: Carried, field: str, source: Source) -> Carried:
    """What comes of trusting one field of the packet: ``cos``, ``dscp`` or ``ip-precedence``."""
    return _BY_FIELD[field](device, port, carried, source)


def untrusted(device: Device, carried: Carried, source: Source, lost: Unmet | None = None) -> Carried:
    """CoS is 0 from here on, and DSCP on all but the 2950, which leaves it in the packet."""
    left = device.family in LEAVE_DSCP
    marking = replace(carried.marking, dscp=carried.marking.dscp if left else 0, cos=0)
    text, places = source
    step = Step(
        stage="trust",
        decided_by=text,
        marking=marking,
        says=f"{lost.why}: {show(marking)}" if lost else "",
        places=places,
        reason=lost.reason if lost else None,
    )
    return replace(carried, marking=marking, label="cos" if left else "dscp", steps=(*carried.steps, step))


def _override(device: Device, port: Interface, carried: Carried) -> Carried:
    """The port's default CoS instead of what any frame says."""
    marking = replace(carried.marking, cos=default_cos(port))
    places = (ingress("cos_override", "default_cos"),)
    step = Step(
        stage="trust",
        decided_by="mls qos cos override",
        marking=marking,
        places=places,
        reason=Reason.COS_OVERRIDE,
    )
    taken = replace(carried, marking=marking, label="cos", steps=(*carried.steps, step))
    return _mapped(taken, cos_to_dscp(device, default_cos(port)))


def _by_cos(device: Device, port: Interface, carried: Carried, source: Source) -> Carried:
    """The tag's CoS, or the port's where there is no tag."""
    text, places = source
    cos = carried.marking.cos
    if cos is None:
        cos = default_cos(port)
        written = port.default_cos is not None
        text = f"{text}, mls qos cos {cos}" if written else f"{text}, default: CoS {cos} without a tag"
        places = (*places, ingress("default_cos")) if written else places
    marking = replace(carried.marking, cos=cos)
    step = Step(stage="trust", decided_by=text, marking=marking, places=places)
    taken = replace(carried, marking=marking, label="cos", steps=(*carried.steps, step))
    if port.trust_pass_through == DSCP:
        return taken
    return _mapped(taken, cos_to_dscp(device, cos))


def _by_dscp(device: Device, port: Interface, carried: Carried, source: Source) -> Carried:
    """The packet's own DSCP, through the mutation map of the port if it has one."""
    text, places = source
    label = "dscp-only" if port.trust_pass_through == COS else "dscp"
    step = Step(stage="trust", decided_by=text, marking=carried.marking, places=places)
    taken = replace(carried, label=label, steps=(*carried.steps, step))
    dscp = carried.marking.dscp
    if port.dscp_mutation is None or dscp is None:
        return taken
    found = mutated(device, port.dscp_mutation, dscp)
    return _mapped(taken, found._replace(places=(ingress("dscp_mutation"), *found.places)))


def _by_precedence(device: Device, _port: Interface, carried: Carried, source: Source) -> Carried:
    """The first three bits of the packet's DSCP."""
    text, places = source
    step = Step(stage="trust", decided_by=text, marking=carried.marking, places=places)
    taken = replace(carried, label="dscp", steps=(*carried.steps, step))
    return _mapped(taken, precedence_to_dscp(device, carried.packet.dscp >> 3))


def _mapped(carried: Carried, found: Mapped) -> Carried:
    """The internal DSCP that a map gives."""
    marking = replace(carried.marking, dscp=found.value)
    return carried.after(map_step(found, marking))


_BY_FIELD: Mapping[str, Callable[[Device, Interface, Carried, Source], Carried]] = {
    "cos": _by_cos,
    "dscp": _by_dscp,
    "ip-precedence": _by_precedence,
}
"""Trusted field to what comes of it; sorted."""
