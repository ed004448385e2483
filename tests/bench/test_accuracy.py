"""Misses and inventions are counted as they should be."""

from pathlib import Path

from msgspec import json

from bench.accuracy import said, score
from bench.defects import Truth

SEEDED = [Truth("sw1", "V-01", "Gi1"), Truth("sw1", "V-01", "Gi2"), Truth("sw2", "V-06", "Gi1")]


def test_perfect() -> None:
    """What is found exactly as seeded scores 1 twice."""
    total = score(SEEDED, set(SEEDED))[-1]
    assert (total.code, total.seeded, total.precision, total.recall) == ("all", 3, 1.0, 1.0)


def test_missed_and_invented() -> None:
    """One of two missed halves recall; one false word beside one true halves precision."""
    found = {Truth("sw1", "V-01", "Gi1"), Truth("sw3", "V-01", "Gi1"), Truth("sw2", "V-06", "Gi1")}
    row = score(SEEDED, found)[0]
    assert (row.code, row.recall, row.precision) == ("V-01", 0.5, 0.5)
    assert row.missed == (Truth("sw1", "V-01", "Gi2"),)
    assert row.invented == (Truth("sw3", "V-01", "Gi1"),)


def test_a_rule_that_was_not_seeded_invents() -> None:
    """The truth is complete: whatever else is said lowers precision, here to three in four."""
    rows = score(SEEDED, {*SEEDED, Truth("sw9", "Q-20", "UNUSED")})
    assert [(row.code, row.precision) for row in rows if row.invented] == [("Q-20", 0.0), ("all", 0.75)]


def test_report_is_read(tmp_path: Path) -> None:
    """Fails are spread over their subjects; unknowns claim nothing, and hygiene is left out."""
    report = tmp_path / "report.json"
    fail = {"device": "sw1", "code": "V-01", "rule": "r", "severity": "high", "result": "fail"}
    doubt = {**fail, "code": "V-04", "result": "unknown"}
    hygiene = {**fail, "code": "V-33", "severity": "low"}
    findings = [
        {**fail, "subjects": ["a", "b"]},
        {**doubt, "subjects": ["c"]},
        {**hygiene, "subjects": ["d"]},
    ]
    report.write_bytes(json.encode({"findings": findings}))
    assert said(report) == {Truth("sw1", "V-01", "a"), Truth("sw1", "V-01", "b")}
