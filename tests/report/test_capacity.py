"""Capacity for people and as a contract."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from netaudit.analysis.roles import assign
from netaudit.parsers import read
from netaudit.report import schemas
from netaudit.report.capacity import layouts
from netaudit.report.layout import render
from netaudit.report.understood import Rest, Understood
from netaudit.site.policy import Calls, Policy

ROUTER = """\
version 15.7
hostname r-1
class-map match-any VOICE
 match dscp ef
policy-map THIRD
 class VOICE
  priority percent 33
 class class-default
  fair-queue
interface Serial0/0/0
 bandwidth 768
 ip address 192.0.2.1 255.255.255.252
 encapsulation ppp
 service-policy output THIRD
interface Dialer1
 ip address negotiated
 dialer pool 1
end
"""
SWITCH = "version 15.2\nhostname sw-1\ninterface Vlan1\n ip address 10.1.1.1 255.255.255.0\nend\n"
DECLARED = Policy(calls=(Calls(calls=10, codec="g729"),))


def document(form: str, policy: Policy = Policy(), overhead: int | None = None) -> str:  # noqa: B008 - frozen
    """The document of a router and of a switch without links."""
    layout = layouts(policy, overhead)[form]
    devices = [assign(device, policy) for text in (ROUTER, SWITCH) for device in read(text, "some.cfg")]
    shown = (Understood(shown=layout.show(device)) for device in devices)
    return "".join(render(shown, Rest({}, []), layout))


@pytest.fixture(scope="module")
def decoded() -> Any:  # noqa: ANN401 - decoded JSON
    """The document as JSON, decoded."""
    return json.loads(document("json", DECLARED))


def test_the_document_satisfies_its_schema(decoded: Any) -> None:  # noqa: ANN401
    """What is written is what the schema in docs says."""
    schema = schemas.SCHEMAS["netaudit.capacity.schema.json"]()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(decoded, schema)


def test_the_copy_in_docs_is_fresh() -> None:
    """docs/ holds what the records make; `make docs` writes it again."""
    name = "netaudit.capacity.schema.json"
    assert (Path(__file__).parents[2] / "docs" / name).read_text() == schemas.text(name)


def test_the_keys_of_the_contract(decoded: Any) -> None:  # noqa: ANN401
    """Schema, budget, and each link with its rates; devices without links are left out."""
    assert decoded["schema"] == "netaudit.capacity/1"
    assert decoded["budget"] == {"delay_ms": 150, "jitter_ms": 30, "loss_percent": 1}
    (device,) = decoded["devices"]
    assert (device["hostname"], device["source"]) == ("r-1", "some.cfg")
    serial, dialer = device["links"]
    assert (serial["interface"], serial["voice_class"], serial["verdict"]) == ("Serial0/0/0", "VOICE", "pass")
    assert {"codec": "g729", "kbps": 26.8, "calls": 9} in serial["calls"]
    assert serial["declared_kbps"] == pytest.approx(268)
    assert (dialer["voice_kbps"], dialer["verdict"]) == (None, dialer["verdict"])


def test_for_people() -> None:
    """One paragraph for each link, with what fits and what does not."""
    shown = document("text", DECLARED)
    lines = [line.strip() for line in shown.splitlines()]
    assert lines[0] == "r-1  some.cfg"
    assert "Serial0/0/0: pass, voice waits at most 22.2 ms of 30 ms of jitter and 150 ms of delay" in lines
    assert "link      768 kbps, ppp (+7 bytes a packet)" in lines
    assert "voice     class VOICE, served first, 253.4 kbps (33 %)" in lines
    assert "calls     g711 3, g722 3, g726-32 4, g729 9, ilbc 7" in lines
    assert "declared  268 kbps: does not fit" in lines
    assert "delay     a packet of 1500 bytes takes 15.6 ms; voice waits at most 22.2 ms" in lines
    assert "sw-1" not in shown


def test_without_declared_calls_nothing_is_said_of_them() -> None:
    """The line on declared calls is there where the policy declares some."""
    assert "declared" not in document("text")
    assert "declared  268 kbps: unknown whether they fit" not in document("text")


def test_the_overhead_reaches_the_numbers() -> None:
    """42 bytes instead of 7: a call of G.711 takes 96.8 kbps."""
    links = json.loads(document("json", overhead=42))["devices"][0]["links"]
    assert {"codec": "g711", "kbps": 96.8, "calls": 2} in links[0]["calls"]


def test_layouts_can_be_sent_to_other_processes() -> None:
    """What shows a device is a partial of a module's function, which pickles."""
    assert all(isinstance(layout.show, partial) for layout in layouts(Policy(), None).values())
