"""What was asked for: a URL as it stands in a request line, in the fields of a record."""

import re

ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,15}://[^/?]*+", re.ASCII).match
"""Scheme and host of a URL as clients of a proxy write it; the path follows."""


def url_fields(url: str) -> dict[str, str]:
    """``c-uri`` with path and query of their own, where there are any."""
    if not url:
        return {}
    path, _, query = url.partition("?")
    if path[:1] != "/" and (found := ABSOLUTE(path)):
        path = path[found.end() :] or "/"
    fields = {"c-uri": url}
    if path:
        fields["cs-uri-stem"] = path
    if query:
        fields["cs-uri-query"] = query
    return fields
