"""The help is complete and what it shows is true."""

import re
import shlex

import pytest

from netaudit.cli.arguments import COMMANDS, parser
from netaudit.rules.audit import catalogue
from tests.cli.conftest import Run


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    """Help names the command, each of its arguments with a sentence, examples and exit codes."""
    ran = run(command, "--help")
    assert ran.code == 0
    assert f"usage: netaudit {command}" in ran.out
    assert "examples:\n  netaudit" in ran.out
    assert "exit codes:\n  0" in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_argument_is_explained(command: str) -> None:
    """No argument is without help."""
    choices = next(action for action in parser()._actions if action.dest == "command").choices  # noqa: SLF001
    assert choices is not None
    actions = dict(choices)[command]._actions  # noqa: SLF001 - argparse has no public list
    assert all(action.help for action in actions)


def test_the_program_lists_its_commands(run: Run) -> None:
    """The program's help names every command and every exit code."""
    shown = run("--help").out
    assert all(re.search(rf"^    {command} ", shown, re.MULTILINE) for command in COMMANDS)
    assert all(f"\n  {code}  " in shown for code in (0, 1, 2, 3))


@pytest.mark.parametrize("command", COMMANDS)
def test_examples_are_accepted(command: str) -> None:
    """Every example of the help is a command line that the parser takes."""
    for line in COMMANDS[command].examples.splitlines()[1:]:
        words = shlex.split(line.split("netaudit ", 1)[1].split(">")[0])
        assert parser().parse_args(words).command == command


def test_explained_rules_exist(run: Run) -> None:
    """The rules that examples explain are there."""
    for line in COMMANDS["explain"].examples.splitlines()[1:]:
        assert run(*line.split()[1:]).code == 0


def test_explain_by_code_and_name(run: Run) -> None:
    """Code, name and any case lead to the same page, with a bad and a good example."""
    pages = {run("explain", key).out for key in ("V-01", "v-01", "shared-voice-vlan", "Shared-Voice-Vlan")}
    (page,) = pages
    assert "\nBad\n" in page
    assert "\nGood\n" in page


@pytest.mark.parametrize("code", ["S-01", "S-02", "S-03"])
def test_rules_about_the_audit_are_explained_too(run: Run, code: str) -> None:
    """Findings on waivers and broken rules have a page."""
    assert "How to fix" in run("explain", code).out


def test_rules_lists_all(run: Run) -> None:
    """The list has a line for every rule."""
    shown = run("rules").out
    assert all(rule.code in shown and rule.name in shown for rule in catalogue())
