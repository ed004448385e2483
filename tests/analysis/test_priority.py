"""How much of a link priority classes may take."""

import pytest

from netaudit.analysis.priority import link_rates, priority_share
from netaudit.model import Device, Interface, Police, PolicyClass, PolicyMap, ServicePolicy

OUT = ServicePolicy(name="EDGE", direction="output")


@pytest.mark.parametrize(
    ("part", "kbps", "share"),
    [
        (PolicyClass(name="V", offset=1, priority=True, priority_percent=20), None, 20),
        (PolicyClass(name="V", offset=1, priority=True, priority_kbps=512), 1024, 50),
        (PolicyClass(name="V", offset=1, priority=True, priority_kbps=512), None, 0),
        (PolicyClass(name="V", offset=1, priority=True, police=Police(offset=2, percent=33)), None, 33),
        (PolicyClass(name="V", offset=1, priority=True, police=Police(offset=2, bps=256_000)), 1024, 25),
        (PolicyClass(name="V", offset=1, priority=True), 1024, 0),
        (PolicyClass(name="D", offset=1, bandwidth_percent=60), 1024, 0),
    ],
)
def test_share_of_a_class(part: PolicyClass, kbps: int | None, share: float) -> None:
    """Percent stands for itself, kbps needs a link rate, a bare priority is bounded by its policer."""
    assert priority_share(part, kbps) == share


def test_slowest_link_decides() -> None:
    """A policy-map on two links is judged on the one with the lower bandwidth."""
    ports = tuple(
        Interface(name=f"Serial0/{n}", line=n, bandwidth_kbps=kbps, policies=(OUT,))
        for n, kbps in enumerate((2000, 512))
    )
    assert link_rates(Device(source="x", hostname="x", interfaces=ports)) == {"EDGE": 512}


def test_child_shares_out_the_shaper_of_its_parent() -> None:
    """A nested policy-map gets the parent's shape rate, 20 Mbit/s being 20,000 kbps."""
    shaper = PolicyClass(name="class-default", offset=1, shape_bps=20_000_000, service_policy="CHILD")
    parent = PolicyMap(name="PARENT", line=1, classes=(shaper,))
    assert link_rates(Device(source="x", hostname="x", policy_maps=(parent,))) == {"CHILD": 20_000}
