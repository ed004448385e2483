"""The arguments of ``netaudit hunt``."""

import argparse

from netaudit.cli import values
from netaudit.cli.options import add_colour, add_jobs, add_output, add_policy

HUNT_EXAMPLES = """examples:
  netaudit hunt logs/
  netaudit hunt 'w3svc1/ex0108*.log' access.log.gz --verdict infected
  netaudit hunt asa.log --tz Europe/Berlin --since 2001-08-05 --until 2001-08-06
  netaudit hunt logs/ --trusted-proxy 10.1.1.5 --format json > sightings.json
  netaudit hunt logs/ --rules sigma/rules/web/ -o sightings.csv -o list:block.txt
  zcat access.log.1.gz | netaudit hunt - --log-format ncsa"""

FORMATS = ("csv", "json", "list", "text")

VERDICTS = ("infected", "attacker", "scanner", "vulnerable")
"""Worst first."""

LOG_FORMATS = (
    "cisco-syslog",
    "csv",
    "iis",
    "iis-w3c",
    "ncsa",
    "nmap-xml",
    "nuclei",
    "suricata-eve",
    "zeek-conn",
    "zeek-http",
)

ENGINES = ("auto", "hyperscan", "re2", "aho-corasick")


def add_hunt(command: argparse.ArgumentParser) -> None:
    """All of them."""
    command.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="logs, also packed (gzip, zstd, bzip2, xz); folders (read recursively), globs, or - for stdin",
    )
    _add_signatures(command)
    _add_reading(command)
    _add_site(command)
    _add_showing(command)
    add_jobs(command)
    add_colour(command)


def _add_signatures(command: argparse.ArgumentParser) -> None:
    """What is looked for."""
    add = command.add_argument_group("signatures").add_argument
    add(
        "--rules",
        action="append",
        default=[],
        metavar="PATH",
        help="Sigma rules to go by as well, file or folder; they replace ours of the same name; repeatable",
    )
    add("--no-shipped-rules", action="store_true", help="go by the rules of --rules alone")
    add(
        "--engine",
        choices=ENGINES,
        default="auto",
        help="library that searches (default: the fastest that works here); results are the same",
    )


def _add_reading(command: argparse.ArgumentParser) -> None:
    """How logs are read."""
    add = command.add_argument_group("reading").add_argument
    add(
        "--log-format",
        choices=LOG_FORMATS,
        metavar="NAME",
        help="format of all logs (default: each is recognised): %(choices)s",
    )
    moment = "2001-08-05, 2001-08-05T12:00, 2001-08-05T12:00Z, or 24h or 7d for so long ago"
    add("--since", type=values.moment, metavar="TIME", help=f"leave out what is earlier: {moment}")
    add("--until", type=values.moment, metavar="TIME", help="leave out this and what is later")
    add(
        "--tz",
        type=values.zone,
        metavar="ZONE",
        help="zone of --since, --until and of logs that write local time without an offset: Europe/Berlin, "
        "+02:00 (default: UTC); IIS W3C logs are in UTC whatever this says",
    )


def _add_site(command: argparse.ArgumentParser) -> None:
    """What is ours."""
    add = command.add_argument_group("site").add_argument
    add(
        "--inside",
        action="append",
        type=values.prefix,
        default=[],
        metavar="NET",
        help="networks that are ours, beside the site policy's; repeatable (default: private addresses)",
    )
    add(
        "--trusted-proxy",
        action="append",
        type=values.prefix,
        default=[],
        metavar="NET",
        dest="proxies",
        help="proxies whose X-Forwarded-For is believed; nobody else's is; repeatable",
    )
    add_policy(command)


def _add_showing(command: argparse.ArgumentParser) -> None:
    """What is shown."""
    add = command.add_argument_group("output").add_argument
    add(
        "--verdict",
        action="append",
        choices=VERDICTS,
        default=[],
        metavar="VERDICT",
        help="show these only: %(choices)s; repeatable (default: all; list: infected and attacker)",
    )
    add(
        "--min-count",
        type=values.count,
        default=1,
        metavar="N",
        help="leave out addresses with fewer lines (default: 1)",
    )
    add(
        "--evidence",
        type=values.few,
        default=3,
        metavar="N",
        help="lines kept for each signature of an address, 1 to 100 (default: 3)",
    )
    add_output(command, FORMATS, ".txt .json .csv .list")
    add("--full", action="store_true", help="cut no long lists of the text")
