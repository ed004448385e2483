"""Interface names: every way to write them, one way to hold them."""

import re
from functools import lru_cache

TYPES = {
    "appgigabitethernet": "AppGigabitEthernet",
    "async": "Async",
    "atm": "ATM",
    "bdi": "BDI",
    "bri": "BRI",
    "bundle-ether": "Bundle-Ether",
    "bvi": "BVI",
    "cellular": "Cellular",
    "dialer": "Dialer",
    "dot11radio": "Dot11Radio",
    "ethernet": "Ethernet",
    "fastethernet": "FastEthernet",
    "fivegigabitethernet": "FiveGigabitEthernet",
    "fiftygige": "FiftyGigE",
    "fortygigabitethernet": "FortyGigabitEthernet",
    "fourhundredgige": "FourHundredGigE",
    "gigabitethernet": "GigabitEthernet",
    "group-async": "Group-Async",
    "hssi": "Hssi",
    "hundredgige": "HundredGigE",
    "integrated-service-engine": "Integrated-Service-Engine",
    "ism": "ISM",
    "loopback": "Loopback",
    "mgmt": "mgmt",
    "multilink": "Multilink",
    "null": "Null",
    "nve": "nve",
    "port-channel": "Port-channel",
    "pos": "POS",
    "pseudowire": "pseudowire",
    "serial": "Serial",
    "service-engine": "Service-Engine",
    "sm": "SM",
    "tengigabitethernet": "TenGigabitEthernet",
    "tunnel": "Tunnel",
    "tunnel-te": "Tunnel-te",
    "twentyfivegige": "TwentyFiveGigE",
    "twogigabitethernet": "TwoGigabitEthernet",
    "twohundredgige": "TwoHundredGigE",
    "ucse": "ucse",
    "virtual-access": "Virtual-Access",
    "virtual-ppp": "Virtual-PPP",
    "virtual-template": "Virtual-Template",
    "virtualportgroup": "VirtualPortGroup",
    "vlan": "Vlan",
    "wlan-gigabitethernet": "Wlan-GigabitEthernet",
}

SHORT = {
    "a": "Async",
    "ap": "AppGigabitEthernet",
    "bu": "Bundle-Ether",
    "e": "Ethernet",
    "et": "Ethernet",
    "f": "FastEthernet",
    "fa": "FastEthernet",
    "fi": "FiveGigabitEthernet",
    "fif": "FiftyGigE",
    "fo": "FortyGigabitEthernet",
    "g": "GigabitEthernet",
    "gi": "GigabitEthernet",
    "hu": "HundredGigE",
    "l": "Loopback",
    "lo": "Loopback",
    "po": "Port-channel",
    "s": "Serial",
    "se": "Serial",
    "t": "TenGigabitEthernet",
    "te": "TenGigabitEthernet",
    "tu": "Tunnel",
    "tw": "TwoGigabitEthernet",
    "twe": "TwentyFiveGigE",
    "vi": "Virtual-Access",
    "vl": "Vlan",
}

KINDS = {
    "BDI": "svi-bridge",
    "BVI": "svi-bridge",
    "Dialer": "virtual",
    "Loopback": "loopback",
    "Multilink": "virtual",
    "Null": "virtual",
    "Port-channel": "port-channel",
    "Tunnel": "tunnel",
    "Tunnel-te": "tunnel",
    "Virtual-Access": "virtual",
    "Virtual-PPP": "virtual",
    "Virtual-Template": "virtual",
    "VirtualPortGroup": "virtual",
    "Vlan": "svi",
    "mgmt": "management",
    "nve": "virtual",
    "pseudowire": "virtual",
}

_NAME = re.compile(r"([A-Za-z][A-Za-z0-9-]*?)\s*(\d[\d/.:]*)?$")
_SPAN = re.compile(
    r"(?P<type>[A-Za-z][A-Za-z-]*?)?\s*(?P<path>(?:\d+[/.:])*)(?P<first>\d+)"
    r"(?:\s*-\s*(?:[A-Za-z][A-Za-z-]*\s*)?(?:\d+[/.:])*(?P<last>\d+))?$"
)


def is_name(written: str) -> bool:
    """Whether a word can be the name of an interface, or of its type."""
    return _NAME.match(written) is not None


@lru_cache(maxsize=65536)
def canonical(name: str) -> str:
    """``gi 1/0/5`` to ``GigabitEthernet1/0/5``; a name of no known type comes back as it is."""
    match = _NAME.match(name.strip())
    if not match:
        return name.strip()
    return _type(match[1]) + (match[2] or "")


def _type(written: str) -> str:
    """The full type that a word abbreviates."""
    low = written.lower()
    if full := TYPES.get(low) or SHORT.get(low):
        return full
    longer = sorted(key for key in TYPES if key.startswith(low))
    return TYPES[longer[0]] if longer else written


def kind(name: str) -> str:
    """What sort of interface a canonical name is."""
    if "." in name:
        return "subinterface"
    return KINDS.get(name.rstrip("0123456789/:."), "physical")


def expand(text: str) -> tuple[str, ...]:
    """Names of ``Gi1/0/1 - 24 , Gi2/0/1-24``, in the order written.

    Raises:
        ValueError: a part is no interface or a span runs backwards.
    """
    names: list[str] = []
    current = ""
    for part in text.split(","):
        match = _SPAN.match(part.strip())
        if not match or not (current := _type(match["type"]) if match["type"] else current):
            raise ValueError(f"{part.strip()!r} is not an interface range")
        first, last = int(match["first"]), int(match["last"] or match["first"])
        if not 0 <= last - first < 1024:
            raise ValueError(f"{part.strip()!r} runs backwards or is too long")
        names += [f"{current}{match['path']}{n}" for n in range(first, last + 1)]
    return tuple(names)
