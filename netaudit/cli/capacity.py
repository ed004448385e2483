"""``netaudit capacity``."""

from argparse import Namespace

from netaudit.cli.sources import expand, jobs_of, policy_of
from netaudit.cli.terminal import progress, put
from netaudit.report.capacity import layouts
from netaudit.report.layout import render
from netaudit.report.understood import Rest, understand


def run(arguments: Namespace) -> int:
    """Print what links carry, device by device as they are read."""
    policy = policy_of(arguments)
    sources, missing = expand(arguments.paths)
    layout = layouts(policy, arguments.overhead)[arguments.format]
    rest = Rest({}, missing)
    with progress(len(sources), arguments) as advance:
        devices = understand(sources, policy, layout.show, jobs_of(arguments), advance)
        put(render(devices, rest, layout))
    return 3 if rest.problems else 0
