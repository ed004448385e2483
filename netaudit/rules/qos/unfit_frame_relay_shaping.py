"""A Frame Relay circuit with voice is shaped in a way that delays voice.

Shaping lets Bc bits out, then waits for the next interval, Bc divided by CIR. Left alone the interval is
an eighth of a second; voice needs a hundredth. Bits beyond Bc (Be) and rates that follow the network
(adaptive shaping) fill the provider's queues, where nobody knows of priority.

Why it matters
    Voice comes in bursts with gaps of up to 125 ms, or is dropped by the provider when data bursts.

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

from collections.abc import Iterator

from netaudit.analysis.capacity.circuits import FAULTS, voice_circuits
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy


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
