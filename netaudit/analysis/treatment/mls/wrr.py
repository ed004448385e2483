"""Weighted round robin with one strict queue: the 2950 and the 3550, whose queue is chosen by CoS."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from netaudit.model import Place

QUEUES = 4
COS_QUEUES = (1, 1, 2, 2, 3, 3, 4, 4)
"""Queue of CoS 0-7 until told otherwise."""
EXPEDITE = 4
HIGHEST_COS = 7


class Weights(Struct, frozen=True, kw_only=True):
    """The last ``wrr-queue bandwidth`` line: weights of queues 1 to 4, and where it stands."""

    values: tuple[int, ...]
    text: str
    places: tuple[Place, ...]


Lines = Iterable[tuple[str, tuple[Place, ...]]]
"""``wrr-queue`` lines, each with its place."""


def queues(lines: Lines) -> Mapping[int, tuple[int, str, tuple[Place, ...]]]:
    """CoS to its queue, with the line that says so or the default."""
    table: dict[int, tuple[int, str, tuple[Place, ...]]] = {
        cos: (queue, f"default: CoS {cos} in queue {queue}", ()) for cos, queue in enumerate(COS_QUEUES)
    }
    for text, places in lines:
        match text.split():
            case ["wrr-queue", "cos-map", queue, *values] if queue.isdecimal() and 1 <= int(queue) <= QUEUES:
                for cos in values:
                    if cos.isdecimal() and int(cos) <= HIGHEST_COS:
                        table[int(cos)] = (int(queue), " ".join(text.split()), places)
    return table


def weights(lines: Lines) -> Weights | None:
    """The weights that are written, the last line's; None where no line says any."""
    found = None
    for text, places in lines:
        match text.split():
            case ["wrr-queue", "bandwidth", *numbers] if len(numbers) == QUEUES:
                if all(number.isdecimal() for number in numbers):
                    found = Weights(
                        values=tuple(map(int, numbers)), text=" ".join(text.split()), places=places
                    )
    return found


def percent(values: tuple[int, ...], queue: int, *, expedite: bool) -> float:
    """The share of a queue by weight; a strict queue 4 stands outside the reckoning."""
    sharing = values[: EXPEDITE - 1] if expedite else values
    total = sum(sharing)
    return 100 * values[queue - 1] / total if total else 0.0
