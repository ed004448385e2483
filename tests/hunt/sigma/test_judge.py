"""Rules of every kind, from their YAML to whether a record shows them."""

from pathlib import Path
from typing import NamedTuple

import pytest

from netaudit.hunt.formats.record import Record
from netaudit.hunt.sigma.judge import KEPT, LONGEST, Judge
from tests.hunt.sigma.written import EVERY, asked, loaded, record, rule, shows


class Case(NamedTuple):
    """A detection, records that show it and records that do not."""

    detection: str
    yes: tuple[Record, ...]
    no: tuple[Record, ...]


CASES = {
    "a value is the whole field, upper and lower case alike": Case(
        "s: {cs-uri-stem: /Admin}\ncondition: s", (asked("/admin"),), (asked("/admin/"), asked("/x/admin"))
    ),
    "contains": Case(
        "s: {cs-uri-query|contains: 'cmd='}\ncondition: s",
        (asked("/a?xcmd=1"), asked("/cmd=")),
        (asked("/a"),),
    ),
    "startswith": Case(
        "s: {cs-uri-stem|startswith: /ADMIN}\ncondition: s", (asked("/admin/x"),), (asked("/x/admin"),)
    ),
    "endswith": Case(
        "s: {c-uri|endswith: .php}\ncondition: s", (asked("/a.PHP"),), (asked("/a.php?x"), asked("/a.php5"))
    ),
    "a list is any of it": Case(
        "s: {c-uri|contains: [aaa, bbb]}\ncondition: s", (asked("/aaa"), asked("/bbb")), (asked("/ccc"),)
    ),
    "all is all of it": Case(
        "s: {c-uri|contains|all: [aaa, bbb]}\ncondition: s",
        (asked("/bbb?aaa"),),
        (asked("/aaa"), asked("/bbb")),
    ),
    "a mapping is all of it, a list of mappings any": Case(
        "s:\n- {cs-method: GET, c-uri|contains: aaa}\n- {c-uri|contains: bbb}\ncondition: s",
        (asked("/aaa", cs_method="GET"), asked("/bbb", cs_method="POST")),
        (asked("/aaa", cs_method="POST"), asked("/aaa")),
    ),
    "an asterisk is any text, a question mark one character": Case(
        "s: {cs-uri-stem: '/a*b?c'}\ncondition: s",
        (asked("/abxc"), asked("/aXXbYc"), asked("/abbxc")),
        (asked("/abc"), asked("/abxcd"), asked("/x/abxc")),
    ),
    "escaped wildcards are characters": Case(
        "s: {c-uri|contains: 'a\\*b\\?c\\\\d'}\ncondition: s",
        (asked("/a*b?c\\d"),),
        (asked("/axb?c\\d"), asked("/a*bxc\\d")),
    ),
    "a backslash before another character is one": Case(
        "s: {c-uri|contains: '..\\winnt'}\ncondition: s", (asked("/..\\winnt"),), (asked("/..winnt"),)
    ),
    "several wildcards, each text behind the one before": Case(
        "s: {c-uri|contains: 'aa*bb*cc'}\ncondition: s",
        (asked("/xaaxbbxccx"), asked("/aabbcc")),
        (asked("/ccbbaa"), asked("/aacc")),
    ),
    "an end that must not overlap what stands before it": Case(
        "s: {cs-uri-stem: '/ab*ba'}\ncondition: s", (asked("/abba"), asked("/abxba")), (asked("/aba"),)
    ),
    "cased": Case("s: {c-uri|contains|cased: CaSe}\ncondition: s", (asked("/CaSe"),), (asked("/case"),)),
    "re is found anywhere, case counts": Case(
        "s: {c-uri|re: 'id=[0-9]+'}\ncondition: s", (asked("/x?id=7"),), (asked("/x?id=x"), asked("/x?ID=7"))
    ),
    "re with i": Case("s: {c-uri|re|i: 'ID=[0-9]+'}\ncondition: s", (asked("/x?id=7"),), (asked("/x?i=7"),)),
    "re with s: a dot is a line break too": Case(
        "s: {c-uri|re|s: 'a.b'}\ncondition: s", (asked("/a%0ab"), asked("/axb")), (asked("/ab"),)
    ),
    "re without s": Case("s: {c-uri|re: 'a.b$'}\ncondition: s", (asked("/axb"),), (asked("/a\nb"),)),
    "re with m: each line has a beginning": Case(
        "s: {c-uri|re|m: '^b'}\ncondition: s", (asked("/a%0ab"),), (asked("/ab"),)
    ),
    "re that RE2 does not take": Case(
        "s: {c-uri|re: '^/(?!admin)x'}\ncondition: s", (asked("/xy"),), (asked("/admin"),)
    ),
    "cidr": Case(
        "s: {c-ip|cidr: [192.0.2.0/25, '2001:db8::/32']}\ncondition: s",
        (record(c_ip="192.0.2.127"), record(c_ip="2001:DB8::1"), record(src_ip="192.0.2.0")),
        (record(c_ip="192.0.2.128"), record(c_ip="2001:db9::1"), record(c_ip="no"), record()),
    ),
    "windash": Case(
        "s: {c-uri|windash|contains: ' -enc'}\ncondition: s",
        (asked("/x?c=a%20-enc"), asked("/x?c=a+/enc"), asked("/x?c=a%20%e2%80%93enc")),
        (asked("/x?c=a%20enc"),),
    ),
    "base64": Case(
        "s: {c-uri|base64|contains: /bin/bash}\ncondition: s",
        (asked("/x?c=L2Jpbi9iYXNo"),),
        (asked("/bin/bash"),),
    ),
    "base64offset: at each of three places": Case(
        "s: {c-uri|base64offset|contains: /bin/bash}\ncondition: s",
        (asked("/?L2Jpbi9iYXNo"), asked("/?eC9iaW4vYmFzaA=="), asked("/?eHgvYmluL2Jhc2h4")),
        (asked("/bin/bash"),),
    ),
    "wide": Case("s: {c-uri|wide|contains: cmd}\ncondition: s", (asked("/?c%00m%00d%00"),), (asked("/cmd"),)),
    "exists": Case("s: {cs-referer|exists: true}\ncondition: s", (record(cs_referer="x"),), (record(),)),
    "exists: false": Case(
        "s: {cs-referer|exists: false}\ncondition: s", (record(),), (record(cs_referer="x"),)
    ),
    "null": Case("s: {cs-referer: null}\ncondition: s", (record(),), (record(cs_referer="x"),)),
    "lt": Case("s: {sc-bytes|lt: 10}\ncondition: s", (record(sc_bytes="9"),), (record(sc_bytes="10"),)),
    "lte": Case("s: {sc-bytes|lte: 10}\ncondition: s", (record(sc_bytes="10"),), (record(sc_bytes="11"),)),
    "gt": Case(
        "s: {sc-bytes|gt: 10}\ncondition: s",
        (record(sc_bytes="11"),),
        (record(sc_bytes="10"), record(sc_bytes="x")),
    ),
    "gte": Case(
        "s: {sc-bytes|gte: 10}\ncondition: s", (record(sc_bytes="10"),), (record(sc_bytes="9"), record())
    ),
    "a number is the text of the field": Case(
        "s: {sc-status: 404}\ncondition: s", (record(sc_status="404"),), (record(sc_status="4040"),)
    ),
    "neq": Case(
        "s: {cs-method|neq: GET}\ncondition: s", (record(cs_method="PUT"),), (record(cs_method="get"),)
    ),
    "keywords are looked for in the URL": Case(
        "k: [aaa, b*b]\ncondition: k",
        (asked("/xaaax"), asked("/?bxb"), asked("/%61aa")),
        (asked("/b"), asked("/", cs_referer="aaa", cs_user_agent="aaa")),
    ),
    "all keywords": Case("k:\n  '|all': [aaa, bbb]\ncondition: k", (asked("/aaabbb"),), (asked("/aaa"),)),
    "a number as a keyword": Case("k: [4711]\ncondition: k", (asked("/x?4711"),), (asked("/x?471"),)),
    "1 of": Case(
        "s_1: {c-uri|contains: aaa}\ns_2: {c-uri|contains: bbb}\nt: {c-uri: /ccc}\ncondition: 1 of s_*",
        (asked("/aaa"), asked("/bbb")),
        (asked("/ccc"),),
    ),
    "all of": Case(
        "s_1: {c-uri|contains: aaa}\ns_2: {c-uri|contains: bbb}\ncondition: all of s_*",
        (asked("/aaabbb"),),
        (asked("/aaa"), asked("/bbb")),
    ),
    "1 of them": Case(
        "a: {c-uri|contains: aaa}\nb: {c-uri|contains: bbb}\ncondition: 1 of them",
        (asked("/bbb"),),
        (asked("/c"),),
    ),
    "all of them": Case(
        "a: {c-uri|contains: aaa}\nb: {c-uri|contains: bbb}\ncondition: all of them",
        (asked("/abbbaaa"),),
        (asked("/bbb"),),
    ),
    "and, or, not and parentheses": Case(
        "a: {c-uri|contains: aa}\nb: {c-uri|contains: b}\nf: {cs-method: PUT}\ncondition: (a or b) and not f",
        (asked("/aaa", cs_method="GET"), asked("/bbb")),
        (asked("/aaa", cs_method="PUT"), asked("/ccc")),
    ),
    "several conditions: one of them": Case(
        "a: {c-uri|contains: aaa}\nb: {c-uri|contains: bbb}\ncondition: [a, b]",
        (asked("/aaa"), asked("/bbb")),
        (asked("/ccc"),),
    ),
    "an exception holds in every encoding": Case(
        "a: {c-uri|contains: aaa}\nf: {c-uri|contains: /allowed/}\ncondition: a and not f",
        (asked("/aaa"),),
        (asked("/allowed/aaa"), asked("/%61llowed/aaa")),
    ),
    "letters beyond ASCII, in both cases and however they are written": Case(
        "s: {c-uri|contains: 'Grüße'}\ncondition: s",
        (
            asked("/gr%c3%bc%c3%9fe"),
            asked("/GR%C3%9C%c3%9fE"),
            asked("/gr\xc3\xbc\xc3\x9fe"),
            asked("/gr%u00fc%u00dfe"),
        ),
        (asked("/gr%fc%dfe"), asked("/grusse")),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_rule_says(name: str, tmp_path: Path) -> None:
    """Each kind of value and of condition holds for what Sigma's specification says, and for no more."""
    case = CASES[name]
    assert [shows(tmp_path, case.detection, event) for event in case.yes] == [True] * len(case.yes)
    assert [shows(tmp_path, case.detection, event) for event in case.no] == [False] * len(case.no)


FIELDS = {
    "cs-uri-query: aaa": (asked("/x?aaa"), asked("/x?bbb")),
    "cs-uri-query|startswith: /x": (asked("/x?aaa"), asked("/y?/z")),
    "cs-uri-query|endswith: bbb": (asked("/x?abbb"), asked("/bbb?x")),
    "c-uri: aaa": (asked("/x?aaa"), asked("/aaa")),
    "c-uri|startswith: /x": (asked("http://host:80/x?y"), asked("http://x/y")),
    "c-uri-query|contains: aaa": (asked("/x?aaa"), asked("/x")),
    "cs-uri-stem: /aaa": (asked("/aaa?b"), asked("/b?/aaa")),
    "cs-uri-stem|contains: bbb": (asked("/xbbbx"), asked("/a?bbb")),
    "c-uri-path|endswith: aaa": (asked("/aaa?b"), asked("/b?aaa")),
    "c-uri-extension: exe": (asked("/a/b.exe?x=1"), asked("/a.exe/b")),
    "c-uri-extension: eXe": (asked("/a%2eexe"), asked("/aexe")),
    "c-useragent|contains: sqlmap": (record(cs_user_agent="sqlmap/1"), record(cs_referer="sqlmap/1")),
    "cs-user-agent: a b": (record(cs_user_agent="a+b"), record(cs_user_agent="a%20b")),
    "cs(User-Agent): x": (record(cs_user_agent="X"), record(cs_host="x")),
    "cs-referrer|contains: a/b": (record(cs_referer="http://x/a%2fb"), record(cs_host="a/b")),
    "cs-cookie|contains: <a": (record(cs_cookie="x=%3Ca"), record(cs_cookie="x")),
    "r-dns|endswith: .example": (record(cs_host="a.example"), record(cs_host="a.example.org")),
    "status_code: 200": (record(sc_status="200"), record(sc_status="404")),
    "src_ip: 192.0.2.7": (record(c_ip="192.0.2.7"), record(c_ip="192.0.2.77")),
    "dst_ip: 192.0.2.7": (record(s_ip="192.0.2.7"), record(c_ip="192.0.2.7")),
    "dst_port: 80": (record(dst_port="80"), record(src_port="80")),
    "proto: tcp": (record(protocol="tcp"), record(protocol="udp")),
    "action: [blocked]": (record(action="deny"), record(action="permit")),
    "action: accept": (record(action="built"), record(action="teardown")),
    "blocked: false": (record(action="permit"), record(action="deny")),
    "blocked: 'true'": (record(action="deny"), record(action="teardown")),
}


@pytest.mark.parametrize("selection", FIELDS)
def test_where_a_field_is(selection: str, tmp_path: Path) -> None:
    """Each spelling of a field in public rules is the field of the record that it means."""
    yes, no = FIELDS[selection]
    detection = f"s:\n  {selection}\ncondition: s"
    assert shows(tmp_path, detection, yes)
    assert not shows(tmp_path, detection, no)


def test_a_format_without_whole_urls(tmp_path: Path) -> None:
    """Where a record has path and query apart only, rules on the URL see both together."""
    event = record(cs_uri_stem="/x", cs_uri_query="aaa")
    assert shows(tmp_path, "s: {c-uri: '/x?aaa'}\ncondition: s", event)
    assert shows(tmp_path, "k: ['/x?aaa']\ncondition: k", event)
    assert shows(tmp_path, "s: {cs-uri-query|contains: aaa}\ncondition: s", event)


def test_only_rules_of_the_category_hold(tmp_path: Path) -> None:
    """A proxy rule says nothing of a web server's log."""
    signatures = loaded(
        tmp_path,
        rule("k: [aaa]\ncondition: k", title="Web"),
        rule("k: [aaa]\ncondition: k", title="Proxy", category="proxy"),
    )
    event = asked("/aaa")
    assert [shown.name for shown in Judge(signatures, {"webserver"}).judge(event)] == ["web"]
    assert [shown.name for shown in Judge(signatures, {"proxy"})(event)] == ["proxy"]
    assert Judge(signatures, {"firewall"}).judge(event) == ()
    assert len(Judge(signatures, EVERY).judge(event)) == 2


def test_answers_are_remembered_by_what_decides(tmp_path: Path) -> None:
    """The same URL with another status is judged anew if a rule asks for the status."""
    judge = Judge(loaded(tmp_path, rule("k: [aaa]\ns: {sc-status: 200}\ncondition: k and s")), EVERY)
    for _time in range(2):
        assert judge.judge(asked("/aaa", sc_status="200"))
        assert not judge.judge(asked("/aaa", sc_status="404"))
        assert not judge.judge(asked("/aaa"))


def test_a_missing_field_is_not_an_empty_one(tmp_path: Path) -> None:
    """What is remembered for an empty query is not taken for a request without one."""
    judge = Judge(loaded(tmp_path, rule("s: {cs-uri-query|exists: true}\ncondition: s")), EVERY)
    assert judge.judge(record(cs_uri_query=""))
    assert not judge.judge(record())


def test_memory_is_bounded(tmp_path: Path) -> None:
    """However many and however long the URLs are, few answers are kept, and all are right."""
    judge = Judge(loaded(tmp_path, rule("k: [7x]\ncondition: k")), EVERY)
    for number in range(2 * KEPT + 7):
        assert bool(judge.judge(asked(f"/{number}x"))) == str(number).endswith("7")
    assert len(judge._answers) <= KEPT  # noqa: SLF001 - the bound is on what nobody sees
    before = len(judge._answers)  # noqa: SLF001
    assert judge.judge(asked("/7x" + "y" * LONGEST))
    assert len(judge._answers) == before  # noqa: SLF001


def test_a_megabyte_is_judged(tmp_path: Path) -> None:
    """A URL of a million characters is looked through by every kind of test."""
    texts = (
        rule("k: [needle]\ncondition: k", title="one"),
        rule("s: {c-uri|re: 'n.{2}dle'}\ncondition: s", title="three"),
        rule("s: {c-uri: '*a*b*need?e*'}\ncondition: s", title="two"),
    )
    judge = Judge(loaded(tmp_path, *texts), EVERY)
    assert [shown.name for shown in judge.judge(asked("/ab" * 400_000 + "needle"))] == ["one", "three", "two"]
    assert judge.judge(asked("/ab" * 400_000)) == ()


def test_characters_that_are_no_bytes(tmp_path: Path) -> None:
    """A text that is not what a record promises, as from a JSON log, is judged all the same."""
    judge = Judge(loaded(tmp_path, rule("k: [aaa]\ns: {c-uri|re: 'aa+'}\ncondition: k and s")), EVERY)
    assert judge.judge(asked("/\u4e16\ud800aaa"))
    assert not judge.judge(asked("/\u4e16\ud800"))
