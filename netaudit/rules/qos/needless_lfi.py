"""A link cuts packets or compresses headers though it is fast enough without.

Fragmentation with interleaving is for links up to 768 kbps, header compression for links below 2 Mbps.
Above, a whole packet of data passes in less time than the work on it costs.

Why it matters
    The router spends its CPU on every packet, and every fragment brings a header of its own. On many
    routers such packets leave the fast path, and the link carries less than before.

How to fix
    Take `ppp multilink interleave` or `frame-relay fragment` out above 768 kbps, and `ip rtp
    header-compression` from 2 Mbps on; on both sides of the link.

Not reported
    Links whose rate no line tells: IOS takes 1,544 kbps for granted on a serial line. Links between
    768 kbps and 2 Mbps that compress headers: that is a choice.

Bad
    interface Multilink1
     bandwidth 3088
     ip address 192.0.2.1 255.255.255.252
     ip rtp header-compression iphc-format
     ppp multilink
     ppp multilink group 1
     ppp multilink interleave
     ppp multilink fragment delay 10

Good
    interface Multilink1
     bandwidth 3088
     ip address 192.0.2.1 255.255.255.252
     ppp multilink
     ppp multilink group 1
"""

from collections.abc import Iterator

from netaudit.analysis.capacity.delay import MEDIUM_KBPS, SLOW_KBPS
from netaudit.analysis.capacity.layer2 import fragments_of, line_rate
from netaudit.analysis.capacity.links import links
from netaudit.analysis.treatment.link import link_kbps
from netaudit.analysis.treatment.places import lines_of
from netaudit.analysis.treatment.words import number
from netaudit.model import Confidence, Device, Interface, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy

COMPRESSING = ("rtp_header_compression", "frame_relay_header_compression")


@rule(
    "Q-18",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    references=("Enterprise QoS SRND 3.3, link speeds", "Cisco, Quality of Service for Voice over IP"),
)
def needless_lfi(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each fast link that cuts packets, and each that compresses headers."""
    for port in links(device):
        yield from _fragments(device, port)
        yield from _compression(device, port)


def _fragments(device: Device, port: Interface) -> Iterator[Hit]:
    """Fragments where the line is known to be fast."""
    rate, cut = line_rate(device, port), fragments_of(device, port)
    if cut and rate.kbps and rate.places and rate.kbps > SLOW_KBPS:
        why = f"packets are cut although the line runs at {number(rate.kbps)} kbps, above {SLOW_KBPS} kbps"
        yield Hit(port.name, lines_of(device, (port, port), cut.places), why)


def _compression(device: Device, port: Interface) -> Iterator[Hit]:
    """Header compression where the link is known to be fast."""
    rate = link_kbps(device, port)
    fields = [field for field in COMPRESSING if getattr(port, field)]
    if fields and rate.kbps and rate.places and rate.kbps >= MEDIUM_KBPS:
        why = f"RTP headers are compressed although the link carries {number(rate.kbps)} kbps"
        yield on_port(port, why, *fields)
