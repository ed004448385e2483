"""Some rules grade their hits: how bad one is depends on what the line does there."""

import pytest

from netaudit.model import Severity
from netaudit.rules import registry
from tests.rules import fixtures

UPLINK = "interface GigabitEthernet1/0/48\n switchport mode trunk\n"
ON_SVI = "interface Vlan120\n ip address 10.40.120.1 255.255.255.0\n ip access-group NONE in\n"
ON_VTY = "line vty 0 4\n access-class NONE in\n"
TO_DESK = "interface Fa0/5\n description IP phone\n switchport mode trunk\n spanning-tree portfast trunk\n"
TO_SERVER = "interface FastEthernet0/5\n description esx-03\n switchport mode trunk\n"


@pytest.mark.parametrize(
    ("code", "text", "severity"),
    [
        ("F-04", ON_SVI, Severity.HIGH),
        ("F-04", ON_VTY, Severity.MEDIUM),
        ("F-04", "snmp-server community x RO 77\n", Severity.MEDIUM),
        ("V-11", TO_DESK, Severity.HIGH),
        ("V-11", TO_SERVER, Severity.MEDIUM),
        ("V-25", UPLINK, Severity.MEDIUM),
        ("V-25", UPLINK + " switchport trunk allowed vlan 20,120\n", Severity.LOW),
    ],
)
def test_grade(code: str, text: str, severity: Severity) -> None:
    """The hit has the severity of this case, not just that of the rule."""
    rule = registry.find(code)
    assert [hit.severity or rule.severity for hit in fixtures.hits(rule, f"hostname sw1\n{text}end\n")] == [
        severity
    ]
