"""Catalyst 3650, 3850 and 9000 (UADP): QoS is always on, wired ports are trusted, everything else is MQC."""

from netaudit.analysis.treatment.family import Family
from netaudit.analysis.treatment.uadp.arriving import arrive
from netaudit.analysis.treatment.uadp.leaving import leave

FAMILY = Family(
    ingress=arrive,
    egress=leave,
    sources=(
        "Catalyst 3650 QoS configuration guide, IOS XE 16.1: trust and queueing behaviour",
        "Catalyst 3850 QoS configuration guide, IOS XE 16.3: restrictions of auto-QoS and trust device",
        "Cisco 118629: QoS of the Catalyst 3750 and 3850 compared",
        "Catalyst 3650 command reference, IOS XE 16.5: priority",
        "Medianet campus Catalyst 3650/3850 QoS design at a glance",
    ),
)
