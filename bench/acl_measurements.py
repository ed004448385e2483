"""The runs on access lists: a long one beside a peer, tangled ones, and those of a fleet."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct, json

from bench.accuracy import Score, score
from bench.acl_fleet import write_filters, write_gateways
from bench.acl_list import AccessList, long_list
from bench.acl_runs import Look, list_rules
from bench.acl_worst import worst_list
from bench.defects import Truth
from bench.measurements import printed

FLEET_ROUNDS = 2
"""Most runs of each audit of gateways: they are long, and only compared with each other."""


class Sizes(Struct, frozen=True, kw_only=True):
    """How much of each is generated."""

    entries: int = 10_000
    peer_entries: int = 1000
    worst: tuple[int, ...] = (100, 300, 1000)
    devices: int = 1000


SMOKE = Sizes(entries=1000, peer_entries=100, worst=(50, 100), devices=40)


class Lists(Struct, frozen=True, kw_only=True):
    """One long list for netaudit, a shorter one of the same kind for the peer, and tangled ones."""

    entries: int
    ours: Look
    peer_entries: int
    peer: Look
    scores: tuple[Score, ...]
    peer_scores: tuple[Score, ...]
    """Of the shorter list."""
    worst: tuple[tuple[int, Look], ...]
    """Number of entries, and what linting them took."""


class Fleet(Struct, frozen=True, kw_only=True):
    """Switches with access lists: the audit with and without the rules for them, and the lists alone."""

    devices: int
    rules: tuple[str, ...]
    """Those that were left out."""
    with_rules: Look
    without_rules: Look
    different: Look
    """Linting a folder in which no two devices have the same lists."""
    alike: Look
    """The same where all have the same."""


def look(tool: str, path: Path) -> Look:
    """One look in a fresh process."""
    command = (sys.executable, "-m", "bench.acl_runs", tool, str(path))
    return json.decode(printed(command), type=Look)


def in_turns(asked: Sequence[tuple[str, Path]], rounds: int) -> tuple[Look, ...]:
    """The fastest of several looks of each tool; they take turns, so that all meet the same noise."""
    turns = [[look(tool, path) for tool, path in asked] for _ in range(rounds)]
    return tuple(min(looks, key=lambda look: look.seconds) for looks in zip(*turns, strict=True))


def lists(work: Path, sizes: Sizes, seed: int, rounds: int) -> Lists:
    """Lint a long list, and let the peer look at a shorter one; then lint what is as tangled as can be."""
    own, others = long_list(sizes.entries, seed), long_list(sizes.peer_entries, seed)
    tangled = [worst_list(entries, seed) for entries in sizes.worst]
    ours, peer = in_turns((("lint", _write(work, own)), ("cisco_acl", _write(work, others))), rounds)
    worst = [look("lint", _write(work, each)) for each in tangled]
    return Lists(
        entries=len(own.entries),
        ours=ours,
        peer_entries=len(others.entries),
        peer=peer,
        scores=score(truth(own), said(ours, own)),
        peer_scores=score(truth(others), said(peer, others)),
        worst=tuple(zip(sizes.worst, worst, strict=True)),
    )


def _write(work: Path, made: AccessList) -> Path:
    """The list as a config of nothing else; its first line is the list's."""
    path = work / f"{made.name}-{len(made.entries)}.cfg"
    path.write_text("\n".join((*made.lines(), "")), encoding="utf-8")
    return path


def truth(made: AccessList) -> Iterator[Truth]:
    """What has to be said of a generated list."""
    lines = made.line_numbers()
    single = set(made.unreachable) - set(made.joint)
    for code, numbers in (
        ("unreachable by one line", single),
        ("unreachable by several", made.joint),
        ("of these with the other action", made.conflicting),
        ("redundant", made.redundant),
    ):
        yield from (Truth(made.name, code, f"line {lines[number]}") for number in numbers)


def said(found: Look, made: AccessList) -> set[Truth]:
    """What a tool said of a generated list, in the words of its truth."""
    codes = {
        "unreachable by one line": set(found.unreachable) - set(found.joint),
        "unreachable by several": found.joint,
        "of these with the other action": found.conflicting,
        "redundant": found.redundant,
    }
    return {Truth(made.name, code, f"line {line}") for code, lines in codes.items() for line in lines}


def fleet(work: Path, sizes: Sizes, seed: int, rounds: int) -> Fleet:
    """Audit gateways with and without the rules on lists; lint lists that differ, and lists that do not."""
    gateways, different, alike = work / "gateways", work / "different", work / "alike"
    write_gateways(gateways, sizes.devices, seed)
    write_filters(different, sizes.devices, seed, alike=False)
    write_filters(alike, sizes.devices, seed, alike=True)
    audits = (("audit", gateways), ("audit_without_lists", gateways))
    with_rules, without_rules = in_turns(audits, min(rounds, FLEET_ROUNDS))
    apart, same = in_turns((("lint", different), ("lint", alike)), min(rounds, FLEET_ROUNDS))
    return Fleet(
        devices=sizes.devices,
        rules=list_rules(),
        with_rules=with_rules,
        without_rules=without_rules,
        different=apart,
        alike=same,
    )
