"""``netaudit reach``."""

from argparse import Namespace

from netaudit.cli.sources import expand, jobs_of
from netaudit.cli.terminal import paint_of, progress, put
from netaudit.cli.traffic import packets_of
from netaudit.errors import InputError, UsageError
from netaudit.report.escape import visible
from netaudit.report.reach_run import Asked, Configs, answered, read


def run(arguments: Namespace) -> int:
    """Answer, print, and compare with what was expected.

    Raises:
        InputError: nothing could be read.
    """
    asked = Asked(arguments.source, arguments.sink, packets_of(arguments))
    sources, missing = expand(arguments.paths)
    with progress(len(sources), arguments) as advance:
        configs = read(sources, missing, jobs_of(arguments), advance)
    try:
        found = answered(configs, asked, arguments.format, paint_of(arguments))
    except UsageError as error:
        if not configs.problems:
            raise
        raise InputError(f"{error}\n{_told(configs)}") from None
    put([found.shown])
    return grade(configs, found.verdict, arguments.expect)


def _told(configs: Configs) -> str:
    """What could not be read, a line each."""
    return "\n".join(f"{visible(each.source)}: {visible(each.message)}" for each in configs.problems)


def grade(configs: Configs, verdict: str, expected: str | None) -> int:
    """The exit code: the highest that applies."""
    if configs.problems:
        return 3
    return int(expected is not None and verdict != expected)
