"""The fields of a packet that filters look at."""

from collections.abc import Mapping
from types import MappingProxyType

from netaudit.parsers.ios.keywords import TCP_FLAGS

ADDRESS_WIDTH: Mapping[int, int] = MappingProxyType({4: 32, 6: 128})
"""IP version to the bits of its addresses."""

WIDTHS: Mapping[str, int] = MappingProxyType(
    {
        "protocol": 8,
        "source_port": 16,
        "destination_port": 16,
        "flags": 6,
        "fragment": 1,
        "dscp": 6,
    }
)
"""Bits of the fields that are alike in both versions. ICMP and IGMP have their type in place of the
source port, ICMP its code in place of the destination port."""

ICMP, IGMP, TCP, UDP, ICMP6, SCTP = 1, 2, 6, 17, 58, 132
"""IP protocol numbers (IANA) with a layer 4 that filters look at."""

PORTED = (TCP, UDP, SCTP)

TYPED: Mapping[int, tuple[int, ...]] = MappingProxyType({4: (ICMP, IGMP), 6: (ICMP6,)})
"""IP version to the protocols with a type."""

LAYER4 = ("source_port", "destination_port", "flags")
"""Fields that later fragments do not have."""

FLAGS: Mapping[str, int] = MappingProxyType(TCP_FLAGS)
"""TCP flags as the header has them."""

WHOLE, LATER = 0, 1
"""Values of ``fragment``: a packet that is whole or a first fragment, and any later fragment."""
