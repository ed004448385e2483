"""An 802.1X port with a voice VLAN has a host mode that does not suit a phone with a PC.

Single-host, which is also the default, admits one address: the phone or the PC behind it.
Multi-host lets everything in after one of them has authenticated. Multi-domain admits one
phone and one PC, but only while voice and data VLAN differ. Some releases let a Cisco phone past
single-host because CDP sees it, which is no authentication at all.

Why it matters
    Either the phone is cut off or shut down with the port, or a PC rides on the phone's
    login into the network.

How to fix
    `authentication host-mode multi-domain`, and let the RADIUS server return
    `device-traffic-class=voice` for phones. `multi-auth` is fine as well.

Not reported
    Ports without 802.1X, ports that are shut down, and ports whose control policy (IBNS 2.0)
    makes multi-auth the default. Unknown where a template may set the mode.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
     authentication port-control auto
     dot1x pae authenticator

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
     authentication host-mode multi-domain
     authentication port-control auto
     dot1x pae authenticator
"""

from collections.abc import Iterator

from netaudit.analysis.visibility import live
from netaudit.model import Confidence, Device, Interface, Severity
from netaudit.rules.engine import Hit, has_phones, on_port, rule
from netaudit.rules.evidence import on_absent
from netaudit.site.policy import Policy

UNFIT = {
    None: "802.1X is left at single-host, its default: phone or PC gets in, not both",
    "single-host": "802.1X single-host admits one address: phone or PC gets in, not both",
    "multi-host": "802.1X multi-host opens the port to everything once one host is authenticated",
}


@rule(
    "V-13",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=(
        "DISA CISC-L2-000020 (V-220623, V-220649)",
        "Cisco IOS, 802.1X with multidomain authentication",
    ),
    fix="set_multi_domain",
    applies=has_phones,
)
def unfit_dot1x_host_mode(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live 802.1X port whose host mode fails a phone with a PC behind it."""
    for port in live(device, "phone"):
        if port.port_control != "auto" or port.voice_vlan is None:
            continue
        if port.host_mode is None and not _ibns2(port):
            yield on_absent(device, port, UNFIT[None], "port_control")
        elif port.host_mode in {"single-host", "multi-host"}:
            yield on_port(port, UNFIT[port.host_mode], "host_mode")
        elif port.host_mode == "multi-domain" and port.voice_vlan == (port.access_vlan or 1):
            why = f"voice and data share VLAN {port.voice_vlan}, which turns multi-domain authentication off"
            yield on_port(port, why, "host_mode", "voice_vlan", "access_vlan")


def _ibns2(port: Interface) -> bool:
    """Whether a control policy runs the port's sessions: multi-auth is the default then."""
    return any(policy.kind.startswith("control") for policy in port.policies)
