"""A slow link sends long packets whole while voice waits.

Once a packet of data is on the wire, even the strict queue has to wait for its end: 16 ms for 1,500
bytes at 768 kbps, 187 ms at 64 kbps. Fragmentation with interleaving (LFI) cuts long packets so that
voice goes between the pieces.

Why it matters
    Voice stutters as soon as somebody loads a web page, although the queue for it is right.

How to fix
    On PPP, use multilink PPP with `ppp multilink interleave` and a fragment delay of 10 ms. On Frame
    Relay, set `frame-relay fragment` to 10 ms of the circuit in the map-class that shapes it. On ATM,
    run multilink PPP over the circuit.

Not reported
    Links above 768 kbps, links whose rate is not known, links without a strict queue, and Ethernet,
    which has no such thing: below 768 kbps only a smaller MTU helps there.

Bad
    class-map match-any VOICE
     match dscp ef
    policy-map WAN-EDGE
     class VOICE
      priority percent 33
    interface Serial0/0/0
     bandwidth 256
     ip address 192.0.2.1 255.255.255.252
     encapsulation ppp
     service-policy output WAN-EDGE

Good
    class-map match-any VOICE
     match dscp ef
    policy-map WAN-EDGE
     class VOICE
      priority percent 33
    interface Multilink1
     bandwidth 256
     ip address 192.0.2.1 255.255.255.252
     ppp multilink
     ppp multilink group 1
     ppp multilink interleave
     ppp multilink fragment delay 10
     service-policy output WAN-EDGE
"""

from collections.abc import Iterator

from netaudit.analysis.capacity.capacity import capacity
from netaudit.analysis.capacity.delay import SLOW_KBPS, serialization_ms
from netaudit.analysis.capacity.layer2 import fragments_of, framing_of, line_rate
from netaudit.analysis.capacity.links import links
from netaudit.analysis.treatment.places import lines_of
from netaudit.analysis.treatment.words import number
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy

FRAGMENTING = frozenset({"atm", "frame-relay", "hdlc", "mlp", "ppp"})
"""Framings on which, or in the place of which, LFI can be had."""


@rule(
    "Q-17",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("Enterprise QoS SRND 3.3, slow links", "Cisco, Quality of Service for Voice over IP"),
)
def slow_link_without_lfi(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each slow link with a strict queue and without fragments."""
    for port in links(device):
        rate = line_rate(device, port)
        slow = rate.kbps is not None and rate.kbps <= SLOW_KBPS
        if not slow or framing_of(device, port) not in FRAGMENTING or fragments_of(device, port):
            continue
        link = capacity(device, port, policy)
        if rate.kbps and link.strict:
            longest = serialization_ms(link.largest_bytes, rate.kbps)
            why = (
                f"at {number(rate.kbps)} kbps a packet of {link.largest_bytes} bytes holds voice up for "
                f"{longest:.0f} ms: nothing cuts it so that voice could go between (LFI)"
            )
            yield Hit(port.name, lines_of(device, (port, port), rate.places) or (port.line,), why)
