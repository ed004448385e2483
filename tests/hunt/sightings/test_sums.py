"""Hits become sightings: counted once, judged once, the same however logs are cut."""

from collections.abc import Sequence
from hashlib import sha256
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import msgpack

from netaudit.hunt.formats.record import Claim, Record
from netaudit.hunt.sightings import row, sums, tally
from netaudit.hunt.sightings.sums import Sum
from netaudit.hunt.sightings.tally import Tally
from netaudit.hunt.sigma.signature import Signature
from netaudit.hunt.terms import Terms
from netaudit.model import Sighting, Verdict
from tests.hunt.sightings.made import correlation, record, signature, summed, terms

WORM = signature("worm", "infected", answered=Verdict.VULNERABLE)
PROBE = signature("probe", "attacker")
LOOK = signature("look", "scanner", silent=True)
SWEEP = correlation("sweep", ["look"], "value_count", field="dst_ip", number=3, verdict="scanner")
FAMILY = correlation("family", ["probe", "worm"], "temporal", explains=("probe",))
KNOWN = terms([WORM, PROBE, LOOK], [SWEEP, FAMILY])
CLAIM = Claim("ET WORM", Verdict.INFECTED, "An alert", "high", ("https://example.org/",))

Line = tuple[Record, tuple[Signature, ...]]


def only(total: Sum) -> Sighting:
    """The one sighting."""
    (sighting,) = total.sightings()
    return sighting


def test_one_line() -> None:
    """All that a sighting says, worked out by hand."""
    one = record("192.0.2.66", 997142407.9, "10.0.0.5", "404", c_uri="/default.ida?XX")
    sighting = only(summed(KNOWN, [(one, (WORM,))]))
    assert (sighting.address, sighting.verdict, sighting.signatures) == ("192.0.2.66", "infected", ("worm",))
    assert (sighting.count, sighting.statuses) == (1, {"404": 1})
    assert sighting.first_seen == sighting.last_seen == "2001-08-07T00:00:07Z"
    assert (sighting.targets, sighting.target_count) == (("10.0.0.5",), 1)
    (line,) = sighting.evidence
    assert (line.source, line.line, line.signature) == ("a.log", 1, "worm")
    assert line.sha256 == sha256(b"line 1").hexdigest()
    assert (line.time, line.status, line.excerpt) == ("2001-08-07T00:00:07Z", "404", "GET /default.ida?XX")


def test_a_line_with_two_signatures_counts_once() -> None:
    """It is evidence for both."""
    sighting = only(summed(KNOWN, [(record("192.0.2.1", None), (PROBE, WORM))]))
    assert (sighting.count, sighting.signatures) == (1, ("probe", "worm"))
    assert [each.signature for each in sighting.evidence] == ["probe", "worm"]
    assert sighting.first_seen is None


def test_all_bytes_of_a_line_are_hashed() -> None:
    """The line ending is gone before; a CR that is left is one of two."""
    known, total = Tally(KNOWN), Sum(KNOWN)
    known.add(record("192.0.2.1"), (WORM,), 7, b"text\r")
    total.absorb(known.pack(), "a.log", 100)
    (line,) = only(total).evidence
    assert (line.line, line.sha256) == (107, sha256(b"text\r").hexdigest())


def test_silent_signatures_alone_are_no_sighting() -> None:
    """They only count in correlations."""
    total = summed(KNOWN, [(record("192.0.2.1", 1.0, "10.0.0.1"), (LOOK,))])
    assert list(total.sightings()) == []
    assert total.summaries() == ()


def test_a_correlation_makes_silent_lines_count() -> None:
    """Three targets within a minute are a sweep, by the lines of its signature."""
    lines = [
        (record("192.0.2.1", float(n), f"10.0.0.{n}", "deny", s_ip=f"10.0.0.{n}"), (LOOK,))
        for n in range(1, 5)
    ]
    sighting = only(summed(KNOWN, lines))
    assert (sighting.verdict, sighting.signatures, sighting.count) == ("scanner", ("sweep",), 4)
    assert [(each.line, each.signature) for each in sighting.evidence] == [(n, "sweep") for n in (1, 2, 3)]
    (summary,) = summed(KNOWN, lines).summaries()
    assert (summary.name, summary.title, summary.count, summary.addresses) == (
        "sweep",
        "Title of sweep",
        4,
        1,
    )


def test_a_correlation_across_slices() -> None:
    """Each slice has too few, together they are enough."""
    total = Sum(KNOWN)
    for number in (3, 1, 2):
        known = Tally(KNOWN)
        known.add(record("192.0.2.1", float(number), "", "deny", s_ip=f"10.0.0.{number}"), (LOOK,), 1, b"")
        total.absorb(known.pack(), f"{number}.log", 0)
    assert only(total).signatures == ("sweep",)


def test_explained_signatures_are_not_named() -> None:
    """A family explains its probe; the probe's lines count all the same."""
    lines = [(record("192.0.2.1", 1.0), (PROBE,)), (record("192.0.2.1", 2.0), (WORM,))]
    sighting = only(summed(KNOWN, lines))
    assert (sighting.signatures, sighting.count) == (("family", "worm"), 2)
    assert {each.signature for each in sighting.evidence} == {"family", "worm"}
    apart = [(record("192.0.2.1", 1.0), (PROBE,)), (record("192.0.2.1", 99.0), (WORM,))]
    assert only(summed(KNOWN, apart)).signatures == ("probe", "worm")


def test_explaining_can_mend_the_verdict() -> None:
    """The verdict is the worst of what is left."""
    mild = correlation("mild", ["worm"], number=1, verdict="scanner", explains=("worm",))
    assert only(summed(terms([WORM], [mild]), [(record("192.0.2.1"), (WORM,))])).verdict == "scanner"


@pytest.mark.parametrize(
    ("status", "target", "found"),
    [
        ("200", "10.0.0.5", 2),
        ("204", "10.0.0.5:80", 2),
        ("404", "10.0.0.5", 1),
        ("200", "www", 1),
        ("200", "", 1),
    ],
)
def test_the_server_that_answered(status: str, target: str, found: int) -> None:
    """A 2xx answer says something of the server, if its address is logged."""
    sightings = summed(KNOWN, [(record("192.0.2.1", 1.0, target, status), (WORM,))]).sightings()
    assert len(sightings) == found
    if found > 1:
        server = sightings[1]
        assert (server.address, server.verdict, server.signatures) == (
            "10.0.0.5",
            "vulnerable",
            ("worm-answered",),
        )
        assert (server.targets, server.statuses) == ((), {status: 1})


def test_claims_count_as_signatures() -> None:
    """With the verdict and the title that the log gives."""
    one = record("192.0.2.1", 1.0)._replace(claims=(CLAIM,))
    total = summed(KNOWN, [(one, ())])
    assert (only(total).verdict, only(total).signatures) == ("infected", ("ET WORM",))
    (summary,) = total.summaries()
    assert (summary.title, summary.references) == ("An alert", ("https://example.org/",))


def test_a_claim_of_vulnerability_stays_apart() -> None:
    """A host that can be attacked is not infected; one that attacks as well is what it does."""
    weak = Claim("CVE-1", Verdict.VULNERABLE, "Weak", "high")
    one = record("192.0.2.1", 1.0)._replace(claims=(weak,))
    assert only(summed(KNOWN, [(one, ())])).verdict == "vulnerable"
    assert only(summed(KNOWN, [(one, ()), (record("192.0.2.1"), (PROBE,))])).verdict == "attacker"


def test_a_log_can_not_speak_for_our_signatures() -> None:
    """A claim with the name of a silent signature is no such signature, and feeds no correlation."""
    forged = Claim("look", Verdict.SCANNER, "Forged", "low")
    lines = [
        (record("192.0.2.1", float(n), "", "", s_ip=f"10.0.0.{n}")._replace(claims=(forged,)), ())
        for n in range(5)
    ]
    assert only(summed(KNOWN, lines)).signatures == ("look",)


def test_order() -> None:
    """Worst verdict first, then most lines, then addresses as numbers."""
    lines: list[Line] = [
        (record("10.0.0.10"), (WORM,)),
        (record("10.0.0.9"), (WORM,)),
        *[(record("10.0.0.200"), (PROBE,))] * 2,
        (record("10.0.0.1"), (PROBE,)),
        *[(record("192.0.2.1"), (WORM,))] * 2,
    ]
    found = [each.address for each in summed(KNOWN, lines).sightings()]
    assert found == ["192.0.2.1", "10.0.0.9", "10.0.0.10", "10.0.0.200", "10.0.0.1"]


def test_min_count() -> None:
    """Addresses with fewer lines are left out, of the summaries too."""
    total = summed(KNOWN, [(record("10.0.0.1"), (WORM,)), *[(record("10.0.0.2"), (WORM,))] * 2])
    assert [each.address for each in total.sightings(2)] == ["10.0.0.2"]
    assert [each.count for each in total.summaries(2)] == [2]


def test_totals_and_choice_by_verdict() -> None:
    """Sightings know how many there are of each verdict, and give those of some alone."""
    sightings = summed(KNOWN, [(record("10.0.0.1"), (WORM,)), (record("10.0.0.2"), (PROBE,))]).sightings()
    assert sightings.verdicts == {"infected": 1, "attacker": 1, "scanner": 0, "vulnerable": 0}
    assert [each.address for each in sightings.only([Verdict.ATTACKER])] == ["10.0.0.2"]
    assert [each.address for each in sightings[:1]] == ["10.0.0.1"]


def test_targets_are_listed_to_a_hundred_and_counted_to_a_thousand() -> None:
    """More than are listed are counted; more than are kept are said to be so many at least."""
    lines = [(record("192.0.2.1", 0.0, f"10.0.{n // 256}.{n % 256}"), (WORM,)) for n in range(500)]
    assert (only(summed(KNOWN, lines)).target_count, len(only(summed(KNOWN, lines)).targets)) == (500, 100)
    many = [(record("192.0.2.1", 0.0, f"10.0.{n // 256}.{n % 256}"), (WORM,)) for n in range(2500)]
    assert only(summed(KNOWN, many)).target_count == row.MOST_TARGETS


def test_who_attacks_itself_has_no_target() -> None:
    """A worm that asks its own host attacks nobody."""
    assert only(summed(KNOWN, [(record("10.0.0.1", 0.0, "10.0.0.1"), (WORM,))])).targets == ()


@pytest.mark.parametrize("time", [float("nan"), float("inf"), -1e300, 1e300, 253402300800.0])
def test_times_that_none_can_be(time: float) -> None:
    """A log may say anything; such a time is not told."""
    sighting = only(summed(KNOWN, [(record("192.0.2.1", time), (PROBE,))]))
    assert (sighting.first_seen, sighting.evidence[0].time) == (None, None)


def test_statuses_are_bounded() -> None:
    """A log in which each line has another status fills no memory; each line is counted."""
    lines = [(record("192.0.2.1", 0.0, "", f"x{n}"), (PROBE,)) for n in range(1000)]
    statuses = only(summed(KNOWN, lines)).statuses
    assert len(statuses) == row.MOST_STATUSES + 1
    assert sum(statuses.values()) == 1000


def test_claims_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs may claim any number of signatures; beyond the bound they are told together."""
    monkeypatch.setattr(sums, "MOST_LABELS", 2)
    lines = [(record("192.0.2.1")._replace(claims=(CLAIM._replace(signature=f"{n}"),)), ()) for n in range(5)]
    sighting = only(summed(KNOWN, lines))
    assert (sighting.signatures, sighting.count) == (("0", "1", "further-claims"), 5)


def test_a_full_tally_is_packed_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slice may be told in any number of packs."""
    monkeypatch.setattr(tally, "LINES", 2)
    known, total = Tally(KNOWN), Sum(KNOWN)
    packs = 0
    for number in range(1, 10):
        known.add(record(f"10.0.0.{number % 5}"), (WORM,), number, b"")
        if known.full:
            total.absorb(known.pack(), "a.log", 0)
            packs += 1
    total.absorb(known.pack(), "a.log", 0)
    assert packs == 4
    assert sum(each.count for each in total.sightings()) == 9


def test_reasons_are_bounded() -> None:
    """Skipped lines are counted by reason, by few of them."""
    known = Tally(KNOWN)
    for number in range(1000):
        known.skip(f"reason {number}")
    assert len(known.skipped) == tally.MOST_REASONS + 1
    assert sum(known.skipped.values()) == 1000


SIGNATURES: Sequence[tuple[Signature, ...]] = [(WORM,), (PROBE,), (LOOK,), (PROBE, WORM), (LOOK, PROBE), ()]
lines_drawn = st.lists(
    st.builds(
        lambda source, time, target, status, shown, claimed: (
            record(source, time, target, status, s_ip=target)._replace(claims=(CLAIM,) if claimed else ()),
            shown,
        ),
        st.sampled_from(["10.0.0.1", "10.0.0.2", "2001:db8::1"]),
        st.integers(0, 200).map(float) | st.none(),
        st.sampled_from(["10.0.0.1", "10.0.9.1", "10.0.9.2", "10.0.9.3", ""]),
        st.sampled_from(["200", "404", ""]),
        st.sampled_from(SIGNATURES),
        st.booleans(),
    ),
    max_size=40,
)


def told(total: Sum) -> tuple[bytes, bytes]:
    """All that a sum says."""
    return msgpack.encode(list(total.sightings())), msgpack.encode(total.summaries())


@settings(deadline=None)
@given(lines_drawn, st.randoms(use_true_random=False), st.integers(0, 6))
def test_any_cut_and_any_order_give_the_same(lines: list[Line], chance: Random, cuts: int) -> None:
    """Slices of two logs, packed anywhere and absorbed in any order, come to the same sightings."""
    whole, cut = Sum(KNOWN), Sum(KNOWN)
    parts = []
    for path in ("b.log", "a.log"):
        one = Tally(KNOWN)
        for number, (each, shown) in enumerate(lines, 1):
            one.add(each, shown, number, b"%d" % number)
        whole.absorb(one.pack(), path, 0)
        ends = sorted({0, len(lines), *(chance.randint(0, len(lines)) for _ in range(cuts))})
        parts += [(path, start, end) for start, end in pairwise(ends)]
    chance.shuffle(parts)
    for path, start, end in parts:
        one = Tally(KNOWN)
        for number, (each, shown) in enumerate(lines[start:end], 1):
            one.add(each, shown, number, b"%d" % (start + number))
        cut.absorb(one.pack(), path, start)
    assert told(cut) == told(whole)


def test_evidence_is_as_much_as_asked_for() -> None:
    """The earliest lines are kept, also when they come last."""
    few = Terms(signatures=KNOWN.signatures, evidence=2)
    lines = [(record("10.0.0.1", float(9 - n)), (WORM,)) for n in range(5)]
    assert [each.line for each in only(summed(few, lines)).evidence] == [5, 4]
