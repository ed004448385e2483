"""The signatures that come with netaudit: what each must show in, and what none may show in."""

import re
from pathlib import Path

import pytest

from netaudit.hunt.formats.record import Record
from netaudit.hunt.sightings.sums import Sum
from netaudit.hunt.sightings.tally import Tally
from netaudit.hunt.sigma.judge import Judge
from netaudit.hunt.sigma.load import shipped
from netaudit.hunt.sigma.signature import Correlation, Signature
from netaudit.hunt.terms import Terms
from netaudit.model import Verdict
from tests.hunt.vectors import CLIENT, Vector, Vectors, events, ordinary, record, vectors

FOLDER = Path("netaudit/hunt/signatures")
SHIPPED = shipped()
SIGNATURES = {signature.name: signature for signature in SHIPPED.signatures}
CORRELATIONS = {correlation.name: correlation for correlation in SHIPPED.correlations}
SILENT = frozenset(name for name, signature in SIGNATURES.items() if signature.silent)
WEB = Judge(SHIPPED, {"webserver", "proxy"})
FIREWALL = Judge(SHIPPED, {"firewall"})
ALL = vectors()
LINES = [each for each in ALL if each.name in SIGNATURES]
SEQUENCES = [each for each in ALL if each.name in CORRELATIONS]


def shown(vector: Vector | Record) -> set[str]:
    """Names of the signatures that a line shows."""
    found = vector if isinstance(vector, Record) else record(vector)
    judge = FIREWALL if "src_ip" in found.fields else WEB
    return {signature.name for signature in judge.judge(found)}


def hunted(records: list[Record]) -> dict[str, tuple[Verdict, tuple[str, ...]]]:
    """Verdict and signatures of each address after these records."""
    terms = Terms(signatures=SHIPPED)
    tally, total = Tally(terms), Sum(terms)
    for line, each in enumerate(records, 1):
        names = shown(each)
        tally.add(each, [SIGNATURES[name] for name in sorted(names)], line, b"line %d" % line)
    total.absorb(tally.pack(), "log", 0)
    return {each.address: (each.verdict, each.signatures) for each in total.sightings()}


def name(vectors: Vectors) -> str:
    """What to call a test of them."""
    return vectors.name


@pytest.mark.parametrize("written", LINES, ids=name)
def test_it_shows_in_its_hits(written: Vectors) -> None:
    """Every hit shows the signature, and beside it only those that are declared or only counted."""
    for hit in written.hits:
        names = shown(hit)
        assert written.name in names, hit
        assert names - written.also - SILENT <= {written.name}, hit


@pytest.mark.parametrize("written", LINES, ids=name)
def test_it_does_not_show_in_its_misses(written: Vectors) -> None:
    """Near misses, and attacks in the referer or the user agent only, do not show it."""
    for miss in written.misses:
        assert written.name not in shown(miss), miss


@pytest.mark.parametrize("written", SEQUENCES, ids=name)
def test_a_correlation_shows_in_its_hits(written: Vectors) -> None:
    """So many, within so long: the address has the correlation's name and at least its verdict."""
    for hit in written.hits:
        sightings = hunted(list(events(hit))).values()
        assert any(written.name in names for _, names in sightings), hit
        verdict = CORRELATIONS[written.name].verdict
        assert all(found.rank <= verdict.rank for found, names in sightings if written.name in names)


@pytest.mark.parametrize("written", SEQUENCES, ids=name)
def test_a_correlation_does_not_show_in_its_misses(written: Vectors) -> None:
    """Too few, too slow, always the same, or from two clients."""
    for miss in written.misses:
        assert all(written.name not in names for _, names in hunted(list(events(miss))).values()), miss


@pytest.mark.parametrize("status", ["200", "302", "404"])
def test_ordinary_requests_show_nothing(status: str) -> None:
    """Shops, owners of sites, phones, words of SQL in prose, addresses in addresses: no signature."""
    found = {line: shown({"request": line, "status": status}) - SILENT for line in ordinary()}
    assert len(found) > 300
    assert {line: names for line, names in found.items() if names} == {}


def test_every_signature_has_vectors() -> None:
    """Two hits and three misses at least, in a file of the same family and name, and no other file."""
    rules = {(path.parent.name, path.stem) for path in FOLDER.glob("*/*.yml")}
    assert rules == {(each.family, each.name) for each in ALL}
    assert [each.name for each in ALL if len(each.hits) < 2 or len(each.misses) < 3] == []
    assert {each.name for each in ALL} == {*SIGNATURES, *CORRELATIONS}


def test_declared_companions_exist() -> None:
    """What vectors allow beside a signature is the name of another one."""
    assert {(each.name, also) for each in ALL for also in each.also if also not in SIGNATURES} == set()


def test_all_can_be_used() -> None:
    """None is refused, there are more than a hundred, and names and identifiers are unique."""
    every: list[Signature | Correlation] = [*SHIPPED.signatures, *SHIPPED.correlations]
    assert SHIPPED.refused == ()
    assert len(SHIPPED.signatures) - len(SILENT) >= 110
    assert len({each.id for each in every}) == len({each.name for each in every}) == len(every)


@pytest.mark.parametrize("each", [*SHIPPED.signatures, *SHIPPED.correlations], ids=lambda each: each.name)
def test_it_says_what_it_is_and_where_that_is_known_from(each: Signature | Correlation) -> None:
    """Kebab case, a version 4 identifier, a title, and references that are addresses."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each.name)
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", each.id)
    assert each.title
    assert not each.title.endswith(".")
    assert each.references
    assert all(re.fullmatch(r"https?://[^ ]+", reference) for reference in each.references)


@pytest.mark.parametrize("signature", SHIPPED.signatures, ids=lambda each: each.name)
def test_the_search_has_something_to_look_for(signature: Signature) -> None:
    """Each has literals; those for the web have four characters at least, so that few lines hold one."""
    assert signature.literals
    if "firewall" not in signature.categories:
        assert min(map(len, signature.literals)) >= 4


NIMDA = [
    ["/scripts/root.exe?/c+dir"],
    ["/MSADC/root.exe?/c+dir"],
    ["/c/winnt/system32/cmd.exe?/c+dir"],
    ["/d/winnt/system32/cmd.exe?/c+dir"],
    ["/scripts/..%5c../winnt/system32/cmd.exe?/c+dir", "/scripts/..%255c../winnt/system32/cmd.exe?/c+dir"],
    ["/_vti_bin/..%5c../..%5c../..%5c../winnt/system32/cmd.exe?/c+dir"],
    ["/_mem_bin/..%255c../..%255c../..%255c../winnt/system32/cmd.exe?/c+dir"],
    [
        "/msadc/..%5c../..%5c../..%5c/..\xc1\x1c../..\xc1\x1c../..\xc1\x1c../winnt/system32/cmd.exe?/c+dir",
        "/msadc/..%255c../..%255c../..%255c/..%c1%1c../..%c1%1c../..%c1%1c../winnt/system32/cmd.exe?/c+dir",
    ],
    [
        "/scripts/..\xc1\x1c../winnt/system32/cmd.exe?/c+dir",
        "/scripts/..%c1%1c../winnt/system32/cmd.exe?/c+dir",
    ],
    ["/scripts/..\xc0/../winnt/system32/cmd.exe?/c+dir", "/scripts/..%c0%2f../winnt/system32/cmd.exe?/c+dir"],
    [
        "/scripts/..\xc0\xaf../winnt/system32/cmd.exe?/c+dir",
        "/scripts/..%c0%af../winnt/system32/cmd.exe?/c+dir",
    ],
    [
        "/scripts/..\xc1\x9c../winnt/system32/cmd.exe?/c+dir",
        "/scripts/..%c1%9c../winnt/system32/cmd.exe?/c+dir",
    ],
    ["/scripts/..%35c../winnt/system32/cmd.exe?/c+dir", "/scripts/..%%35%63../winnt/system32/cmd.exe?/c+dir"],
    ["/scripts/..%35c../winnt/system32/cmd.exe?/c+dir", "/scripts/..%%35c../winnt/system32/cmd.exe?/c+dir"],
    [
        "/scripts/..%5c../winnt/system32/cmd.exe?/c+dir",
        "/scripts/..%25%35%63../winnt/system32/cmd.exe?/c+dir",
    ],
    ["/scripts/..%2f../winnt/system32/cmd.exe?/c+dir", "/scripts/..%252f../winnt/system32/cmd.exe?/c+dir"],
]
"""The sixteen requests in order: as CERT CA-2001-26 prints them, and as they are on the wire where that
differs."""


@pytest.mark.parametrize("targets", NIMDA[4:], ids=lambda targets: targets[-1])
def test_each_traversal_of_nimda_is_named_for_it(targets: list[str]) -> None:
    """The last twelve are Nimda's alone, one signature each, in every spelling."""
    for target in targets:
        (only,) = shown(f"GET {target} HTTP/1.0")
        assert only.startswith("nimda-")
        assert SIGNATURES[only].verdict is Verdict.INFECTED


@pytest.mark.parametrize("spelling", [0, -1])
def test_sixteen_requests_are_nimda_and_no_code_red_ii(spelling: int) -> None:
    """The first four ask for back doors of Code Red II; within the whole they are Nimda's."""
    requests = [f"GET {targets[spelling]} HTTP/1.0" for targets in NIMDA]
    records = [record(request, 1_000_000_000.0 + second) for second, request in enumerate(requests)]
    verdict, names = hunted(records)[CLIENT]
    assert verdict is Verdict.INFECTED
    assert names == ("nimda", "nimda-mem-bin", "nimda-msadc", "nimda-scripts", "nimda-vti-bin")


PRECEDENCE = {
    "/default.ida?" + 224 * "N" + "%u9090%u6858%ucbd3%u7801%u00=a": "code-red",
    "/default.ida?" + 224 * "X" + "%u9090%u6858%ucbd3%u7801%u00=a": "code-red-ii",
    "/default.ida?" + 29 * "N" + "%u9090%u6858%ucbd3%u7801%u00=a": "code-red-payload",
    "/default.ida?" + 29 * "X": "ida-probe",
    "/default.ida": "code-red-family",
    "/null.idq": "ida-probe",
    "/scripts/root.exe?/c+dir": "root-exe-back-door",
    "/c/winnt/system32/cmd.exe?/c+dir": "drive-root-back-door",
}


@pytest.mark.parametrize(("target", "only"), PRECEDENCE.items())
def test_a_line_of_code_red_shows_one_signature(target: str, only: str) -> None:
    """Padding goes before the payload, the payload before a back door, that before the bare page."""
    assert shown(f"GET {target} HTTP/1.0") == {only}


def test_an_answer_makes_the_server_vulnerable() -> None:
    """Who is answered 200 for Code Red's request is infected; who answers may be taken."""
    request = {"request": "GET /default.ida?" + 224 * "X" + "%u9090=a HTTP/1.0", "status": "200"}
    found = hunted([record(request, 1_000_000_000.0)])
    assert found[CLIENT] == (Verdict.INFECTED, ("code-red-ii",))
    assert found["10.0.0.5"][0] is Verdict.VULNERABLE
