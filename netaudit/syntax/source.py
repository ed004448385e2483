"""Which configs the user means, and their bytes."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from netaudit.errors import InputError, UsageError

STDIN = "-"
_MAGIC = frozenset("*?[")


class Beside(NamedTuple):
    """What is passed over in folders, unless it is named."""

    endings: frozenset[str]
    """Of file names, lower case."""
    folders: frozenset[str] = frozenset()


BESIDE_CONFIGS = Beside(
    endings=frozenset({".csv", ".json", ".md", ".sarif", ".xml", ".yaml", ".yml"}),
    folders=frozenset({"logs"}),
)
"""Notes, site policies, reports of earlier audits; logs, whose endings captured sessions have too."""

BESIDE_LOGS = Beside(endings=frozenset({".md", ".sarif", ".yaml", ".yml"}))
"""Notes, site policies and rules."""


def find(paths: Sequence[str], beside: Beside = BESIDE_CONFIGS) -> list[str]:
    """The files that files, folders, globs (``**`` too) and ``-`` (stdin) stand for, each once.

    Order is that of ``paths``; folders and globs are sorted. Hidden files and folders are skipped
    unless named, and so is what stands ``beside`` in folders.

    Raises:
        UsageError: a path stands for no file.
    """
    return list(dict.fromkeys(file for path in paths for file in _expand(path, beside)))


def _expand(path: str, beside: Beside) -> list[str]:
    """The files one argument stands for; a name that exists is never a glob."""
    here = Path(path)
    if path == STDIN or (here.exists() and not here.is_dir()):
        return [path]
    found = list(_below(here, beside)) if here.is_dir() else list(_matches(path, beside))
    if not found:
        raise UsageError(f"{path!r} matches no file; give files, folders or globs, or - for stdin")
    return found


def _below(folder: Path, beside: Beside) -> Iterator[str]:
    """Every file below a folder that is not hidden and not passed over, sorted."""
    for file in sorted(folder.rglob("*")):
        below = file.relative_to(folder)
        if file.suffix.lower() in beside.endings or beside.folders.intersection(below.parts[:-1]):
            continue
        if _hidden(below):
            continue
        if file.is_file():
            yield str(file)


def _matches(pattern: str, beside: Beside) -> Iterator[str]:
    """Every file a glob matches; a folder it matches stands for the files in it."""
    if not _MAGIC & set(pattern):
        return
    parts = Path(pattern).parts
    fixed = next(i for i, part in enumerate(parts) if _MAGIC & set(part))
    root = Path(*parts[:fixed])
    for match in sorted(root.glob(str(Path(*parts[fixed:])))):
        if _hidden(match.relative_to(root)):
            continue
        if match.is_dir():
            yield from _below(match, beside)
        elif match.is_file():
            yield str(match)


def _hidden(path: Path) -> bool:
    """Whether a file or a folder above it starts with a dot."""
    return any(part.startswith(".") for part in path.parts)


def read(path: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``.

    Raises:
        InputError: the file is missing, is a folder, or may not be read.
    """
    if path == STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: can not be read: {reason(error)}") from error


def reason(error: OSError | ValueError) -> str:
    """What went wrong and what to do, in words of the user."""
    if isinstance(error, FileNotFoundError):
        return "no such file; check the path"
    if isinstance(error, IsADirectoryError):
        return "it is a folder; give the files in it"
    if isinstance(error, PermissionError):
        return "permission denied; make it readable for this user"
    return str(error)


def printable(source: str) -> str:
    """A file name as text, whatever bytes it is made of."""
    return source.encode(errors="surrogateescape").decode(errors="replace")
