"""Ports trust CoS, but the switch maps CoS 5 to another DSCP than EF.

With `mls qos trust cos` the switch derives the DSCP from the frame's CoS. The map that it
comes with turns CoS 5 into DSCP 40 (CS5), so every EF packet leaves as CS5.

Why it matters
    Every device further on that looks for EF, such as the priority queue of the WAN router,
    no longer finds the calls.

How to fix
    `mls qos map cos-dscp 0 8 16 24 32 46 48 56`, or trust DSCP on uplinks. On an older 4500 `qos map
    cos 5 to dscp 46`.

Not reported
    Ports that are shut down; ports whose input policy marks calls EF before trust counts, or where
    calls have no tag (Q-02); switches with QoS off, which rewrite nothing; `no mls qos rewrite ip
    dscp`. Unknown where `auto qos global compact` hides the map.

Bad
    switch 1 provision ws-c3750x-24p
    mls qos
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust cos

Good
    switch 1 provision ws-c3750x-24p
    mls qos map cos-dscp 0 8 16 24 32 46 48 56
    mls qos
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust cos
"""

from collections.abc import Iterator

from netaudit.model import Confidence, Device, Result, Severity
from netaudit.rules.behaviour import blames, loss, ways_in
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy

EF = 46
VOICE_COS = 5
MAPPED_FAMILIES = frozenset({"c2950", "c3550", "c3k", "c6500"})
"""Families with a line ``mls qos map cos-dscp``; others are asked what becomes of calls."""
ALWAYS_ON = frozenset({"c2950"})


@rule(
    "Q-03",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("Cisco Catalyst 3750, default CoS-to-DSCP map",),
    fix="map_cos_5_to_ef",
)
def ef_remarked_by_cos_trust(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each live port that trusts CoS through a map without EF."""
    if device.family in MAPPED_FAMILIES:
        yield from _mapped(device, policy)
        return
    for blame in blames(device, policy, loss("Q-03")):
        why = f"the port trusts CoS; {blame.cause.decided_by}: {blame.group.verdict.says}"
        yield on_port(blame.port, why, "trust", "platform_trust")


def _mapped(device: Device, policy: Policy) -> Iterator[Hit]:
    """A hit on each such port of a switch with one map for all, followed or not."""
    settings = device.globals
    dscp = settings.cos_dscp_map[VOICE_COS]
    active = settings.mls_qos or device.family in ALWAYS_ON
    if dscp == EF or not active or not settings.mls_qos_rewrite_dscp:
        return
    result = Result.UNKNOWN if settings.auto_qos_compact else Result.FAIL
    name = "40 (CS5)" if dscp == 40 else str(dscp)  # noqa: PLR2004 - the number and its name
    why = f"the port trusts CoS and the cos-dscp map turns CoS 5 into DSCP {name}: EF does not survive"
    followed = ways_in(device, policy)
    losers = {blame.port.name for blame in blames(device, policy, loss("Q-03"))}
    for port in device.interfaces:
        mapped = port.trust == "cos" and port.trust_pass_through is None and not port.cos_override
        if mapped and port.enabled and (port.name in losers or port.name not in followed):
            yield on_port(port, why, "trust", result=result)
