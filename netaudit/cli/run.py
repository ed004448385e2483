"""Pick the command, and turn whatever ends it early into a message and an exit code."""

import sys
from collections.abc import Sequence
from importlib import import_module

from netaudit.cli.arguments import parser
from netaudit.cli.terminal import hush
from netaudit.errors import NetauditError, UsageError
from netaudit.report.escape import visible

INTERRUPTED = 130
"""What shells report for a program that Ctrl-C ended."""

PIPE_CLOSED = 141
"""What shells report for a program whose reader went away: ``netaudit audit configs | head``."""


def run(words: Sequence[str]) -> int:
    """Run a command."""
    try:
        return _command(words)
    except NetauditError as error:
        return _complain(error)
    except BrokenPipeError:
        hush()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED


def _command(words: Sequence[str]) -> int:
    """Read the arguments and do what they say."""
    try:
        arguments = parser(words[0] if words else None).parse_args(words)
    except SystemExit as done:  # argparse has printed help
        return int(done.code or 0)
    if arguments.verbose:
        raise UsageError("--verbose goes with --version only: netaudit --version --verbose")
    if arguments.command is None:
        raise UsageError("no command was given; `netaudit --help` shows them")
    code: int = import_module(f"netaudit.cli.{arguments.command}").run(arguments)
    return code


def _complain(error: NetauditError) -> int:
    """Say what was wrong, a line each."""
    for line in str(error).splitlines():
        print(f"netaudit: {visible(line)}", file=sys.stderr)
    return error.exit_code
