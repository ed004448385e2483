"""Whatever stands in a config, its traces come out without an exception."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.analysis.roles import assign
from netaudit.errors import InputError
from netaudit.model import SENDERS
from netaudit.parsers import load
from netaudit.report import trace, trace_text
from netaudit.report.trace_question import Question, answer
from netaudit.report.trace_rows import Case, rows, ways
from netaudit.site.policy import Policy, Profile

SAMPLES = [path.read_text() for path in sorted((Path(__file__).parents[2] / "sample_configs").glob("*.cfg"))]
LINES = sorted({line for text in SAMPLES for line in text.split("\n")})
QOS = sorted(
    line
    for line in LINES
    if any(word in line for word in ("qos", "queue", "class", "policy", "police", "trust", "shape", "set ",
                                     "match", "priority", "bandwidth", "interface", "switchport", "permit"))
)  # fmt: skip

known = st.sampled_from(LINES)
quality = st.sampled_from(QOS)
cut = st.tuples(quality, st.integers(0, 40)).map(lambda row: row[0][: row[1]])
number = st.tuples(quality, st.sampled_from(["0", "7", "64", "100", "4294967295", "no"])).map(
    lambda row: f"{row[0].rpartition(' ')[0]} {row[1]}"
)
changes = st.lists(
    st.tuples(
        st.integers(0, 10_000), st.sampled_from(["drop", "put", "swap"]), st.one_of(quality, cut, number)
    ),
    max_size=12,
)


def mutated(text: str, edits: list[tuple[int, str, str]]) -> bytes:
    """A config with some lines left out, put in or exchanged."""
    lines = text.split("\n")
    for place, verb, line in edits:
        at = place % (len(lines) or 1)
        lines[at : at + (verb != "put")] = [] if verb == "drop" else [line]
    return "\n".join(lines).encode()


def quoting(text: str) -> Callable[[int], str]:
    """Line numbers of a text to its lines."""
    lines = text.split("\n")
    return lambda line: lines[line - 1]


def told(cases: Iterable[Case]) -> list[tuple[str, str, str, str]]:
    """Every way that is spoken of, with what is said of it."""
    return [
        (case.kind.value, ingress.name, egress.name, case.verdict.says)
        for case in cases
        for ingress, egress in ways(case)
    ]


def traced(data: bytes) -> None:
    """Ask everything of each device that the bytes hold, and something of two of its ports."""
    try:
        parsed = load(data, "fuzz")
    except InputError:
        return
    for each in parsed:
        device = assign(each.device, Policy())
        cases = answer(device, Question(every=True), Profile.SRND4)
        shown = json.loads(f"[{trace.as_json(device, cases)}]")
        assert len(shown) == trace_text.count(cases).total()
        assert trace_text.every(device, cases).startswith(device.hostname or "(no hostname)")
        assert sorted(told(rows(cases))) == sorted(told(cases))
        texts = quoting(each.text)
        names = list(dict.fromkeys(port.name for port in device.interfaces))
        for sender, ingress, egress in zip(SENDERS, names, reversed(names), strict=False):
            if ingress != egress:
                question = Question(ingress=ingress, egress=egress, given={"sender": sender})
                (case,) = answer(device, question, Profile.RFC4594)
                assert trace_text.one(device, case, texts)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SAMPLES), changes)
def test_mutated_configs(text: str, edits: list[tuple[int, str, str]]) -> None:
    """Real configs with lines missing, doubled, cut or with other numbers."""
    traced(mutated(text, edits))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(known, quality, cut, number), max_size=60))
def test_any_lines(lines: list[str]) -> None:
    """Lines of configs in any order."""
    traced("\n".join(lines).encode())
