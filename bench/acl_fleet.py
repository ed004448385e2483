"""Routing switches with the access lists of a distribution layer: 42 entries on each.

The rest of the config is that of the fleet's switches. Lists stand on the SVIs of data, voice and management,
on the lines and on SNMP, and name the subnets of their switch, so that no two devices have the same lists.
"""

from pathlib import Path
from random import Random

from msgspec.structs import replace

from bench.fleet import plan
from bench.switch import Switch
from bench.text import names_of, running_config

MODEL, RELEASE = "ws-c3750x-48p", "15.0"
ENTRIES = 42
"""On each device, counting those that every switch of the fleet has."""

FIRST, LAST = "ip access-list extended DATA-IN\n", "!\n"
"""How the filters of the fleet's switches begin, and what stands below them."""

FILTERS = """\
ip access-list extended DATA-IN
 remark hosts ask for addresses, reach services and the world, but neither phones nor switches
 permit udp any eq bootpc any eq bootps
 permit udp {data_net}.0 0.0.0.255 host 10.1.10.53 eq domain
 permit udp {data_net}.0 0.0.0.255 host 10.1.10.54 eq domain
 permit udp {data_net}.0 0.0.0.255 host 10.1.10.123 eq ntp
 permit tcp {data_net}.0 0.0.0.255 10.1.30.0 0.0.0.255 eq 443
 permit tcp {data_net}.0 0.0.0.255 10.1.30.0 0.0.0.255 eq 8443
 deny   ip any 10.1.0.0 0.0.255.255
 deny   ip any 10.50.0.0 0.0.255.255
 deny   ip any 10.60.0.0 0.0.255.255
 deny   ip any 10.128.0.0 0.63.255.255
 deny   tcp any any eq 25
 deny   udp any any range 135 139
 permit ip {data_net}.0 0.0.0.255 any
 deny   ip any any log
ip access-list extended VOICE-IN
 remark phones talk to call control, to infrastructure and to each other
 permit udp any eq bootpc any eq bootps
 permit udp {voice_net}.0 0.0.0.255 host 10.1.20.11 eq tftp
 permit udp {voice_net}.0 0.0.0.255 host 10.1.20.12 eq tftp
 permit udp {voice_net}.0 0.0.0.255 10.1.20.0 0.0.0.255 gt 1023
 permit tcp {voice_net}.0 0.0.0.255 10.1.20.0 0.0.0.255 range 2000 2002
 permit tcp {voice_net}.0 0.0.0.255 10.1.20.0 0.0.0.255 eq 2443
 permit tcp {voice_net}.0 0.0.0.255 10.1.20.0 0.0.0.255 range 5060 5061
 permit tcp {voice_net}.0 0.0.0.255 10.1.20.0 0.0.0.255 range 6970 6972
 permit tcp {voice_net}.0 0.0.0.255 10.1.20.0 0.0.0.255 eq 3804
 permit udp {voice_net}.0 0.0.0.255 range 16384 32767 10.128.0.0 0.63.255.255 range 16384 32767
 permit udp {voice_net}.0 0.0.0.255 host 10.1.10.53 eq domain
 permit udp {voice_net}.0 0.0.0.255 host 10.1.10.54 eq domain
 permit udp {voice_net}.0 0.0.0.255 host 10.1.10.123 eq ntp
 permit tcp {voice_net}.0 0.0.0.255 10.1.20.0 0.0.0.255 established
 permit icmp {voice_net}.0 0.0.0.255 any echo-reply
 deny   ip any any log
ip access-list extended MANAGEMENT-IN
 remark switches answer the management stations
 permit tcp 10.50.{building}.0 0.0.0.255 eq 22 10.1.5.0 0.0.0.255 established
 permit tcp 10.50.{building}.0 0.0.0.255 eq 22 10.1.6.0 0.0.0.255 established
 permit tcp 10.50.{building}.0 0.0.0.255 10.1.10.60 0.0.0.3 eq tacacs
 permit udp 10.50.{building}.0 0.0.0.255 10.1.10.71 0.0.0.8 range 1812 1813
 permit udp 10.50.{building}.0 0.0.0.255 10.1.10.31 0.0.0.32 eq syslog
 permit udp 10.50.{building}.0 0.0.0.255 host 10.1.10.41 eq snmptrap
 permit udp 10.50.{building}.0 0.0.0.255 eq snmp host 10.1.10.41 gt 1023
 permit udp 10.50.{building}.0 0.0.0.255 host 10.1.10.123 eq ntp
 deny   ip any any log
"""
"""39 entries; three more stand in ``MANAGEMENT`` and ``AUTOQOS-ACL-DEFAULT``."""


def gateway(index: int, seed: int) -> Switch:
    """A switch of the fleet that routes, without a fault."""
    planned = plan(index, Random(f"filtered/{seed}/{index}"))
    return replace(planned, model=MODEL, release=RELEASE)


def filters(switch: Switch) -> str:
    """The lists of its SVIs."""
    names = names_of(switch)
    return FILTERS.format(**names, building=switch.building % 256)


def filtered_config(switch: Switch) -> str:
    """Its whole config with the lists, each where it works."""
    before, _, rest = running_config(switch).partition(FIRST)
    _, last, after = rest.partition(LAST)
    before = before.replace(
        " description MANAGEMENT\n", " description MANAGEMENT\n ip access-group MANAGEMENT-IN in\n"
    )
    return f"{before}{filters(switch)}{last}{after}"


def write_gateways(folder: Path, devices: int, seed: int = 1) -> None:
    """Write ``<hostname>.cfg`` for each switch."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(devices):
        switch = gateway(index, seed)
        (folder / f"{switch.hostname}.cfg").write_text(filtered_config(switch), encoding="utf-8")


def write_filters(folder: Path, devices: int, seed: int = 1, *, alike: bool) -> None:
    """Write the lists alone: those of each switch, or on every switch those of the first."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(devices):
        lists = filters(gateway(0 if alike else index, seed))
        text = f"hostname sw{index:04d}\n!\n{lists}"
        (folder / f"sw{index:04d}.cfg").write_text(text, encoding="utf-8")
