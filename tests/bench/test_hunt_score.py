"""What a hunt reported is held against the truth line by line."""

from hashlib import sha256

import pytest
from msgspec.structs import replace

from bench import hunt_score
from bench.hunt_events import FAN_OUT
from bench.hunt_logs import Log, Planted
from bench.hunt_score import Evidence, Report, Sighting, Source, scores

FIRST, SECOND, HARMLESS = "GET /a", "GET /b", "GET /c"
LOG = Log(
    path="access.log",
    kind="Apache",
    lines=9,
    size=99,
    planted=(
        Planted(2, "192.0.2.1", "one", "raw", FIRST),
        Planted(4, "192.0.2.2", "two", "raw", SECOND),
        Planted(6, "192.0.2.3", "", "near miss", HARMLESS),
    ),
)
HOSTS = Log(
    path="firewall.log",
    kind="ASA",
    lines=5,
    size=99,
    planted=(Planted(0, "10.0.0.1", FAN_OUT, FAN_OUT, ""), Planted(0, "10.0.0.2", "", "slow", "")),
)


def said(address: str, line: int, text: str, signature: str = "any", count: int = 1) -> Sighting:
    """A sighting by one line."""
    digest = sha256(text.encode()).hexdigest()
    return Sighting(address, count, (Evidence("access.log", line, digest, signature),))


def report(*sightings: Sighting) -> Report:
    """A hunt that came to these."""
    return Report(sightings, (Source("access.log", 9, 3),))


BOTH = (said("192.0.2.1", 2, FIRST), said("192.0.2.2", 4, SECOND))


def test_all_found() -> None:
    """Both attacks with address, line and digest, and nothing else: 1 and 1."""
    row, total = scores([LOG], report(*BOTH))
    assert (row.attacks, row.decoys, row.candidates, row.missed, row.invented) == (2, 1, 3, (), ())
    assert (total.kind, total.recall, total.precision) == ("all", 1.0, 1.0)


@pytest.mark.parametrize(
    "wrong",
    [
        said("192.0.2.9", 4, SECOND),
        said("192.0.2.2", 4, "other bytes"),
        said("192.0.2.2", 5, SECOND),
    ],
    ids=["address", "digest", "line"],
)
def test_a_line_needs_its_address_and_its_digest(wrong: Sighting) -> None:
    """One of two attacks is missed if it is held against another address, or is not that line."""
    row = scores([LOG], report(BOTH[0], wrong))[0]
    assert row.recall == 0.5
    assert [(each.line, each.address) for each in row.missed] == [(4, "192.0.2.2")]


def test_a_decoy_that_was_found_is_an_invention() -> None:
    """Two true lines and a false one: two thirds."""
    row = scores([LOG], report(*BOTH, said("192.0.2.3", 6, HARMLESS)))[0]
    assert row.precision == pytest.approx(2 / 3)
    assert "near miss" in row.invented[0].why


def test_an_ordinary_line_that_was_found_is_an_invention() -> None:
    """What was not planted is ordinary."""
    row = scores([LOG], report(*BOTH, said("10.1.1.1", 8, "GET /")))[0]
    assert [(each.line, each.why) for each in row.invented] == [(8, "any in an ordinary line")]


@pytest.mark.parametrize(("status", "invented"), [(200, 0), (404, 1)])
def test_a_server_that_answered_may_be_named(status: int, invented: int) -> None:
    """The server of an attack that was answered 200 may be open to it; after 404 it is not."""
    log = replace(LOG, planted=(Planted(2, "192.0.2.1", "one", "raw", FIRST, status),))
    row = scores([log], report(BOTH[0], said("10.1.1.20", 2, FIRST)))[0]
    assert (len(row.missed), len(row.invented)) == (0, invented)


def test_a_name_has_to_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worm that is called something else is missed, and what it was called is told."""
    monkeypatch.setattr(hunt_score, "ACCEPTED", {"one": frozenset({"any"}), "two": frozenset({"worm"})})
    row = scores([LOG], report(*BOTH))[0]
    assert [each.why for each in row.missed] == ["two, raw: named any"]


def test_counts_are_compared() -> None:
    """An address with one attack is not counted twice."""
    row = scores([LOG], report(BOTH[0], said("192.0.2.2", 4, SECOND, count=2)))[0]
    assert [each.why for each in row.missed] == ["2 lines counted, 1 planted"]


def test_hosts_are_scored_by_address() -> None:
    """A host that scans is found by any of its lines; a harmless one is an invention."""
    lines = [
        Sighting(address, 1, (Evidence("firewall.log", 3, "", "fan-out"),))
        for address in ("10.0.0.1", "10.0.0.2")
    ]
    assert scores([HOSTS], Report(tuple(lines[:1]), ()))[0].recall == 1.0
    assert scores([HOSTS], Report(tuple(lines[:1]), ()))[0].precision == 1.0
    assert scores([HOSTS], Report(tuple(lines[1:]), ()))[0].recall == 0.0
    assert scores([HOSTS], Report(tuple(lines), ()))[0].precision == 0.5
