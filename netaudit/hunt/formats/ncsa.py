"""NCSA common and combined: Apache, nginx, IIS with NCSA logging, and most that came after.

    host ident user [day/Mon/year:h:m:s offset] "request" status bytes "referer" "user agent" "forwarded for"

A virtual host may stand in front (Apache's vhost_combined); what follows the bytes may be missing. Servers
that escape (Apache since 1.3.25, nginx) never write a bare quote inside a request; older ones do, so where
the request does not end as it should it is cut at the first quote that a status follows. Source: Apache,
mod_log_config.
"""

import re
from collections.abc import Sequence

from netaudit.hunt.formats.clock import Clock, ncsa
from netaudit.hunt.formats.format import BEFORE, Columns, Format, Layout
from netaudit.hunt.formats.record import Record, Unreadable
from netaudit.hunt.formats.url import url_fields
from netaudit.hunt.formats.w3c_shape import is_address

PLAIN: Columns = ("c-ip",)
VIRTUAL: Columns = ("cs-host", "c-ip")
"""What stands before the identity."""

TIME = r"\[(\d\d/[A-Za-z]{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\]"
TEXT = r"[^\"\\]*+(?:\\.[^\"\\]*+)*+"
"""What stands between quotes, where quotes in it are escaped."""
NUMBERS = r"(\d{3}|-) (\d+|-)(?= |$)"
AGENTS = rf'(?: "({TEXT})" "({TEXT})"(?: "({TEXT})")?)?'
STRICT = rf'([^ ]++) [^ ]++ ([^ ]++) {TIME} "({TEXT})" {NUMBERS}{AGENTS}'

_strict = {
    PLAIN: re.compile(f"(){STRICT}", re.ASCII | re.DOTALL).match,
    VIRTUAL: re.compile(f"([^ ]++) {STRICT}", re.ASCII | re.DOTALL).match,
}
_begin = re.compile(rf' {TIME} "', re.ASCII).search
_end = re.compile(rf'" {NUMBERS}{AGENTS}', re.ASCII | re.DOTALL).search
_method = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,30}", re.ASCII).fullmatch
_forwarded = re.compile(r"[0-9a-fA-F.:, \[\]]+", re.ASCII).fullmatch
_server = re.compile(r"[^: ]+:\d{1,5}", re.ASCII).fullmatch

Parts = tuple[str, str, str, str, str, str, str, str | None, str | None, str | None]
"""Virtual host, client, user, time, request, status, bytes, referer, user agent, forwarded for."""


def read(layout: Layout, line: bytes, _clock: Clock) -> Record | None:
    """One request."""
    text = line.decode("latin-1").lstrip(BEFORE)
    if not text or text[0] == "#" or text.isspace():
        return None
    host, client, user, time, request, status, size, referer, agent, forwarded = _parts(layout, text)
    try:
        seconds = ncsa(time)
    except ValueError:
        raise Unreadable("date or time is none") from None
    fields = _request(request)
    fields["c-ip"] = client
    for name, value in (
        ("cs-host", host.rpartition(":")[0] or host),
        ("cs-username", user),
        ("sc-status", status),
        ("sc-bytes", size),
        ("cs-referer", referer),
        ("cs-user-agent", agent),
    ):
        if value and value != "-":
            fields[name] = value
    if forwarded and _forwarded(forwarded):
        fields["x-forwarded-for"] = forwarded
    return Record(client, seconds, fields.get("cs-host", ""), fields.get("sc-status", ""), fields)


def _parts(layout: Layout, text: str) -> Parts:
    """The usual line at once; else time is looked for, and a request that ends where a status follows."""
    if found := _strict.get(layout.columns, _strict[PLAIN])(text):
        return found.groups()  # type: ignore[return-value]  # the pattern has as many groups
    begin = _begin(text)
    if begin is None:
        raise Unreadable("no time in brackets")
    end = _end(text, begin.end())
    if end is None:
        raise Unreadable("request does not end")
    status, size, *quoted = end.groups()
    referer, agent, forwarded = quoted
    request = text[begin.end() : end.start()]
    who = _who(layout, text[: begin.start()])
    return (*who, begin[1], request, status, size, referer, agent, forwarded)


def _who(layout: Layout, text: str) -> tuple[str, str, str]:
    """Virtual host, client and user; a user may hold blanks."""
    words = text.split(" ", 3)
    if layout.columns == VIRTUAL and len(words) > 3:  # noqa: PLR2004 - host, client, identity, user
        return words[0], words[1], words[3]
    if len(words) < 3 or words[0].endswith(","):  # noqa: PLR2004 - client, identity, user
        raise Unreadable("no single client in front")
    return "", words[0], " ".join(words[2:])


def _request(text: str) -> dict[str, str]:
    """Method, URL and version; the version is missing in HTTP/0.9, and all may be rubbish."""
    if text in ("-", ""):
        return {}
    method, _, rest = text.partition(" ")
    url, _, version = rest.rpartition(" ")
    if version[:5].upper() != "HTTP/":
        url, version = rest, ""
    url = url.strip(" ")
    if not url or not _method(method):
        return {"c-uri": text}
    fields = url_fields(url)
    fields["cs-method"] = method
    if version:
        fields["cs-version"] = version
    return fields


def recognise(head: Sequence[bytes]) -> Layout | None:
    """By most of the lines."""
    lines = [line.decode("latin-1").lstrip(BEFORE) for line in head]
    lines = [line for line in lines if line.strip() and line[0] != "#"]
    ours = [begin.start() for line in lines if (begin := _begin(line)) and _end(line, begin.end())]
    if not ours or 2 * len(ours) <= len(lines):
        return None
    virtual = sum(map(_is_virtual, lines))
    return Layout(columns=VIRTUAL if 2 * virtual > len(ours) else PLAIN)


def _is_virtual(line: str) -> bool:
    """Whether the client is the second word, as only behind a virtual host."""
    found = _strict[VIRTUAL](line)
    if found is None:
        return False
    host, client = found.groups()[:2]
    return _server(host) is not None if client != "-" and not is_address(client) else client != "-"


def turn(layout: Layout, _line: bytes) -> Layout:
    """Nothing in a log of this kind changes how it is read."""
    return layout


NCSA = Format(
    name="ncsa",
    title="NCSA common or combined (Apache, nginx, IIS)",
    categories=frozenset({"webserver", "proxy"}),
    recognise=recognise,
    read=read,
    turn=turn,
)
