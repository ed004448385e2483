"""The command line: read arguments, call a floor below, print, say how it went.

Nothing else in the program prints or exits. What is not needed for a command is not imported:
``netaudit --version`` costs hardly more than starting Python.
"""

import sys
from collections.abc import Sequence

from netaudit import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (default: those of the process); gives the exit code."""
    words = sys.argv[1:] if argv is None else list(argv)
    if words in (["--version"], ["-V"]):
        print(f"netaudit {__version__}")
        return 0
    from netaudit.cli.run import run

    return run(words)
