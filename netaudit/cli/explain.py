"""``netaudit explain``."""

from argparse import Namespace

from netaudit.cli.terminal import paint_of, put
from netaudit.report.manual import page
from netaudit.rules.audit import catalogue
from netaudit.rules.registry import find


def run(arguments: Namespace) -> int:
    """Print the manual page of one rule."""
    wanted = arguments.rule.strip().casefold()
    exact = [rule for rule in catalogue() if wanted in (rule.name, rule.code.casefold())]
    put([page(exact[0] if exact else find(wanted), paint_of(arguments))])
    return 0
