"""Texts that an expression can not do without."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.hunt.sigma.required import required

KNOWN = {
    r"default\.ida\?N{30,}": {"default.ida?"},
    r"\.(?:ida|idq)(?:\?|$)": {".ida", ".idq"},
    r"/(scripts|msadc)/root\.exe": {"/scripts/root.exe", "/msadc/root.exe"},
    r"colou?r": {"color", "colour"},
    r"(?i)UNION\s+SELECT": {"select"},
    r"[Cc]md": {"cmd"},
    r"a[bc]d": {"abd", "acd"},
    r"x{2,3}": {"xx"},
    r"(?:ab)+c": {"ab"},
    r"(?=foo)bar": {"bar"},
    r"(?!foo)bar": {"bar"},
    r"^foo\b": {"foo"},
    r"(foo|bar|.*)x": None,
    r"foo|": None,
    r"(foo)?": None,
    r"[a-z]+": None,
    r"\d{3}": None,
    r".*": None,
    "Größe": {"gr"},
    r"(foo)\1": {"foo"},
    r"(?>foo)x": {"foox"},
    r"fooo\x00bar": {"fooo"},  # no line shows a zero byte as it is
    "(": None,
}


@pytest.mark.parametrize("expression", KNOWN)
def test_what_an_expression_needs(expression: str) -> None:
    """By hand: every text that matches holds one of these."""
    assert required(expression) == KNOWN[expression]


PARTS = st.sampled_from(["ab", "cd", "e", "[ef]", "[^x]", ".", r"\d", "", "^", "$", r"\b"])
EXPRESSIONS = st.recursive(
    PARTS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}"])).map(
            lambda of: f"(?:{of[0]}){of[1]}"
        ),
        inner.map(lambda part: f"(?={part})"),
    ),
    max_leaves=8,
)


@given(EXPRESSIONS, st.lists(st.text(st.sampled_from("abcdefABC1x"), max_size=8), max_size=20))
def test_nothing_matches_without(expression: str, texts: list[str]) -> None:
    """Whatever the expression is found in holds one of the texts, upper and lower case alike."""
    found = required(expression)
    if found is not None:
        search = re.compile(expression, re.IGNORECASE).search
        assert all(any(one in text.lower() for one in found) for text in texts if search(text))
