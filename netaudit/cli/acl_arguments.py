"""The arguments of ``netaudit acl`` and its four questions."""

import argparse
from collections.abc import Callable
from typing import NamedTuple

from netaudit.cli import values
from netaudit.cli.codes import ACL_CODES
from netaudit.cli.options import Help, add_colour, add_format, add_jobs, add_paths
from netaudit.cli.traffic import add_traffic

ACL_EXAMPLES = """examples:
  netaudit acl lint configs/
  netaudit acl test dist1.cfg --acl VOICE-IN --packet 'tcp 10.1.1.1:1234 10.2.2.2:80 established'
  netaudit acl compare before.cfg after.cfg
  netaudit acl compare before.cfg after.cfg --acl VOICE-IN --format json
  netaudit acl search dist1.cfg --acl VOICE-IN --action permit --from 10.0.0.0/8 --proto tcp --dport 80"""


class Question(NamedTuple):
    """One of the commands below ``acl``: a line for the list, and what adds its arguments."""

    says: str
    fill: Callable[[argparse.ArgumentParser], None]


def add_acl(command: argparse.ArgumentParser) -> None:
    """The commands below ``acl``."""
    questions = command.add_subparsers(
        prog=command.prog, dest="question", metavar="QUESTION", required=True, help=", ".join(QUESTIONS)
    )
    for name, question in QUESTIONS.items():
        question.fill(
            questions.add_parser(
                name,
                help=question.says,
                description=f"{question.says[0].upper()}{question.says[1:]}.",
                epilog=f"{_examples(name)}\n\n{ACL_CODES}",
                formatter_class=Help,
                allow_abbrev=False,
            )
        )


def _examples(name: str) -> str:
    """The examples of one question."""
    lines = ACL_EXAMPLES.splitlines()
    return "\n".join([lines[0], *(line for line in lines if f" acl {name} " in line)])


def _lint(command: argparse.ArgumentParser) -> None:
    """The arguments of ``acl lint``."""
    add_paths(command)
    add_format(command)
    add_jobs(command)
    add_colour(command)


def _test(command: argparse.ArgumentParser) -> None:
    """The arguments of ``acl test``."""
    _one_list(command)
    command.add_argument(
        "--packet",
        action="append",
        required=True,
        dest="packets",
        metavar="PACKET",
        help="'tcp 10.1.1.1:1234 10.2.2.2:80', 'icmp 10.1.1.1 10.2.2.2 echo', 'udp [2001:db8::1]:1 "
        "[2001:db8::2]:53'; behind it established, flags syn+ack, fragment, dscp ef; repeatable",
    )
    _looks(command)


def _compare(command: argparse.ArgumentParser) -> None:
    """The arguments of ``acl compare``."""
    command.add_argument("old", metavar="OLD", help="config of a device as it was")
    command.add_argument("new", metavar="NEW", help="config of the same device as it is to be")
    command.add_argument("--acl", metavar="NAME", help="compare this list only (default: all, by name)")
    _looks(command)


def _search(command: argparse.ArgumentParser) -> None:
    """The arguments of ``acl search``."""
    _one_list(command)
    add = command.add_argument
    add("--action", choices=("permit", "deny"), required=True, help="what becomes of the packets")
    place = "network, address or any (default: any)"
    add(
        "--from",
        dest="source",
        type=values.network,
        default="any",
        metavar="NETWORK",
        help=f"source: {place}",
    )
    add("--to", dest="sink", type=values.network, default="any", metavar="NETWORK", help=f"the same: {place}")
    add_traffic(command)
    add("--icmp-type", metavar="TYPE", help="type of an ICMP message by name or number: echo, 3")
    add("--dscp", type=values.dscp, metavar="DSCP", help="name or number 0-63")
    _looks(command)


def _one_list(command: argparse.ArgumentParser) -> None:
    """The config, and which of its lists is asked."""
    command.add_argument("path", metavar="CONFIG", help="config file, or - for stdin")
    named = command.add_mutually_exclusive_group(required=True)
    named.add_argument("--acl", metavar="NAME", help="name or number of an access list")
    named.add_argument("--vlan-map", metavar="NAME", help="name of a VLAN access-map instead")


def _looks(command: argparse.ArgumentParser) -> None:
    """How the answer looks."""
    add_format(command)
    add_colour(command)


QUESTIONS = {
    "lint": Question("list the entries that no packet gets to, and those that change nothing", _lint),
    "test": Question("tell which entry of an access list decides a packet", _test),
    "compare": Question("tell which packets pass now that did not, and the other way round", _compare),
    "search": Question(
        "find the packets of a kind that a list permits or denies, or prove there are none", _search
    ),
}
