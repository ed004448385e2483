"""The facts are a contract, and hold all that the model knows."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec import structs

from netaudit.model import Device
from netaudit.parsers import load
from netaudit.report import facts, schemas, unread
from netaudit.report.layout import FACTS, UNREAD, render
from netaudit.report.understood import Rest, Understood

CONFIG = b"""version 15.2
hostname acc-1
mls qos
vlan 10
 name USERS
vlan 20
 name VOICE
interface GigabitEthernet1/0/1
 description desk
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 20
 mls qos trust device cisco-phone
 mls qos trust cos
 ip access-group DESK in
interface GigabitEthernet1/0/48
 switchport trunk allowed vlan 10,20,30-40
 switchport mode trunk
 shutdown
interface Vlan10
 ip address 10.1.1.1 255.255.255.0
 frobnicate password Tr0ub4dor
ip access-list extended DESK
 permit ip any any
class-map match-any VOICE
 match dscp ef
policy-map WAN
 class VOICE
  priority percent 33
  set dscp ef
 class class-default
  bandwidth percent 25
line vty 0 4
 access-class DESK in
end
"""


def device() -> Device:
    """The config above, read."""
    return load(CONFIG, "acc-1.cfg")[0].device


@pytest.fixture(scope="module")
def shown() -> Any:  # noqa: ANN401 - decoded JSON
    """Its facts, decoded."""
    return json.loads(facts.as_json(device()))


def test_interface(shown: Any) -> None:  # noqa: ANN401
    """The keys of the contract, with a phone port's values."""
    port = shown["interfaces"][0]
    expected = {
        "name": "GigabitEthernet1/0/1",
        "line": 8,
        "enabled": True,
        "description": "desk",
        "mode": "access",
        "access_vlan": 10,
        "voice_vlan": 20,
        "allowed_vlans": "all",
        "channel_group": None,
        "addresses": [],
        "acl_in": "DESK",
        "acl_out": None,
        "trust": "cos",
        "trust_device": "cisco-phone",
        "policy_in": None,
        "policy_out": None,
    }
    assert {key: port[key] for key in expected} == expected


def test_trunk_and_svi(shown: Any) -> None:  # noqa: ANN401
    """VLAN lists are written the way IOS writes them, addresses with their length."""
    _, trunk, svi = shown["interfaces"]
    assert (trunk["mode"], trunk["allowed_vlans"], trunk["enabled"]) == ("trunk", "10,20,30-40", False)
    assert (svi["mode"], svi["addresses"]) == ("svi", ["10.1.1.1/24"])


def test_vlans(shown: Any) -> None:  # noqa: ANN401
    """VLAN number to name."""
    assert shown["vlans"] == {"10": "USERS", "20": "VOICE"}


def test_policies(shown: Any) -> None:  # noqa: ANN401
    """Classes have every key of the contract; DSCP names are numbers."""
    assert shown["class_maps"][0]["criteria"] == ["dscp ef"]
    assert (shown["class_maps"][0]["name"], shown["class_maps"][0]["match"]) == ("VOICE", "any")
    voice, rest = shown["policy_maps"][0]["classes"]
    assert set(facts.CLASS_KEYS) <= set(voice)
    assert (voice["priority"], voice["priority_percent"], voice["set"]) == (True, 33, {"dscp": 46})
    assert (rest["name"], rest["bandwidth_percent"], rest["priority"]) == ("class-default", 25, False)


def test_acls(shown: Any) -> None:  # noqa: ANN401
    """An access list counts its entries and names each place that uses it."""
    (acl,) = shown["acls"]
    assert (acl["name"], acl["kind"], acl["entries"]) == ("DESK", "extended", 1)
    assert acl["applied"] == [
        {"interface": "GigabitEthernet1/0/1", "direction": "in"},
        {"where": "line vty 0 4", "direction": "in"},
    ]


def test_unread_has_no_secret(shown: Any) -> None:  # noqa: ANN401
    """A line that was not understood is shown with its number and without its password."""
    (line,) = shown["unread"]
    assert line["line"] == 22
    assert line["text"].strip() == "frobnicate password <removed>"


def test_every_field_of_a_device_is_a_fact(shown: Any) -> None:  # noqa: ANN401
    """A field added to the model shows up in the facts."""
    assert {field.name for field in structs.fields(Device)} <= set(shown)


def documents() -> dict[str, str]:
    """Both JSON documents of the config above, and of a file that could not be read."""
    one = device()
    return {
        name: "".join(
            render([Understood(shown=layout.show(one), coverage=one.coverage)], Rest({}, []), layout)
        )
        for name, layout in (("facts", FACTS["json"]), ("unread", UNREAD["json"]))
    }


@pytest.mark.parametrize("name", ["facts", "unread"])
def test_follows_its_schema(name: str) -> None:
    """The documents are valid against the schemas in docs, which allow no other key."""
    schema = json.loads(Path(f"docs/netaudit.{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(documents()[name]))


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_schema_in_docs_is_fresh(name: str) -> None:
    """The schema in docs is the one that the records make; `make docs` writes it."""
    assert Path("docs", name).read_text(encoding="utf-8") == schemas.text(name)


def test_schema_refuses_an_unknown_key() -> None:
    """The schema of the facts is closed: a misspelt key does not pass."""
    document = json.loads(documents()["facts"])
    document["devices"][0]["interfaces"][0]["voicevlan"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schemas.SCHEMAS["netaudit.facts.schema.json"]())


def test_unread_ends_with_the_figure() -> None:
    """The last line for people is the share of unread lines in the sections that matter."""
    one = device()
    layout = UNREAD["text"]
    page = "".join(render([Understood(shown=layout.show(one), coverage=one.coverage)], Rest({}, []), layout))
    assert page.splitlines()[-1].startswith(
        "unread inside interface, VLAN, ACL, class-map, policy-map and mls qos sections: 1 of "
    )


def test_focus_names_sections_that_the_parser_knows() -> None:
    """Every kind of section in the figure is one that the parser counts."""
    assert set(unread.FOCUS) <= {row.section for row in device().coverage}


def test_other_users_of_an_access_list() -> None:
    """An access list that guards SNMP says so in words; the community is not among them."""
    (parsed,) = load(b"hostname r\naccess-list 10 permit any\nsnmp-server community S3cret RO 10\n", "r.cfg")
    (acl,) = facts.device_facts(parsed.device)["acls"]
    assert acl["applied"] == [{"where": "snmp-server community RO", "direction": None}]
