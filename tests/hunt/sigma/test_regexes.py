"""Regular expressions of rules."""

import pytest

from netaudit.hunt.sigma.regexes import LONGEST, compiled
from netaudit.hunt.sigma.signature import Pattern
from netaudit.hunt.sigma.unusable import UnusableError


def test_case_and_flags() -> None:
    """As Sigma says: case counts, unless i is set."""
    assert not compiled(Pattern("c-uri", "abc"))("xABCx")
    assert compiled(Pattern("c-uri", "abc", "i"))("xABCx")
    assert compiled(Pattern("c-uri", "a.c", "s"))("a\nc")
    assert not compiled(Pattern("c-uri", "a.c"))("a\nc")


def test_bytes_beyond_ascii() -> None:
    """A letter in an expression is its bytes in UTF-8, as a log has them."""
    assert compiled(Pattern("c-uri", "é+"))("caf\xc3\xa9")
    assert compiled(Pattern("c-uri", r"\xc3\xa9"))("caf\xc3\xa9")
    assert compiled(Pattern("c-uri", "(?!x)é"))("caf\xc3\xa9")


def test_re2_takes_what_would_take_for_ever() -> None:
    """Repeats of repeats are no trouble: time is linear."""
    found = compiled(Pattern("c-uri", "(a+)+$"))
    assert not found("a" * 100_000 + "b")


@pytest.mark.parametrize(
    "expression", ["(?=a)(a+)+$", "(?=a)(a|a)*$", "(?=.*a)(?=.*b)(?=.*c)(?=.*d)x", r"(\w+)\1(x+x+)+y"]
)
def test_what_could_take_for_ever_is_refused(expression: str) -> None:
    """Python's engine tries all ways; an expression for it with too many of them is not used."""
    with pytest.raises(UnusableError, match="forever"):
        compiled(Pattern("c-uri", expression))


def test_python_looks_at_the_beginning_only() -> None:
    """An expression that needs Python's engine is looked for in so many characters."""
    found = compiled(Pattern("c-uri", "(?<!y)x"))
    assert found("a" * (LONGEST - 1) + "x")
    assert not found("a" * LONGEST + "x")


@pytest.mark.parametrize("expression", ["(", "[z-a]", "a{2,1}", "(?P<a", "*", "(?<=a+)b"])
def test_what_no_engine_takes(expression: str) -> None:
    """Neither engine takes it: it is refused, with the reason."""
    with pytest.raises(UnusableError, match="is not valid"):
        compiled(Pattern("c-uri", expression))
