"""What people write in interface descriptions about the thing at the other end.

Words are compared whole and without case; digits may follow (``AP12``, ``esx-03``). A word
proves little: it only decides where the lines of the config leave room. A server room is a place,
and so is a phone closet, but a phone in front of ``room`` is the phone of that room.
"""

import re
from functools import lru_cache

WORDS = {
    "access-point": (
        "access point", "access-point", "accesspoint", "aironet", "ap", "aps", "capwap", "flexconnect",
        "lwap", "wap", "wifi", "wi-fi", "wireless", "wlan",
    ),
    "phone": (
        "ata", "conference phone", "door phone", "fax", "intercom", "ip phone", "ip-phone", "ipphone",
        "iptel", "phone", "phones", "polycom", "telephone", "telephones", "voice", "voip",
    ),
    "server": (
        "callmanager", "cucm", "esx", "esxi", "hyper-v", "hyperv", "hypervisor", "kvm", "nas", "nutanix",
        "proxmox", "server", "servers", "srv", "storage", "unity", "vcenter", "vmware", "vsphere", "wlc",
    ),
    "switch": ("bridge", "idf", "mdf", "stack", "sw", "switch"),
    "thing": (
        "alarm", "atm", "badge", "beamer", "bms", "cam", "camera", "cctv", "clock", "controller", "copier",
        "display", "door", "hvac", "kiosk", "lift", "meter", "plotter", "printer", "printers", "prn",
        "projector", "scanner", "sensor", "signage", "terminal", "timeclock", "tv", "ups", "vending",
    ),
    "uplink": (
        "core", "cross-link", "crosslink", "dist", "distribution", "downlink", "interlink", "inter-switch",
        "peer-link", "router", "rtr", "uplink", "vsl",
    ),
    "wan": (
        "adsl", "carrier", "circuit", "dmvpn", "dsl", "internet", "isp", "lte", "mpls", "provider", "telco",
        "vdsl", "wan", "wan-link",
    ),
}  # fmt: skip
"""What is attached, to the words that speak for it.

A ``thing`` is no desk: nobody sits there with a phone. ``switch`` may be one of ours or one that
somebody put under a desk, so it counts on trunks only.
"""

_SPOKEN = {
    "access-point": "an access point",
    "phone": "a phone",
    "server": "a server",
    "switch": "a switch",
    "thing": "a device without a desk",
    "uplink": "network equipment",
    "wan": "a WAN link",
}

_ROLE = {word: role for role, words in WORDS.items() for word in words}
_LONGEST_FIRST = "|".join(sorted(map(re.escape, _ROLE), key=len, reverse=True))
_ANY_WORD = re.compile(
    rf"(?<![a-z0-9])({_LONGEST_FIRST})\d*(?![a-z0-9])(?![ _-]*(?:closet|cabinet))(?=([ _-]*room)?)"
)


@lru_cache(maxsize=4096)
def _roles_in(description: str) -> frozenset[str]:
    """What a description in lower case has words for."""
    found = _ANY_WORD.findall(description)
    return frozenset(_ROLE[word] for word, place in found if not place or _ROLE[word] == "phone")


def speaks_of(description: str | None, *roles: str) -> str | None:
    """The first of these that a description has a word for."""
    if not description:
        return None
    found = _roles_in(description.lower())
    return next((role for role in roles if role in found), None)


def reason(role: str) -> str:
    """How a role found in a description is explained to people."""
    return f"description speaks of {_SPOKEN[role]}"
