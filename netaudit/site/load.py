"""Find netaudit.yaml and decode it."""

from collections.abc import Collection
from pathlib import Path
from typing import cast

from msgspec.structs import replace

from netaudit.errors import PolicyError
from netaudit.site.policy import Policy

FILE_NAMES = ("netaudit.yaml", "netaudit.yml")

LARGEST = 1024 * 1024
"""Bytes that a policy may have."""


def load(path: str | None, start: Path, known_rules: Collection[str] = ()) -> Policy:
    """The site policy at ``path``, or the nearest one from ``start`` upward, or the defaults.

    ``known_rules`` are the names and codes of all rules; where given, a word in the policy that
    should be one of them is checked.

    Raises:
        PolicyError: the file can not be read, or its text tells all that is wrong in it, one
            mistake a line, in the order of the file.
    """
    found = Path(path) if path is not None else find(start)
    return decode(found, known_rules) if found else Policy()


def find(start: Path) -> Path | None:
    """The first policy file from a folder upward; a folder that holds ``.git`` is the last looked in."""
    here = start.absolute()
    for folder in (here, *here.parents):
        for name in FILE_NAMES:
            if _there(folder / name):
                return _as_seen_from_here(folder / name)
        if _there(folder / ".git"):  # a folder, or a file in worktrees
            return None
    return None


def _there(path: Path) -> bool:
    """Whether a path exists; no where a folder above it may not be entered."""
    try:
        return path.exists()
    except OSError:
        return False


def _as_seen_from_here(path: Path) -> Path:
    """The path below the working directory, so that reports do not depend on where that is."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def decode(path: Path, known_rules: Collection[str] = ()) -> Policy:
    """Read one policy file.

    Raises:
        PolicyError: as ``load``.
    """
    from netaudit.site.document import compose, read_text
    from netaudit.site.keys import policy_keys, policy_of
    from netaudit.site.kinds import group

    node, mistakes = compose(read_text(path, LARGEST))
    policy = group(policy_keys(known_rules), policy_of).read(node, "", mistakes)
    if mistakes:
        raise PolicyError("\n".join(f"{path}:{line}: {text}" for line, text in sorted(mistakes)))
    return replace(cast("Policy", policy), source=str(path))
