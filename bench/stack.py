"""A stack with a phone on every port: how long every way through it takes, beside reading its config.

``python -m bench.stack MEMBERS SEED`` measures once and prints ``Ways`` as JSON; a process of its own
each time, so that nothing is remembered from an earlier one.
"""

import sys
import time
from collections.abc import Iterator
from random import Random

from msgspec import Struct, json
from msgspec.structs import replace

from bench.fleet import PORTS, plan
from bench.people import occupant
from bench.switch import UPLINKS, Port, Switch
from bench.text import running_config

ROUTING = 25
"""Place in the fleet of a switch that routes, the model that can be stacked nine high."""


class Ways(Struct, frozen=True, kw_only=True):
    """What one look at the stack took."""

    members: int
    lines: int
    phones: int
    uplinks: int
    traces: int
    """Phone ports by uplinks by kinds of packets, and the other ways that calls take."""
    read_seconds: float
    trace_seconds: float
    json_seconds: float
    """For printing every trace with its lines."""


def stack(members: int, seed: int) -> Switch:
    """A stack whose ports all have a phone, as the campus standard wants it."""
    random = Random(f"stack/{seed}")
    switch = plan(ROUTING, random)
    return replace(switch, ports=tuple(_ports(switch, members, random)))


def _ports(switch: Switch, members: int, random: Random) -> Iterator[Port]:
    """The ports of all members, each with a description of its own."""
    for member in range(1, members + 1):
        for number in range(1, PORTS + 1):
            yield Port(
                name=f"GigabitEthernet{member}/0/{number}",
                description=occupant(random, f"{member}.{number}", f"{member}-{number}-A"),
                access_vlan=switch.data_vlan,
                voice_vlan=switch.voice_vlan,
            )


def measure(members: int, seed: int) -> Ways:
    """Read a stack, trace every way through it, print all traces."""
    from netaudit.analysis.roles import assign
    from netaudit.analysis.treatment.families import family_of
    from netaudit.parsers import load
    from netaudit.report.trace import as_json
    from netaudit.report.trace_question import Question, answer
    from netaudit.report.trace_text import count
    from netaudit.site.policy import Policy, Profile

    switch = stack(members, seed)
    data = running_config(switch).encode()
    family_of("c3k")  # loaded here, as imports do not count
    begin = time.perf_counter()
    (parsed,) = load(data, "stack")
    device = assign(parsed.device, Policy())
    read = time.perf_counter()
    cases = answer(device, Question(every=True), Profile.SRND4)
    traced = time.perf_counter()
    as_json(device, cases)
    printed = time.perf_counter()
    return Ways(
        members=members,
        lines=data.count(b"\n"),
        phones=len(device.with_role("phone")),
        uplinks=len(UPLINKS[switch.model]),
        traces=count(cases).total(),
        read_seconds=read - begin,
        trace_seconds=traced - read,
        json_seconds=printed - traced,
    )


if __name__ == "__main__":
    sys.stdout.write(json.encode(measure(int(sys.argv[1]), int(sys.argv[2]))).decode())
