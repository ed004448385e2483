"""Catalyst 4500 with Supervisor II-Plus to V-10GE, 4948 and 4924: ``qos``, trust, four transmit queues."""

from netaudit.analysis.treatment.c4500l.arriving import arrive
from netaudit.analysis.treatment.c4500l.leaving import leave
from netaudit.analysis.treatment.family import Family

FAMILY = Family(
    ingress=arrive,
    egress=leave,
    sources=(
        "Catalyst 4500 software configuration guide 15.0(2)SG, chapter 37, Configuring Quality of Service",
        "Catalyst 4500 command reference 12.2(18)EW and 15.1(2)SG: qos trust, shape, bandwidth",
        "Quality of Service on the Catalyst 4500 Classic Supervisor Engines, white paper",
    ),
)
