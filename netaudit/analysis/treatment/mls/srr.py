"""Shaped round robin: queues, thresholds and scheduling of the 2960, 3560 and 3750."""

from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.mls.leaving import Service, strict_service
from netaudit.analysis.treatment.mls.maps import Slot, lines, slot
from netaudit.analysis.treatment.places import egress, settings
from netaudit.model import Device, Interface, Place, Reason, Step

QUEUES = 4
SHAPE = (25, 0, 0, 0)
"""Default shaped weights: 1/25 of the port for queue 1, the others unshaped."""
SHARE = (25, 25, 25, 25)
"""Default shared weights; only their ratio counts."""
QUEUE_SET = 1
EXPEDITE = 1
"""The queue that ``priority-queue out`` makes strict; its shaped and shared weights then do not count."""


def chosen(device: Device, direction: str, carried: Carried) -> Slot | None:
    """The queue of a packet by its label; None where its marking is not known."""
    label = "cos" if carried.label == "cos" else "dscp"
    value = carried.marking.cos if label == "cos" else carried.marking.dscp
    return None if value is None else slot(device, direction, label, value)


def queued_in(device: Device, carried: Carried) -> Carried:
    """The ingress queue, told only where ingress queueing is configured: by default it decides nothing."""
    if next(lines(device, "mls qos srr-queue input"), None) is None:
        return carried
    found = chosen(device, "input", carried)
    if found is None:
        return carried
    priority, places = _priority_in(device, found.queue)
    step = Step(
        stage="queue",
        decided_by=found.decided_by,
        marking=carried.marking,
        says=f"ingress queue {found.queue}, threshold {found.threshold}{priority}",
        places=(*found.places, *places),
    )
    return carried.after(step)


def _priority_in(device: Device, queue: int) -> tuple[str, tuple[Place, ...]]:
    """Whether an ingress queue is the one with priority: queue 2 with 10 % unless told otherwise."""
    priority, share = 2, 10
    places: tuple[Place, ...] = ()
    for index, words in lines(device, "mls qos srr-queue input priority-queue"):
        match words:
            case [number, "bandwidth", percent] if number.isdecimal() and percent.isdecimal():
                priority, share, places = int(number), int(percent), (settings("qos_maps", index),)
    if queue != priority or not share:
        return "", ()
    return f", served first for {share} % of the internal ring", places


def buffers(device: Device, port: Interface, queue: int) -> tuple[str, tuple[Place, ...]]:
    """The part of the buffers that a queue has by the port's queue-set, if a line says so."""
    says = ""
    places: tuple[Place, ...] = ()
    number = port.queue_set or QUEUE_SET
    for index, words in lines(device, f"mls qos queue-set output {number} buffers"):
        if len(words) >= QUEUES:
            says = f", {words[queue - 1]} % of the buffers (queue-set {number})"
            places = (egress("queue_set"), settings("qos_maps", index))
    return says, places


def service(port: Interface, queue: int, kbps: float | None) -> Service:
    """What the scheduler gives to an egress queue (1-4); ``kbps`` is the port's rate."""
    if port.srr_limit and kbps is not None:
        kbps = kbps * port.srr_limit / 100
    if port.priority_queue and queue == EXPEDITE:
        return strict_service("priority-queue out", (egress("priority_queue"),), kbps)
    weight = _shape(port)[queue - 1]
    return _shaped(port, weight, kbps) if weight else _shared(port, queue, kbps)


def _shape(port: Interface) -> tuple[int, ...]:
    """Shaped weights of the four queues."""
    return port.srr_shape if len(port.srr_shape) == QUEUES else SHAPE


def _share(port: Interface) -> tuple[int, ...]:
    """Shared weights of the four queues."""
    return port.srr_share if len(port.srr_share) == QUEUES else SHARE


def _shaped(port: Interface, weight: int, kbps: float | None) -> Service:
    """A queue that gets 1/weight of the port and never more."""
    percent = 100 / weight
    return Service(
        decided_by=_text(port, "shape", _shape(port)),
        says=f"shaped to 1/{weight}: {percent:.4g} % and never more",
        places=(egress("srr_shape"),) if port.srr_shape else (),
        guaranteed_percent=percent,
        cap_percent=percent,
        link_kbps=kbps,
    )


def _shared(port: Interface, queue: int, kbps: float | None) -> Service:
    """A queue that shares what the strict and the shaped ones leave, by weight."""
    sharing = [
        index
        for index, weight in enumerate(_shape(port))
        if not weight and not (port.priority_queue and index == EXPEDITE - 1)
    ]
    total = sum(_share(port)[index] for index in sharing)
    left = 100 - sum(100 / weight for weight in _unshared(port))
    percent = max(left, 0.0) * _share(port)[queue - 1] / total if total else 0.0
    beside = " of what queue 1 leaves" if port.priority_queue else ""
    return Service(
        decided_by=_text(port, "share", _share(port)),
        says=f"shared: at least {percent:.4g} %{beside}, more when others are idle",
        places=(egress("srr_share"),) if port.srr_share else (),
        guaranteed_percent=percent,
        link_kbps=kbps,
        reason=Reason.LEFT_OVER if port.priority_queue else None,
    )


def _unshared(port: Interface) -> list[int]:
    """Weights of the queues that are shaped and not strict."""
    skip = 1 if port.priority_queue else 0
    return [weight for weight in _shape(port)[skip:] if weight]


def _text(port: Interface, kind: str, weights: tuple[int, ...]) -> str:
    """The weights as a line, or as the default."""
    written = port.srr_share if kind == "share" else port.srr_shape
    return f"{'' if written else 'default: '}srr-queue bandwidth {kind} {' '.join(map(str, weights))}"


def limited(port: Interface, carried: Carried, service: Service) -> tuple[Step, ...]:
    """The step of ``srr-queue bandwidth limit``."""
    if not port.srr_limit:
        return ()
    rate = "" if service.link_kbps is None else f": {service.link_kbps:.6g} kbps"
    return (
        Step(
            stage="shaper",
            decided_by=f"srr-queue bandwidth limit {port.srr_limit}",
            marking=carried.marking,
            says=f"{port.srr_limit} % of the port{rate}",
            places=(egress("srr_limit"),),
        ),
    )
