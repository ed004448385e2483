"""A line of the QoS config drops every packet of calls.

A policer whose conforming traffic is dropped, a rate below one packet, or `drop` in the class that
takes calls: nothing gets through, whatever the load.

Why it matters
    Phones register and ring, and nobody hears anything; or they do not register at all.

How to fix
    Take the `drop` or the policer out of the class, or match something else with it.

Not reported
    Access lists that deny calls: other rules speak of those. What only happens above a policer's rate.

Bad
    class-map match-any VOICE
     match dscp ef
    policy-map LAN-IN
     class VOICE
      drop
    interface GigabitEthernet0/0
     ip address 10.1.1.1 255.255.255.0
     service-policy input LAN-IN
    interface Serial0/0/0
     ip address 10.9.9.1 255.255.255.252

Good
    class-map match-any VOICE
     match dscp ef
    policy-map LAN-IN
     class VOICE
      set dscp ef
    interface GigabitEthernet0/0
     ip address 10.1.1.1 255.255.255.0
     service-policy input LAN-IN
    interface Serial0/0/0
     ip address 10.9.9.1 255.255.255.252
"""

from collections.abc import Iterator

from netaudit.model import Confidence, Device, Severity
from netaudit.rules.behaviour import blames, dropped, hit
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy


@rule(
    "Q-44",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    references=("Cisco IOS QoS, drop and police in a class",),
    fix="let_voice_pass",
)
def dropped_voice(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each port with a class that drops voice or signalling."""
    for blame in blames(device, policy, dropped):
        yield hit(device, blame, f"{blame.cause.decided_by}: {blame.group.verdict.says}")
