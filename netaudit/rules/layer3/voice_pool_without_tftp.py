"""The DHCP pool of the phones does not tell them where their TFTP server is.

The pool serves the voice VLAN but sets neither option 150 nor 66, nor an option by which
phones of another maker find their server.

Why it matters
    Phones get an address and then nothing: no configuration, no firmware, no call control.

How to fix
    `option 150 ip` with the TFTP servers (or `option 66 ascii` with one name).

Not reported
    Pools for other subnets. Pools with one of the options 43, 66, 128-132, 150, 156, 160, 161,
    176, 191 or 242. VLANs whose DHCP is relayed.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
    ip dhcp pool VOICE
     network 10.20.110.0 255.255.255.0
     default-router 10.20.110.1

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
    ip dhcp pool VOICE
     network 10.20.110.0 255.255.255.0
     default-router 10.20.110.1
     option 150 ip 10.1.1.20 10.1.1.21
"""

from collections.abc import Iterator

from netaudit.analysis.gateways import PHONE_OPTIONS, networks, pools_for, voice_gateways, within
from netaudit.model import Confidence, Device, DhcpPool, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy


def has_pools(device: Device) -> bool:
    """The rule speaks of devices that are DHCP servers."""
    return bool(device.dhcp_pools)


@rule(
    "V-35",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("Cisco SRND: DHCP option 150",),
    fix="voice_pool_option",
    applies=has_pools,
)
def voice_pool_without_tftp(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each pool for phones without an option that leads them to their server."""
    for pool in _pools(device, policy):
        if not PHONE_OPTIONS & pool.options.keys():
            why = "the pool serves phones but no option (150, 66) leads them to their TFTP server"
            yield Hit(f"DHCP pool {pool.name}", (pool.line,), why)


def _pools(device: Device, policy: Policy) -> list[DhcpPool]:
    """The pools that serve phones: for a voice gateway here, or for the site's voice subnets."""
    local = {
        pool.name
        for port in voice_gateways(device, policy).values()
        for network in networks(port)
        for pool in pools_for(device, network)
    }
    return [p for p in device.dhcp_pools if p.name in local or within(p.networks, policy.voice_subnets)]
