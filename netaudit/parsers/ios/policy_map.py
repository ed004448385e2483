"""Policy-maps and table-maps."""

import re

from netaudit.model import Police, PolicyClass, PolicyMap, TableMap
from netaudit.parsers.grammar import Account, Grammar, Tally
from netaudit.parsers.ios.class_map import KINDS
from netaudit.parsers.ios.keywords import dscp, precedence
from netaudit.parsers.ios.police import VERDICTS, rate, read_police
from netaudit.parsers.vocabulary import At, Command, Fields, command, const, items, lead, number, word
from netaudit.syntax.tree import Line


def _priority(fields: Fields, words: list[str]) -> None:
    """``priority [level N] [KBPS [BURST] | percent P [BURST]]``."""
    if words[:1] == ["level"]:
        fields["priority_level"], words = int(words[1]), words[2:]
    match words:
        case ["percent", percent, *_]:
            fields["priority_percent"] = int(percent)
        case [kbps, *_]:
            fields["priority_kbps"] = int(kbps)
    fields["priority"] = True


def _bandwidth(fields: Fields, words: list[str]) -> None:
    """``bandwidth {KBPS | percent P | remaining {percent P | ratio R}}``."""
    match words:
        case ["remaining", "percent" | "ratio" as unit, value, *_]:
            fields[f"bandwidth_remaining_{unit}"] = int(value)
        case ["percent", value, *_]:
            fields["bandwidth_percent"] = int(value)
        case [value, *_]:
            fields["bandwidth_kbps"] = int(value)
        case _:
            raise ValueError(words)


def _set(fields: Fields, words: list[str]) -> None:
    """``set [ip] dscp ef``, ``set cos 5``, ``set dscp dscp table NAME`` and the like."""
    if words[0] in {"ip", "ipv6"}:
        words = words[1:]
    key, *rest = words
    if key == "dscp" and rest[:1] == ["tunnel"]:
        key, rest = "dscp tunnel", rest[1:]
    value: int | str = " ".join(rest)
    if not rest:
        raise ValueError(words)
    if len(rest) == 1:
        value = _marking(key, rest[0])
    fields["set"] = {**fields.get("set", {}), key: value}


_OTHER_FIELDS = frozenset({"cos", "dscp", "precedence", "qos-group"})
"""Fields that a marking may be copied from."""


def _marking(key: str, text: str) -> int | str:
    """The number that a marking word stands for."""
    match key:
        case "dscp" | "dscp tunnel":
            return text if text in _OTHER_FIELDS else dscp(text)
        case "precedence":
            return text if text in _OTHER_FIELDS else precedence(text)
    return int(text) if text.isdecimal() else text


def _shape(fields: Fields, words: list[str]) -> None:
    """``shape {average|peak} {BPS|percent P} [BC [BE]]``, ``shape adaptive``."""
    match words:
        case ["average" | "peak" as kind, "percent", percent, *_]:
            fields["shape_percent"], fields["shape_peak"] = int(percent), kind == "peak"
        case ["average" | "peak" as kind, bps, *bursts]:
            fields["shape_bps"], fields["shape_peak"] = rate(bps), kind == "peak"
            if bursts and bursts[0].isdecimal():
                fields["shape_burst_bits"] = int(bursts[0])
        case ["adaptive" | "fecn-adapt" | "max-buffers", *_]:
            pass
        case ["percent", percent, *_]:
            fields["shape_percent"] = int(percent)
        case [bps, *_]:
            fields["shape_bps"] = rate(bps)
        case _:
            raise ValueError(words)


def _random_detect(fields: Fields, words: list[str]) -> None:
    """``random-detect [dscp-based | precedence-based | cos-based | dscp N MIN MAX]``."""
    kind = f"{words[0].removesuffix('-based')}-based" if words else "precedence-based"
    if kind in {"cos-based", "dscp-based", "precedence-based"} or "random_detect" not in fields:
        fields["random_detect"] = kind


def _nested(fields: Fields, words: list[str]) -> None:
    """``service-policy NAME`` inside a class."""
    fields["service_policy"] = words[-1]


_BANDWIDTH = (
    "bandwidth_kbps",
    "bandwidth_percent",
    "bandwidth_remaining_percent",
    "bandwidth_remaining_ratio",
)
_PRIORITY = ("priority", "priority_level", "priority_percent", "priority_kbps")
_SHAPE = ("shape_bps", "shape_percent", "shape_burst_bits", "shape_peak")

ACTIONS: dict[str, Command] = {
    "bandwidth": command(*_BANDWIDTH, do=_bandwidth),
    "compress header ip": lead("compress_rtp"),
    "compression header ip": lead("compress_rtp"),
    "dbl": const("dbl"),
    "drop": const("drop"),
    "fair-queue": lead("fair_queue"),
    "netflow-sampler": word("netflow_sampler"),
    "police": command("police", do=read_police),
    "priority": command(*_PRIORITY, do=_priority),
    "queue-buffers ratio": number("queue_buffers_ratio"),
    "queue-limit": items("queue_limit"),
    "random-detect": command("random_detect", do=_random_detect, adds=True),
    "service-policy": command("service_policy", do=_nested),
    "set": command("set", do=_set, adds=True),
    "shape": command(*_SHAPE, do=_shape),
    "trust": word("trust"),
}
"""What a class of a policy-map can do; sorted."""

CLASS = Grammar(
    ACTIONS, ("admit", "description", "estimate", "exit", "fragment", "log", "measure", "queue-set")
)
_Class = tuple[int, Fields, At]
"""Offset of a class in its policy-map, what its actions set, and where they stand."""

POLICER = ("conform-action", "exceed-action", "violate-action", "exit")


def read_policy_map(words: list[str], body: tuple[Line, ...], tally: Tally) -> PolicyMap:
    """``policy-map [type KIND…] NAME`` and its classes."""
    kind = "qos"
    if words[:1] == ["type"]:
        kind, words = " ".join(words[1:-1]), words[-1:]
    if not words:
        raise ValueError("a policy-map without a name")
    classes: dict[str, _Class] = {}
    for line in body:
        parts = line.text.split()
        if kind not in KINDS:
            _skip(line, tally)
        elif parts[0] == "class" and len(parts) > 1:
            tally.note(Account.READ, line.number, line.text)
            name = parts[-1] if parts[1] == "type" else parts[1]
            _read_class(line, classes.setdefault(name, (line.number, {}, {})), tally)
        elif parts[:2] == ["no", "class"]:
            classes.pop(parts[-1], None)
            tally.note(Account.READ, line.number, line.text)
        else:
            known = line.text.startswith(("description", "exit"))
            tally.note(Account.IRRELEVANT if known else Account.UNREAD, line.number, line.text)
    records = tuple(_policy_class(name, *read) for name, read in classes.items())
    return PolicyMap(name=words[0], line=0, kind=kind, classes=records)


def _skip(line: Line, tally: Tally) -> None:
    """A line and all below it that are not about QoS."""
    tally.note(Account.IRRELEVANT, line.number, line.text)
    for child in line.children:
        _skip(child, tally)


def _read_class(section: Line, known: _Class, tally: Tally) -> None:
    """The actions of one class; where it stands a second time they add to what is known."""
    _, fields, at = known
    for line in section.children:
        _read_action(line, fields, at, tally)


def _policy_class(name: str, offset: int, fields: Fields, at: At) -> PolicyClass:
    """The record of all that was read of a class."""
    if (police := fields.get("police")) is not None:
        fields = {**fields, "police": Police(**{**police, "offset": at["police"][0]})}
    return PolicyClass(name=name, offset=offset, at=at, **fields)


def _read_action(line: Line, fields: Fields, at: At, tally: Tally) -> None:
    """One action, and the lines of a policer that stand below it."""
    if line.text.startswith(POLICER) and isinstance(fields.get("police"), dict):
        account = _read_verdict(line, fields)
    else:
        account = CLASS.read(line.text, line.number, fields, at)
    tally.note(account, line.number, line.text)
    for child in line.children:
        _read_action(child, fields, at, tally)


def _read_verdict(line: Line, fields: Fields) -> Account:
    """``conform-action transmit`` below a policer, or as a line after it in a script."""
    verdict, *action = line.text.split()
    key = verdict.removesuffix("-action")
    if key not in VERDICTS:
        return Account.IRRELEVANT
    if not action:
        return Account.UNREAD
    police = fields["police"]
    fields["police"] = {**police, key: (*police.get(key, ()), " ".join(action))}
    return Account.READ


_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]+")


def _number(text: str) -> int:
    """A decimal number, or a hexadecimal one after ``0x``."""
    return int(text, 16 if text[1:2] in {"x", "X"} else 10)


def read_table_map(words: list[str], body: tuple[Line, ...], tally: Tally) -> TableMap:
    """``table-map NAME`` with ``map from N to M`` rows."""
    rows: list[tuple[int, int]] = []
    default = "copy"
    for line in body:
        match line.text.split():
            case ["map", "from", low, "to", high] if _NUMBER.fullmatch(low) and _NUMBER.fullmatch(high):
                rows.append((_number(low), _number(high)))
            case ["default", value]:
                default = value
            case ["exit"]:
                tally.note(Account.IRRELEVANT, line.number, line.text)
                continue
            case _:
                tally.note(Account.UNREAD, line.number, line.text)
                continue
        tally.note(Account.READ, line.number, line.text)
    return TableMap(name=words[0], line=0, rows=tuple(rows), default=default)
