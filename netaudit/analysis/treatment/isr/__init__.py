"""IOS and IOS-XE routers: nothing is rewritten or queued unless a line says so."""

from netaudit.analysis.treatment.family import Family
from netaudit.analysis.treatment.isr.arrival import arrive
from netaudit.analysis.treatment.isr.departure import leave

FAMILY = Family(
    ingress=arrive,
    egress=leave,
    sources=(
        "Cisco 10100: Compare bandwidth and priority commands of a QoS service policy",
        "Cisco 10102: Apply CBWFQ and LLQ to dialer interfaces and MLPPP bundles",
        "Cisco 110850: Understand queue limits and output drops on IOS software platforms (HQF and before)",
        "Cisco 23706: Enterprise QoS SRND 3.3, WAN aggregator and branch router design",
        "GRE tunnel QoS: queueing on a tunnel needs a shaper above it",
        "IOS XE 16 QoS: shaping on dialer interfaces",
        "IOS 15 M&T: MQC-based Frame Relay traffic shaping",
    ),
)
