"""What the engine looks for, and that nothing holds without it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.hunt.formats.record import Record
from netaudit.hunt.sigma.judge import Judge
from netaudit.hunt.sigma.literals import literals
from netaudit.hunt.sigma.matching import View, matcher, place
from netaudit.hunt.sigma.signature import (
    All,
    Any,
    Compared,
    Condition,
    Not,
    Pattern,
    Present,
    Signature,
    Signatures,
    Text,
    Within,
)
from netaudit.model import Verdict
from tests.hunt.sigma.written import record

KNOWN: dict[str, tuple[Condition, tuple[str, ...] | None]] = {
    "a text": (Text("c-uri", ("*", "/Root.EXE")), ("/root.exe",)),
    "the rarest of several texts": (
        Text("c-uri", ("*", "a", "*", "winnt/system32", "?", "exe")),
        ("winnt/system32",),
    ),
    "escapes are undone": (Text("c-uri", ("*", "a\\*b\\\\c\\?", "*")), ("a*b\\c?",)),
    "of all: the rarest": (
        All((Text("cs-method", ("POST",)), Text("c-uri", ("*", "/vpns/", "*")))),
        ("/vpns/",),
    ),
    "of any: one of each": (Any((Text("c-uri", ("aaa",)), Text("c-uri", ("bbb",)))), ("aaa", "bbb")),
    "of any: not what holds another one": (
        Any((Text("c-uri", ("xaaax",)), Text("c-uri", ("aaa",)))),
        ("aaa",),
    ),
    "of any with one that says nothing": (
        Any((Text("c-uri", ("aaa",)), Present("cs-host", there=True))),
        None,
    ),
    "not": (Not(Text("c-uri", ("aaa",))), None),
    "all with a not": (All((Not(Text("c-uri", ("aaa",))), Text("c-uri", ("bbb",)))), ("bbb",)),
    "present": (Present("cs-host", there=False), None),
    "compared": (Compared("sc-bytes", ">", 5), None),
    "one character is too little": (Text("c-uri", ("*", "x", "*")), None),
    "nothing but wildcards": (Text("c-uri", ("*",)), None),
    "ASCII of letters": (Text("c-uri", ("*", "Grüße", "*")), ("gr",)),
    "an expression": (Pattern("c-uri", r"\.id[aq]\?"), (".ida?", ".idq?")),
    "an address": (Within("src_ip", "192.0.2.7/32"), ("192.0.2.7",)),
    "a network": (Within("src_ip", "192.0.2.0/25"), ("192.0.2.",)),
    "a large network": (Within("src_ip", "8.0.0.0/7"), None),
    "IPv6 has many spellings": (Within("src_ip", "2001:db8::/32"), None),
    "what a firewall did has other words in its log": (Text("action", ("blocked",)), None),
    "a port": (Text("dst_port", ("1434",)), ("1434",)),
}


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_looked_for(name: str) -> None:
    """By hand: the texts of each kind of condition."""
    condition, expected = KNOWN[name]
    assert literals(condition) == expected


WORDS = ("cmd", "..", "/etc", "aB", "x", "é", "%41", "+b ", "10.1")
NAMES = ("", "c-uri", "cs-uri-query", "cs-uri-stem", "c-uri-extension", "cs-user-agent", "src_ip", "action")
PIECES = st.lists(st.sampled_from(("*", "?", *WORDS)), min_size=1, max_size=4).map(tuple)
LEAVES = st.one_of(
    st.builds(Text, st.sampled_from(NAMES), PIECES, st.booleans()),
    st.builds(
        Pattern,
        st.sampled_from(NAMES),
        st.sampled_from(("cmd.*x", "/(etc|cmd)", "[ax]", "(?i)AB+", "(?!c)md")),
    ),
    st.builds(Within, st.just("src_ip"), st.sampled_from(("10.1.0.0/16", "10.1.2.3/32", "::/0"))),
    st.builds(Present, st.sampled_from(NAMES), st.booleans()),
    st.just(Compared("sc-status", ">=", 400)),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(All, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Any, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=6,
)
TEXTS = st.lists(
    st.sampled_from((*WORDS, "%2e", "%63", "c", "m", "d", "\xc3\xa9", "+", "%2542", "?", "/", "\\x63", ".x")),
    max_size=8,
).map("".join)
RECORDS = st.builds(
    lambda stem, query, agent, ip, action: record(
        cs_uri_stem=stem,
        c_uri=f"{stem}?{query}",
        cs_uri_query=query,
        cs_user_agent=agent,
        src_ip=ip,
        action=action,
        sc_status="404",
    ),
    TEXTS,
    TEXTS,
    TEXTS,
    st.sampled_from(("10.1.2.3", "10.2.1.3", "::1", "no")),
    st.sampled_from(("deny", "permit", "built")),
)


@given(CONDITIONS, st.lists(RECORDS, min_size=1, max_size=5))
def test_nothing_holds_without_its_literals(condition: Condition, events: list[Record]) -> None:
    """Every record that a condition holds for shows one of its texts in a reading of a field.

    So a judge that looks for the texts first says the same as the condition alone.
    """
    found = literals(condition)
    alone = matcher(condition)
    signature = Signature(
        name="s",
        id="",
        title="",
        level="high",
        verdict=Verdict.ATTACKER,
        categories=frozenset({"webserver"}),
        condition=condition,
        literals=found,
    )
    judge = Judge(Signatures(signatures=(signature,)), {"webserver"})
    for event in events:
        view = View(event.fields)
        holds = alone(view)
        shown = [text for name in NAMES for text in view.lowered(*place(name))]
        assert not holds or found is None or any(one in text for one in found for text in shown)
        assert bool(judge.judge(event)) == holds
