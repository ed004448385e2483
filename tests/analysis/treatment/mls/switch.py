"""Small switches for tests: a config in, the way of a packet out."""

from netaudit.analysis.roles import assign
from netaudit.analysis.treatment import treatment
from netaudit.model import Device, Interface, Packet, Treatment
from netaudit.parsers import read
from netaudit.parsers.names import canonical
from netaudit.site.policy import Policy

MODELS = {
    "c2950": "boot system flash:c2950-i6q4l2-mz.121-22.EA14.bin",
    "c3550": "boot system flash:c3550-ipservicesk9-mz.122-44.SE6.bin",
    "c3k": "switch 1 provision ws-c3750x-24p",
    "c4500l": "boot system flash bootflash:cat4500-ipbasek9-mz.122-53.SG2.bin",
    "c4500m": "boot system flash bootflash:cat4500e-universalk9.bin",
    "c6500": "boot system flash disk0:s72033-ipservicesk9-mz.122-33.SXJ.bin",
    "c6800": "boot system flash bootdisk:s2t54-ipservicesk9-mz.SPA.151-2.SY.bin",
    "xl": "boot system flash:c3500xl-c3h2s-mz.120-5.WC17.bin",
}
"""Family to a line that names its hardware."""

EF = 46
PHONE = Packet(dscp=EF, cos=5)
"""A voice packet as a phone sends it."""
CHEATER = Packet(dscp=EF, sender="pc")
PEER = Packet(dscp=EF, cos=5, sender="peer")

PHONE_PORT = """\
interface GigabitEthernet1/0/1
 switchport access vlan 10
 switchport mode access
 switchport voice vlan 110
"""
UPLINK = """\
interface GigabitEthernet1/0/24
 switchport trunk encapsulation dot1q
 switchport mode trunk
"""


def switch(family: str, text: str) -> Device:
    """The switch of a config without its hostname and model lines."""
    (device,) = read(f"hostname lab\n{MODELS[family]}\n{text}\nend\n")
    assert device.family == family
    return assign(device, Policy())


def port(device: Device, name: str) -> Interface:
    """An interface by any spelling of its name."""
    return next(each for each in device.interfaces if each.name == canonical(name))


def way(device: Device, packet: Packet, ingress: str = "Gi1/0/1", egress: str = "Gi1/0/24") -> Treatment:
    """What the switch does to a packet between two ports."""
    return treatment(device, packet, port(device, ingress), port(device, egress))


def decided(treated: Treatment, stage: str) -> str:
    """What decided the last step of a stage."""
    return [step.decided_by for step in treated.steps if step.stage == stage][-1]
