"""``netaudit policy``."""

from argparse import Namespace

from netaudit.cli.sources import policy_of
from netaudit.cli.terminal import put
from netaudit.report.policy import render
from netaudit.site import schema


def run(arguments: Namespace) -> int:
    """Print the policy, or the schema of its file."""
    put([schema.text() if arguments.schema else render(policy_of(arguments))])
    return 0
