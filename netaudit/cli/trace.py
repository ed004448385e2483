"""``netaudit trace``."""

import sys
from argparse import Namespace
from collections import Counter

from netaudit.cli.packet import given
from netaudit.cli.sources import expand, jobs_of, policy_of
from netaudit.cli.terminal import paint_of, progress, put
from netaudit.errors import UsageError
from netaudit.report.escape import visible
from netaudit.report.trace_question import Question
from netaudit.report.trace_run import Asked, Rest, choices, document, trace

MOST_TOLD = 5
"""Devices that are told to lack an interface; a folder may have thousands."""


def run(arguments: Namespace) -> int:
    """Trace on each device, print, and grade the verdicts."""
    question = _question(arguments)
    policy = policy_of(arguments)
    sources, missing = expand(arguments.paths)
    if not question.every and not (question.ingress and question.egress):
        raise UsageError(choices(sources, policy))
    asked = Asked(question=question, policy=policy, format=arguments.format, paint=paint_of(arguments))
    rest = Rest(Counter(), [], missing)
    with progress(len(sources), arguments) as advance:
        put(document(trace(sources, asked, jobs_of(arguments), advance), arguments.format, rest))
    _complain(rest)
    return grade(rest)


def _question(arguments: Namespace) -> Question:
    """What the command line asks.

    Raises:
        UsageError: it asks for everything and for something.
    """
    packet = given(arguments)
    if arguments.all and (arguments.ingress or arguments.egress or packet):
        raise UsageError(
            "--all asks for all ports and kinds of packets: leave out --from, --to and the packet"
        )
    return Question(
        every=arguments.all, ingress=arguments.ingress or "", egress=arguments.egress or "", given=packet
    )


def _complain(rest: Rest) -> None:
    """Say on stderr what was not answered."""
    for each in rest.refused[:MOST_TOLD]:
        print(f"netaudit: {visible(each.message)}", file=sys.stderr)
    if (more := len(rest.refused) - MOST_TOLD) > 0:
        print(f"netaudit: and {more} more devices without one of the interfaces", file=sys.stderr)
    if unknown := rest.verdicts["unknown"]:
        print(f"netaudit: {unknown} of {rest.verdicts.total()} verdicts are unknown", file=sys.stderr)


def grade(rest: Rest) -> int:
    """The exit code: the highest that applies."""
    if rest.problems:
        return 3
    if rest.refused:
        return 2
    return int(rest.verdicts["fail"] > 0)
