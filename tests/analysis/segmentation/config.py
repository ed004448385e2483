"""Configs of a distribution switch with one data and one voice VLAN, for the tests beside this file."""

from netaudit import parsers
from netaudit.analysis import roles
from netaudit.model import Device
from netaudit.site.policy import Policy

HEAD = """\
hostname DIST1
ip routing
interface GigabitEthernet1/0/5
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 110
"""


def device(data: str, voice: str, rest: str, policy: Policy | None = None) -> Device:
    """The switch with these lines below ``interface Vlan10`` and ``Vlan110``, and other sections."""
    text = (
        f"{HEAD}interface Vlan10\n ip address 10.10.10.1 255.255.255.0\n{data}"
        f"interface Vlan110\n ip address 10.20.110.1 255.255.255.0\n{voice}{rest}end\n"
    )
    (found,) = parsers.read(text, "test")
    return roles.assign(found, policy or Policy())


DATA_IN, VOICE_IN, VOICE_OUT = (
    " ip access-group DATA-IN in\n",
    " ip access-group VOICE-IN in\n",
    " ip access-group VOICE-OUT out\n",
)


def acl(name: str, *entries: str) -> str:
    """An extended access list."""
    return f"ip access-list extended {name}\n" + "".join(f" {entry}\n" for entry in entries)
