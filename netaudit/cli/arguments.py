"""The arguments of every command, and its help."""

import argparse
from collections.abc import Callable
from typing import NamedTuple, NoReturn

from netaudit import __version__
from netaudit.cli.acl_arguments import ACL_EXAMPLES, add_acl
from netaudit.cli.codes import (
    ACL_CODES,
    ASKING_CODES,
    EXIT_CODES,
    HUNTING_CODES,
    REACHING_CODES,
    READING_CODES,
    TRACING_CODES,
)
from netaudit.cli.hunt_arguments import HUNT_EXAMPLES, add_hunt
from netaudit.cli.options import Help, add_colour, add_format, add_jobs, add_output, add_paths, add_policy
from netaudit.cli.packet import add_packet
from netaudit.cli.traffic import REACH_EXAMPLES, add_reach
from netaudit.cli.values import overhead, percent
from netaudit.errors import UsageError
from netaudit.report.formats import FORMATS

SEVERITIES = ("critical", "high", "medium", "low", "info")


class Parser(argparse.ArgumentParser):
    """An argument parser that leaves exiting to ``main``."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line.

        Raises:
            UsageError: always.
        """
        raise UsageError(f"{message}; see `{self.prog} --help`")


class Command(NamedTuple):
    """One command: a line for the list, examples, exit codes, and what adds its arguments."""

    says: str
    examples: str
    codes: str
    fill: Callable[[argparse.ArgumentParser], None]


def parser(wanted: str | None = None) -> argparse.ArgumentParser:
    """The parser of the whole command line, or of one command where it is known which."""
    made = Parser(
        prog="netaudit",
        description="Audit voice VLAN separation and voice-priority QoS in switch and router configs; "
        "find infected hosts in logs.",
        epilog=f"{_EXAMPLES}\n\n{EXIT_CODES}",
        formatter_class=Help,
        allow_abbrev=False,
    )
    made.add_argument("-V", "--version", action="version", version=f"netaudit {__version__}")
    made.add_argument(
        "--verbose", action="store_true", help="with --version: Python, and the engines that search logs"
    )
    commands = made.add_subparsers(prog="netaudit", dest="command", metavar="COMMAND", parser_class=Parser)
    for name, command in COMMANDS.items():
        if wanted in COMMANDS and name != wanted:
            continue
        command.fill(
            commands.add_parser(
                name,
                help=command.says,
                description=f"{command.says[0].upper()}{command.says[1:]}.",
                epilog=f"{command.examples}\n\n{command.codes}",
                formatter_class=Help,
                allow_abbrev=False,
            )
        )
    return made


def _audit(command: argparse.ArgumentParser) -> None:
    """The arguments of ``audit``."""
    add_paths(command)
    add_policy(command)
    add = command.add_argument
    add(
        "--baseline",
        metavar="FILE",
        help="JSON report of an earlier audit: tell new from unchanged and fixed",
    )
    add_output(command, FORMATS, ".txt .json .sarif .xml .csv .md")
    _grading(command)
    add_jobs(command)
    add_colour(command)


def _grading(command: argparse.ArgumentParser) -> None:
    """What counts."""
    add = command.add_argument
    add(
        "--fail-on",
        choices=(*SEVERITIES, "never"),
        default="high",
        metavar="SEVERITY",
        help="least severity that makes the exit code 1: %(choices)s (default: high)",
    )
    for option, says in (("--select", "run only these rules"), ("--ignore", "leave these rules out")):
        add(
            option,
            action="append",
            default=[],
            metavar="RULES",
            help=f"{says}: names, codes or globs over them, parted by commas; repeatable",
        )
    add(
        "--max-unread",
        type=percent,
        metavar="PERCENT",
        help="treat it as unreadable input if more of all lines are not understood",
    )


def _facts(command: argparse.ArgumentParser) -> None:
    """The arguments of ``facts``."""
    add_paths(command)
    add_policy(command)
    add_format(command)
    command.add_argument(
        "--unread", action="store_true", help="show only the lines that were not understood, and how many"
    )
    add_jobs(command)


def _trace(command: argparse.ArgumentParser) -> None:
    """The arguments of ``trace``."""
    add_paths(command)
    add = command.add_argument
    add("--from", dest="ingress", metavar="PORT", help="interface that the packet comes in by: Gi1/0/5")
    add("--to", dest="egress", metavar="PORT", help="interface that it leaves by")
    add("--all", action="store_true", help="voice, signalling, a PC that cheats and data, on every way")
    add_packet(command)
    add_policy(command)
    add_format(command)
    add_jobs(command)
    add_colour(command)


def _capacity(command: argparse.ArgumentParser) -> None:
    """The arguments of ``capacity``."""
    add_paths(command)
    add_policy(command)
    add = command.add_argument
    add_format(command)
    add(
        "--overhead",
        type=overhead,
        metavar="BYTES",
        help="layer 2 bytes on each packet, instead of what the encapsulation stands for",
    )
    add_jobs(command)


def _reach(command: argparse.ArgumentParser) -> None:
    """The arguments of ``reach``."""
    add_paths(command)
    add_reach(command)
    add_jobs(command)
    add_colour(command)


def _rules(command: argparse.ArgumentParser) -> None:
    """The arguments of ``rules``."""
    add_format(command)
    add_colour(command)


def _explain(command: argparse.ArgumentParser) -> None:
    """The arguments of ``explain``."""
    command.add_argument("rule", metavar="RULE", help="code or name of a rule")
    add_colour(command)


def _show_policy(command: argparse.ArgumentParser) -> None:
    """The arguments of ``policy``."""
    add_policy(command)
    command.add_argument(
        "--schema", action="store_true", help="print the JSON Schema of netaudit.yaml instead"
    )


_EXAMPLES = """examples:
  netaudit audit configs/                     findings, device by device
  netaudit explain shared-voice-vlan          why it matters, how to fix it
  netaudit facts configs/ --unread            what was not understood
  netaudit hunt logs/                         which hosts attack

Each command has its own --help."""

COMMANDS = {
    "acl": Command(
        "prove what access lists let through, and which of their entries do nothing",
        ACL_EXAMPLES,
        ACL_CODES,
        add_acl,
    ),
    "audit": Command(
        "report what is wrong with voice separation and priority",
        """examples:
  netaudit audit configs/
  netaudit audit 'site-a/**/*.cfg' site-b/ --policy site.yaml
  netaudit audit configs/ -o audit.sarif -o junit:tests.xml --format markdown
  netaudit audit configs/ --baseline last.json -o json:now.json --fail-on medium
  ssh switch show run | netaudit audit -""",
        EXIT_CODES,
        _audit,
    ),
    "capacity": Command(
        "say how many calls the WAN links carry, and how long voice waits",
        """examples:
  netaudit capacity router.cfg
  netaudit capacity configs/ --policy site.yaml
  netaudit capacity configs/ --overhead 42 --format json > capacity.json""",
        READING_CODES,
        _capacity,
    ),
    "explain": Command(
        "print the manual page of a rule, with a bad and a good example",
        """examples:
  netaudit explain Q-01
  netaudit explain shared-voice-vlan""",
        ASKING_CODES,
        _explain,
    ),
    "facts": Command(
        "print what was understood of the configs, and what was not",
        """examples:
  netaudit facts switch.cfg
  netaudit facts configs/ --format json > facts.json
  netaudit facts configs/ --unread""",
        READING_CODES,
        _facts,
    ),
    "hunt": Command(
        "find the hosts that attack, and those that can be attacked, in logs",
        HUNT_EXAMPLES,
        HUNTING_CODES,
        add_hunt,
    ),
    "policy": Command(
        "print the site policy that is in force, defaults included",
        """examples:
  netaudit policy
  netaudit policy --schema > netaudit.policy.schema.json""",
        ASKING_CODES,
        _show_policy,
    ),
    "reach": Command(
        "prove which packets get from one VLAN, subnet or interface to another",
        REACH_EXAMPLES,
        REACHING_CODES,
        _reach,
    ),
    "rules": Command(
        "list the rules",
        """examples:
  netaudit rules
  netaudit rules --format json""",
        ASKING_CODES,
        _rules,
    ),
    "trace": Command(
        "show what a device does to a packet, stage by stage, and whether a call survives it",
        """examples:
  netaudit trace switch.cfg --from Gi1/0/5 --to Gi1/0/48
  netaudit trace switch.cfg --from Gi1/0/5 --to Gi1/0/48 --dscp cs3 --sender pc
  netaudit trace router.cfg --from Gi0/0.110 --to Gi0/1 --proto udp --dport 17000
  netaudit trace configs/ --all --format json > traces.json""",
        TRACING_CODES,
        _trace,
    ),
}
"""Commands by name; each is a module of this package with a function ``run``."""
