"""``netaudit rules``."""

from argparse import Namespace

from netaudit.cli.terminal import paint_of, put
from netaudit.report.manual import as_json, as_text
from netaudit.rules.audit import catalogue


def run(arguments: Namespace) -> int:
    """List the rules."""
    put([as_json(catalogue()) if arguments.format == "json" else as_text(catalogue(), paint_of(arguments))])
    return 0
