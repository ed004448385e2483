"""What is wrong with a source is told, and harms no other."""

import pytest

from netaudit.parsers import intake


def test_broken_parser_is_a_problem(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A config that breaks the parser becomes a problem of that source, not a traceback."""
    source = tmp_path_factory.mktemp("configs") / "odd.cfg"
    source.write_text("hostname x\n")

    def breaks(_data: bytes, _source: str) -> None:
        raise KeyError("secret of the config")

    monkeypatch.setattr(intake, "load", breaks)
    devices, (problem,) = intake.take(str(source))
    assert devices == ()
    assert problem.message == "could not be read: KeyError; please report it with the config"
