"""The files of ``-o``."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from netaudit.errors import UsageError
from netaudit.report.formats import ENDINGS, FORMATS, format_of


class Target(NamedTuple):
    """A file and what to write to it."""

    format: str
    path: str


def target(word: str, formats: Collection[str] = FORMATS, endings: Mapping[str, str] = ENDINGS) -> Target:
    """Read ``FORMAT:FILE``, or ``FILE`` whose ending tells the format; by default those of an audit.

    Raises:
        UsageError: the format is not told, or there is no such folder.
    """
    name, colon, path = word.partition(":")
    if not (colon and name in formats):
        name, path = format_of(word, endings) or "", word
    if not name:
        known = " ".join(sorted(endings))
        raise UsageError(f"-o {word}: write FORMAT:FILE ({', '.join(formats)}) or end the name with {known}")
    if not path or not Path(path).parent.is_dir():
        raise UsageError(f"-o {word}: there is no such folder; make it first")
    return Target(name, path)


def keep_inputs(targets: Iterable[Target], sources: Iterable[str]) -> None:
    """Make sure that no report is written over what is read.

    Raises:
        UsageError: a target is one of the sources.
    """
    reports = {Path(each.path).name: Path(each.path) for each in targets}
    for source in sources:
        report = reports.get(Path(source).name)
        if report and report.exists() and report.samefile(source):
            raise UsageError(f"-o {report}: it is one of the files to read; choose another file")


def write(path: str, pieces: Iterable[str]) -> None:
    """Write a file.

    Raises:
        UsageError: it can not be written.
    """
    try:
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
    except OSError as error:
        raise UsageError(f"{path}: can not be written: {error.strerror}; choose another file") from error
