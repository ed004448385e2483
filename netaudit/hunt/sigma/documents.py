"""Rule files: which there are, and the YAML documents in them. Hostile YAML ends in a reason."""

import os
import re
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path
from typing import Any as Anything

import yaml
from yaml import CSafeLoader, MappingNode
from yaml.constructor import ConstructorError

from netaudit.errors import UsageError
from netaudit.hunt.sigma import sources
from netaudit.hunt.sigma.unusable import UnusableError

SUFFIXES = frozenset({".yml", ".yaml"})
LARGEST = 262_144
"""Bytes of a rule file."""
DEEPEST = 64
"""Lists and mappings inside each other; libyaml's composer has no bound and overruns its stack."""

Document = dict[str, Anything]

_MEANT = re.compile("|".join(("correlation", "action:", *sources.WORDS)), re.IGNORECASE)
_LOG_SOURCE = re.compile(r"^logsource:", re.MULTILINE)
_TITLE = re.compile(r"^title:[ \t]*(.{1,256})", re.MULTILINE)


def files(paths: Sequence[Path]) -> list[Path]:
    """Rule files, and those in folders at any depth; links to folders are not followed.

    Raises:
        UsageError: there is no such path, or no rule file in a folder.
    """
    return [file for path in paths for file in _files(path)]


def _files(path: Path) -> list[Path]:
    """The same of one path."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise UsageError(f"{path}: no such file or folder of rules; give one that holds .yml or .yaml files")
    found = sorted(
        Path(folder) / name
        for folder, _folders, names in os.walk(path)
        for name in names
        if Path(name).suffix.lower() in SUFFIXES
    )
    if not found:
        raise UsageError(f"{path}: no rule in this folder; Sigma rules are files named .yml or .yaml")
    return found


def text(file: Path) -> str:
    """What the file says.

    Raises:
        UnusableError: it is too large, is no text or can not be read.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise UnusableError(f"it can not be read: {error.strerror or error}") from error
    if len(content) > LARGEST:
        raise UnusableError(f"it is larger than {LARGEST // 1024} KiB, so it is no rule")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableError(f"it is no UTF-8 text: byte {error.start} is not") from error


def elsewhere(content: str) -> list[str] | None:
    """Titles of the rules in a file that holds rules for other kinds of logs only; else None.

    Told without parsing: that takes a millisecond each, and large collections have thousands of these.
    """
    if _MEANT.search(content) or not _LOG_SOURCE.search(content):
        return None
    return [title.strip().strip("'\"") for title in _TITLE.findall(content)] or [""]


def documents(content: str) -> Iterator[Document]:
    """The documents in a file, empty ones left out.

    Raises:
        UnusableError: from here on it is no YAML that a rule can be made of; says the line.
    """
    try:
        _shallow(content)
        for document in yaml.load_all(content, _Loader):
            if document is not None:
                yield _mapping(document)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise UnusableError(f"{line}it is not valid YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = error if isinstance(error, UnusableError) else f"it is not valid YAML: {error}"
        raise UnusableError(str(reason)) from error


def _shallow(content: str) -> None:
    """Raises UnusableError if anything is too deep; a mistake is left to who loads the documents."""
    depth = 0
    try:
        for event in yaml.parse(content, CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise UnusableError(f"it is not valid YAML for a rule: more than {DEEPEST} levels")
    except yaml.YAMLError:
        return


def _mapping(document: object) -> Document:
    """A document that can be a rule."""
    if not isinstance(document, dict):
        raise UnusableError("it is no Sigma rule: a rule is a mapping with title, logsource and detection")
    return document


class _Loader(CSafeLoader):
    """PyYAML's safe loader without what lets a small file grow, or hides a line behind another one."""

    def flatten_mapping(self, node: MappingNode) -> None:
        """Merging of mappings grows without bounds; no rule needs it."""
        if any(key.tag == "tag:yaml.org,2002:merge" for key, _value in node.value):
            raise ConstructorError(None, None, "mappings are merged by <<", node.start_mark)

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Hashable, Anything]:  # noqa: FBT001, FBT002 - PyYAML's
        """A key that stands twice hides what it said first."""
        made = super().construct_mapping(node, deep=deep)
        if len(made) < len(node.value):
            raise ConstructorError(None, None, "a key stands twice in a mapping", node.start_mark)
        return made
