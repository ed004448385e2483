"""One look of one tool at access lists, in a process of its own.

``python -m bench.acl_runs TOOL PATH`` prints one ``Look`` as JSON. Importing the tool is not timed; reading,
parsing, judging and printing are.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from msgspec import Struct, json
from msgspec.structs import replace

from bench.engines import AUDIT, peak_bytes

if TYPE_CHECKING:
    from netaudit.analysis.acl.flaws import Lint
    from netaudit.model import Acl


class Look(Struct, frozen=True, kw_only=True):
    """What a tool took, and what it said; lines are those of the file."""

    seconds: float
    peak_bytes: int = 0
    read: int = 0
    """Entries that it judged, of those that it was given."""
    given: int = 0
    unreachable: tuple[int, ...] = ()
    conflicting: tuple[int, ...] = ()
    """Those of the unreachable whose packets get the other action."""
    joint: tuple[int, ...] = ()
    """Those of the unreachable that no single line covers."""
    redundant: tuple[int, ...] = ()


def lint(path: Path) -> Look:
    """netaudit: parse a file or all files of a folder, work out what each list means, judge its entries."""
    from netaudit.analysis.acl.lint import lint_list
    from netaudit.parsers import load

    found: list[tuple[Acl, Lint]] = []
    begin = time.perf_counter()
    for each in sorted(path.iterdir()) if path.is_dir() else [path]:
        for parsed in load(each.read_bytes(), each.name):
            device = parsed.device
            found += ((acl, lint_list(device, acl)) for acl in device.acls)
    seconds = time.perf_counter() - begin
    unreachable = [(acl, each) for acl, judged in found for each in judged.unreachable]
    return Look(
        seconds=seconds,
        given=sum(len(acl.entries) for acl, _ in found),
        read=sum(len(acl.entries) - len(judged.undecided) for acl, judged in found),
        unreachable=tuple(_line(acl, each.index) for acl, each in unreachable),
        conflicting=tuple(_line(acl, each.index) for acl, each in unreachable if each.different_action),
        joint=tuple(_line(acl, each.index) for acl, each in unreachable if len(each.blocked_by) > 1),
        redundant=tuple(_line(acl, each.index) for acl, judged in found for each in judged.redundant),
    )


def _line(acl: "Acl", place: int) -> int:
    """The line of an entry."""
    return acl.line + acl.entries[place].offset


def audit(path: Path) -> Look:
    """netaudit: the whole audit."""
    return Look(seconds=_seconds((*AUDIT, "--jobs", "1", str(path))))


def audit_without_lists(path: Path) -> Look:
    """netaudit: the audit without the rules on access lists and on filters between voice and data."""
    rules = list_rules()
    ignored = ("--ignore", ",".join(rules)) if rules else ()
    return Look(seconds=_seconds((*AUDIT, "--jobs", "1", *ignored, str(path))))


def list_rules() -> tuple[str, ...]:
    """Names of the rules that need the meaning of access lists."""
    import netaudit.rules

    topics = [Path(netaudit.rules.__path__[0]) / topic for topic in ("access_lists", "filters")]
    return tuple(module.name.replace("_", "-") for module in iter_modules(map(str, topics)))


def _seconds(words: tuple[str, ...]) -> float:
    """Seconds that a command takes.

    Raises:
        SystemExit: it failed.
    """
    from netaudit.cli import main

    begin = time.perf_counter()
    with redirect_stdout(StringIO()):
        code = main(words)
    seconds = time.perf_counter() - begin
    if code:
        raise SystemExit(code)
    return seconds


def cisco_acl(path: Path) -> Look:
    """cisco_acl: parse one list, and look for lines in the shadow of a line above with the same action."""
    from cisco_acl import Acl

    head, *body = path.read_text(encoding="utf-8").splitlines()
    known = [line for line in body if _understood(line)]
    given = [line for line in body if not _is_remark(line)]
    begin = time.perf_counter()
    shading = Acl("\n".join((head, *known))).shading()
    seconds = time.perf_counter() - begin
    shadowed = {line for lines in shading.values() for line in lines}
    return Look(
        seconds=seconds,
        given=len(given),
        read=len(known) - len(body) + len(given),
        unreachable=tuple(_lines_of(body, shadowed)),
    )


def _understood(line: str) -> bool:
    """Whether cisco_acl knows the syntax of an entry."""
    from cisco_acl import Ace

    try:
        return _is_remark(line) or bool(Ace(line.strip()))
    except ValueError:
        return False


def _is_remark(line: str) -> bool:
    return line.split(maxsplit=1)[0] == "remark"


def _lines_of(body: list[str], shadowed: set[str]) -> Iterator[int]:
    """The lines that it spoke of. It tells them by their text: of equal ones it means all but the first."""
    from cisco_acl import Ace

    seen: set[str] = set()
    repeated = {line for line in body if body.count(line) > 1}
    for number, line in enumerate(body, 2):
        if (
            not _is_remark(line)
            and Ace(line.strip()).line in shadowed
            and (line not in repeated or line in seen)
        ):
            yield number
        seen.add(line)


TOOLS = {
    "lint": lint,
    "audit": audit,
    "audit_without_lists": audit_without_lists,
    "cisco_acl": cisco_acl,
}


def look(tool: str, path: Path) -> Look:
    """Let a tool look at a path, once."""
    return replace(TOOLS[tool](path), peak_bytes=peak_bytes())


if __name__ == "__main__":
    sys.stdout.write(json.encode(look(sys.argv[1], Path(sys.argv[2]))).decode())
