"""A priority class stands on an interface that is faster than the service behind it.

A queueing policy works when the interface is full. An interface of 1 Gbit/s in front of a service of
50 Mbit/s is never full: packets leave at once, and the provider drops what is too much.

Why it matters
    The provider drops without looking, calls like everything else. The strict queue, however well it
    is made, never holds a packet.

How to fix
    A parent policy whose class-default shapes to the rate of the service, with the queueing policy
    below it: `shape average 47500000`, `service-policy WAN-QUEUES`.

Not reported
    Interfaces where neither `bandwidth` nor the description tells a lower rate; serial lines.

Bad
    class-map match-any VOICE
     match dscp ef
    policy-map WAN-QUEUES
     class VOICE
      priority percent 30
    interface GigabitEthernet0/0
     description MPLS, 50 Mbit/s
     bandwidth 50000
     ip address 10.9.9.1 255.255.255.252
     service-policy output WAN-QUEUES

Good
    class-map match-any VOICE
     match dscp ef
    policy-map WAN-QUEUES
     class VOICE
      priority percent 30
    policy-map WAN-SHAPER
     class class-default
      shape average 47500000
      service-policy WAN-QUEUES
    interface GigabitEthernet0/0
     description MPLS, 50 Mbit/s
     bandwidth 50000
     ip address 10.9.9.1 255.255.255.252
     service-policy output WAN-SHAPER
"""

from collections.abc import Iterator

from netaudit.analysis.service_rate import Service, bought
from netaudit.analysis.treatment.words import number
from netaudit.analysis.visibility import live
from netaudit.model import Confidence, Device, PolicyClass, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy


@rule(
    "Q-13",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    references=("Enterprise QoS SRND 4.0, hierarchical policies on sub-rate Ethernet",),
    fix="add_parent_shaper",
)
def unshaped_priority(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each WAN interface whose strict queue waits for a congestion that happens elsewhere."""
    policies = {each.name: each.classes for each in device.policy_maps}
    for port in live(device, "wan") if policies else ():
        parts = policies.get(port.policy_out or "", ())
        service = bought(device, port) if parts and port.kind == "physical" else None
        if service and any(_comes_late(part, service, policies) for part in parts):
            rate = f"{number(service.kbps)} kbps"
            why = f"the strict queue never fills: the service has {rate} and the interface more"
            yield on_port(port, why, service.field, "policies")


def _comes_late(part: PolicyClass, service: Service, policies: dict[str, tuple[PolicyClass, ...]]) -> bool:
    """Whether a class is strict, or shapes strict classes, at a rate above the service's."""
    if part.shape_bps is None:
        return part.priority
    below = policies.get(part.service_policy or "", ())
    return part.shape_bps > service.kbps * 1000 and any(each.priority for each in below)
