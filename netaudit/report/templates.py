"""The template engine, set up for text that is read by people."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from netaudit.site.templates import folder

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(**filters: Callable[..., Any]) -> "Environment":
    """Jinja over ``templates/``; a name that is not there is an error, escaping is the filters'."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(  # noqa: S701 - nothing made here is HTML; each value passes an escaping filter
        loader=FileSystemLoader(folder()),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(filters)
    return made
