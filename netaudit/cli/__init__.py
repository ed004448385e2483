"""The command line: read arguments, call a floor below, print, say how it went.

Nothing else in the program prints or exits. What is not needed for a command is not imported:
``netaudit --version`` costs hardly more than starting Python.
"""

import gc
import os
import sys
from collections.abc import Sequence

from netaudit import __version__

SELDOM = 200_000
"""New containers between two looks for garbage. Records refer to no others in circles, so that
looking as often as Python does by default finds nothing and takes a tenth of the time."""


def entry() -> None:
    """The console script: run, and leave without taking the interpreter apart.

    That would take as long as auditing a config does. All files are closed by then.
    """
    try:
        code = main()
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # whoever reads went away, or the disk is full
        code = 2
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (default: those of the process); gives the exit code."""
    words = sys.argv[1:] if argv is None else list(argv)
    if words in (["--version"], ["-V"]):
        print(f"netaudit {__version__}")
        return 0
    if set(words) in ({"--version", "--verbose"}, {"-V", "--verbose"}):
        from netaudit.cli.version import lines

        print("\n".join(lines()))
        return 0
    gc.set_threshold(SELDOM)
    from netaudit.cli.run import run

    return run(words)
