"""Folders of rules: what loads, and what is refused by name."""

from pathlib import Path

import pytest

from netaudit.errors import UsageError
from netaudit.hunt.sigma.load import load, merged
from netaudit.hunt.sigma.signature import Refused, Signatures
from netaudit.hunt.sigma.sources import OTHER
from netaudit.model import Verdict
from tests.hunt.sigma.written import loaded, rule

GOOD = "k: [aaa]\ncondition: k"


def reasons(signatures: Signatures) -> dict[str, str]:
    """Why what is not used."""
    return {refused.rule: refused.reason for refused in signatures.refused}


def test_what_is_kept_of_a_rule(tmp_path: Path) -> None:
    """Name, id, level, references, our attributes, and the file that it comes from."""
    more = """\
        name: my-rule
        id: 7745c2ea-24a5-4290-b680-04359cb84b35
        level: critical
        references: [https://example.org/a]
        verdict: infected
        answered: vulnerable
    """
    (only,) = loaded(tmp_path, rule(GOOD, title="My Rule", more=more)).signatures
    assert (only.name, only.title, only.level) == ("my-rule", "My Rule", "critical")
    assert only.id == "7745c2ea-24a5-4290-b680-04359cb84b35"
    assert only.references == ("https://example.org/a",)
    assert (only.verdict, only.answered) == (Verdict.INFECTED, Verdict.VULNERABLE)
    assert only.source == (tmp_path / "0.yml").as_posix()
    assert only.literals == ("aaa",)
    assert not only.silent


def test_what_a_rule_leaves_open(tmp_path: Path) -> None:
    """A name is made of the title; who shows a rule of others is an attacker."""
    (only,) = loaded(tmp_path, rule(GOOD, title="'CVE-2021-41773: Apache (Path) Traversal'")).signatures
    assert only.name == "cve-2021-41773-apache-path-traversal"
    assert (only.level, only.verdict, only.answered) == ("medium", Verdict.ATTACKER, None)


def test_folders_and_files(tmp_path: Path) -> None:
    """Folders at any depth, both suffixes, several documents in a file; a file by its own name."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "1.yaml").write_text(rule(GOOD, title="Deep"))
    (tmp_path / "2.YML").write_text(
        "---\n" + rule(GOOD, title="First") + "\n---\n" + rule(GOOD, title="Second") + "\n---\n"
    )
    (tmp_path / "notes.txt").write_text("no rule")
    assert [one.name for one in load([tmp_path]).signatures] == ["deep", "first", "second"]
    assert [one.name for one in load([tmp_path / "a"]).signatures] == ["deep"]
    assert [one.name for one in load([tmp_path / "2.YML"]).signatures] == ["first", "second"]


def test_no_rules_at_all(tmp_path: Path) -> None:
    """A path that is not there and a folder without a rule are mistakes of the command."""
    with pytest.raises(UsageError, match="no such file or folder"):
        load([tmp_path / "nowhere"])
    with pytest.raises(UsageError, match=r"\.yml or \.yaml"):
        load([tmp_path])


WORDS = {
    "expand": ("s: {c-uri|expand: '%list%'}\ncondition: s", "placeholder %list%"),
    "re and expand": ("s: {c-uri|re|expand: 'a%list%'}\ncondition: s", "placeholder"),
    "fieldref": ("s: {c-uri|fieldref: cs-host}\ncondition: s", "fieldref"),
    "hour": ("s: {c-uri|hour: 3}\ncondition: s", "part of a time"),
    "unknown modifier": ("s: {c-uri|sounds: x}\ncondition: s", "Unknown modifier 'sounds'"),
    "no field of a log": ("s: {CommandLine: x}\ncondition: s", "it asks for CommandLine, which no log"),
    "one of two is no field": ("s: {CommandLine: x, c-uri: aaa}\ncondition: s", "it asks for CommandLine"),
    "exception by no field": (
        "s: {c-uri: aaa}\nf: {User: x}\ncondition: s and not f",
        "an exception by User",
    ),
    "an empty field": ("s: {cs-user-agent: ''}\ncondition: s", "an empty cs-user-agent"),
    "old aggregation": ("s: {c-uri: aaa}\ncondition: s | count() by c-ip > 5", "counts by |"),
    "an expression": ("s: {c-uri|re: '('}\ncondition: s", "not valid"),
    "a slow expression": ("s: {c-uri|re: '(?!x)(a+)+$'}\ncondition: s", "forever"),
    "no such selection": ("s: {c-uri: aaa}\ncondition: t", "'t' not defined"),
    "a selector of none": ("s: {c-uri: aaa}\ncondition: 1 of t*", "doesn't match any"),
    "no condition": ("s: {c-uri: aaa}", "at least one condition"),
    "a condition that is none": ("s: {c-uri: aaa}\ncondition: s s", "Expected end of text"),
    "a network that is none": ("s: {c-ip|cidr: 300.0.0.0/8}\ncondition: s", "Invalid CIDR"),
    "a network with host bits": ("s: {c-ip|cidr: 10.0.0.1/8}\ncondition: s", "host bits"),
    "an empty keyword": ("k: ['']\ncondition: k", "keyword is empty"),
    "compared with text": ("s: {sc-bytes|gt: x}\ncondition: s", "incompatible"),
    "a condition that grows": (
        "s: {c-uri: ["
        + ", ".join(f"a{number}" for number in range(400))
        + "]}\ncondition: "
        + " or ".join(["s"] * 300),
        "too large",
    ),
}


@pytest.mark.parametrize("name", WORDS)
def test_refused_by_name(name: str, tmp_path: Path) -> None:
    """What is not done here is named with the rule and the reason; the rule beside it loads."""
    detection, reason = WORDS[name]
    signatures = loaded(tmp_path, rule(detection, title="Bad"), rule(GOOD, title="Good"))
    assert [one.name for one in signatures.signatures] == ["good"]
    assert reason in reasons(signatures)["Bad"]
    assert signatures.refused[0].source == (tmp_path / "0.yml").as_posix()


MORE = {
    "verdict: evil": "verdict is 'evil'; it can be infected, attacker, scanner, vulnerable",
    "answered: [infected]": "answered is ['infected']",
    "level: scary": "not a valid Sigma rule level",
    "id: 7": "UUID|int",
    "name: ['a']": "must be a string",
}


@pytest.mark.parametrize("line", MORE)
def test_words_that_are_none(line: str, tmp_path: Path) -> None:
    """An attribute with a wrong word is refused, never ignored."""
    signatures = loaded(tmp_path, rule(GOOD, more=line + "\n"))
    assert signatures.signatures == ()
    (refused,) = signatures.refused
    assert any(part in refused.reason for part in MORE[line].split("|"))


def test_an_alternative_that_no_log_shows(tmp_path: Path) -> None:
    """The other alternatives are used, and what is left out is said."""
    detection = "a: {c-uri|contains: aaa}\nb: {CommandLine: x}\ncondition: a or b"
    signatures = loaded(tmp_path, rule(detection))
    assert [one.literals for one in signatures.signatures] == [("aaa",)]
    assert "used in part: alternatives ask for CommandLine" in reasons(signatures)["a-rule"]


SOURCES = {
    "category: webserver": {"webserver"},
    "category: proxy": {"proxy"},
    "category: firewall": {"firewall"},
    "{category: webserver, product: apache}": {"webserver"},
    "{product: apache, service: access}": {"webserver"},
    "{product: nginx, service: access}": {"webserver"},
    "{product: iis, service: access}": {"webserver"},
    "{product: zeek, service: http}": {"proxy", "webserver"},
    "{product: zeek, service: conn}": {"firewall"},
    "service: apache": None,
    "product: nginx": None,
    "{product: zeek, service: dns}": None,
    "{category: process_creation, product: windows}": None,
    "{category: webserver_x}": None,
    "{product: cisco, service: aaa}": None,
}


@pytest.mark.parametrize("source", SOURCES)
def test_log_sources(source: str, tmp_path: Path) -> None:
    """Three categories, and the access logs that products have; all others have one reason."""
    text = rule(GOOD).replace(
        "logsource:\n  category: webserver", f"logsource:\n  {source}".replace("\n  {", " {")
    )
    signatures = loaded(tmp_path, text)
    expected = SOURCES[source]
    if expected is None:
        assert [refused.reason for refused in signatures.refused] == [OTHER]
    else:
        assert [set(one.categories) for one in signatures.signatures] == [expected]


def test_thousands_of_rules_for_other_logs(tmp_path: Path) -> None:
    """They are named one by one, for the same reason, without being parsed."""
    for number in range(500):
        text = rule("s: {Image: x}\ncondition: s", title=f"Other {number}", category="process_creation")
        (tmp_path / f"o{number:03}.yml").write_text(text + "\nbroken: [\n")
    signatures = loaded(tmp_path, rule(GOOD))
    assert len(signatures.signatures) == 1
    assert {refused.reason for refused in signatures.refused} == {OTHER}
    assert [refused.rule for refused in signatures.refused][:2] == ["Other 0", "Other 1"]
    assert len(signatures.refused) == 500


def test_the_same_name_twice(tmp_path: Path) -> None:
    """A name given twice is a mistake; rules that only share a title are told apart by their id."""
    one, two = (f"id: {digit}745c2ea-24a5-4290-b680-04359cb84b35\n" for digit in "12")
    signatures = loaded(tmp_path, rule(GOOD, more="name: n\n" + one), rule(GOOD, more="name: n\n" + two))
    assert len(signatures.signatures) == 1
    assert "another rule has the same name" in reasons(signatures)["n"]
    signatures = loaded(tmp_path, rule(GOOD, more=one), rule(GOOD, more=two))
    assert [one.name for one in signatures.signatures] == ["a-rule", "a-rule-2745c2ea"]
    signatures = loaded(tmp_path, rule(GOOD, more=one), rule(GOOD, more=one))
    assert len(signatures.signatures) == 1
    assert "another rule has the same name" in reasons(signatures)["A rule"]


def test_templates_of_old_collections(tmp_path: Path) -> None:
    """A document with ``action: global`` goes before those behind it, ``reset`` ends that."""
    text = (
        "action: global\nlogsource: {category: webserver}\nlevel: high\n---\n"
        "title: One\ndetection: {k: [aaa], condition: k}\n---\n"
        "title: Two\ndetection: {k: [bbb], condition: k}\n---\n"
        "action: repeat\ntitle: Three\n---\n"
        "action: reset\n---\n"
        "title: Four\ndetection: {k: [bbb], condition: k}\n"
    )
    signatures = loaded(tmp_path, text)
    assert [(one.name, one.level, one.literals) for one in signatures.signatures] == [
        ("one", "high", ("aaa",)),
        ("three", "high", ("bbb",)),
        ("two", "high", ("bbb",)),
    ]
    assert "log source" in reasons(signatures)["Four"]


def test_filters_are_refused(tmp_path: Path) -> None:
    """A Sigma filter would change other rules; it is named."""
    text = (
        "title: F\nlogsource: {category: webserver}\n"
        "filter: {rules: [a-rule], s: {c-uri: x}, condition: not s}\n"
    )
    assert "filters are not done" in reasons(loaded(tmp_path, text))["F"]


def test_the_users_rule_replaces_ours(tmp_path: Path) -> None:
    """Of two rules of the same name the user's is used, and it is said."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "theirs").mkdir()
    ours = loaded(tmp_path / "ours", rule(GOOD, title="Same"), rule(GOOD, title="Other"))
    theirs = loaded(tmp_path / "theirs", rule("k: [bbb]\ncondition: k", title="Same"))
    both = merged(ours, theirs)
    assert [(one.name, one.literals) for one in both.signatures] == [("other", ("aaa",)), ("same", ("bbb",))]
    source = (tmp_path / "theirs" / "0.yml").as_posix()
    assert both.refused == (
        Refused(
            source=(tmp_path / "ours" / "0.yml").as_posix(),
            rule="same",
            reason=f"replaced by the rule of that name in {source}",
        ),
    )
