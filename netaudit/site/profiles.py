"""What each design guide asks for: its classes with marking, queue and share.

Shares are percent of the link under load, as the guide proposes them for a WAN edge; None where it
proposes none.
"""

from collections.abc import Mapping

from msgspec import Struct

from netaudit.site.policy import Profile

PRIORITY, BANDWIDTH, DEFAULT = "priority", "bandwidth", "default"
"""Kinds of queue: strict; a guaranteed share; what is left, with a floor."""


class TrafficClass(Struct, frozen=True, kw_only=True):
    """One class of traffic of a design guide."""

    name: str
    dscps: tuple[int, ...]
    """0-63; the first is what sources are to send, others are drop precedences of the same class."""
    cos: int
    queue: str
    """``priority``, ``bandwidth`` or ``default``."""
    share: int | None = None
    """Percent."""

    @property
    def dscp(self) -> int:
        """What sources send."""
        return self.dscps[0]


class Guide(Struct, frozen=True, kw_only=True):
    """A design guide."""

    profile: Profile
    title: str
    """As people cite it."""
    source: str
    bearer: TrafficClass
    """Voice."""
    signalling: TrafficClass
    """Call setup and the keys of the phone."""
    others: tuple[TrafficClass, ...]

    @property
    def classes(self) -> tuple[TrafficClass, ...]:
        """All classes, voice first."""
        return (self.bearer, self.signalling, *self.others)

    def class_of(self, dscp: int) -> TrafficClass | None:
        """The class that a DSCP belongs to; None where the guide leaves it without class."""
        return next((each for each in self.classes if dscp in each.dscps), None)

    @property
    def words(self) -> str:
        """How findings name the profile: ``profile srnd4, Cisco QoS SRND 4, 12 classes``."""
        return f"profile {self.profile}: {self.title}"


def _class(
    name: str, dscps: tuple[int, ...], cos: int, queue: str = BANDWIDTH, share: int | None = None
) -> TrafficClass:
    """A row of a guide."""
    return TrafficClass(name=name, dscps=dscps, cos=cos, queue=queue, share=share)


AF1, AF2, AF3, AF4 = (10, 12, 14), (18, 20, 22), (26, 28, 30), (34, 36, 38)

SRND4_12 = Guide(
    profile=Profile.SRND4,
    title="Cisco QoS SRND 4, 12 classes",
    source="Cisco Enterprise QoS SRND 4.0; shares of the EasyQoS default profile",
    bearer=_class("voice", (46, 44), 5, PRIORITY, 10),
    signalling=_class("signalling", (24,), 3, BANDWIDTH, 2),
    others=(
        _class("broadcast-video", (40,), 5, PRIORITY, 10),
        _class("realtime-interactive", (32,), 4, PRIORITY, 13),
        _class("network-control", (48, 56), 6, BANDWIDTH, 3),
        _class("management", (16,), 2, BANDWIDTH, 2),
        _class("multimedia-conferencing", AF4, 4, BANDWIDTH, 10),
        _class("multimedia-streaming", AF3, 3, BANDWIDTH, 10),
        _class("transactional-data", AF2, 2, BANDWIDTH, 10),
        _class("bulk-data", AF1, 1, BANDWIDTH, 4),
        _class("scavenger", (8,), 1, BANDWIDTH, 1),
        _class("best-effort", (0,), 0, DEFAULT, 25),
    ),
)

SRND4_8 = Guide(
    profile=Profile.SRND4_8,
    title="Cisco QoS SRND 4, 8 classes",
    source="Cisco Enterprise QoS SRND 4.0, eight-class model",
    bearer=_class("voice", (46, 44), 5, PRIORITY, 10),
    signalling=_class("signalling", (24,), 3, BANDWIDTH, 2),
    others=(
        _class("interactive-video", (*AF4, 32), 4, PRIORITY, 23),
        _class("streaming-video", (*AF3, 40), 3, BANDWIDTH, 10),
        _class("network-control", (48, 56, 16), 6, BANDWIDTH, 5),
        _class("critical-data", (*AF2, *AF1), 2, BANDWIDTH, 24),
        _class("scavenger", (8,), 1, BANDWIDTH, 1),
        _class("best-effort", (0,), 0, DEFAULT, 25),
    ),
)

SRND4_4 = Guide(
    profile=Profile.SRND4_4,
    title="Cisco QoS SRND 4, 4 classes",
    source="Cisco Enterprise QoS SRND 4.0, four-class model",
    bearer=_class("realtime", (46, 44, 40, 32), 5, PRIORITY, 33),
    signalling=_class("control", (24, 48, 56, 16), 3, BANDWIDTH, 7),
    others=(
        _class("transactional-data", (*AF2, *AF1, *AF3, *AF4), 2, BANDWIDTH, 35),
        _class("best-effort", (0, 8), 0, DEFAULT, 25),
    ),
)

RFC_4594 = Guide(
    profile=Profile.RFC4594,
    title="RFC 4594",
    source="RFC 4594, figures 3 and 5; RFC 5865 for voice-admit. It proposes no shares",
    bearer=_class("telephony", (46, 44), 5, PRIORITY),
    signalling=_class("signalling", (40,), 5),
    others=(
        _class("real-time-interactive", (32,), 4),
        _class("broadcast-video", (24,), 3),
        _class("network-control", (48, 56), 6),
        _class("oam", (16,), 2),
        _class("multimedia-conferencing", AF4, 4),
        _class("multimedia-streaming", AF3, 3),
        _class("low-latency-data", AF2, 2),
        _class("high-throughput-data", AF1, 1),
        _class("low-priority-data", (8,), 1),
        _class("standard", (0,), 0, DEFAULT),
    ),
)

LEGACY_AVVID = Guide(
    profile=Profile.AVVID,
    title="Cisco AVVID, signalling AF31",
    source="Cisco AVVID QoS guides (SRND before 3.3), router auto-QoS for the share of signalling",
    bearer=_class("voice", (46,), 5, PRIORITY, 33),
    signalling=_class("signalling", (26,), 3, BANDWIDTH, 5),
    others=(
        _class("video", AF4, 4, PRIORITY),
        _class("routing", (48, 56), 6),
        _class("mission-critical", AF2, 2),
        _class("bulk-data", AF1, 1),
        _class("scavenger", (8,), 1),
        _class("best-effort", (0,), 0, DEFAULT, 25),
    ),
)

GUIDES: Mapping[Profile, Guide] = {
    each.profile: each for each in (SRND4_12, SRND4_8, SRND4_4, RFC_4594, LEGACY_AVVID)
}
"""Profile to its guide."""
