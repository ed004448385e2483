"""A Frame Relay circuit with voice is shaped in a way that delays speech.

Shaping lets Bc bits out, then waits for the next interval, Bc divided by CIR. Left alone the interval is
an eighth of a second; speech needs a hundredth. Bits beyond Bc (Be) and rates that follow the network
(adaptive shaping) fill the provider's queues, where nobody knows of priority.

Why it matters
    Speech comes in bursts with gaps of up to 125 ms, or is dropped by the provider when data bursts.

How to fix
    In the map-class: `frame-relay bc` a hundredth of the CIR, `frame-relay be 0`, no adaptive shaping,
    and `frame-relay fragment` for 10 ms of the circuit where it runs at 768 kbps or less.

Not reported
    Map-classes that no shaped interface uses, those without voice (no fragments, no strict queue),
    fragments shorter than 10 ms, and an interval within a tenth of 10 ms.

Bad
    interface Serial0/1
     encapsulation frame-relay
     frame-relay traffic-shaping
    interface Serial0/1.64 point-to-point
     frame-relay interface-dlci 128
      class VOICE-256
    map-class frame-relay VOICE-256
     frame-relay cir 256000
     frame-relay bc 2560
     frame-relay be 8000
     frame-relay fragment 320

Good
    interface Serial0/1
     encapsulation frame-relay
     frame-relay traffic-shaping
    interface Serial0/1.64 point-to-point
     frame-relay interface-dlci 128
      class VOICE-256
    map-class frame-relay VOICE-256
     frame-relay cir 256000
     frame-relay bc 2560
     frame-relay be 0
     frame-relay fragment 320
"""

from collections.abc import Callable, Iterator, Mapping

from netaudit.analysis.capacity.circuits import voice_circuits
from netaudit.analysis.capacity.delay import ROUNDING, SLOW_KBPS, TARGET_MS, serialization_ms
from netaudit.model import Confidence, Device, MapClass, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy

DEFAULT_INTERVAL_MS = 125
LONGEST_MS = TARGET_MS * (1 + ROUNDING)
SHORTEST_MS = TARGET_MS * (1 - ROUNDING)


def _interval(shaped: MapClass) -> str:
    """The interval that Bc makes."""
    if shaped.bc_bits is None:
        return f"no bc is set: IOS sends at intervals of {DEFAULT_INTERVAL_MS} ms, speech needs {TARGET_MS}"
    interval = 1000 * shaped.bc_bits / (shaped.cir_bps or shaped.bc_bits)
    if not shaped.cir_bps or SHORTEST_MS <= interval <= LONGEST_MS:
        return ""
    return f"bc {shaped.bc_bits} makes intervals of {interval:.3g} ms, speech needs {TARGET_MS}"


def _excess(shaped: MapClass) -> str:
    """Bits beyond the committed ones."""
    return f"be {shaped.be_bits} lets data burst into the provider's queues" if shaped.be_bits else ""


def _adaptive(shaped: MapClass) -> str:
    """A rate that follows the network."""
    return f"the rate follows {shaped.adaptive}: speech is squeezed with data" if shaped.adaptive else ""


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


@rule(
    "Q-19",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    references=("Enterprise QoS SRND 3.3, Frame Relay", "Cisco, VoIP over Frame Relay with QoS"),
)
def unfit_frame_relay_shaping(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each fault of each map-class that shapes a circuit with voice."""
    for shaped in voice_circuits(device):
        for field, fault in FAULTS.items():
            if why := fault(shaped):
                offsets = shaped.at.get(field, (0,))
                yield Hit(shaped.name, tuple(shaped.line + offset for offset in offsets), why)
