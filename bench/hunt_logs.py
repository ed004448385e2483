"""Generated web logs of any size, with the truth about every line.

Some megabytes of ordinary lines are made for each shape of a log and cut into blocks of a minute's traffic;
the log is these blocks in random order, each in a minute of its own, with attacks and decoys in between.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from io import BufferedWriter
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import TypeVar

from msgspec import Struct

from bench.hunt_attacks import ATTACKS, Attack
from bench.hunt_decoys import DECOYS
from bench.hunt_lines import APACHE, IIS5, IIS5_EXTENDED, IIS6, IIS10, MINUTE, SHUFFLED, Shape
from bench.hunt_spelling import SPELLINGS, spelled
from bench.hunt_traffic import Request, broken, requests

BLOCK_LINES = 240
"""A minute of traffic, some 64 KB."""
POOL_BLOCKS = 200
"""Different blocks of a shape, some 12 MB."""
RARE, OFTEN = 10_000, 100
"""Ordinary lines for each attack: in a log that is measured, and in a small one that is only scored."""
BROKEN_SHARE = 0.01
LINES_EACH = 3
"""Most attacks from one address: as many as a sighting keeps for each signature."""
ATTACKED = (404, 404, 404, 400, 403, 500, 200)
START = datetime(2026, 3, 2)  # noqa: DTZ001 - written with the offset or the meaning that each format has

SECTIONS = ((IIS6, 0.21), (IIS5_EXTENDED, 0.17), (IIS10, 0.3), (SHUFFLED, 0.09), (IIS5, 0.06), (IIS10, 0.17))
"""Shapes of the IIS log in the order they follow one another, each with its share."""


RESTART = 997
"""Blocks between two starts of the server, at each of which it writes its directives again."""
LARGE = 100_000_000
"""Bytes from which on attacks are rare."""
WITHOUT_QUERY = frozenset(
    {"code-red", "code-red-ii", *(a.name for a in ATTACKS if a.name.startswith("nimda-"))}
)
"""Attacks whose path says enough."""

Card = TypeVar("Card")


class Planted(Struct, frozen=True):
    """A line that was put in on purpose."""

    line: int
    """From 1."""
    address: str
    attack: str
    """Name of the attack; empty for a decoy."""
    says: str
    """Spelling of the attack, or kind of decoy."""
    text: str
    """The line without its end, latin-1."""
    status: int = 0
    """What the server answered: after 200 it may be said to be open to the attack."""


class Log(Struct, frozen=True, kw_only=True):
    """One generated log. Every line that is not among those planted is ordinary."""

    path: str
    kind: str
    lines: int
    size: int
    planted: tuple[Planted, ...]


def pool(shape: Shape, random: Random, blocks: int) -> list[bytes]:
    """Blocks of ordinary lines."""
    traffic = requests(random)
    return [_block(shape, islice(traffic, BLOCK_LINES), random) for _ in range(blocks)]


def _block(shape: Shape, traffic: Iterable[Request], random: Random) -> bytes:
    """A minute's lines; only Apache logs requests that are none."""
    if shape is APACHE:
        traffic = (broken(random, each) if random.random() < BROKEN_SHARE else each for each in traffic)
    lines = [shape.line(each, index * 60 // BLOCK_LINES) for index, each in enumerate(traffic)]
    return "".join(f"{line}{shape.end}" for line in lines).encode("latin-1")


def attackers(random: Random, first: int = 1) -> Iterator[str]:
    """Addresses that attack, from inside and outside, each at most as often as a sighting keeps lines.

    Numbers are below 64,000. Logs with other first numbers have other attackers.
    """
    for number in count(first):
        high, low = divmod(number, 250)
        outside = (f"198.18.{high % 256}.{low + 1}", f"10.{200 + high % 50}.{high // 50}.{low + 1}")
        address = random.choice((*outside, outside[0], f"2001:db8::{number:x}"))
        yield from [address] * random.randint(1, LINES_EACH)


def bystanders(first: int = 1) -> Iterator[str]:
    """Addresses of those who only look like attackers, each once."""
    for number in count(first):
        high, low = divmod(number, 250)
        yield f"198.19.{high % 256}.{low + 1}"


def deck(cards: Sequence[Card], random: Random) -> Iterator[Card]:
    """All of them in random order, again and again."""
    while True:
        yield from random.sample(cards, len(cards))


class Writer:
    """A log while it is written."""

    def __init__(self, file: BufferedWriter, random: Random, rare: int, first: int) -> None:
        self.planted: list[Planted] = []
        self.lines = self.size = 0
        self._file, self._random, self._rare = file, random, rare
        self._minute = START
        self._attacks = deck([(attack, spelling) for attack in ATTACKS for spelling in SPELLINGS], random)
        self._decoys = deck(DECOYS, random)
        self._attackers, self._bystanders = attackers(random, first), bystanders(first)

    def section(self, shape: Shape, blocks: Sequence[bytes], end: int) -> None:
        """Blocks of one shape until the log has this size; the server is started anew now and then."""
        for number in count():
            if self.size >= end:
                return
            if shape.head and number % RESTART == 0:
                self._write("".join(f"{line.format(now=self._minute)}\n" for line in shape.head), shape)
            self._put(self._random.choice(blocks), shape, BLOCK_LINES)
            for _ in range(self._due()):
                self._attack(shape)
            for _ in range(self._due()):
                self._decoy(shape)
            self._minute += timedelta(minutes=1)

    def _due(self) -> int:
        """How many lines are planted behind a block: on average as many as are due for its lines."""
        whole, part = divmod(BLOCK_LINES / self._rare, 1)
        return int(whole) + (self._random.random() < part)

    def _put(self, block: bytes, shape: Shape, lines: int) -> None:
        """A block in its minute."""
        data = block.replace(MINUTE.encode(), shape.minute(self._minute).encode())
        self._file.write(data)
        self.size += len(data)
        self.lines += lines

    def _write(self, text: str, shape: Shape) -> None:
        """Lines that are not of a pool: their ends are those of the shape."""
        block = text.replace("\n", shape.end).encode("latin-1")
        self._put(block, shape, text.count("\n"))

    def _attack(self, shape: Shape) -> None:
        """One attack that this shape can show."""
        attack, spelling = next(self._attacks)
        while shape.paths_only and not shown_by_path(attack):
            attack, spelling = next(self._attacks)
        target = spelled(attack, spelling, self._random)
        asked = request(target, next(self._attackers), attack.method, self._random)
        self._plant(shape, asked, attack.name, "as sent" if attack.where == "worm" else spelling)

    def _decoy(self, shape: Shape) -> None:
        """One that only looks like an attack."""
        decoy = next(self._decoys)
        asked = request(decoy.target, next(self._bystanders), "GET", self._random)
        self._plant(shape, asked._replace(agent=decoy.agent, referrer=decoy.referrer), "", decoy.kind)

    def _plant(self, shape: Shape, asked: Request, attack: str, says: str) -> None:
        """Write the line and the truth about it."""
        text = shape.line(asked, self._random.randrange(60))
        text = text.replace(MINUTE, shape.minute(self._minute))
        self._write(f"{text}\n", shape)
        self.planted.append(Planted(self.lines, asked.address, attack, says, text, asked.status))


def shown_by_path(attack: Attack) -> bool:
    """Whether a log without queries shows the attack."""
    return attack.name in WITHOUT_QUERY or "?" not in attack.target


def request(target: str, address: str, method: str, random: Random) -> Request:
    """What is asked of a server that has no such hole, most of the time."""
    agent, referrer = random.choice(("", "Mozilla/5.0", "curl/8.7.1")), ""
    return Request(
        address, method, target, random.choice(ATTACKED), random.randrange(300, 900), agent, referrer
    )


def write_log(path: Path, sections: Sequence[tuple[Shape, float]], size: int, first: int, seed: int) -> Log:
    """Write a log of about this many bytes; ``first`` is the number of its first attacker."""
    random = Random(f"hunt/{seed}/{path.name}")
    few = max(4, min(POOL_BLOCKS, size // 100_000))
    shapes = {shape.name: shape for shape, _ in sections}
    pools = {name: pool(shape, random, few) for name, shape in shapes.items()}
    end = 0.0
    with path.open("wb") as file:
        writer = Writer(file, random, RARE if size >= LARGE else OFTEN, first)
        for shape, share in sections:
            end += share * size
            writer.section(shape, pools[shape.name], int(end))
    kind = sections[0][0].name.split()[0]
    return Log(path=str(path), kind=kind, lines=writer.lines, size=writer.size, planted=tuple(writer.planted))
