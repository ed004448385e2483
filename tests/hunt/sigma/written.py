"""Rules written in a test, and records to judge."""

from pathlib import Path
from textwrap import dedent, indent

from netaudit.hunt.formats.record import Record
from netaudit.hunt.sigma.judge import Judge
from netaudit.hunt.sigma.load import load
from netaudit.hunt.sigma.signature import Signatures

EVERY = frozenset({"firewall", "proxy", "webserver"})


def rule(detection: str, *, title: str = "A rule", category: str = "webserver", more: str = "") -> str:
    """The YAML of a rule: its detection, and lines of its own."""
    return (
        f"title: {title}\n{dedent(more)}logsource:\n  category: {category}\n"
        f"detection:\n{indent(dedent(detection), '  ')}"
    )


def loaded(folder: Path, *texts: str) -> Signatures:
    """Rules out of files of their own."""
    for number, text in enumerate(texts):
        (folder / f"{number}.yml").write_text(text, encoding="utf-8")
    return load([folder])


def record(**fields: str) -> Record:
    """A record; names have ``_`` for ``-`` but for those of firewalls."""
    kept = ("src_", "dst_")
    named = {name if name.startswith(kept) else name.replace("_", "-"): text for name, text in fields.items()}
    return Record("192.0.2.1", None, "", "", named)


def asked(url: str, **fields: str) -> Record:
    """A record of a request."""
    stem, mark, query = url.partition("?")
    parts = {"cs_uri_stem": stem, "c_uri": url, **({"cs_uri_query": query} if mark else {})}
    return record(**parts, **fields)


def shows(folder: Path, detection: str, event: Record) -> bool:
    """Whether a rule of this detection, the only one, holds for the record."""
    signatures = loaded(folder, rule(detection))
    assert not signatures.refused
    return bool(Judge(signatures, EVERY).judge(event))
