"""Logs that leave nothing to skip: every line is a candidate."""

from itertools import islice
from pathlib import Path
from random import Random

from bench.hunt_attacks import ATTACKS
from bench.hunt_events import Flow, denied
from bench.hunt_lines import APACHE, MINUTE
from bench.hunt_logs import START, attackers, deck, request
from bench.hunt_spelling import SPELLINGS, spelled

FIREWALL_HOSTS = 5000


def write_dense(path: Path, lines: int, seed: int) -> None:
    """An Apache log in which every line is an attack."""
    random = Random(f"hunt/{seed}/dense")
    cards = deck([(attack, spelling) for attack in ATTACKS for spelling in SPELLINGS], random)
    addresses = attackers(random)
    now = APACHE.minute(START)
    with path.open("w", encoding="latin-1", newline="") as file:
        for number, (attack, spelling) in enumerate(islice(cards, lines)):
            asked = request(spelled(attack, spelling, random), next(addresses), attack.method, random)
            file.write(f"{APACHE.line(asked, number * 60 // lines).replace(MINUTE, now)}\n")


def write_denies(path: Path, lines: int, seed: int) -> None:
    """A day of a firewall that denies: the hosts inside try some servers each."""
    random = Random(f"hunt/{seed}/denies")
    with path.open("w", encoding="ascii", newline="") as file:
        for number in range(lines):
            host = random.randrange(FIREWALL_HOSTS)
            flow = Flow(
                second=number * 86_400 / lines,
                source=f"10.30.{host // 250}.{host % 250 + 1}",
                port=random.randrange(1024, 65536),
                target=f"203.0.113.{random.randrange(256)}",
                target_port=random.choice((25, 80, 443, 445)),
            )
            file.write(f"{denied(flow, number)}\n")
