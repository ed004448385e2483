"""The hunt against a second one that reads every line and shares no code with it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

import netaudit.hunt
from tests.hunt.hunting import SAMPLES, hunted
from tests.referees import log_hunter
from tests.referees.log_chance import iis_log, ncsa_log

SIGNATURES = Path(netaudit.hunt.__file__).parent / "signatures"
PROBES = ("nimda-scripts", "nimda-vti-bin", "nimda-mem-bin", "nimda-msadc")
MEANT = {
    "code-red": ("code-red",),
    "code-red-ii": ("code-red-ii",),
    "root-exe-back-door": ("root-exe-back-door", "drive-root-back-door"),
    "nimda-probe": PROBES,
    "encoded-traversal": ("directory-traversal", *PROBES),
}
"""A name of the referee, and ours. A probe of Nimda is said to be one, not a traversal as well."""
RULES = [
    word
    for name in sorted({name for names in MEANT.values() for name in names})
    for path in SIGNATURES.rglob(f"{name}.yml")
    for word in ("--rules", str(path))
]

Found = set[tuple[str, str, int]]
"""Address, name of the referee, line."""
Sums = dict[str, tuple[int, str, str, dict[str, int]]]
"""Address to its lines, first and last time, and statuses."""


def ours(log: Path) -> tuple[Found, Sums]:
    """What netaudit says of a log, by the rules that the referee has too."""
    _, report = hunted([log], "--no-shipped-rules", *RULES, "--evidence", "100")
    attacks = [each for each in report["sightings"] if not _answered(each)]
    found = {
        (each["address"], name, line["line"])
        for each in attacks
        for line in each["evidence"]
        for name, names in MEANT.items()
        if line["signature"] in names
    }
    sums = {
        each["address"]: (each["count"], each["first_seen"], each["last_seen"], each["statuses"])
        for each in attacks
    }
    return found, sums


def _answered(sighting: dict[str, Any]) -> bool:
    """A server that is only there because it answered."""
    return all(name.endswith("-answered") for name in sighting["signatures"])


def theirs(log: bytes) -> tuple[Found, Sums]:
    """What the referee says."""
    seen = log_hunter.hunted(log)
    sums: Sums = {}
    for address in sorted({each.address for each in seen}):
        lines = {each.line: each for each in seen if each.address == address}
        times = sorted(each.time for each in lines.values() if each.time is not None)
        statuses: dict[str, int] = {}
        for each in lines.values():
            statuses[each.status] = statuses.get(each.status, 0) + 1
        sums[address] = (len(lines), _utc(times[0]), _utc(times[-1]), statuses)
    return {(each.address, each.name, each.line) for each in seen}, sums


def _utc(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def differences(log: Path) -> list[str]:
    """Where the two do not agree."""
    (mine, my_sums), (others, other_sums) = ours(log), theirs(log.read_bytes())
    traversals = {(address, line) for address, name, line in others if name == "encoded-traversal"}
    mine = {each for each in mine if each[1] != "encoded-traversal" or (each[0], each[2]) in traversals}
    lines = [f"{each} {'ours' if each in mine else 'theirs'} alone" for each in sorted(mine ^ others)]
    return lines + [
        f"{address}: ours {my_sums.get(address)}, theirs {other_sums.get(address)}"
        for address in sorted({*my_sums, *other_sums})
        if my_sums.get(address) != other_sums.get(address)
    ]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("make", [iis_log, ncsa_log])
def test_both_find_the_same(tmp_path: Path, make: Callable[[Random, int], bytes], seed: int) -> None:
    """On random logs both name the same lines for each attack, and the same counts, times and statuses."""
    log = tmp_path / "random.log"
    log.write_bytes(make(Random(seed), 300))  # noqa: S311 - a test must be the same each time
    assert theirs(log.read_bytes())[0]
    assert not differences(log)


@pytest.mark.parametrize("name", ["ex010805.log", "access.log"])
def test_both_find_the_same_in_samples(name: str) -> None:
    """The sample logs are no easier for one than for the other."""
    assert not differences(SAMPLES / name)


def test_a_line_left_out_is_seen(tmp_path: Path) -> None:
    """The comparison notices one line."""
    log = tmp_path / "random.log"
    whole = iis_log(Random(1), 300)  # noqa: S311 - a test must be the same each time
    log.write_bytes(whole)
    mine = ours(log)[0]
    line = max(each[2] for each in mine)
    rows = whole.split(b"\n")
    rows[line - 1] = b"rubbish"
    assert mine - theirs(b"\n".join(rows))[0]
