"""``netaudit --version --verbose``: what a bug report should tell."""

import platform
from collections.abc import Iterator

from netaudit import __version__
from netaudit.errors import UsageError


def lines() -> Iterator[str]:
    """netaudit, Python, the system, and the engines that can search logs here."""
    from importlib.metadata import version

    from netaudit.hunt.engine.choice import PACKAGES, chosen, engines

    yield f"netaudit {__version__}"
    yield f"python   {platform.python_version()} ({platform.python_implementation()})"
    yield f"system   {platform.system()} {platform.machine()}"
    there = {each.name for each in engines()}
    for name, package in PACKAGES.items():
        yield f"engine   {name} {version(package) if name in there else 'not usable here'}"
    try:
        yield f"chosen   {chosen().name}"
    except UsageError as error:
        yield f"chosen   none: {error}"
