"""ciscoconfparse2 as referee: who is whose parent, over every real config there is."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from msgspec import Struct

from netaudit.syntax.flat import indent
from netaudit.syntax.text import clean, decode
from netaudit.syntax.tree import Line, grow

_ROOT = Path(__file__).parents[2]
_CORPUS = _ROOT.parent / "shared" / "corpus" / "ios"
_SAMPLES = _ROOT / "sample_configs"
_IOS = re.compile(r"^(?:hostname|interface|version)\b", re.MULTILINE)


class _Difference(Struct, frozen=True):
    """A line for which the two parsers name different parents, with its ancestors in ours."""

    source: str
    number: int
    line: str
    ours: tuple[str, ...]
    theirs: str | None


def _is_flat(difference: _Difference) -> bool:
    """At the margin in the source, below a header in ours."""
    return difference.line[:1] != " " and bool(difference.ours) and difference.theirs is None


def _is_banner_text(difference: _Difference) -> bool:
    """Somewhere inside a banner in ours, right below the banner in theirs."""
    return difference.ours[:1] == (difference.theirs,) and difference.ours[0].startswith("banner ")


_EXPLAINED: Mapping[str, Callable[[_Difference], bool]] = {
    "pasted without indentation: we know that the commands belong to the header above": _is_flat,
    "text of a banner: we nest it by its own indentation, the referee does not": _is_banner_text,
}
"""Every kind of difference there is, with its reason."""


def _files(folder: Path) -> list[Path]:
    """The files of a folder that look like IOS."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix != ".md")
    return [path for path in files if _IOS.search(decode(path.read_bytes()))]


def _ancestors(
    lines: tuple[Line, ...], above: tuple[Line, ...] = ()
) -> Iterator[tuple[Line, tuple[Line, ...]]]:
    """Every line of our tree with the lines it stands below, outermost first."""
    for line in lines:
        yield line, above
        yield from _ancestors(line.children, (*above, line))


def _referee(text: str) -> dict[int, int | None]:
    """Number of each line's parent as ciscoconfparse2 sees it; None at the margin."""
    from ciscoconfparse2 import CiscoConfParse

    lines = text.expandtabs().replace("\r", "").split("\n")
    parse = CiscoConfParse(lines, syntax="ios", ignore_blank_lines=False)
    return {line.linenum + 1: None if line.parent is line else line.parent.linenum + 1 for line in parse.objs}


def _differences(path: Path) -> Iterator[_Difference]:
    """Lines whose parent the referee sees elsewhere."""
    text = decode(path.read_bytes())
    source = text.expandtabs().replace("\r", "").split("\n")
    theirs = _referee(text)
    for line, above in _ancestors(grow(indent(clean(text).text))):
        parent = theirs[line.number]
        if parent != (above[-1].number if above else None):
            yield _Difference(
                source=path.name,
                number=line.number,
                line=source[line.number - 1],
                ours=tuple(ancestor.text for ancestor in above),
                theirs=source[parent - 1].strip() if parent else None,
            )


@pytest.mark.parametrize("folder", [_CORPUS, _SAMPLES], ids=["corpus", "samples"])
def test_parents_agree_or_the_difference_is_explained(folder: Path) -> None:
    """Both parsers name the same parent for each config line, but for the differences listed."""
    if not folder.is_dir():
        pytest.skip(f"no folder {folder.name} here")
    differences = [difference for path in _files(folder) for difference in _differences(path)]
    assert [d for d in differences if not any(explains(d) for explains in _EXPLAINED.values())] == []


def test_referee_reads_enough_files() -> None:
    """The comparison is over real configs, not over an empty folder."""
    if not _CORPUS.is_dir():
        pytest.skip("the shared corpus is not here")
    assert len(_files(_CORPUS)) >= 50


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("pasted", "interface Gi0/1\nshutdown\n"),
        ("text of a banner", "hostname A\nbanner login ^C\n***\n  staff only\n^C\nend\n"),
    ],
)
def test_each_explanation_is_needed(reason: str, text: str, tmp_path: Path) -> None:
    """A kind of difference that no longer occurs leaves the table."""
    (tmp_path / "a.cfg").write_text(text)
    found = list(_differences(tmp_path / "a.cfg"))
    explains = next(value for key, value in _EXPLAINED.items() if key.startswith(reason))
    assert found
    assert all(map(explains, found))
