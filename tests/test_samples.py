"""The sample configs are what their index says they are."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from netaudit.model import Severity
from netaudit.parsers.names import expand
from netaudit.rules.audit import Audited, Terms, audit_source, selected
from netaudit.site.load import load
from netaudit.site.policy import Policy

SAMPLES = Path(__file__).parent.parent / "sample_configs"
SITE = SAMPLES.parent / "inventory" / "netaudit.yaml"
CONFIGS = sorted(path.name for path in SAMPLES.glob("*.cfg"))
ROW = re.compile(
    r"^\| (?P<file>[\w-]+\.cfg) \| (?P<code>[A-Z]-\d\d) \| (?P<where>[^|]+) \| [^|]+ \|$", re.MULTILINE
)

every_config = pytest.mark.parametrize("name", CONFIGS)


class Seeded(NamedTuple):
    """A row of the index: a mistake that was put into a file on purpose."""

    file: str
    code: str
    subjects: tuple[str, ...]


def index() -> list[Seeded]:
    """The rows of the index."""
    text = (SAMPLES / "README.md").read_text()
    return [Seeded(row["file"], row["code"], _subjects(row["where"])) for row in ROW.finditer(text)]


def _subjects(where: str) -> tuple[str, ...]:
    """The objects that a cell names; ports may be written short and as ranges."""
    parts = where.split(", ")
    return tuple(name for part in parts for name in (expand(part) if "/" in part else (part,)))


@cache
def policy(path: str | None) -> Policy:
    """The site's policy, or what netaudit assumes without one."""
    return load(path, SAMPLES) if path else Policy()


@cache
def audited(name: str, path: str | None = str(SITE)) -> Audited:
    """A sample under a policy."""
    terms = Terms(policy=policy(path), baseline=None, today=date(2026, 1, 1))
    (only,) = audit_source(str(SAMPLES / name), terms, selected(terms.policy.rules))
    return only


@pytest.mark.parametrize("seeded", index(), ids=lambda row: f"{row.file}-{row.code}-{row.subjects[0]}")
def test_seeded_mistake_is_found(seeded: Seeded) -> None:
    """Each mistake of the index is found by its rule on the objects that the index names."""
    told = {s for f in audited(seeded.file).findings if f.code == seeded.code for s in f.subjects}
    assert not [subject for subject in seeded.subjects if subject not in told]


@every_config
def test_grave_findings_are_in_the_index(name: str) -> None:
    """No sample has a critical or high finding that the index does not mention."""
    known = {(row.code, subject) for row in index() if row.file == name for subject in row.subjects}
    grave = [f for f in audited(name).findings if f.severity.at_least(Severity.HIGH)]
    assert not {(f.code, subject) for f in grave for subject in f.subjects} - known


@pytest.mark.parametrize("path", [str(SITE), None], ids=["policy", "no-policy"])
@pytest.mark.parametrize("name", [name for name in CONFIGS if name.endswith("-good.cfg")])
def test_good_config_has_nothing_at_medium_or_above(name: str, path: str | None) -> None:
    """A config that is called good has no finding of consequence, whether or not the site is described."""
    assert not [
        (f.code, f.subjects) for f in audited(name, path).findings if f.severity.at_least(Severity.MEDIUM)
    ]


@every_config
def test_sample_is_read_almost_whole(name: str) -> None:
    """A sample is recognised, no rule breaks on it and at most 1 % of its lines are not understood."""
    result = audited(name)
    assert not result.problems
    assert result.device is not None
    assert result.device.unread * 100 <= result.device.lines


@every_config
def test_sample_has_a_believable_length(name: str) -> None:
    """A sample is as long as the running-config of such a device, and ends with `end`."""
    lines = (SAMPLES / name).read_text().splitlines()
    assert 150 <= len(lines) <= 720
    assert lines[-1] == "end"


def test_index_lists_every_sample() -> None:
    """Every file of the folder stands in the index's table of files, and no other."""
    text = (SAMPLES / "README.md").read_text()
    assert re.findall(r"^\| \[([\w-]+\.cfg)\]", text, re.MULTILINE) == CONFIGS


@every_config
def test_secrets_are_obviously_invented(name: str) -> None:
    """Every secret of a sample says that it is a fake."""
    rows = (SAMPLES / name).read_text().splitlines()
    secret = re.compile(
        r"\b(?:secret|password|key|server-key|community) (?:[0-9] )?(\S+)$|community (\S+) RO"
    )
    told = [match[1] or match[2] for row in rows if (match := secret.search(row.strip()))]
    assert told
    assert not [word for word in told if not re.search("FAKE|FA4E", word)]
