"""Global sections other than interfaces and QoS: VLANs, pools, lines, access lists, groups."""

from ipaddress import IPv4Network

from netaudit.model import (
    Attachment,
    DhcpPool,
    ObjectGroup,
    Vlan,
    Vty,
    parse_vlans,
)
from netaudit.parsers.grammar import Account, Grammar, Tally
from netaudit.parsers.ios.port_qos import service_policy
from netaudit.parsers.vocabulary import Fields, command, const, word
from netaudit.syntax.tree import Line

_IGNORED = ("!", "description ", "exit", "no description", "remark")


def _body(grammar: Grammar, body: tuple[Line, ...], tally: Tally) -> Fields:
    """The fields that the lines of a section set."""
    fields: Fields = {}
    for line in body:
        tally.note(grammar.read(line.text, line.number, fields, {}), line.number, line.text)
        for child in line.children:
            tally.note(grammar.read(child.text, child.number, fields, {}), child.number, child.text)
    return fields


# VLANs


def _state(fields: Fields, words: list[str]) -> None:
    """``state {active|suspend}``."""
    fields["active"] = words[0] != "suspend"


def _vlan_name(fields: Fields, words: list[str]) -> None:
    """A name; one with blanks stands in quotes that do not belong to it."""
    fields["name"] = " ".join(words).strip('"')


VLAN = Grammar(
    {
        "name": command("name", do=_vlan_name),
        "private-vlan": word("private_vlan"),
        "remote-span": const("remote_span"),
        "shutdown": const("active", value=False),
        "state": command("active", do=_state),
    },
    (
        "are",
        "backupcrf",
        "bridge",
        "exit",
        "media",
        "mtu",
        "parent",
        "private-vlan association",
        "ring",
        "said",
        "ste",
        "stp",
        "tb-vlan1",
        "tb-vlan2",
        "uni-vlan",
        "vn-segment",
    ),
)


def read_vlans(words: list[str], body: tuple[Line, ...], tally: Tally) -> tuple[Vlan, ...]:
    """``vlan 10`` or ``vlan 10,20-30``: the settings hold for each."""
    numbers = sorted(parse_vlans(" ".join(words)))
    fields = _body(VLAN, body, tally)
    return tuple(Vlan(id=number, line=0, **fields) for number in numbers)


# DHCP pools


def _network(fields: Fields, words: list[str]) -> None:
    """``network A [MASK | /LEN] [secondary]``."""
    mask = (words[1] if len(words) > 1 else "").lstrip("/")
    net = str(IPv4Network(f"{words[0]}/{mask}" if mask else words[0], strict=False))
    fields["networks"] = (*fields.get("networks", ()), net)


def _option(fields: Fields, words: list[str]) -> None:
    """``option N {ip A … | ascii TEXT | hex …}``."""
    values = words[2:] if len(words) > 2 else words[1:]
    fields["options"] = {**fields.get("options", {}), int(words[0]): tuple(v.strip('"') for v in values)}


POOL = Grammar(
    {
        "default-router": command(
            "default_routers", do=lambda fields, words: fields.update(default_routers=tuple(words))
        ),
        "network": command("networks", do=_network, adds=True),
        "option": command("options", do=_option, adds=True),
        "vrf": word("vrf"),
    },
    ("accounting", "address", "bootfile", "class", "client-identifier", "client-name", "dns-server",
     "domain-name", "exit", "hardware-address", "host", "import", "lease", "netbios-name-server",
     "netbios-node-type", "next-server", "origin", "override", "relay", "remember", "renew",
     "subnet", "update", "utilization"),
)  # fmt: skip


def read_pool(words: list[str], body: tuple[Line, ...], tally: Tally) -> DhcpPool:
    """``ip dhcp pool NAME``."""
    return DhcpPool(name=words[0], line=0, **_body(POOL, body, tally))


# Terminal lines


def _access_class(fields: Fields, words: list[str]) -> None:
    """``access-class ACL {in|out} [vrf-also]``."""
    fields["acl_out" if "out" in words[1:] else "acl_in"] = words[0]


def _transport(fields: Fields, words: list[str]) -> None:
    """``transport input ssh telnet``."""
    fields["transport_input"] = tuple(words)


LINE = Grammar(
    {
        "access-class": command("acl_in", "acl_out", do=_access_class),
        "ipv6 access-class": word("ipv6_acl_in"),
        "login": command("login", do=lambda fields, words: fields.update(login=tuple(words or ["line"]))),
        "transport input": command("transport_input", do=_transport),
    },
    ("absolute-timeout", "accounting", "activation-character", "authorization", "autocommand", "autohangup",
     "autoselect", "databits", "editing", "escape-character", "exec", "exec-banner", "exec-character-bits",
     "exec-timeout", "exit", "flowcontrol", "full-help", "history", "international", "ip", "ipv6 verify",
     "length", "location", "logging", "logout-warning", "media-type", "modem", "monitor", "motd-banner",
     "no-editing", "notify", "padding", "parity", "password", "privilege", "refuse-message", "rotary",
     "rxspeed", "script", "session-timeout", "session-limit", "special-character-bits", "speed", "stopbits",
     "terminal-type", "timeout", "transport", "txspeed", "usb-inactivity-timeout", "vacant-message", "width"),
)  # fmt: skip

_KINDS = {"aux": "aux", "con": "console", "console": "console", "tty": "tty", "vty": "vty"}


def read_line(words: list[str], body: tuple[Line, ...], tally: Tally) -> Vty:
    """``line vty 0 4``, ``line con 0``, ``line 2 17``."""
    kind = _KINDS.get(words[0].lower(), "tty")
    span = [int(w.rsplit("/", 1)[-1]) for w in words if w.replace("/", "").isdecimal()]
    fields = _body(LINE, body, tally)
    return Vty(kind=kind, first=span[0], last=span[-1], line=0, **fields)


# Object groups, attachments


def read_group(
    kind: str, version: int, words: list[str], body: tuple[Line, ...], tally: Tally
) -> ObjectGroup:
    """``object-group {network|service} NAME``; members stay as written, ``no`` takes one out."""
    members: dict[str, int] = {}
    for line in body:
        known = line.text.startswith(_IGNORED)
        tally.note(Account.IRRELEVANT if known else Account.READ, line.number, line.text)
        if line.text.startswith("no "):
            members.pop(line.text[3:].strip(), None)
        elif not known:
            members.setdefault(line.text, line.number)
    return ObjectGroup(
        name=words[0],
        kind=kind,
        line=0,
        version=version,
        members=tuple(members),
        offsets=tuple(members.values()),
    )


def read_attachments(where: str, body: tuple[Line, ...], tally: Tally) -> tuple[Attachment, ...]:
    """Service policies below a section that is otherwise irrelevant."""
    found: list[Attachment] = []
    for line in body:
        words = line.text.split()
        if words[0] == "service-policy" and len(words) > 2:
            found.append(Attachment(where=where, policy=service_policy(words[1:]), line=line.number))
            tally.note(Account.READ, line.number, line.text)
        else:
            tally.note(Account.IRRELEVANT, line.number, line.text)
        found += read_attachments(where, line.children, tally)
    return tuple(found)
