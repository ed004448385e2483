"""A policy-map marks by a table-map that does not exist.

`set dscp dscp table NAME` and the policed mark-down of a policer look the new value up in a
table-map. There is none of that name.

Why it matters
    The marking is not what the policy says; on switches that trust by default it decides what
    every later hop does with the packet.

How to fix
    Define the table-map, with `default copy` where values are to stay, or correct the name.

Not reported
    Policy-maps of a type other than QoS. Unknown in a piece without hostname, where `auto qos
    global compact` hides generated tables, and where a line that was not understood names it.

Bad
    policy-map UPLINK-IN
     class class-default
      set dscp dscp table KEEP-DSCP

Good
    table-map KEEP-DSCP
     default copy
    policy-map UPLINK-IN
     class class-default
      set dscp dscp table KEEP-DSCP
"""

from collections.abc import Iterator

from netaudit.analysis.usage import tables_of
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import dangling, on_class
from netaudit.site.policy import Policy


@rule(
    "Q-26",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("Cisco IOS-XE, table-map for QoS marking",),
)
def undefined_table_map(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each class that marks by an undefined table."""
    defined = {table.name for table in device.table_maps}
    for policy in device.policy_maps:
        for part in policy.classes:
            for name in tables_of(part):
                if name not in defined:
                    why = f"marks by table-map {name}, which is not defined"
                    yield on_class(policy, part, why, "set", "police", result=dangling(device, name))
