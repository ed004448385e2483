"""Files, folders, globs and stdin."""

import io
from pathlib import Path

import pytest

from netaudit.errors import InputError, UsageError
from netaudit.syntax.source import find, read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with configs at two levels, a hidden file and a hidden folder."""
    for name in ("b.cfg", "a.cfg", "site/c.cfg", "site/d.txt", ".hidden.cfg", ".git/e.cfg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("hostname X\n")
    return tmp_path


def _names(found: list[str], folder: Path) -> list[str]:
    return [str(Path(file).relative_to(folder)) for file in found]


def test_folder_is_walked_sorted_without_hidden_files(folder: Path) -> None:
    """A folder stands for all its visible files, at any depth, in sorted order."""
    assert _names(find([str(folder)]), folder) == ["a.cfg", "b.cfg", "site/c.cfg", "site/d.txt"]


def test_globs_reach_one_level_or_all(folder: Path) -> None:
    """``*`` stays in its folder, ``**`` descends; hidden files match neither."""
    assert _names(find([f"{folder}/*.cfg"]), folder) == ["a.cfg", "b.cfg"]
    assert _names(find([f"{folder}/**/*.cfg"]), folder) == ["a.cfg", "b.cfg", "site/c.cfg"]
    assert _names(find([f"{folder}/s*"]), folder) == ["site/c.cfg", "site/d.txt"]


def test_order_of_arguments_is_kept_and_nothing_comes_twice(folder: Path) -> None:
    """A file that several arguments name is read once, at its first place."""
    b = str(folder / "b.cfg")
    assert find([b, f"{folder}/*.cfg", "-", "-", b]) == [b, str(folder / "a.cfg"), "-"]


def test_what_stands_beside_configs_is_left_out_unless_named(tmp_path: Path) -> None:
    """Notes, the site policy and earlier reports in a folder of configs are no configs."""
    for name in ("README.md", "netaudit.yaml", "last.json", "switch.cfg"):
        (tmp_path / name).write_text("hostname A\n")
    assert find([str(tmp_path)]) == [str(tmp_path / "switch.cfg")]
    assert find([str(tmp_path / "README.md")]) == [str(tmp_path / "README.md")]


def test_folder_of_logs_is_left_out_unless_named(tmp_path: Path) -> None:
    """Logs below configs are no configs; captured sessions may be, and a folder that is named is meant."""
    for name in ("session.log", "logs/access.log", "logs/site/asa.log"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("hostname A\n")
    assert _names(find([str(tmp_path)]), tmp_path) == ["session.log"]
    assert _names(find([str(tmp_path / "logs")]), tmp_path) == ["logs/access.log", "logs/site/asa.log"]


def test_hidden_file_can_be_named(folder: Path) -> None:
    """A hidden file the user names is meant."""
    assert find([str(folder / ".hidden.cfg")]) == [str(folder / ".hidden.cfg")]


def test_name_with_glob_characters_is_a_file_first(tmp_path: Path) -> None:
    """An existing file called ``sw[1].cfg`` is that file."""
    (tmp_path / "sw[1].cfg").write_text("x")
    assert find([str(tmp_path / "sw[1].cfg")]) == [str(tmp_path / "sw[1].cfg")]


@pytest.mark.parametrize("path", ["missing.cfg", "*.nothing", "missing/**"])
def test_no_match_is_a_usage_error_that_names_it(path: str, tmp_path: Path) -> None:
    """What matches nothing is refused by name, not skipped."""
    with pytest.raises(UsageError, match="matches no file") as error:
        find([str(tmp_path / path)])
    assert path in str(error.value)


def test_read_gives_the_bytes(tmp_path: Path) -> None:
    """Bytes come back as they are."""
    (tmp_path / "a").write_bytes(b"\xff\r\n")
    assert read(str(tmp_path / "a")) == b"\xff\r\n"


def test_read_says_why_it_could_not(tmp_path: Path) -> None:
    """A missing file and a folder are input errors with the reason."""
    with pytest.raises(InputError, match="no such file"):
        read(str(tmp_path / "missing"))
    with pytest.raises(InputError, match="is a folder"):
        read(str(tmp_path))
    with pytest.raises(InputError, match="can not be read"):
        read("a\0b")


def test_read_names_a_denied_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without read permission is an input error that says so."""

    def refuse(_self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match=r"sw1\.cfg: can not be read: permission denied"):
        read("sw1.cfg")


def test_dash_reads_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` is the bytes of standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"hostname A\n")))
    assert read("-") == b"hostname A\n"
