"""What a hunt searches for, for the peers to search for the same.

``python -m bench.hunt_literals FILE`` writes it, a literal a line, and prints how many there are as JSON.
"""

import sys
from pathlib import Path

from msgspec import Struct, json

WEB = ("iis-w3c", "ncsa")
"""Kinds of the logs that the peers are given."""


class Searched(Struct, frozen=True, kw_only=True):
    """How much is searched for."""

    signatures: int
    literals: int


def literals() -> tuple[bytes, ...]:
    """Those compiled for logs of web servers, signs of encoding and marks included."""
    from netaudit.hunt.engine.candidates import candidates
    from netaudit.hunt.engine.engine import Engine, Search
    from netaudit.hunt.formats.detect import FORMATS
    from netaudit.hunt.sigma.load import shipped

    asked: set[bytes] = set()

    def note(wanted: tuple[bytes, ...]) -> Search:
        asked.update(wanted)
        return lambda _buffer, _end: []

    for name in WEB:
        kind = FORMATS[name]
        mine = [each for each in shipped().signatures if each.categories & kind.categories]
        candidates(Engine("notebook", "", note), [kind], mine)
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
