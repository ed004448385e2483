"""Which kind of log it is, by its first lines."""

from collections.abc import Mapping, Sequence

from netaudit.hunt.formats.cisco import CISCO
from netaudit.hunt.formats.eve import EVE
from netaudit.hunt.formats.format import Format, Layout
from netaudit.hunt.formats.iis import IIS
from netaudit.hunt.formats.ncsa import NCSA
from netaudit.hunt.formats.nmap import NMAP
from netaudit.hunt.formats.nuclei import NUCLEI
from netaudit.hunt.formats.table import CSV
from netaudit.hunt.formats.w3c import W3C
from netaudit.hunt.formats.zeek import ZEEK_CONN, ZEEK_HTTP

BOM = b"\xef\xbb\xbf"

FORMATS: Mapping[str, Format] = {
    kind.name: kind
    for kind in (
        W3C,
        ZEEK_HTTP,
        ZEEK_CONN,
        EVE,
        NMAP,
        NUCLEI,
        NCSA,
        IIS,
        CISCO,
        CSV,
    )
}
"""By name, from those told by a header of their own to those told by the shape of their lines alone."""


def detect(head: Sequence[bytes]) -> tuple[Format, Layout] | None:
    """The first format that takes most of the lines for its own; None if none does, or there are no lines."""
    lines = _clean(head)
    found = ((kind, kind.recognise(lines)) for kind in FORMATS.values())
    return next(((kind, layout) for kind, layout in found if layout is not None), None)


def forced(name: str, head: Sequence[bytes]) -> tuple[Format, Layout] | None:
    """The format of that name, with the layout that most lines, or else the first that fits, ask for.

    None if no line is of that format. Raises KeyError if there is no such format.
    """
    kind, lines = FORMATS[name], _clean(head)
    tries = (kind.recognise(some) for some in (lines, *([line] for line in lines)))
    return next(((kind, layout) for layout in tries if layout is not None), None)


def blank(head: Sequence[bytes]) -> bool:
    """Whether there is nothing to tell a format by: no line, or blank lines and ``#`` comments only."""
    return not any(_says_something(line) for line in _clean(head))


def _clean(head: Sequence[bytes]) -> list[bytes]:
    """Without line endings and the mark that editors on Windows put in front."""
    lines = [line.rstrip(b"\r\n") for line in head]
    if lines:
        lines[0] = lines[0].removeprefix(BOM)
    return lines


def _says_something(line: bytes) -> bool:
    return bool(line.strip(b"\0 \t")) and not line.lstrip(b"\0 \t").startswith(b"#")
