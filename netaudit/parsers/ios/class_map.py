"""Class-maps."""

from netaudit.model import ClassMap, Criterion
from netaudit.parsers.grammar import Account, Tally
from netaudit.parsers.ios.keywords import dscp, precedence
from netaudit.syntax.tree import Line

KINDS = frozenset({"lan-queuing", "qos"})
"""Kinds of class-maps and policy-maps that are about queues and markings."""


def _values(field: str, words: list[str]) -> tuple[int | str, ...]:
    """The alternatives of a match line as numbers where the field has numbers."""
    match field:
        case "dscp":
            return tuple(dscp(w) for w in words)
        case "precedence":
            return tuple(precedence(w) for w in words)
        case "cos" | "qos-group":
            return tuple(int(w) for w in words if w != "inner")
        case "access-group":
            return (words[1] if words[0] == "name" else words[0],)
        case "vlan" | "rtp":
            return tuple(int(w) if w.isdecimal() else w for w in words)
    return tuple(words)


FIELDS = {
    "access-group": "access-group",
    "any": "any",
    "application": "application",
    "authorization-status": "authorization-status",
    "class": "class-map",
    "class-map": "class-map",
    "cos": "cos",
    "destination-address": "destination-address",
    "device-type": "device-type",
    "discard-class": "discard-class",
    "dscp": "dscp",
    "flow": "flow",
    "fr-dlci": "fr-dlci",
    "input-interface": "input-interface",
    "input": "input-interface",
    "ip dscp": "dscp",
    "ip precedence": "precedence",
    "ip rtp": "rtp",
    "ipv6 dscp": "dscp",
    "method": "method",
    "metadata": "metadata",
    "mpls": "mpls",
    "non-client-nrh": "non-client-nrh",
    "packet": "packet",
    "precedence": "precedence",
    "protocol": "protocol",
    "qos-group": "qos-group",
    "result-type": "result-type",
    "service-template": "service-template",
    "source-address": "source-address",
    "traffic-class": "traffic-class",
    "tunnel-type": "tunnel-type",
    "user-role": "user-role",
    "vlan": "vlan",
    "wlan": "wlan",
}
"""What a ``match`` line can look at, one or two words, and the field it is; sorted."""


def _criterion(line: Line) -> Criterion:
    """A ``match`` line; raises ValueError, KeyError or IndexError when it makes no sense."""
    words = line.text.split()[1:]
    negated = words[0] == "not"
    if negated:
        words = words[1:]
    key = " ".join(words[:2]) if " ".join(words[:2]) in FIELDS else words[0]
    field, rest = FIELDS[key], words[len(key.split()) :]
    if field != "any" and not rest:
        raise ValueError(line.text)
    return Criterion(
        offset=line.number,
        field=field,
        text=("not " if negated else "") + " ".join([field, *rest]).removeprefix("any ").strip(),
        values=_values(field, rest),
        negated=negated,
        ipv4_only=key.startswith("ip ") and field in {"dscp", "precedence"},
    )


def read_class_map(words: list[str], body: tuple[Line, ...], tally: Tally) -> ClassMap:
    """``class-map [type KIND] [match-any|match-all] NAME``."""
    kind, match = "qos", "all"
    if words[:1] == ["type"]:
        kind, words = " ".join(words[1:2]), words[2:]
        while len(words) > 1 and not words[0].startswith("match-"):
            kind, words = f"{kind} {words[0]}", words[1:]
    if words[0].startswith("match-"):
        match, words = words[0].removeprefix("match-"), words[1:]
    if not words:
        raise ValueError("a class-map without a name")
    criteria: list[Criterion] = []
    for line in body:
        _read_criterion(line, kind, criteria, tally)
    return ClassMap(name=words[0], line=0, match=match, kind=kind, criteria=tuple(criteria))


def _read_criterion(line: Line, kind: str, criteria: list[Criterion], tally: Tally) -> None:
    """One line below a class-map; classes of other kinds than these are not looked into."""
    if line.text.startswith(("description", "exit")) or kind not in KINDS:
        tally.note(Account.IRRELEVANT, line.number, line.text)
    elif line.text.startswith("no match "):
        gone = line.text.removeprefix("no match ")
        criteria[:] = [c for c in criteria if c.text != gone]
        tally.note(Account.READ, line.number, line.text)
    elif not line.text.startswith("match "):
        tally.note(Account.UNREAD, line.number, line.text)
    else:
        try:
            criteria.append(_criterion(line))
            tally.note(Account.READ, line.number, line.text)
        except (ValueError, KeyError, IndexError):
            tally.note(Account.UNREAD, line.number, line.text)
    for child in line.children:
        _read_criterion(child, kind, criteria, tally)
