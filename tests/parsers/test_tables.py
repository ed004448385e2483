"""The tables of phrases keep what they promise."""

import re
from pathlib import Path

import pytest

from netaudit.model import DhcpPool, Globals, Interface, MapClass, PolicyClass, Vlan, VlanAccessMap, Vty
from netaudit.parsers import load, read
from netaudit.parsers.ios import blocks, policy_map
from netaudit.parsers.ios.interface import PORT, RAW_FIELDS, TABLES
from netaudit.parsers.ios.irrelevant import phrases
from netaudit.parsers.ios.map_class import MAP_CLASS
from netaudit.parsers.ios.openers import OPENERS
from netaudit.parsers.ios.port_qos import RAW
from netaudit.parsers.ios.settings import QOS_MAPS, SETTINGS
from netaudit.parsers.ios.vlan_map import ACCESS_MAP

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "ios"
JUDGED = {"acl", "class-map", "interface", "mls qos", "policy-map", "vlan"}


@pytest.mark.parametrize(
    ("fields", "record", "raw"),
    [
        (PORT.fields, Interface, RAW_FIELDS),
        (frozenset(f for c in SETTINGS.values() for f in c.fields), Globals, frozenset()),
        (policy_map.CLASS.fields, PolicyClass, frozenset()),
        (MAP_CLASS.fields, MapClass, frozenset()),
        (blocks.VLAN.fields, Vlan, frozenset()),
        (blocks.POOL.fields, DhcpPool, frozenset()),
        (blocks.LINE.fields, Vty, frozenset()),
        (ACCESS_MAP.fields, VlanAccessMap, frozenset()),
    ],
)
def test_every_field_exists(fields: frozenset[str], record: type, raw: frozenset[str]) -> None:
    """What a phrase sets is a field of its record; mypy can not see strings."""
    assert fields - raw <= set(record.__struct_fields__)  # type: ignore[attr-defined]


def test_every_field_is_set_by_something() -> None:
    """No field of a port or of the settings is a promise that no phrase keeps."""
    elsewhere = {"at", "kind", "line", "mode", "name", "role", "role_reason", "telephony_servers"}
    settings = {f for c in SETTINGS.values() for f in c.fields}
    assert set(Interface.__struct_fields__) - PORT.fields <= elsewhere
    assert set(Globals.__struct_fields__) - settings <= elsewhere


@pytest.mark.parametrize("table", [*TABLES, SETTINGS, OPENERS, policy_map.ACTIONS])
def test_tables_are_sorted(table: dict[str, object]) -> None:
    """A table is read by people: its phrases stand in order (those made by a loop come last)."""
    looped = {*RAW, *QOS_MAPS}
    written = [key for key in table if key not in looped]
    assert written == sorted(written)


@pytest.mark.parametrize("mode", ["global", "interface"])
def test_irrelevant_phrases(mode: str) -> None:
    """Lists of irrelevant phrases are sorted, and none is covered by a shorter one."""
    known = phrases(mode)
    assert list(known) == sorted(set(known))
    short = set(known)
    assert [p for p in known if any(" ".join(p.split()[:n]) in short for n in range(1, len(p.split())))] == []


@pytest.mark.parametrize("mode", ["global", "interface"])
def test_nothing_is_both(mode: str) -> None:
    """No phrase is both read and irrelevant."""
    tables = {"global": {*SETTINGS, *OPENERS}, "interface": {phrase for table in TABLES for phrase in table}}
    assert set(phrases(mode)) & tables[mode] == set()


def test_corpus_is_read() -> None:
    """At most 2 % of the lines in the sections that netaudit judges are unread on real configs."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real configs is not beside this checkout")
    total = unread = 0
    for path in sorted(CORPUS.iterdir()):
        for parsed in load(path.read_bytes(), path.name):
            for part in parsed.device.coverage:
                if part.section in JUDGED:
                    total += part.read + part.irrelevant + part.unread
                    unread += part.unread
    assert total > 1000
    assert unread / total <= 0.02


def test_corpus_lines_are_true() -> None:
    """Every unread line is at the number it claims, on real configs."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real configs is not beside this checkout")
    for path in sorted(CORPUS.iterdir()):
        for parsed in load(path.read_bytes(), path.name):
            lines = parsed.text.split("\n")
            for unread in parsed.device.unread:
                assert lines[unread.line - 1].strip() == unread.text


def test_corpus_headers_are_true() -> None:
    """The line of every interface, VLAN and policy-map is its header."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real configs is not beside this checkout")
    for path in sorted(CORPUS.iterdir()):
        for parsed in load(path.read_bytes(), path.name):
            lines = parsed.text.split("\n")
            for port in parsed.device.interfaces:
                assert re.match(r"(?i)\s*(default )?int", lines[port.line - 1])
            for vlan in parsed.device.vlans:
                assert lines[vlan.line - 1].split()[0] == "vlan"


def test_no_line_is_lost() -> None:
    """Read, irrelevant and unread lines are all the lines there are, on our samples and real configs."""
    samples = Path(__file__).parents[2] / "sample_configs"
    corpus = CORPUS.iterdir() if CORPUS.is_dir() else ()
    for path in (*sorted(samples.glob("*.cfg")), *sorted(corpus)):
        for device, text in load(path.read_bytes(), path.name):
            if device.supported:
                first = device.first_line - 1
                rows = (row.lstrip() for row in text.split("\n")[first : first + device.lines])
                counted = sum(part.read + part.irrelevant + part.unread for part in device.coverage)
                assert counted == sum(1 for row in rows if row and row[0] != "!"), path.name


def test_any_prefix_parses() -> None:
    """A capture may end anywhere."""
    text = (
        "hostname x\nbanner motd ^C\nhello\n^C\nvlan 10\n name A\ninterface range Gi1/0/1 - 2\n"
        " switchport voice vlan 110\npolicy-map P\n class C\n  police cir 1000 bc 5\n   exceed-action drop\n"
        "access-list 101 permit tcp any eq www any\nline vty 0 4\n access-class 2 in\nend\n"
    )
    for stop in range(len(text)):
        assert len(read(text[:stop])) == 1


@pytest.mark.parametrize("platform", ["eos", "iosxr", "junos", "nxos"])
def test_other_dialects_are_not_taken_for_ios(platform: str) -> None:
    """Of the real configs of another platform, at most one in ten bears no sign of it."""
    folder = CORPUS.parent / platform
    if not folder.is_dir():
        pytest.skip("the corpus of real configs is not beside this checkout")
    paths = sorted(folder.iterdir())
    mistaken = [
        path.name
        for path in paths
        if any(parsed.device.supported for parsed in load(path.read_bytes(), path.name))
    ]
    assert len(mistaken) * 10 <= len(paths), mistaken


def test_ios_is_not_taken_for_another_dialect() -> None:
    """Real configs that name their interfaces and lines as IOS does are read as IOS."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real configs is not beside this checkout")
    sure = ("napalm-automation", "robphoenix", "netdevops__hier_config__tests_circular_fixtures_ios")
    for path in sorted(CORPUS.iterdir()):
        if path.name.startswith(sure):
            assert all(parsed.device.supported for parsed in load(path.read_bytes(), path.name)), path.name
