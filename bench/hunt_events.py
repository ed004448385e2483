"""Generated logs of firewalls and sensors, with the truth about every host or line.

A worm shows in a firewall by its fan-out: hundreds of servers on 80/tcp within a minute. Hosts that open many
connections to one server, few to several, or many over hours, do not; nor do the servers that answer.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from msgspec import json

from bench.hunt_logs import START, Log, Planted
from bench.hunt_traffic import AGENTS

INFECTED, VICTIMS, SPREAD = 8, 150, 40
"""Hosts that scan; servers each of them tries; within so many seconds."""
BUSY, BUSY_CONNECTIONS = 4, 400
"""Hosts that talk to one server all day: a proxy, a monitoring station."""
SLOW, SLOW_CONNECTIONS = 6, 60
"""Hosts that see a new server every ten minutes."""
QUIET, QUIET_CONNECTIONS = 300, 5
"""Everybody else."""
FAN_OUT = "fan-out"
"""What the truth calls the spread of a worm."""
DAY = 86_400
KINDS = {"firewall.log": "cisco-syslog", "conn.log": "Zeek conn", "eve.json": "EVE"}


class Flow(NamedTuple):
    """A connection that a client tries."""

    second: float
    """Since the log began."""
    source: str
    port: int
    target: str
    target_port: int


def flows(random: Random, site: int) -> tuple[list[Flow], dict[str, str]]:
    """Connections in the order of time, and for each address of interest what it does.

    The addresses of interest are in 10.``site``.0.0/16.
    """
    what: dict[str, str] = {}
    made: list[Flow] = []
    for number in range(INFECTED):
        made += _host(
            random, f"10.{site}.1.{number + 1}", VICTIMS, (SPREAD, random.randrange(DAY - SPREAD)), 80
        )
        what[f"10.{site}.1.{number + 1}"] = FAN_OUT
    for number in range(BUSY):
        made += _busy(random, f"10.{site}.2.{number + 1}", f"203.0.113.{number + 1}")
        what[f"10.{site}.2.{number + 1}"] = "one server"
    for number in range(SLOW):
        made += [
            _flow(random, 600.0 * each + number, f"10.{site}.3.{number + 1}", 80)
            for each in range(SLOW_CONNECTIONS)
        ]
        what[f"10.{site}.3.{number + 1}"] = "slow"
    for number in range(QUIET):
        address = f"10.{16 + number % 16}.{number % 250}.{number % 200 + 1}"
        made += _host(random, address, QUIET_CONNECTIONS, (DAY, 0), random.choice((80, 443)))
    return sorted(made), what


def _host(random: Random, source: str, servers: int, window: tuple[int, int], port: int) -> Iterator[Flow]:
    """So many different servers within a window of a length and a beginning, in seconds."""
    length, begin = window
    for _ in range(servers):
        yield _flow(random, begin + random.random() * length, source, port)


def _busy(random: Random, source: str, target: str) -> Iterator[Flow]:
    for _ in range(BUSY_CONNECTIONS):
        yield _flow(random, random.random() * 600, source, 80)._replace(target=target)


def _flow(random: Random, second: float, source: str, port: int) -> Flow:
    """To a server anywhere in the range that is kept for benchmarks."""
    target = f"198.{random.choice((18, 19))}.{random.randrange(256)}.{random.randrange(1, 255)}"
    return Flow(round(second, 3), source, random.randrange(1024, 65536), target, port)


def denied(flow: Flow, _: int) -> str:
    """ASA 106023."""
    when = f"{_when(flow):%b %d %Y %H:%M:%S}"
    return (
        f"{when} edge1 : %ASA-4-106023: Deny tcp src inside:{flow.source}/{flow.port} "
        f'dst outside:{flow.target}/{flow.target_port} by access-group "inside_in" [0x0, 0x0]'
    )


def built(flow: Flow, number: int) -> str:
    """ASA 302013."""
    when = f"{_when(flow):%b %d %Y %H:%M:%S}"
    there, here = f"{flow.target}/{flow.target_port}", f"{flow.source}/{flow.port}"
    return (
        f"{when} edge1 : %ASA-6-302013: Built outbound TCP connection {number + 1} for "
        f"outside:{there} ({there}) to inside:{here} (192.0.2.1/{flow.port})"
    )


def listed(flow: Flow, number: int) -> str:
    """IOS access list with ``log``."""
    when = f"{_when(flow):%b %d %Y %H:%M:%S}"
    return (
        f"{when} core2 {number}: %SEC-6-IPACCESSLOGP: list 105 denied tcp "
        f"{flow.source}({flow.port}) -> {flow.target}({flow.target_port}), 1 packet"
    )


def connection(flow: Flow, number: int) -> str:
    """A row of Zeek's conn.log."""
    when = START.timestamp() - _offset() + flow.second
    cells = (
        f"{when:.6f}",
        f"C{number:x}",
        flow.source,
        flow.port,
        flow.target,
        flow.target_port,
        "tcp",
        "S0",
    )
    return "\t".join(map(str, cells))


def _offset() -> float:
    """Seconds that local time is behind UTC: ``START`` is UTC and says so nowhere."""
    from datetime import UTC

    return START.timestamp() - START.replace(tzinfo=UTC).timestamp()


def _when(flow: Flow) -> datetime:
    return START + timedelta(seconds=int(flow.second))


CONN_HEAD = (
    "#separator \\x09",
    "#set_separator\t,",
    "#empty_field\t(empty)",
    "#unset_field\t-",
    "#path\tconn",
    "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tconn_state",
    "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring",
)


def write_flows(
    path: Path, head: Sequence[str], spellers: Sequence[Callable[[Flow, int], str]], site: int, seed: int
) -> Log:
    """A log of connections, each by one of these spellers."""
    random = Random(f"hunt/{seed}/{path.name}")
    made, what = flows(random, site)
    lines = [*head, *(random.choice(spellers)(flow, number) for number, flow in enumerate(made))]
    planted = [Planted(0, address, FAN_OUT * (says == FAN_OUT), says, "") for address, says in what.items()]
    return _write(path, KINDS[path.name], lines, planted)


def _write(path: Path, kind: str, lines: Sequence[str], planted: Sequence[Planted]) -> Log:
    text = "".join(f"{line}\n" for line in lines)
    path.write_text(text, encoding="latin-1", newline="")
    return Log(path=str(path), kind=kind, lines=len(lines), size=len(text), planted=tuple(planted))


ALERTS = (
    ("ET EXPLOIT Apache HTTP Server 2.4.49 Path Traversal Attempt", "Attempted Administrator Privilege Gain"),
    ("ET WEB_SERVER cmd.exe In URI - Possible Command Execution Attempt", "Web Application Attack"),
    ("GPL EXPLOIT CodeRed v2 root.exe access", "Web Application Attack"),
)
NOISE = (
    ("SURICATA STREAM 3way handshake wrong seq wrong ack", "Generic Protocol Command Decode"),
    ("ET INFO TLS Handshake Failure", "Not Suspicious Traffic"),
)
"""Alerts that are of no attack."""
EVENTS = ("flow", "dns", "tls", "fileinfo", "http", "stats")
EVE_EVENTS, EVE_RARE = 4000, 50


def write_eve(path: Path, seed: int) -> Log:
    """Suricata's eve.json: alerts among the other events."""
    random = Random(f"hunt/{seed}/{path.name}")
    lines: list[str] = []
    planted: list[Planted] = []
    for number in range(EVE_EVENTS):
        lines.append(_eve(random, number, random.choice(EVENTS), f"10.20.{number % 256}.{number // 256 + 1}"))
        if number % EVE_RARE == 0:
            attack = number % (2 * EVE_RARE) == 0
            address = f"198.{18 if attack else 19}.7.{len(planted) + 1}"
            title, category = random.choice(ALERTS if attack else NOISE)
            alert = {"signature": title, "category": category, "severity": 1 if attack else 3}
            lines.append(_eve(random, number, "alert", address, {"signature_id": 2100000 + number, **alert}))
            planted.append(Planted(len(lines), address, "alert" * attack, category, lines[-1]))
    return _write(path, KINDS[path.name], lines, planted)


def _eve(random: Random, number: int, event: str, source: str, alert: dict[str, object] | None = None) -> str:
    """One event; those of requests have an attack in their referrer."""
    when = START + timedelta(seconds=number * 7)
    common = {
        "timestamp": f"{when:%Y-%m-%dT%H:%M:%S}.{number % 1000:03}000+0000",
        "flow_id": random.getrandbits(48),
        "event_type": event,
        "src_ip": source,
        "src_port": random.randrange(1024, 65536),
        "dest_ip": "10.1.1.20",
        "dest_port": 80,
        "proto": "TCP",
    }
    asked = {
        "hostname": "www.example.com",
        "url": f"/products/list.asp?id={number}",
        "http_user_agent": random.choice(AGENTS),
        "http_refer": "http://search.example.net/?q=../../../../etc/passwd",
        "http_method": "GET",
        "protocol": "HTTP/1.1",
        "status": 200,
    }
    more: dict[str, object] = {}
    if alert:
        more = {"alert": {"action": "allowed", "gid": 1, "rev": 1, **alert}, "app_proto": "http"}
    elif event == "http":
        more = {"http": asked}
    return json.encode({**common, **more}).decode()


def write_events(folder: Path, seed: int) -> list[Log]:
    """All logs of this kind."""
    return [
        write_flows(folder / "firewall.log", (), (denied, built, listed), 8, seed),
        write_flows(folder / "conn.log", CONN_HEAD, (connection,), 9, seed),
        write_eve(folder / "eve.json", seed),
    ]
