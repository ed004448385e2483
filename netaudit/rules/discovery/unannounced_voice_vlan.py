"""A phone port has a voice VLAN that no discovery protocol announces.

CDP is off, on the port or for the whole switch, and LLDP does not send either. The phone
then never hears of the voice VLAN: it sends untagged and stays in the data VLAN.

Why it matters
    The separation that the port's lines describe does not happen, and power negotiation
    falls back to the class of the hardware. Often left behind by a hardening script.

How to fix
    Allow CDP on phone ports, or run LLDP: `lldp run` globally and no `no lldp transmit`
    on the port. Phones of other makers need LLDP-MED in any case.

Not reported
    Ports that are shut down, and ports without a numbered voice VLAN. Unknown in a piece of a
    config without hostname, which need not show `lldp run`.

Bad
    no cdp run
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110

Good
    no cdp run
    lldp run
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
"""

from collections.abc import Iterator

from netaudit.analysis.visibility import live
from netaudit.model import Confidence, Device, Interface, Severity
from netaudit.rules.engine import Hit, has_phones, rule
from netaudit.rules.evidence import on_missing
from netaudit.site.policy import Policy


@rule(
    "V-14",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("Cisco IOS, Configuring CDP and LLDP-MED for voice VLANs",),
    fix="announce_voice_vlan",
    applies=has_phones,
)
def unannounced_voice_vlan(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live port whose voice VLAN the phone can not learn."""
    settings = device.globals
    for port in live(device, "phone"):
        silent = not (settings.cdp_run and port.cdp) and not (settings.lldp_run and port.lldp_transmit)
        if silent and isinstance(port.voice_vlan, int):
            yield _hit(device, port)


def _hit(device: Device, port: Interface) -> Hit:
    """Point at the global line where CDP is off everywhere, else at the port's."""
    why = "CDP is off {} and LLDP does not send: the phone stays in the data VLAN, it never learns its own"
    if not device.globals.cdp_run:
        lines = device.globals.at.get("cdp_run", port.lines_of("voice_vlan"))
        return on_missing(device, port.name, lines, why.format("on the whole switch"))
    lines = port.lines_of("cdp", "lldp_transmit")
    if port.lldp_transmit:
        return on_missing(device, port.name, lines, why.format("on the port"))
    return Hit(port.name, lines, why.format("on the port"))
