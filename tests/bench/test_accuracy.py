"""Misses and inventions are counted as they should be."""

from pathlib import Path

from msgspec import json

from bench.accuracy import said, score
from bench.defects import Truth

SEEDED = [Truth("sw1", "V-01", "Gi1"), Truth("sw1", "V-01", "Gi2"), Truth("sw2", "V-06", "Gi1")]


def test_perfect() -> None:
    """What is found exactly as seeded scores 1 twice; other rules do not count."""
    total = score(SEEDED, {*SEEDED, Truth("sw9", "Q-20", "UNUSED")})[-1]
    assert (total.code, total.seeded, total.precision, total.recall) == ("all", 3, 1.0, 1.0)


def test_missed_and_invented() -> None:
    """One of two missed halves recall; one false word beside one true halves precision."""
    found = {Truth("sw1", "V-01", "Gi1"), Truth("sw3", "V-01", "Gi1"), Truth("sw2", "V-06", "Gi1")}
    row = score(SEEDED, found)[0]
    assert (row.code, row.recall, row.precision) == ("V-01", 0.5, 0.5)
    assert row.missed == (Truth("sw1", "V-01", "Gi2"),)
    assert row.invented == (Truth("sw3", "V-01", "Gi1"),)


def test_report_is_read(tmp_path: Path) -> None:
    """Fails are spread over their subjects, unknowns claim nothing, grave ones are counted by rule."""
    report = tmp_path / "report.json"
    fail = {"device": "sw1", "code": "V-01", "rule": "r", "severity": "high", "result": "fail"}
    doubt = {"device": "sw1", "code": "V-04", "rule": "s", "severity": "low", "result": "unknown"}
    findings = [{**fail, "subjects": ["a", "b"]}, {**doubt, "subjects": ["c"]}]
    report.write_bytes(json.encode({"findings": findings}))
    faults, grave = said(report)
    assert faults == {Truth("sw1", "V-01", "a"), Truth("sw1", "V-01", "b")}
    assert grave == {"V-01 r": 2}
