"""What a hunt searches for, for the peers to search for the same.

``python -m bench.hunt_literals FILE`` writes it, a literal a line, and prints how many there are as JSON.
"""

import sys
from pathlib import Path

from msgspec import Struct, json

WEB = ("iis-w3c", "ncsa")
"""Kinds of the logs that the peers are given."""
BEYOND_ASCII = b"\xff\n"
"""Some literals are searched for only where there are such bytes, as in the paths of the IIS log."""


class Searched(Struct, frozen=True, kw_only=True):
    """How much is searched for."""

    signatures: int
    literals: int


def literals() -> tuple[bytes, ...]:
    """Those compiled for logs of web servers, signs of encoding and marks included."""
    from netaudit.hunt.engine.engine import Engine, Search
    from netaudit.hunt.kit import Kit
    from netaudit.hunt.sigma.load import shipped
    from netaudit.hunt.terms import Terms

    asked: set[bytes] = set()

    def note(wanted: tuple[bytes, ...]) -> Search:
        asked.update(wanted)
        return lambda _buffer, _end: []

    kit = Kit(Terms(signatures=shipped()))
    kit.engine = Engine("notebook", note)
    for name in WEB:
        kit.tools(name).search(bytearray(BEYOND_ASCII), len(BEYOND_ASCII))
    return tuple(sorted(asked))


def main(path: Path) -> None:
    """Write the literals. A file of lines can not hold those with a line end in them, if there are any."""
    from netaudit.hunt.sigma.load import shipped

    wanted = tuple(literal for literal in literals() if b"\n" not in literal)
    path.write_bytes(b"".join(literal + b"\n" for literal in wanted))
    signatures = shipped().signatures
    told = Searched(signatures=len(signatures), literals=len(wanted))
    sys.stdout.buffer.write(json.encode(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
