"""The generated logs are what their truth says, so that recall and precision mean something."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from bench.hunt_attacks import ATTACKS, Attack
from bench.hunt_decoys import AGENTS, DECOYS, REFERRERS
from bench.hunt_lines import (
    APACHE,
    IIS5,
    IIS6,
    IIS10,
    MINUTE,
    SHUFFLED,
    ZEEK_HTTP,
    Shape,
    stem,
)
from bench.hunt_logs import LINES_EACH, SECTIONS, START, Log, write_log
from bench.hunt_names import ACCEPTED
from bench.hunt_spelling import SPELLINGS, spelled
from bench.hunt_traffic import Request

SIZE = 1_000_000
NIMDA = Request(
    "198.51.100.7", "GET", "/scripts/..%255c../winnt/system32/cmd.exe?/c+dir", 404, 310, "Old client", ""
)
BY_HAND = (
    (IIS5, "00:00:09 198.51.100.7 GET /scripts/..%5c../winnt/system32/cmd.exe 404"),
    (
        IIS6,
        "2026-03-02 00:00:09 W3SVC1 10.1.1.20 GET /scripts/..%5c../winnt/system32/cmd.exe /c+dir 80 - "
        "198.51.100.7 Old+client 404 0 0",
    ),
    (
        IIS10,
        "2026-03-02 00:00:09 10.1.1.20 GET /scripts/..%5c../winnt/system32/cmd.exe /c+dir 80 - "
        "198.51.100.7 Old+client - 404 0 0 310",
    ),
    (
        SHUFFLED,
        "2026-03-02 00:00:09 - Old+client 404 /c+dir /scripts/..%5c../winnt/system32/cmd.exe 192.0.2.200 GET "
        "198.51.100.7 80 10.1.1.20 310",
    ),
    (
        APACHE,
        "198.51.100.7 - - [02/Mar/2026:00:00:09 +0000] "
        '"GET /scripts/..%255c../winnt/system32/cmd.exe?/c+dir HTTP/1.1" 404 310 "-" "Old client"',
    ),
    (
        ZEEK_HTTP,
        "1772409609.000000\tC136\t198.51.100.7\t50000\t10.1.1.20\t80\tGET\twww.example.com\t"
        "/scripts/..%255c../winnt/system32/cmd.exe?/c+dir\t-\t1.1\tOld client\t404",
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the logs of these tests are written."""
    return tmp_path_factory.mktemp("logs")


@pytest.fixture(scope="module")
def iis(folder: Path) -> Log:
    """A small log of IIS in all its shapes."""
    return write_log(folder / "ex.log", SECTIONS, SIZE, 1, seed=1)


@pytest.fixture(scope="module")
def apache(folder: Path) -> Log:
    """A small log of Apache."""
    return write_log(folder / "access.log", ((APACHE, 1.0),), SIZE, 20_000, seed=1)


@pytest.mark.parametrize(("shape", "line"), BY_HAND, ids=[shape.name for shape, _ in BY_HAND])
def test_lines_are_those_that_servers_write(shape: Shape, line: str) -> None:
    """IIS decodes the path once, Apache and Zeek log it as sent; fields stand where the shape has them."""
    assert shape.line(NIMDA, 9).replace(MINUTE, shape.minute(START)) == line


def test_apache_escapes() -> None:
    """Quotes, backslashes and bytes that do not print are escaped as httpd escapes them."""
    line = APACHE.line(NIMDA._replace(target='/a"b\\c\xc0\xaf', version=""), 0)
    assert r'"GET /a\"b\\c\xc0\xaf"' in line


def test_iis_keeps_what_does_not_print() -> None:
    """A decoded path holds raw bytes, spaces as plus signs, and no control characters."""
    assert stem("/a%20b%c0%af%63%00%u0064") == "/a+b\xc0\xafc%00d"


def test_same_seed_same_log(tmp_path: Path, folder: Path, iis: Log) -> None:
    """A seed decides every byte and every truth."""
    again = write_log(tmp_path / "ex.log", SECTIONS, SIZE, 1, seed=1)
    assert (tmp_path / "ex.log").read_bytes() == (folder / "ex.log").read_bytes()
    assert again.planted == iis.planted


def test_other_seed_other_log(tmp_path: Path, folder: Path) -> None:
    """Another seed gives other traffic."""
    write_log(tmp_path / "ex.log", SECTIONS, SIZE, 1, seed=2)
    assert (tmp_path / "ex.log").read_bytes() != (folder / "ex.log").read_bytes()


@pytest.mark.parametrize("name", ["iis", "apache"])
def test_truth_stands_where_it_says(name: str, request: pytest.FixtureRequest) -> None:
    """Each planted line is in the file, at its number; lines and bytes are counted rightly."""
    log: Log = request.getfixturevalue(name)
    data = Path(log.path).read_bytes()
    lines = data.split(b"\n")
    assert (len(lines) - 1, len(data), lines[-1]) == (log.lines, log.size, b"")
    for planted in log.planted:
        assert lines[planted.line - 1].removesuffix(b"\r") == planted.text.encode("latin-1")
        assert planted.address in planted.text


def test_fields_change_in_the_middle(iis: Log) -> None:
    """Every section begins with its own directives, and the older shape tells its date only there."""
    text = Path(iis.path).read_text(encoding="latin-1")
    fields = [line for line in text.splitlines() if line.startswith("#Fields: ")]
    assert len(fields) == len(SECTIONS)
    assert len(set(fields)) == len({shape.name for shape, _ in SECTIONS}) == 5
    assert "#Fields: time c-ip cs-method cs-uri-stem sc-status" in fields


def test_ordinary_lines_have_no_attacker(iis: Log, apache: Log) -> None:
    """Addresses of attackers and decoys are in planted lines only, and at most three times each."""
    for log in (iis, apache):
        planted = Counter(each.address for each in log.planted)
        rest = Path(log.path).read_text(encoding="latin-1").splitlines()
        for each in log.planted:
            rest[each.line - 1] = ""
        text = "\n".join(rest)
        assert not [address for address in planted if f" {address} " in text]
        assert max(planted.values()) <= LINES_EACH


def test_logs_have_attackers_of_their_own(iis: Log, apache: Log) -> None:
    """No address attacks in two logs, so that the evidence kept for it is complete."""
    assert not {each.address for each in iis.planted} & {each.address for each in apache.planted}


def test_attacks_and_decoys_balance(iis: Log) -> None:
    """A small log holds about one attack and one decoy in a hundred lines."""
    attacks = sum(bool(each.attack) for each in iis.planted)
    assert attacks == pytest.approx(iis.lines / 100, rel=0.35)
    assert len(iis.planted) - attacks == pytest.approx(iis.lines / 100, rel=0.35)


def test_decoys_ask_for_nothing_bad() -> None:
    """Where the attack is in the referrer or user agent, the request is for an ordinary page."""
    asked = {decoy.target for decoy in DECOYS if decoy.kind in {"referrer", "user agent"}}
    assert asked == {"/index.html"}
    assert len(DECOYS) == len({(each.target, each.referrer, each.agent) for each in DECOYS})
    assert {"root.exe" in text for text in (*REFERRERS, *AGENTS)} == {True, False}


def test_every_attack_has_a_fitting_name() -> None:
    """The table of signatures knows every attack, and no others."""
    assert set(ACCEPTED) == {attack.name for attack in ATTACKS}


def test_names_are_unique() -> None:
    """The truth calls an attack by its name."""
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 100


def drawn(seed: int) -> Random:
    """What decides which letters are encoded."""
    return Random(seed)  # noqa: S311 - nothing is kept secret by it


CMD = Attack(name="cmd", where="path", method="GET", target="/cmd?a b")


@pytest.mark.parametrize(
    ("spelling", "allowed"),
    [
        ("raw", {"/cmd"}),
        ("browser", {"/cmd"}),
        ("percent", {"/%63md", "/c%6dd", "/cm%64"}),
        ("double percent", {"/%2563md", "/c%256Dd", "/cm%2564"}),
        ("overlong", {"/%c1%a3md", "/c%c1%add", "/cm%c1%a4"}),
        ("%u", {"/%u0063md", "/c%u006dd", "/cm%u0064"}),
    ],
)
def test_spellings(spelling: str, allowed: set[str]) -> None:
    """As c is 63, m 6d, d 64 in hexadecimal; an overlong form is C1 and the six low bits behind 80."""
    for seed in range(5):
        path, _, query = spelled(CMD, spelling, drawn(seed)).partition("?")
        assert path in allowed
        assert query in {"a+b", "a%20b"}


def test_mixed_case_is_only_case() -> None:
    """Nothing but the case differs, and somewhere it does."""
    made = {spelled(CMD, "mixed case", drawn(seed)).partition("?")[0] for seed in range(20)}
    assert {path.lower() for path in made} == {"/cmd"}
    assert len(made) > 1


def test_forms_encode_what_is_reserved() -> None:
    """A query attack is varied in its query, and slashes there become escapes."""
    attack = Attack(name="x", where="query", method="GET", target="/p.php?f=../<a>")
    assert spelled(attack, "reserved", drawn(1)) == "/p.php?f=..%2f%3ca%3e"


def test_escapes_are_left_alone() -> None:
    """A slash that is encoded twice stays so, whatever is done to the letters around it."""
    attack = Attack(name="x", where="path", method="GET", target="/a%252fb%2fc%u002f")
    for spelling in ("percent", "double percent", "overlong", "%u"):
        for seed in range(10):
            made = spelled(attack, spelling, drawn(seed))
            assert made.count("%252f") == made.count("%2fc") + made.count("%2f%") == made.count("%u002f") == 1


def test_worms_never_vary() -> None:
    """What a worm sends is the same whatever spelling was drawn."""
    worm = next(attack for attack in ATTACKS if attack.name == "nimda-35c")
    assert {spelled(worm, spelling, drawn(1)) for spelling in SPELLINGS} == {worm.target}
