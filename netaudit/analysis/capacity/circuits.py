"""Frame Relay map-classes that shape circuits with voice on them, and what of that delays voice."""

from collections.abc import Callable, Iterator, Mapping

from netaudit.analysis.capacity.delay import ROUNDING, SLOW_KBPS, TARGET_MS, serialization_ms
from netaudit.analysis.capacity.layer2 import map_class_of, shapes_circuits
from netaudit.model import Device, MapClass

DEFAULT_INTERVAL_MS = 125
"""The interval that IOS shapes in where no Bc is set."""
LONGEST_MS = TARGET_MS * (1 + ROUNDING)
SHORTEST_MS = TARGET_MS * (1 - ROUNDING)


def voice_circuits(device: Device) -> Iterator[MapClass]:
    """Each map-class that a shaped interface in service uses, and that makes room for voice."""
    if not device.map_classes:
        return
    used = {
        shaped.name
        for port in device.interfaces
        if port.enabled and shapes_circuits(device, port) and (shaped := map_class_of(device, port))
    }
    for shaped in device.map_classes:
        if shaped.name in used and makes_room(device, shaped):
            yield shaped


def makes_room(device: Device, shaped: MapClass) -> bool:
    """Whether a map-class cuts packets for voice, or has a strict queue."""
    if shaped.fragment_bytes or shaped.rtp_priority:
        return True
    policy = device.policy_map(shaped.policy_out)
    return policy is not None and any(part.priority for part in policy.classes)


def _interval(shaped: MapClass) -> str:
    """The interval that Bc makes."""
    if shaped.bc_bits is None:
        return f"no bc is set: IOS sends at intervals of {DEFAULT_INTERVAL_MS} ms, voice needs {TARGET_MS}"
    interval = 1000 * shaped.bc_bits / (shaped.cir_bps or shaped.bc_bits)
    if not shaped.cir_bps or SHORTEST_MS <= interval <= LONGEST_MS:
        return ""
    return f"bc {shaped.bc_bits} makes intervals of {interval:.3g} ms, voice needs {TARGET_MS}"


def _excess(shaped: MapClass) -> str:
    """Bits beyond the committed ones."""
    return f"be {shaped.be_bits} lets data burst into the provider's queues" if shaped.be_bits else ""


def _adaptive(shaped: MapClass) -> str:
    """A rate that follows the network."""
    return f"the rate follows {shaped.adaptive}: voice is squeezed with data" if shaped.adaptive else ""


def _fragment(shaped: MapClass) -> str:
    """Fragments that take too long."""
    kbps = (shaped.cir_bps or 0) / 1000
    if not shaped.fragment_bytes or not 0 < kbps <= SLOW_KBPS:
        return ""
    takes = serialization_ms(shaped.fragment_bytes, kbps)
    says = (
        f"a fragment of {shaped.fragment_bytes} bytes takes {takes:.3g} ms of the circuit, over {TARGET_MS}"
    )
    return says if takes > LONGEST_MS else ""


FAULTS: Mapping[str, Callable[[MapClass], str]] = {
    "adaptive": _adaptive,
    "bc_bits": _interval,
    "be_bits": _excess,
    "fragment_bytes": _fragment,
}
"""Field of a map-class to what is wrong with it, in words; sorted."""
