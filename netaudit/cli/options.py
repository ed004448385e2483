"""Options that several commands have."""

import argparse
import os
from collections.abc import Iterable

from netaudit.cli.values import count


class Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal.

    Left to itself argparse asks shutil how wide that is, at every start, and with it come four
    kinds of archives.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    """Columns of the terminal as ``COLUMNS`` or the terminal itself has them, else 80."""
    stated = os.environ.get("COLUMNS", "")
    if stated.isdecimal() and int(stated):
        return int(stated)
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


def add_paths(command: argparse.ArgumentParser) -> None:
    """Where the configs are."""
    command.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="config files, folders (read recursively), globs, or - for stdin",
    )


def add_policy(command: argparse.ArgumentParser) -> None:
    """Where the site policy is."""
    command.add_argument(
        "--policy", metavar="FILE", help="site policy (default: netaudit.yaml here or in a folder above)"
    )


def add_format(command: argparse.ArgumentParser) -> None:
    """Text or JSON."""
    command.add_argument("--format", choices=("json", "text"), default="text", help="default: text")


def add_output(command: argparse.ArgumentParser, formats: Iterable[str], endings: str) -> None:
    """What to print, and files to write beside; endings as the help names them."""
    add = command.add_argument
    add("--format", choices=formats, default="text", help="what to print (default: text)")
    add(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="FORMAT:FILE",
        help=f"write a file as well; repeatable; without `FORMAT:` the file's ending decides ({endings})",
    )


def add_jobs(command: argparse.ArgumentParser) -> None:
    """How it runs."""
    command.add_argument(
        "--jobs",
        type=count,
        metavar="N",
        help="processes (default: one for each core); results are the same",
    )
    command.add_argument("--no-progress", action="store_true", help="no progress bar, not even on a terminal")


def add_colour(command: argparse.ArgumentParser) -> None:
    """How it looks."""
    command.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colour text (default: auto, on a terminal unless NO_COLOR is set)",
    )
