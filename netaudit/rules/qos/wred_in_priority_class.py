"""A priority class drops early.

Random early detection throws packets away before the queue is full so that TCP slows down.
Voice is UDP and does not slow down: it just loses packets. Some releases refuse or ignore
`random-detect` beside `priority`, others obey it.

Why it matters
    Either calls lose packets for nothing, or the class is not what its author believes.

How to fix
    Remove `random-detect` from the priority class. Its policer bounds it.

Not reported
    `queue-limit` in a priority class: what it does depends on platform and release.

Bad
    policy-map WAN-EDGE
     class VOICE
      priority percent 30
      random-detect dscp-based

Good
    policy-map WAN-EDGE
     class VOICE
      priority percent 30
     class class-default
      random-detect dscp-based
"""

from collections.abc import Iterator

from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import on_class
from netaudit.site.policy import Policy


@rule(
    "Q-16",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=("Cisco IOS, Low Latency Queueing",),
    fix="remove_wred_from_priority",
)
def wred_in_priority_class(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each priority class with WRED."""
    for policy_map in device.policy_maps:
        for part in policy_map.classes:
            if part.priority and part.random_detect:
                why = "random-detect drops voice early: UDP does not slow down, calls just lose packets"
                yield on_class(policy_map, part, why, "random_detect")
