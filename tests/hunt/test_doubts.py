"""A sceptic's list: lookalikes that are no attacks, and attacks that do not look like it."""

from pathlib import Path
from typing import Any

import pytest

from tests.hunt import doubts
from tests.hunt.doubts import Doubt
from tests.hunt.hunting import evidence, hunted


def written(folder: Path, doubt: Doubt) -> Path:
    """The log as a file."""
    log = folder / f"{doubt.name.replace(' ', '-')}.log"
    log.write_bytes(doubt.log)
    return log


def found(report: dict[str, Any], log: Path) -> dict[str, set[str]]:
    """Who was found in a log, and by which signatures."""
    names: dict[str, set[str]] = {}
    for address, line in evidence(report):
        if line["source"] == str(log):
            names.setdefault(address, set()).add(line["signature"])
    return names


def differs(names: dict[str, set[str]], doubt: Doubt) -> bool:
    """Whether others were found, or by other signatures."""
    return set(names) != set(doubt.found) or not all(
        any(word in name for name in names[who]) for who, word in doubt.found.items()
    )


def test_what_is_harmless_is_not_found(tmp_path: Path) -> None:
    """No ordinary request, however close it comes, makes a sighting; all of these logs can be read."""
    code, report = hunted([written(tmp_path, doubt) for doubt in doubts.BENIGN])
    assert not report["sightings"]
    assert code == 0


EVERY = doubts.EVASIVE + doubts.TIMES + doubts.FORCED


@pytest.mark.parametrize("doubt", EVERY, ids=lambda doubt: doubt.name.replace(" ", "-"))
def test_no_disguise_helps(tmp_path: Path, doubt: Doubt) -> None:
    """Exactly those are found who should be, by the right signature, at the right time."""
    log = written(tmp_path, doubt)
    _, report = hunted([log], *doubt.options)
    assert not differs(found(report, log), doubt)
    assert not doubt.first_seen or report["sightings"][0]["first_seen"] == doubt.first_seen
