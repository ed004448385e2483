"""The long access list of the bench has exactly the faults that it says it has."""

import pytest

pytest.importorskip("oxidd.bdd", reason="oxidd has no wheel for this platform")

from bench.acl_entry import ICMP_TYPES, Entry, text
from bench.acl_fleet import ENTRIES, filtered_config, gateway
from bench.acl_list import AccessList, long_list
from bench.acl_worst import worst_list
from netaudit.parsers import load
from tests.referees import ios_text
from tests.referees.whole_header import Headers, redundant, unreachable

SIZE = 600


@pytest.fixture(scope="module", params=[1, 2])
def made(request: pytest.FixtureRequest) -> AccessList:
    """A list short enough for diagrams of whole headers."""
    return long_list(SIZE, seed=request.param)


def test_unreachable_lines_are_those_planted(made: AccessList) -> None:
    """Diagrams of whole headers find the planted lines, and no others."""
    entries = ios_text.entries("\n".join(made.lines()))
    assert unreachable(Headers(), entries) == made.unreachable
    assert set(made.joint) | set(made.conflicting) <= set(made.unreachable)


def test_joint_ones_need_several(made: AccessList) -> None:
    """No single line above covers a line that is marked as covered by several; one does for the others."""
    headers = Headers()
    matched = [headers.matched(entry) for entry in ios_text.entries("\n".join(made.lines()))]
    for line in made.unreachable:
        alone = any(not (matched[line] & ~above).satisfiable() for above in matched[:line])
        assert alone is (line not in made.joint)


def test_redundant_lines_are_those_planted(made: AccessList) -> None:
    """Once the unreachable lines are gone, the list does the same without those, and needs the others."""
    entries = ios_text.entries("\n".join(made.lines()))
    kept = [number for number in range(SIZE) if number not in made.unreachable]
    found = redundant(Headers(), [entries[number] for number in kept])
    assert tuple(kept[number] for number in found) == made.redundant


def test_shape_is_as_promised() -> None:
    """10,000 entries, 60 % of them hosts to anywhere, about 1 % copies, and every kind of fault."""
    made = long_list(10_000)
    hosts = [entry for entry in made.entries if entry.protocol == "ip" and entry.source[1] == 0]
    assert len(made.entries) == 10_000
    assert 0.59 < len(hosts) / 10_000 < 0.61
    assert 50 < 10_000 - len(set(made.entries)) < 150
    assert min(map(len, (made.joint, made.conflicting, made.redundant))) > 20


def test_line_numbers_are_those_of_the_text() -> None:
    """Remarks are counted as lines, not as entries."""
    made = long_list(300)
    lines = list(made.lines())
    written = [lines[number - 1].strip() for number in made.line_numbers()]
    assert written == [text(entry) for entry in made.entries]
    assert made.remarks


def test_seeds_decide() -> None:
    """The same seed gives the same list, another one another."""
    assert long_list(100) == long_list(100)
    assert long_list(100) != long_list(100, seed=2)
    assert worst_list(10) == worst_list(10)


def test_types_are_those_of_ios() -> None:
    """Names of ICMP types stand for the numbers that the second reading of IOS knows."""
    for name, number in ICMP_TYPES.items():
        (entry,) = ios_text.entries(text(Entry(action="permit", protocol="icmp", icmp=name)))
        assert (entry.icmp_type, entry.icmp_code) == (number, None)


def test_gateways_have_as_many_entries_as_promised() -> None:
    """Each gateway has 42 entries, in lists that are applied, and no two have the same."""
    texts = [filtered_config(gateway(index, 1)) for index in (0, 1, 40)]
    (parsed,) = load(texts[0].encode(), "gateway")
    assert sum(len(acl.entries) for acl in parsed.device.acls) == ENTRIES
    assert all(
        f"ip access-group {name} in\n" in texts[0] for name in ("DATA-IN", "VOICE-IN", "MANAGEMENT-IN")
    )
    assert len({text.partition("ip access-list extended VOICE-IN")[2] for text in texts}) == 3
