"""Routing processes: in which table, with which networks, and on which interfaces they are silent.

Only that is read. Whatever else a process is told leaves the tables that a filter guards alone.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Network
from typing import Any, NamedTuple

from netaudit.model import ANY4, Address, RoutingProcess
from netaudit.parsers import names
from netaudit.parsers.grammar import Account, Grammar, Tally
from netaudit.parsers.vocabulary import At, Fields, command, const, entries, word
from netaudit.syntax.tree import Line

ZERO = "0.0.0.0"  # noqa: S104 - an address, not a socket

CLASSES = ((128, 8), (192, 16), (224, 24))
"""First octets below the first number have a network of that many bits, unless a mask says otherwise."""


def network(words: list[str]) -> Address:
    """``A``, ``A WILDCARD …``, ``A MASK``, ``A mask MASK …``, ``A/LENGTH``.

    A netmask where a wildcard belongs is turned round, as IOS does; 0.0.0.0 stands for all addresses.

    Raises:
        ValueError, IndexError: the words are no network.
    """
    if "/" in words[0]:
        return _whole(
            IPv6Network(words[0], strict=False) if ":" in words[0] else IPv4Network(words[0], strict=False)
        )
    if set(words[:2]) == {ZERO}:
        return ANY4
    match words:
        case [base, "mask", mask, *_]:
            return _whole(IPv4Network(f"{base}/{mask}", strict=False))
        case [base, wildcard, *_] if wildcard.count(".") == 3:
            return _masked(int(IPv4Address(base)), int(IPv4Address(wildcard)))
        case [base, *_]:
            length = next((bits for below, bits in CLASSES if int(base.split(".")[0]) < below), 32)
            return _whole(IPv4Network(f"{base}/{length}", strict=False))
    raise IndexError(words)


def _whole(net: IPv4Network | IPv6Network) -> Address:
    """A network as base and wildcard."""
    return Address(int(net.network_address), int(net.hostmask), net.version)


def _masked(base: int, wildcard: int) -> Address:
    """Base and wildcard; one that reads as a netmask is one."""
    turned = wildcard ^ 0xFFFFFFFF
    if turned & (turned + 1) == 0 and turned not in {0, 0xFFFFFFFF}:
        wildcard = turned
    return Address(base & ~wildcard, wildcard)


def _network(fields: Fields, words: list[str]) -> None:
    fields["networks"] = (*fields.get("networks", ()), network(words))


def _no_network(fields: Fields, words: list[str]) -> None:
    gone = network(words)
    fields["networks"] = tuple(net for net in fields.get("networks", ()) if net != gone)


def _neighbor(fields: Fields, words: list[str]) -> None:
    """``neighbor A remote-as N`` and its other lines; a peer group has no address."""
    known = fields.get("neighbors", ())
    if words[0][0].isdecimal() or ":" in words[0]:
        fields["neighbors"] = tuple(dict.fromkeys((*known, words[0])))


def _no_neighbor(fields: Fields, words: list[str]) -> None:
    """``no neighbor A`` takes it out; with more words it takes out one of its settings."""
    if len(words) == 1 or words[1] == "remote-as":
        fields["neighbors"] = tuple(each for each in fields.get("neighbors", ()) if each != words[0])


def _passive(fields: Fields, words: list[str]) -> None:
    """``passive-interface default`` or an interface."""
    if words[0] == "default":
        fields["passive_default"] = True
    else:
        _move(fields, words, "active", "passive")


def _no_passive(fields: Fields, words: list[str]) -> None:
    if words[0] == "default":
        fields["passive_default"] = False
    else:
        _move(fields, words, "passive", "active")


def _move(fields: Fields, words: list[str], source: str, target: str) -> None:
    """Put an interface in one list and out of the other."""
    name = names.canonical(" ".join(words))
    fields[source] = tuple(each for each in fields.get(source, ()) if each != name)
    fields[target] = tuple(dict.fromkeys((*fields.get(target, ()), name)))


def _number(fields: Fields, words: list[str]) -> None:
    fields["autonomous_system"] = int(words[0])


_LINES = {
    "autonomous-system": command("autonomous_system", do=_number),
    "neighbor": command("neighbors", do=_neighbor, undo=_no_neighbor, adds=True),
    "network": entries("networks", do=_network, undo=_no_network),
    "passive-interface": command(
        "active", "passive", "passive_default", do=_passive, undo=_no_passive, adds=True
    ),
    "shutdown": const("enabled", value=False),
    "vrf": word("vrf"),
}
"""First words of the lines that are read; nothing depends on the others."""

PROCESS = Grammar(_LINES)

_FAMILIES = {"ipv4": 4, "ipv6": 6}

_SILENT = {"no passive-interface": "no passive-interface", "passive-interface": "passive-interface"}
"""Lines below ``af-interface X`` and what they are below the process; ``shutdown`` silences as well."""


class _Scope(NamedTuple):
    """What is read of the process in one routing table."""

    fields: Fields
    at: At


class _Reading:
    """A process with its tables, while its lines are being read."""

    def __init__(self, protocol: str, own: Fields, tally: Tally) -> None:
        self.own = own | {"protocol": protocol}
        self.tally = tally
        self.scopes: dict[tuple[str | None, int], _Scope] = {}

    def scope(self, vrf: str | None, version: int) -> _Scope:
        """The table of this name and version."""
        return self.scopes.setdefault((vrf, version), _Scope({"vrf": vrf, "version": version}, {}))

    def read(self, lines: tuple[Line, ...], scope: _Scope | None) -> None:
        """The lines of a mode; nothing below a family without a table of ours counts."""
        for line in lines:
            below = scope
            if line.text.startswith("address-family "):
                below = self._family(line)
            elif line.text.startswith("af-interface ") and scope:
                self._silence(line, scope)
                continue
            else:
                self._note(_line(line, scope), line)
            self.read(line.children, below)

    def _family(self, line: Line) -> _Scope | None:
        """``address-family ipv4 [unicast] [vrf V] [autonomous-system N]``."""
        words = line.text.split()
        version = _FAMILIES.get(words[1]) if words[1:] else None
        if version is None or "multicast" in words:
            self._note(Account.IRRELEVANT, line)
            return None
        scope = self.scope(_behind("vrf", words), version)
        if number := _behind("autonomous-system", words):
            scope.fields["autonomous_system"] = int(number)
        self._note(Account.READ, line)
        return scope

    def _silence(self, line: Line, scope: _Scope) -> None:
        """``af-interface X`` and the lines below it."""
        self._note(Account.READ, line)
        for child in line.children:
            spoken = "passive-interface" if child.text == "shutdown" else _SILENT.get(child.text)
            account = Account.IRRELEVANT
            if spoken:
                text = f"{spoken} {line.text.partition(' ')[2]}"
                account = PROCESS.read(text, child.number, scope.fields, scope.at)
            self._note(account, child)
            self.read(child.children, None)

    def _note(self, account: Account, line: Line) -> None:
        self.tally.note(account, line.number, line.text)

    def records(self) -> tuple[RoutingProcess, ...]:
        """One record for each table; a named EIGRP process is nothing without its families."""
        named = self.own["protocol"] == "eigrp" and "autonomous_system" not in self.own
        return tuple(
            RoutingProcess(line=0, at=scope.at, **{**self.own, **scope.fields})
            for scope in self.scopes.values()
            if not named or "autonomous_system" in scope.fields
        )


def _line(line: Line, scope: _Scope | None) -> Account:
    """What a line says of a table."""
    words = line.text.removeprefix("no ").split()
    if scope is None or not words or words[0] not in _LINES:
        return Account.IRRELEVANT
    return PROCESS.read(line.text, line.number, scope.fields, scope.at)


def _behind(keyword: str, words: list[str]) -> str | None:
    """The word that follows a keyword."""
    return words[words.index(keyword) + 1] if keyword in words[:-1] else None


def read_process(
    protocol: str, version: int, words: list[str], body: tuple[Line, ...], tally: Tally
) -> tuple[RoutingProcess, ...]:
    """``router PROTOCOL [NAME] [vrf V]``: one record for each routing table that it works in."""
    name = words[0] if words and words[0] != "vrf" else None
    own: dict[str, Any] = {"name": name}
    if protocol in {"bgp", "eigrp"} and name and name.isdecimal():
        own["autonomous_system"] = int(name)
    reading = _Reading(protocol, own, tally)
    reading.read(body, reading.scope(_behind("vrf", words), version))
    return reading.records()
