"""What was not understood: the lines, and how much of each kind of section they are."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, json, structs

from netaudit.model import Coverage, Device
from netaudit.report.escape import json_text, terminal, visible
from netaudit.report.facts import unread_line
from netaudit.report.understood import Rest

SCHEMA = "netaudit.unread/1"

FOCUS = ("acl", "class-map", "interface", "mls qos", "policy-map", "vlan")
"""Kinds of sections that say how voice is separated and queued: these must be understood."""


class Counts(Struct, frozen=True, kw_only=True):
    """How many lines of a kind of section were not understood, of how many."""

    lines: int
    unread: int

    @property
    def percent(self) -> float:
        """Share of the unread, 0-100, two decimals."""
        return round(100 * self.unread / self.lines, 2) if self.lines else 0.0


def as_json(device: Device) -> str:
    """The unread lines of one device, as JSON on one line."""
    keys = ("source", "hostname", "platform", "family", "lines")
    shown: dict[str, Any] = {key: getattr(device, key) for key in keys}
    shown["unread"] = [unread_line(each) for each in device.unread]
    return json_text(json.encode(shown))


def as_text(device: Device) -> str:
    """The unread lines of one device for people; empty where all was understood."""
    rows = [unread_line(each) for each in device.unread]
    shown = [f"{row['line']:>7}  {row['section']:12}  {row['text']}" for row in rows]
    return (
        "\n".join([terminal(f"{device.hostname or '(no hostname)'}  {device.source}"), *shown, ""])
        if rows
        else ""
    )


def counts(coverage: Iterable[Coverage]) -> Counts:
    """Sum up."""
    rows = list(coverage)
    return Counts(
        lines=sum(row.read + row.irrelevant + row.unread for row in rows),
        unread=sum(row.unread for row in rows),
    )


def focus(total: Mapping[str, Coverage]) -> Counts:
    """The sections that matter most."""
    return counts(row for section, row in total.items() if section in FOCUS)


def table(rest: Rest) -> str:
    """Coverage by kind of section for people, and the one figure to watch in the last line."""
    head = f"{'section':16} {'read':>10} {'irrelevant':>10} {'unread':>8} {'percent':>8}"
    rows = [
        f"{visible(row.section):16} {row.read:>10} {row.irrelevant:>10} {row.unread:>8}"
        f" {counts([row]).percent:>8.2f}"
        for _, row in sorted(rest.coverage.items())
    ]
    problems = [visible(f"not read: {each.source}: {each.message}") for each in rest.problems]
    return "\n".join([*problems, "", head, *rows, "", figure(focus(rest.coverage)), ""])


def closing(rest: Rest) -> str:
    """The end of the JSON document: coverage, the figure to watch, problems."""
    watched = focus(rest.coverage)
    rows = [
        structs.asdict(row) | {"percent": counts([row]).percent} for _, row in sorted(rest.coverage.items())
    ]
    summary = {
        "sections": FOCUS,
        "unread": watched.unread,
        "lines": watched.lines,
        "percent": watched.percent,
        "text": figure(watched),
    }
    tail = json.encode({"coverage": rows, "focus": summary, "problems": rest.problems})
    return "\n]," + json_text(tail)[1:] + "\n"


def figure(watched: Counts) -> str:
    """The figure to watch, in words."""
    return (
        "unread inside interface, VLAN, ACL, class-map, policy-map and mls qos sections: "
        f"{watched.unread} of {watched.lines} lines ({watched.percent:.2f} %)"
    )
