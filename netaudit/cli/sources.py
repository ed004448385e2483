"""Paths of the command line to configs, the policy that goes with them, and how to read them."""

import os
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from netaudit.errors import UsageError
from netaudit.model import Problem
from netaudit.site.load import load
from netaudit.site.policy import Policy
from netaudit.syntax.source import BESIDE_CONFIGS, Beside, find, printable


def expand(paths: Sequence[str], beside: Beside = BESIDE_CONFIGS) -> tuple[list[str], list[Problem]]:
    """The sources that paths stand for; a path without any is a problem and stops nothing else."""
    sources: list[str] = []
    missing: list[Problem] = []
    for path in paths:
        try:
            sources += find([path], beside)
        except UsageError:
            missing.append(Problem(source=printable(path), message="no such file, and no file below it"))
    return list(dict.fromkeys(sources)), missing


def policy_of(arguments: Namespace) -> Policy:
    """The site policy to go by.

    Raises:
        PolicyError: it can not be used.
    """
    from netaudit.rules.registry import discover

    rules = discover().rules.values()
    return load(arguments.policy, Path.cwd(), {word for rule in rules for word in (rule.name, rule.code)})


def jobs_of(arguments: Namespace) -> int:
    """How many processes: as asked, or one for each core that this process may use."""
    if arguments.jobs:
        return int(arguments.jobs)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
