"""``netaudit hunt``."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from netaudit.cli.hunt_arguments import FORMATS, VERDICTS
from netaudit.cli.output import Target, keep_inputs, target, write
from netaudit.cli.rate import rate
from netaudit.cli.sources import expand, jobs_of
from netaudit.cli.terminal import paint_of, put
from netaudit.cli.values import Moment
from netaudit.errors import UsageError
from netaudit.model import Verdict
from netaudit.report.escape import visible
from netaudit.report.paint import plain
from netaudit.site.load import load as load_policy
from netaudit.site.policy import Policy
from netaudit.syntax.source import BESIDE_LOGS

if TYPE_CHECKING:
    from netaudit.hunt.sigma.signature import Refused, Signatures
    from netaudit.hunt.terms import Terms
    from netaudit.report.hunt import Hunted
    from netaudit.report.hunt_gathered import Role
    from netaudit.report.paint import Paint

ENDINGS = {".csv": "csv", ".json": "json", ".list": "list", ".txt": "text"}
"""Endings of file names to the format they stand for."""

LISTED = (Verdict.INFECTED, Verdict.ATTACKER)
"""Verdicts of the bare list, unless others are asked for."""

MOST_TOLD = 5
"""Rules that are told to be of no use; a folder may have thousands."""

INTERRUPTED = 130
"""What shells report for a program that Ctrl-C ended."""


def run(arguments: Namespace) -> int:
    """Hunt, print and write, and grade what was found."""
    from netaudit.hunt.hunt import hunt
    from netaudit.report.hunt_gathered import gathered

    targets = [target(word, FORMATS, ENDINGS) for word in arguments.output]
    roles = _roles(load_policy(arguments.policy, Path.cwd()))
    terms = _terms(arguments, roles)
    sources, missing = expand(arguments.paths, BESIDE_LOGS)
    keep_inputs(targets, sources)
    _tell_refused(terms.signatures.refused)
    with rate(sources, arguments) as advance:
        found = hunt(sources, terms, jobs_of(arguments), advance)
    hunted = gathered(found, terms, roles, missing, arguments.min_count)
    _show(hunted, targets, arguments)
    return _grade(hunted, arguments.verdict)


def _terms(arguments: Namespace, roles: "Sequence[Role]") -> "Terms":
    """All that the hunt goes by.

    Raises:
        UsageError: rules can not be used, or the times run backwards.
    """
    from netaudit.hunt.terms import PRIVATE, Terms

    zone = arguments.tz or UTC
    now = datetime.now(UTC)
    since, until = (_seconds(each, zone, now) for each in (arguments.since, arguments.until))
    if since is not None and until is not None and since >= until:
        raise UsageError("--since is not before --until: nothing could be found")
    return Terms(
        signatures=_signatures(arguments),
        zone=zone,
        since=since,
        until=until,
        inside=(*(arguments.inside or PRIVATE), *(each for _, networks in roles for each in networks)),
        proxies=tuple(arguments.proxies),
        log_format=arguments.log_format,
        engine=arguments.engine,
        evidence=arguments.evidence,
    )


def _seconds(moment: Moment | None, zone: tzinfo, now: datetime) -> float | None:
    """A time of the command line as seconds since 1970."""
    return None if moment is None else moment(zone, now)


def _signatures(arguments: Namespace) -> "Signatures":
    """Ours, those of the user, or both.

    Raises:
        UsageError: a path of --rules has none.
    """
    from netaudit.hunt.sigma.load import NONE, load, merged, shipped

    ours = NONE if arguments.no_shipped_rules else shipped()
    if not arguments.rules:
        if arguments.no_shipped_rules:
            raise UsageError("--no-shipped-rules leaves nothing to go by; name a folder with --rules")
        return ours
    theirs = load([Path(path) for path in arguments.rules], ours)
    if not theirs.signatures and not theirs.correlations:
        _tell_refused(theirs.refused)
        raise UsageError("--rules: none of the rules can be used")
    return merged(ours, theirs)


def _roles(policy: Policy) -> "list[Role]":
    """What the site policy calls addresses and networks, the most telling first."""
    from ipaddress import ip_network

    named = {
        "call-control server": policy.call_control,
        "TFTP server": policy.tftp_servers,
        "DHCP server": policy.dhcp_servers,
        "voice subnet": policy.voice_subnets,
        "management network": policy.management_networks,
        "protected network": policy.protected_networks,
    }
    return [(role, [ip_network(each, strict=False) for each in places]) for role, places in named.items()]


def _tell_refused(refused: "Sequence[Refused]") -> None:
    """Name rules that can not be used on stderr."""
    for each in refused[:MOST_TOLD]:
        named = f"{each.source}: {each.rule}" if each.rule else each.source
        print(f"netaudit: {visible(named)}: {visible(each.reason)}", file=sys.stderr)
    if (more := len(refused) - MOST_TOLD) > 0:
        print(
            f"netaudit: and {more} more rules that can not be used; --format json names all", file=sys.stderr
        )


def _show(hunted: "Hunted", targets: Sequence[Target], arguments: Namespace) -> None:
    """Write the files, then print."""
    for each in targets:
        write(each.path, _rendered(hunted, each.format, arguments, plain))
    put(_rendered(hunted, arguments.format, arguments, paint_of(arguments)))
    if hunted.partial:
        print("netaudit: ended before it was through: what is shown is partial", file=sys.stderr)


def _rendered(hunted: "Hunted", name: str, arguments: Namespace, paint: "Paint") -> Iterator[str]:
    """A report, piece by piece."""
    from netaudit.report import hunt, hunt_rows, hunt_text
    from netaudit.report.hunt_gathered import only

    asked = [Verdict(each) for each in arguments.verdict]
    shown = only(hunted, asked or (LISTED if name == "list" else tuple(Verdict)))
    if name == "text":
        limits = hunt_text.EVERYTHING if arguments.full else hunt_text.SENSIBLE
        return (f"{line}\n" for line in hunt_text.as_text(shown, paint, limits))
    return {"csv": hunt_rows.as_csv, "json": hunt.as_json, "list": hunt_rows.as_list}[name](shown)


def _grade(hunted: "Hunted", verdicts: Sequence[str]) -> int:
    """The exit code: the highest that applies."""
    if hunted.partial:
        return INTERRUPTED
    if hunted.problems:
        return 3
    return int(any(hunted.sightings.verdicts[Verdict(each)] for each in verdicts or VERDICTS))
