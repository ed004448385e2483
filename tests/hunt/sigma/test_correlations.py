"""Correlations, from their YAML to what is counted."""

from pathlib import Path
from textwrap import indent

import pytest

from netaudit.hunt.sigma.load import load
from netaudit.hunt.sigma.signature import Correlation, Signatures
from netaudit.model import Verdict
from tests.hunt.sigma.written import loaded, rule

ID = "7745c2ea-24a5-4290-b680-04359cb84b35"
FIRST = rule("k: [aaa]\ncondition: k", title="First", more=f"name: first\nid: {ID}\n")
SECOND = rule("k: [bbb]\ncondition: k", title="Second", more="name: second\n")


def counting(correlation: str, *, more: str = "") -> str:
    """The YAML of a correlation."""
    return f"title: Counting\nname: counting\n{more}correlation:\n{indent(correlation, '  ')}"


EVENTS = "type: event_count\nrules: [first]\ngroup-by: [c-ip]\ntimespan: 5m\ncondition: {gte: 10}\n"


def only(signatures: Signatures) -> Correlation:
    """The one correlation, nothing being refused."""
    assert signatures.refused == ()
    (one,) = signatures.correlations
    return one


def test_what_is_kept_of_a_correlation(tmp_path: Path) -> None:
    """How many of what, within how long, by which field; level, references, verdict and what it explains."""
    more = "level: high\nreferences: [https://example.org]\nverdict: infected\nexplains: [first, second]\n"
    made = only(loaded(tmp_path, FIRST, SECOND, counting(EVENTS, more=more)))
    assert (made.name, made.title, made.level, made.verdict) == (
        "counting",
        "Counting",
        "high",
        Verdict.INFECTED,
    )
    assert (made.kind, made.signatures, made.group_by, made.timespan) == (
        "event_count",
        ("first",),
        ("c-ip",),
        300.0,
    )
    assert (made.operator, made.number, made.field) == (">=", 10, "")
    assert made.explains == ("first", "second")
    assert made.references == ("https://example.org",)
    assert made.source == (tmp_path / "2.yml").as_posix()


def test_rules_by_id_and_in_any_file(tmp_path: Path) -> None:
    """A rule is referred to by name or id, also before it comes."""
    made = only(loaded(tmp_path, counting(EVENTS.replace("[first]", f"[{ID}, second]")), FIRST, SECOND))
    assert made.signatures == ("first", "second")


def test_rules_of_ours_can_be_counted(tmp_path: Path) -> None:
    """A correlation of the user counts a rule that came with netaudit, which goes on to speak for itself."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "theirs").mkdir()
    ours = loaded(tmp_path / "ours", FIRST)
    (tmp_path / "theirs" / "c.yml").write_text(counting(EVENTS))
    made = load([tmp_path / "theirs"], beside=ours)
    assert only(made).signatures == ("first",)
    assert made.signatures == ()


def test_who_is_counted_is_silent(tmp_path: Path) -> None:
    """A rule that a correlation counts says nothing of its own, unless it is to be generated."""
    made = loaded(tmp_path, FIRST, SECOND, counting(EVENTS))
    assert [(one.name, one.silent) for one in made.signatures] == [("first", True), ("second", False)]
    made = loaded(tmp_path, FIRST, SECOND, counting(EVENTS + "generate: true\n"))
    assert [one.silent for one in made.signatures] == [False, False]


def test_who_is_counted_by_what_is_refused_is_not_silent(tmp_path: Path) -> None:
    """A correlation that can not be used takes no rule's voice."""
    made = loaded(tmp_path, FIRST, counting(EVENTS.replace("[first]", "[first, third]")))
    assert [one.silent for one in made.signatures] == [False]


def test_different_values(tmp_path: Path) -> None:
    """Different targets of one source."""
    condition = "condition: {field: dst_ip, gt: 20}\n"
    text = "type: value_count\nrules: first\ngroup-by: src_ip\ntimespan: 60s\n" + condition
    made = only(loaded(tmp_path, FIRST, counting(text)))
    assert (made.kind, made.field, made.operator, made.number) == ("value_count", "dst_ip", ">", 20)
    assert made.timespan == 60.0


@pytest.mark.parametrize("kind", ["temporal", "temporal_ordered"])
def test_all_within_a_time(kind: str, tmp_path: Path) -> None:
    """One event of each rule, whether the rules are listed or joined by *and*."""
    text = f"type: {kind}\nrules: [first, second]\ngroup-by: [c-ip]\ntimespan: 1h\n"
    made = only(loaded(tmp_path, FIRST, SECOND, counting(text)))
    assert (made.kind, made.signatures, made.operator, made.number) == (kind, ("first", "second"), ">=", 2)
    assert made.timespan == 3600.0
    text = f"type: {kind}\ngroup-by: [c-ip]\ntimespan: 1h\ncondition: second and first\n"
    made = only(loaded(tmp_path, FIRST, SECOND, counting(text)))
    assert (made.signatures, made.number) == (("second", "first"), 2)


@pytest.mark.parametrize(("word", "operator"), [("gt", ">"), ("gte", ">=")])
def test_how_it_compares(word: str, operator: str, tmp_path: Path) -> None:
    """Sigma's words as signs."""
    assert only(loaded(tmp_path, FIRST, counting(EVENTS.replace("gte", word)))).operator == operator


def test_an_alias(tmp_path: Path) -> None:
    """A field that rules call differently, if a log has it by one name."""
    text = EVENTS.replace("c-ip", "who") + "aliases: {who: {first: c-ip, second: src_ip}}\n"
    assert only(loaded(tmp_path, FIRST, SECOND, counting(text))).group_by == ("c-ip",)


REFUSED = {
    "an unknown rule": (EVENTS.replace("first", "third"), "it counts the rule third, which is not there"),
    "a correlation of correlations": (EVENTS.replace("first", "counting"), "it counts the rule counting"),
    "a kind that is not done": (
        EVENTS.replace("event_count", "value_sum").replace("{gte: 10}", "{field: sc-bytes, gte: 10}"),
        "correlations of the kind value_sum are not done here",
    ),
    "a kind that is none": (EVENTS.replace("event_count", "magic"), "no valid Sigma correlation type"),
    "no time": (EVENTS.replace("timespan: 5m\n", ""), "without timespan"),
    "a time that is none": (EVENTS.replace("5m", "5 minutes"), "is invalid"),
    "fewer than": (EVENTS.replace("gte", "lt"), "by gt and gte"),
    "as many as": (EVENTS.replace("gte", "eq"), "by gt and gte"),
    "nobody is to blame": (EVENTS.replace("c-ip", "dst_ip"), "it does not group by who acts"),
    "half an event": (EVENTS.replace("10", "10.5"), "whole number"),
    "a field that no log has": (EVENTS.replace("c-ip", "User"), "it asks for User"),
    "an alias of two things": (
        EVENTS.replace("c-ip", "who") + "aliases: {who: {first: c-ip, second: cs-host}}\n",
        "different fields",
    ),
    "or": (
        "type: temporal\ntimespan: 1h\ngroup-by: [c-ip]\ncondition: first or second\n",
        "or or not is not done",
    ),
    "several fields": (
        EVENTS.replace("event_count", "value_count").replace("{gte: 10}", "{field: [c-ip, s-ip], gte: 10}"),
        "several fields",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_correlations_that_are_refused(name: str, tmp_path: Path) -> None:
    """Named, with the reason; the rules that they would count are loaded."""
    correlation, reason = REFUSED[name]
    made = loaded(tmp_path, FIRST, SECOND, counting(correlation))
    (refused,) = made.refused
    assert refused.rule == "counting"
    assert reason in refused.reason
    assert made.correlations == ()
    assert len(made.signatures) == 2


EXPLAINS = {
    "explains: [third]": "explains third",
    "explains: 7": "a list of them",
    "verdict: bad": "verdict is 'bad'",
}


@pytest.mark.parametrize("line", EXPLAINS)
def test_attributes_of_correlations(line: str, tmp_path: Path) -> None:
    """A wrong word in one of our attributes is refused."""
    (refused,) = loaded(tmp_path, FIRST, counting(EVENTS, more=line + "\n")).refused
    assert EXPLAINS[line] in refused.reason


def test_a_name_that_is_taken(tmp_path: Path) -> None:
    """A correlation is not named like a rule."""
    text = counting(EVENTS).replace("name: counting", "name: first")
    (refused,) = loaded(tmp_path, FIRST, text).refused
    assert refused.reason == "another rule has the same name"
