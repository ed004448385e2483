"""A policy, table or map gives calls another marking than theirs.

Calls arrive marked as the design guide wants them, and a line of the config writes something else
into them: a class that sets another DSCP, a class-default that resets what no class matched, a
table-map, a mutation map.

Why it matters
    Everything behind this device that looks for EF, or CS3 for signalling, finds it no longer.

How to fix
    Match calls in a class of their own and set what they came with, or leave the marking alone.

Not reported
    Ports that do not trust (Q-02), the cos-dscp map (Q-03), what only happens above a policer's
    rate. AF31 and CS3 are both taken for signalling.

Bad
    class-map match-any VOICE
     match dscp ef
    policy-map LAN-IN
     class VOICE
      set dscp cs5
    policy-map WAN-OUT
     class VOICE
      priority percent 30
    interface GigabitEthernet0/0
     ip address 10.1.1.1 255.255.255.0
     service-policy input LAN-IN
    interface Serial0/0/0
     ip address 10.9.9.1 255.255.255.252
     service-policy output WAN-OUT

Good
    class-map match-any VOICE
     match dscp ef
    policy-map LAN-IN
     class VOICE
      set dscp ef
    policy-map WAN-OUT
     class VOICE
      priority percent 30
    interface GigabitEthernet0/0
     ip address 10.1.1.1 255.255.255.0
     service-policy input LAN-IN
    interface Serial0/0/0
     ip address 10.9.9.1 255.255.255.252
     service-policy output WAN-OUT
"""

from collections.abc import Iterator

from netaudit.model import Confidence, Device, Severity
from netaudit.rules.behaviour import blames, by_profile, hit, loss
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy


@rule(
    "Q-34",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("Enterprise QoS SRND 4.0, classification and marking", "RFC 4594, section 2.3"),
    fix="keep_voice_marking",
)
def rewritten_voice(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each port on which a line rewrites voice or signalling."""
    for blame in blames(device, policy, loss("Q-34")):
        yield hit(device, blame, f"{blame.cause.decided_by}: {blame.group.verdict.says}{by_profile(policy)}")
