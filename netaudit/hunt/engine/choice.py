"""Which engine searches: the fastest that works here."""

from collections.abc import Callable
from functools import cache
from typing import Final

from netaudit.errors import NetauditError, UsageError
from netaudit.hunt.engine import ahocorasick, hyperscan, re2
from netaudit.hunt.engine.engine import Engine

AUTO: Final = "auto"
_KNOWN: Final[dict[str, Callable[[], Engine | None]]] = {
    "hyperscan": hyperscan.engine,
    "re2": re2.engine,
    "aho-corasick": ahocorasick.engine,
}
PACKAGES: Final = {"hyperscan": "hyperscan", "re2": "google-re2", "aho-corasick": "ahocorasick_rs"}
"""What brings each engine, as pip knows it."""
NAMES: Final = tuple(_KNOWN)
"""Fastest first."""


def engines() -> tuple[Engine, ...]:
    """Those that can be imported and that find what they should, fastest first."""
    return tuple(engine for name in NAMES if (engine := _usable(name)))


@cache
def _usable(name: str) -> Engine | None:
    """An engine, if it can be imported and finds what it should."""
    engine = _KNOWN[name]()
    return engine if engine and works(engine) else None


def chosen(name: str = AUTO) -> Engine:
    """The engine of a name, or the fastest one that works.

    Raises:
        UsageError: there is none; says what to install.
    """
    if name not in {AUTO, *NAMES}:
        raise UsageError(f"no engine is called {name!r}; there are {', '.join(NAMES)}")
    for each in NAMES if name == AUTO else (name,):
        if engine := _usable(each):
            return engine
    packages = " or ".join(PACKAGES.values()) if name == AUTO else PACKAGES[name]
    raise UsageError(f"no engine to search logs with works here; install {packages} with pip")


def works(engine: Engine) -> bool:
    """Whether it finds what it should: wheels have been built that load and then do not."""
    text = bytearray(b"GET /a\nGET /SCRIPTS/Root.exe\n\nx\xc0\xaf\nlast %2E")
    try:
        found = engine.compile((b"root.exe", b"\xc0\xaf", b"%2e"))(text, len(text))
    except (NetauditError, OSError, RuntimeError, ValueError):
        return False
    return found == [(7, 28), (30, 33), (34, 42)]
