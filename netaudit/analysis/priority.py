"""How much of a link the priority classes of a policy-map may take.

Percentages are of the interface's ``bandwidth`` or, in a nested policy, of the parent's shape
rate; amounts in kbps count where one of the two is known.
"""

from collections.abc import Mapping

from netaudit.model import Device, PolicyClass


def link_rates(device: Device) -> Mapping[str, int]:
    """Policy-map to the slowest rate, in kbps, that it is known to share out."""
    rates: dict[str, int] = {}

    def note(name: str, kbps: int) -> None:
        rates[name] = min(kbps, rates.get(name, kbps))

    for port in device.interfaces:
        if port.policies and port.bandwidth_kbps and (name := port.policy_out):
            note(name, port.bandwidth_kbps)
    for policy in device.policy_maps:
        for part in policy.classes:
            if part.service_policy and part.shape_bps:
                note(part.service_policy, part.shape_bps // 1000)
    return rates


def priority_share(part: PolicyClass, kbps: int | None) -> float:
    """Percent of a link of this rate that a class may take with priority; 0 where unknown.

    A bare ``priority`` is bounded by the class's policer, if it has one.
    """
    if not part.priority:
        return 0.0
    if part.priority_percent:
        return float(part.priority_percent)
    amount = part.priority_kbps
    if amount is None and part.police:
        if part.police.percent:
            return float(part.police.percent)
        amount = part.police.bps // 1000 if part.police.bps else None
    return 100 * amount / kbps if amount and kbps else 0.0
