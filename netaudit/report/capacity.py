"""How many calls links carry, as JSON: the contract ``netaudit.capacity/1``."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Literal

from msgspec import Struct, json

from netaudit.analysis.capacity.capacity import Capacity, capacities
from netaudit.analysis.capacity.delay import BUDGET, Budget
from netaudit.model import Device, Problem
from netaudit.report.capacity_text import as_text
from netaudit.report.contract import closed
from netaudit.report.escape import json_text
from netaudit.report.layout import FACTS, Layout
from netaudit.site.policy import Policy
from netaudit.syntax.secrets import redact

SCHEMA = "netaudit.capacity/1"


class DeviceCapacity(Struct, frozen=True, kw_only=True):
    """One device and its links; devices without links are left out."""

    source: str
    hostname: str
    family: str
    links: tuple[Capacity, ...]


class Document(Struct, frozen=True, kw_only=True):
    """All links of a run, and the budget that they are judged by."""

    schema: Literal["netaudit.capacity/1"] = "netaudit.capacity/1"
    budget: Budget
    devices: tuple[DeviceCapacity, ...]
    problems: tuple[Problem, ...]


def schema() -> dict[str, Any]:
    """The JSON Schema of the contract."""
    return closed(json.schema(Document), SCHEMA)


def layouts(policy: Policy, overhead: int | None) -> Mapping[str, Layout]:
    """Format to the layout of the document."""
    head = f'{{"schema":"{SCHEMA}","budget":{json.encode(BUDGET).decode()},"devices":[\n'
    last = FACTS["json"]
    text = partial(_text, policy=policy, overhead=overhead)
    return {
        "json": Layout(head, partial(_json, policy=policy, overhead=overhead), last.between, last.tail),
        "text": Layout("", text, "\n", FACTS["text"].tail),
    }


def _json(device: Device, *, policy: Policy, overhead: int | None) -> str:
    """One device as JSON on one line; empty where it has no links."""
    found = capacities(device, policy, overhead)
    shown = DeviceCapacity(
        source=device.source, hostname=redact(device.hostname), family=device.family, links=found
    )
    return json_text(json.encode(shown)) if found else ""


def _text(device: Device, *, policy: Policy, overhead: int | None) -> str:
    """One device for people; empty where it has no links."""
    return as_text(device, capacities(device, policy, overhead))
