"""One slice of a log, read once."""

from collections.abc import Callable, Generator
from contextlib import closing
from itertools import chain
from typing import Final, NamedTuple

from netaudit.errors import InputError
from netaudit.hunt.formats.detect import FORMATS, blank, detect, forced
from netaudit.hunt.formats.format import Format, Layout
from netaudit.hunt.intake.blocks import Block, blocks
from netaudit.hunt.intake.magic import Opened
from netaudit.hunt.intake.slices import Slice, Text, reading
from netaudit.hunt.kit import Kit
from netaudit.hunt.scanner import Part, Scanner, Tell
from netaudit.syntax.source import STDIN

HEAD: Final = 200
"""Lines that tell what kind of log it is."""
LONGEST: Final = 64 * 1024
"""Bytes of each of them that are looked at."""
UNKNOWN: Final = "no known log format; name it with --log-format, or leave this file out"
UNLIKE: Final = "no line of its beginning looks like {}; is --log-format right?"

Stop = Callable[[], bool]


class Begun(NamedTuple):
    """What the first lines of a log told."""

    known: tuple[Format, Layout] | None
    problem: str = ""


def scan(kit: Kit, piece: Slice, tell: Tell, stop: Stop) -> Part:
    """Read a slice; ``stop`` is asked after each block."""
    try:
        with reading(piece) as text:
            return _scanned(kit, piece, text, tell, stop)
    except InputError as error:
        return Part(problem=str(error))


def again(kit: Kit, piece: Slice, part: Part, tell: Tell) -> Part:
    """What a slice comes to with another layout at its start, from the candidates that were kept of it."""
    known = _given(piece)
    if known is None or part.kept is None:
        return part
    scanner = Scanner(kit, piece.source, *known, tell)
    for line, text in part.kept:
        scanner.again(line, text)
    return scanner.part(stopped=False)._replace(lines=part.lines, problem=part.problem)


def _scanned(kit: Kit, piece: Slice, text: Text, tell: Tell, stop: Stop) -> Part:
    """Read an open slice."""
    stream, notes = text.opened.stream, text.opened.notes
    with closing(_blocks(kit, piece, text.opened)) as parts:
        first = next(parts, None)
        begun = _begun(kit, piece, first)
        if first is None or begun.known is None:
            tell(text.taken())
            return Part(problem=stream.damage or begun.problem, notes=notes)
        scanner = Scanner(kit, piece.source, *begun.known, tell)
        stopped = False
        for block in chain([first], parts):
            tell(text.taken())
            scanner.block(block)
            if stopped := stop():
                break
    tell(text.taken())
    part = scanner.part(stopped=stopped)
    return part._replace(problem=stream.damage or begun.problem, notes=notes + part.notes)


def _blocks(kit: Kit, piece: Slice, text: Opened) -> Generator[Block]:
    """The blocks of a slice. What is packed is unpacked ahead; not from a pipe, which may keep it waiting."""
    if piece.source == STDIN or not text.whole:
        return blocks(text.stream, kit.buffers[:1])
    from netaudit.hunt.intake.ahead import ahead

    return ahead(blocks(text.stream, kit.buffers))


def _begun(kit: Kit, piece: Slice, block: Block | None) -> Begun:
    """Format and layout at the start of a slice: given, or told from its first lines."""
    if block is None:
        return Begun(None)
    known = _given(piece)
    return Begun(known) if known else begun(head(block), kit.terms.log_format)


def _given(piece: Slice) -> tuple[Format, Layout] | None:
    """Format and layout at the start of a slice, if they are known."""
    if piece.format is None or piece.layout is None:
        return None
    return FORMATS[piece.format], piece.layout


def begun(lines: list[bytes], name: str | None) -> Begun:
    """What the first lines of a log tell; a name of a format overrules them."""
    if name is None:
        known = detect(lines)
        return Begun(known, "" if known or (blank(lines) and len(lines) < HEAD) else UNKNOWN)
    known = forced(name, lines)
    return Begun(known or (FORMATS[name], Layout()), "" if known or blank(lines) else UNLIKE.format(name))


def head(block: Block) -> list[bytes]:
    """The first lines of a block."""
    buffer, end = block.buffer, block.end
    lines: list[bytes] = []
    at = 0
    while at < end and len(lines) < HEAD:
        close = buffer.find(b"\n", at, end)
        stop = end if close < 0 else close
        lines.append(bytes(buffer[at : min(stop, at + LONGEST)]))
        at = stop + 1
    return lines
