"""Comparison with an earlier audit."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.errors import PolicyError
from netaudit.site.baseline import Baseline, Identity, identities, load

OLD = {
    "schema": "netaudit.audit/1",
    "findings": [
        {
            "rule": "r-a",
            "code": "V-01",
            "device": "sw1",
            "subjects": ["Gi1", "Gi2"],
            "lines": [7, 9],
            "result": "fail",
        },
        {"rule": "r-b", "device": "sw2", "subjects": ["mls qos"], "waived": {"reason": "x", "until": None}},
    ],
    "devices": [],
    "summary": {},
}
GONE = [Identity("r-a", "sw1", "Gi1"), Identity("r-a", "sw1", "Gi2"), Identity("r-b", "sw2", "mls qos")]


def baseline(tmp_path: Path, report: object = OLD, encoding: str = "utf-8") -> Baseline:
    """The baseline that a report gives."""
    path = tmp_path / "old.json"
    path.write_bytes(json.dumps(report).encode(encoding))
    return load(str(path))


def test_each_subject_is_compared_apart(tmp_path: Path) -> None:
    """A finding on two ports knows both, and a third port is new; so are other devices and rules."""
    old = baseline(tmp_path)
    assert old.state("r-a", "sw1", "Gi2") == "unchanged"
    assert old.state("r-a", "sw1", "Gi3") == "new"
    assert old.state("r-a", "sw2", "Gi2") == "new"
    assert old.state("r-b", "sw1", "Gi2") == "new"


def test_waived_findings_are_known(tmp_path: Path) -> None:
    """What was waived before is not new when the waiver ends."""
    assert baseline(tmp_path).state("r-b", "sw2", "mls qos") == "unchanged"


def test_fixed_are_gone_from_audited_devices(tmp_path: Path) -> None:
    """Only devices and rules that were asked this time can tell that something was fixed."""
    old = baseline(tmp_path)
    assert old.fixed([], {"sw1", "sw2"}) == GONE
    assert old.fixed([GONE[1]], {"sw1"}) == [GONE[0]]
    assert old.fixed([], {"sw3"}) == []
    assert old.fixed([], {"sw1", "sw2"}, {"r-b"}) == [GONE[2]]


def test_identities_of_findings() -> None:
    """A finding with several subjects has as many identities."""
    assert identities([("r", "d", ["a", "b"]), ("r", "d", ["b"])]) == {
        Identity("r", "d", "a"),
        Identity("r", "d", "b"),
    }


def test_reports_saved_by_powershell(tmp_path: Path) -> None:
    """A report redirected to a file in UTF-16 is read."""
    assert baseline(tmp_path, encoding="utf-16").known == frozenset(GONE)


@pytest.mark.parametrize(
    "report",
    [
        {},
        [],
        {"schema": "netaudit.facts/1", "findings": []},
        {"schema": "netaudit.audit/2", "findings": []},
        {"schema": "netaudit.audit/1"},
        {"schema": "netaudit.audit/1", "findings": [{"rule": "r"}]},
        {"schema": "netaudit.audit/1", "findings": [{"rule": "r", "device": "d", "subjects": [1]}]},
    ],
)
def test_other_json_is_refused(tmp_path: Path, report: object) -> None:
    """JSON that is no audit report of this version is an error with the next step."""
    with pytest.raises(PolicyError, match=r"old\.json: not an audit report .* --format json"):
        baseline(tmp_path, report)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A baseline that is not there is a policy error."""
    with pytest.raises(PolicyError, match=r"nope\.json: No such file"):
        load(str(tmp_path / "nope.json"))


@settings(max_examples=100, deadline=None)
@given(raw=st.binary(max_size=60) | st.integers(0, 200_000).map(lambda n: b"[" * n))
def test_any_bytes_are_a_baseline_or_a_policy_error(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    """Whatever the file holds, nothing else comes out."""
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(raw)
    with pytest.raises(PolicyError):
        load(str(path))
