"""The judge against a second evaluator of its own kind."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.hunt.sigma.judge import Judge
from tests.hunt.sigma.referee import holds
from tests.hunt.sigma.written import EVERY, loaded, record

LETTERS = "aAbBc./*?\\"
VALUES = st.text(st.sampled_from(LETTERS), min_size=1, max_size=6)
FIELDS = ("cs-method", "cs-host", "cs-username")
STRINGS = (
    "",
    "|contains",
    "|startswith",
    "|endswith",
    "|cased",
    "|contains|cased",
    "|contains|all",
    "|neq",
    "|all",
)
EXPRESSIONS = st.sampled_from(("a.b", "^a", "[ab]+c$", "a|b", r"\.", "(?!a)b", "a{2}"))
ITEMS = st.one_of(
    st.tuples(
        st.builds("{}{}".format, st.sampled_from(FIELDS), st.sampled_from(STRINGS)),
        st.one_of(VALUES, st.lists(VALUES, min_size=1, max_size=3)),
    ),
    st.tuples(
        st.builds("{}{}".format, st.sampled_from(FIELDS), st.sampled_from(("|re", "|re|i"))), EXPRESSIONS
    ),
    st.tuples(
        st.just("sc-status"), st.one_of(st.integers(200, 202), st.lists(st.integers(200, 203), min_size=1))
    ),
    st.tuples(
        st.sampled_from(("sc-bytes|gt", "sc-bytes|lte", "sc-bytes|lt", "sc-bytes|gte")), st.integers(0, 5)
    ),
    st.tuples(st.just("c-ip|cidr"), st.sampled_from(("10.0.0.0/8", "10.1.0.0/16", "::/0", "10.1.2.3/32"))),
    st.tuples(st.builds("{}|exists".format, st.sampled_from(FIELDS)), st.booleans()),
    st.tuples(st.sampled_from(FIELDS), st.none()),
)
MAPPINGS = st.lists(ITEMS, min_size=1, max_size=3).map(dict)
KEYWORDS = st.lists(VALUES, min_size=1, max_size=3)
SELECTIONS = st.one_of(MAPPINGS, st.lists(MAPPINGS, min_size=2, max_size=3), KEYWORDS)
CONDITIONS = st.sampled_from(
    (
        "s1",
        "not s1",
        "s1 and s2",
        "s1 or s2",
        "s1 and not s2",
        "not (s1 or s2)",
        "1 of s*",
        "all of them",
        "1 of them and not s2",
    )
)
EVENTS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(FIELDS, st.text(st.sampled_from(LETTERS.replace("\\", "")), max_size=8)),
        "c-uri": st.text(st.sampled_from(LETTERS.replace("\\", "")), min_size=1, max_size=8),
        "sc-status": st.sampled_from(("200", "201", "404")),
        "sc-bytes": st.integers(0, 6).map(str),
        "c-ip": st.sampled_from(("10.1.2.3", "10.1.2.4", "11.0.0.1", "::1")),
    },
)


@pytest.fixture(scope="module", name="folder")
def _folder() -> Iterator[Path]:
    """A folder for the rule at hand."""
    with TemporaryDirectory() as folder:
        yield Path(folder)


@settings(max_examples=60, deadline=None)
@given(SELECTIONS, SELECTIONS, CONDITIONS, st.lists(EVENTS, min_size=1, max_size=6))
def test_the_judge_and_the_referee_agree(
    folder: Path, one: object, two: object, condition: str, events: list[dict[str, str]]
) -> None:
    """Whatever a rule is made of, both say the same of every record that has nothing encoded."""
    detection = {"s1": one, "s2": two, "condition": condition}
    text = yaml.safe_dump({"title": "A", "logsource": {"category": "webserver"}, "detection": detection})
    signatures = loaded(folder, text)
    assert not signatures.refused
    judge = Judge(signatures, EVERY)
    for event in events:
        assert bool(judge.judge(record()._replace(fields=event))) == holds(text, event)
