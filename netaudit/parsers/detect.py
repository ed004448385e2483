"""Which dialect a text is written in, and which QoS family the hardware belongs to.

All of it is guessing from signs, first match wins; the sign is kept as the reason.
"""

import re
from functools import lru_cache
from typing import NamedTuple

FOREIGN = {
    "a10": r"^(?:slb (?:server|virtual-server|template)|vrrp-a )",
    "asa": r"^ASA Version|^: Saved",
    "catos": r"^set (?:port|vlan|qos|spantree|trunk|module) ",
    "comware": r"^(?:undo | ?sysname |#\n(?: version| sysname|vlan |interface ))|"
    r"^ port link-type ",
    "eos": r"^! device: .*EOS|^transceiver qsfp default-mode|^ *switchport mode trunk phone|"
    r"^ip virtual-router|^agent \S+ environment |^no aaa root$|^daemon \S+\n|^vrf instance |^peer-filter |"
    r"^management (?:api|console|security|ssh|telnet)|^service routing protocols model|"
    r"^spanning-tree mode (?:mstp|none|rstp)$|^username .* role network-admin (?:no)?(?:password|secret)|"
    r"^interface (?:Dps\d|Management[01]$|Port-Channel\d|Vxlan\d)|"
    r"^interface (?:Ethernet|Loopback|Vlan)[\d/]+\n {3}\S|^boot system flash.*\.swi$|"
    r"^ +(?:no dcbx mode|service-policy type pdp |fragment-rules)",
    "fastiron": r"^(?:ver(?:sion)? 0[5-9]\.\d|interface ethernet \d|module \d icx|stack unit \d)",
    "iosxr": r"^!! IOS XR|^ *end-policy-map|^interface \S*\d/RP?\d?/?(?:CPU)?\d/\d/\d/\d|^router static|"
    r"^interface (?:Bundle-Ether|MgmtEth)|^interface \S+ l2transport$|^ipv4 access-list|^route-policy |"
    r"^ ipv4 address |"
    r"^vrf \S+\n address-family ipv4 unicast\n  import",
    "junos": r"^set (?:version|system|interfaces|protocols|groups) |^(?:system|interfaces|groups) \{",
    "netiron": r"^(?:ver V\d|module \d (?:br-|ni-)|router mpls\n policy)",
    "nxos": r"^!Command: show running-config|^feature \S|^vdc \S+ id|^vrf context |^policy-map type qos |"
    r"^interface mgmt0|^ +ip address \d+(?:\.\d+){3}/\d|use-vrf |"
    r"^class-map type (?:qos|network-qos|queuing) |"
    r"^interface Ethernet\d+/\d+(?:/\d+)?\n(?:.*\n){0,3}  |^  ip address \d+(?:\.\d+){3}/\d",
    "optiswitch": r"^(?:port description |port l2protocol|lag group )",
    "procurve": r"^; (?:J\d|hpStack)|^ +(?:un)?tagged (?:vlan )?\d",
    "saos": r"^(?:vlan create|port set port|flow access-control|system set host-name)",
}
"""Platforms that are recognised and not read yet, by what only they write."""

_CONFIG = (
    r"^(?:aaa|access-list|banner|class-map|default interface|hostname|int(?:er\w*)? ?\S|ip |ipv6|"
    r"line (?:con|vty)|"
    r"mls qos|policy-map|router|table-map|template|version \d|vlan \d|no ip )"
)

MODELS = {
    r"c29\d\dxl|c35\d\dxl|2900xl|3500xl": "xl",
    r"c2950|c2955": "c2950",
    r"c3550": "c3550",
    r"ws-c3650|ws-c3850|cat3k_caa|\bc9[2-6]\d\d|cat9k": "uadp",
    r"c2960|c2975|c3560|c3750|\bc1000-|\bcdb-|ie-[2345]\d\d\d|sm-es[23]": "c3k",
    r"sup-?[678]l?-?e|sup[678]-e|c4900m|c4948e|cat4500e": "c4500m",
    r"cat4[05]00|ws-c45|ws-c4948|sup-?v": "c4500l",
    r"s2t54|sup2t|sup6t|\bc68\d\d|s6t": "c6800",
    r"s72033|s3223|s222|c6sup|c6k|ws-c65|ws-sup|cisco76|c7600|rsp72": "c6500",
    r"isr|asr1|csr1|c8[235]00|c11\d\d|cisco[12389]\d\d\d|c[12389]\d\d\dnm|c7200|c3[67]\d\d-|"
    r"c8\d\d-|c[1289]\d00-universal|"
    r"\b(?:18|28|29|38|39|43|44)\d1\b|\b720\d|vg[23]\d\d|iosv\b": "isr",
}
"""Model or image names to families; first match wins."""

_IDENTITY = re.compile(
    r"\n(?:switch \d+ provision (\S+)|license udi pid (\S+)|!\s*(?:Chassis type|Model|device):? (.+)|"
    r"boot(?: system|system)? (?:switch (?:all|\d+) )?(?:flash |bootflash )?\S*?[:/]?(\S+)(?=\n)|"
    r"module provision (\S+))",
    re.IGNORECASE,
)
"""Lines that name the hardware or its image; they stand above the first interface."""

HINTS = (
    ("policy-map system-cpp-policy", "uadp"),
    ("\nqos dbl", "c4500l"),
    ("\n rcv-queue ", "c6500"),
    ("\n priority-queue cos-map ", "c6500"),
    ("srr-queue ", "c3k"),
    ("\nplatform qos", "c6800"),
    ("queue-buffers ratio", "uadp"),
    ("\nno qos wireless-default-untrust", "uadp"),
    ("\nmls qos min-reserve", "c3550"),
    ("\nwrr-queue ", "c2950"),
    ("\nvoice-port ", "isr"),
    ("\ndial-peer ", "isr"),
    ("\ncontroller ", "isr"),
    ("\nplatform qfp", "isr"),
    ("\ninterface Cellular", "isr"),
    ("\ninterface Dialer", "isr"),
    ("\ninterface Serial", "isr"),
    ("\n encapsulation dot1Q ", "isr"),
    ("\n negotiation auto", "isr"),
)
"""Lines that only one family has, the surest first."""

NAMES = {
    r"^interface GigabitEthernet[1-9]/0/1$": "c3k",
    r"^interface (?:Fast|Gigabit)Ethernet0/0(?:/0|\.\d+)?$": "isr",
}
"""Port numbering as the last resort; a stack member of a 3750 and a 9300 look alike."""

_VERSION = re.compile(r"\nversion (\S+)")

_RELEASE = re.compile(r"\n!.*?(?:Version|Software: \S+?,) (\d+\.\d+\(\d+\w*\)\w*)")
"""A comment of a collector that names the whole release: ``12.4(24)T8``."""

_IMAGE = re.compile(r"\nboot system .*?[.-](\d\d)(\d)-(\d+[a-z]*)(?:\.([A-Z]\w*))?(?:\.bin)?(?=\s|\Z)")
"""The first image that is booted: ``c2800nm-ipvoicek9-mz.124-24.T8.bin`` is 12.4(24)T8."""


class Identity(NamedTuple):
    """What kind of device a config belongs to."""

    platform: str
    supported: bool
    family: str
    reason: str
    version: str | None
    """``15.7``; the whole release, ``12.4(24)T8``, where the image or a comment tells it."""
    model: str | None


def identify(text: str) -> Identity:
    """Platform, family and the signs they were told by."""
    whole = f"\n{text}"
    version = _version(whole)
    model, family, reason = _hardware(whole)
    if model is None and (foreign := _foreign(text)):
        return Identity(foreign, False, "unknown", f"looks like {foreign}", version, None)
    if model is None and not re.search(_CONFIG, text, re.MULTILINE):
        return Identity("unknown", False, "unknown", "no configuration line was recognised", None, None)
    modern = version is not None and version.split(".")[0].isdecimal() and int(version.split(".")[0]) >= 16
    platform = "iosxe" if modern or family == "uadp" else "ios"
    return Identity(platform, True, family, reason, version, model)


def _version(text: str) -> str | None:
    """The release: the ``version`` line, made whole by an image or comment of the same release."""
    found = _VERSION.search(text)
    if found is None:
        return None
    head = text.partition("\ninterface ")[0]
    said = [match[1] for match in _RELEASE.finditer(head)]
    if image := _IMAGE.search(head):
        major, minor, build, train = image.groups(default="")
        said.append(f"{major}.{minor}({build}){train}")
    return next((each for each in said if each.startswith(f"{found[1]}(")), found[1])


def _foreign(text: str) -> str | None:
    """The other platform that the text looks like."""
    return next((name for name, sign in FOREIGN.items() if re.search(sign, text, re.MULTILINE)), None)


def _hardware(text: str) -> tuple[str | None, str, str]:
    """Model, family and reason."""
    head = text.partition("\ninterface ")[0]
    for match in _IDENTITY.finditer(f"{head}\n"):
        named = next(filter(None, match.groups()))
        if family := _family(named):
            return named, family, f"the config names {named}"
    for hint, family in HINTS:
        if hint in text:
            return None, family, f"line {hint.strip()!r}"
    for pattern_text, family in NAMES.items():
        if port := re.search(pattern_text, text, re.MULTILINE):
            return None, _by_name(family, text), f"port numbering as in {port[0]!r}"
    return None, "unknown", "no sign of the hardware"


@lru_cache(maxsize=1024)
def _family(named: str) -> str | None:
    """The family of a model or image."""
    return next((family for sign, family in MODELS.items() if re.search(sign, named, re.IGNORECASE)), None)


def _by_name(family: str, text: str) -> str:
    """A stack's numbering is shared by two families; only one of them says ``mls qos``."""
    if family == "c3k" and "mls qos" not in text and ("\n trust device " in text or "AutoQos-4.0" in text):
        return "uadp"
    if family == "c3k" and "mls qos" not in text and "\nswitch " not in text:
        return "unknown"
    return family
