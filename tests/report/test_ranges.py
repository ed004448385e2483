"""Names in few words."""

import pytest

from netaudit.report.ranges import compress


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ([], ""),
        (["GigabitEthernet1/0/5"], "GigabitEthernet1/0/5"),
        ([f"GigabitEthernet1/0/{n}" for n in (10, 9, 8, 1)], "GigabitEthernet1/0/1,8-10"),
        (["GigabitEthernet2/0/1", "GigabitEthernet1/0/1"], "GigabitEthernet1/0/1, GigabitEthernet2/0/1"),
        (["Vlan10", "Vlan11", "Port-channel1"], "Port-channel1, Vlan10-11"),
        (["GigabitEthernet0/0.10", "GigabitEthernet0/0.11"], "GigabitEthernet0/0.10, GigabitEthernet0/0.11"),
        (["VOICE1", "VOICE2"], "VOICE1, VOICE2"),
        (["VLAN 10", "VLAN 9"], "VLAN 9, VLAN 10"),
    ],
)
def test_compress(names: list[str], shown: str) -> None:
    """Only interfaces form ranges; subinterfaces and policy names that end in digits do not."""
    assert compress(names) == shown
