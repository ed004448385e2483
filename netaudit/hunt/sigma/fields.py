"""Fields of Sigma's log sources, and where a record has them.

Names are those of Sigma's taxonomy appendix (webserver, proxy, firewall), those of the W3C extended log
format, of Zeek's http.log, and spellings seen in public rules.
"""

from collections.abc import Callable, Mapping, Sequence
from posixpath import splitext

from netaudit.hunt.sigma.readings import readings

Fields = Mapping[str, str]
"""Of a record."""
Texts = tuple[str, ...]
"""What a rule may compare with: it holds if it does for one of them."""
Reach = Callable[[Fields], Texts]

SAME: Mapping[str, tuple[str, ...]] = {
    "c-ip": ("c-ip", "src_ip"),
    "c-useragent": ("cs-user-agent",),
    "client_ip": ("c-ip", "src_ip"),
    "cs(cookie)": ("cs-cookie",),
    "cs(host)": ("cs-host",),
    "cs(referer)": ("cs-referer",),
    "cs(user-agent)": ("cs-user-agent",),
    "cs-bytes": ("cs-bytes",),
    "cs-cookie": ("cs-cookie",),
    "cs-host": ("cs-host",),
    "cs-method": ("cs-method",),
    "cs-referer": ("cs-referer",),
    "cs-referrer": ("cs-referer",),
    "cs-user-agent": ("cs-user-agent",),
    "cs-useragent": ("cs-user-agent",),
    "cs-username": ("cs-username",),
    "cs-version": ("cs-version",),
    "destination.ip": ("dst_ip", "s-ip"),
    "destination.port": ("dst_port", "s-port"),
    "dst_ip": ("dst_ip", "s-ip"),
    "dst_network": ("dst_network",),
    "dst_port": ("dst_port", "s-port"),
    "dst_zone": ("dst_zone",),
    "host": ("cs-host",),
    "id.orig_h": ("src_ip", "c-ip"),
    "id.orig_p": ("src_port",),
    "id.resp_h": ("dst_ip", "s-ip"),
    "id.resp_p": ("dst_port", "s-port"),
    "method": ("cs-method",),
    "proto": ("protocol",),
    "protocol": ("protocol",),
    "r-dns": ("cs-host",),
    "referrer": ("cs-referer",),
    "s-ip": ("s-ip", "dst_ip"),
    "s-port": ("s-port", "dst_port"),
    "sc-bytes": ("sc-bytes",),
    "sc-status": ("sc-status",),
    "sc_status": ("sc-status",),
    "source.ip": ("src_ip", "c-ip"),
    "source.port": ("src_port",),
    "src_ip": ("src_ip", "c-ip"),
    "src_network": ("src_network",),
    "src_port": ("src_port",),
    "src_zone": ("src_zone",),
    "status_code": ("sc-status",),
    "user_agent": ("cs-user-agent",),
    "x-forwarded-for": ("x-forwarded-for",),
}
"""A name in a rule, lower case, and the fields of a record that mean it; the first that is there counts."""

ACTIONS: Mapping[str, tuple[str, ...]] = {
    "built": ("built", "accept", "accepted", "allow", "allowed", "forward", "pass", "permit", "permitted"),
    "deny": ("deny", "denied", "block", "blocked", "discard", "drop", "dropped", "reject", "rejected"),
    "permit": ("permit", "permitted", "accept", "accepted", "allow", "allowed", "forward", "pass"),
    "teardown": ("teardown", "close", "closed"),
}
"""What firewalls did, in the words that rules have for it."""

BLOCKED: Mapping[str, str] = {"built": "false", "deny": "true", "permit": "false"}
"""Whether that was a refusal."""

TOLD = frozenset({"action", "blocked", "dst_network", "protocol", "src_network"})
"""Names, lower case, whose text a record has in other words than its line: nothing to look for in a log."""

_URL_PARTS = ("c-uri", "cs-uri-query", "cs-uri-stem")
KEYWORD = ""
"""The name of the field of keywords: the URL."""


def _url(fields: Fields) -> Texts:
    """Path and query, then the query alone, then a URL with a host cut to its path."""
    whole, query = fields.get("c-uri"), fields.get("cs-uri-query")
    found = [text for text in (whole or _joined(fields), query) if text is not None]
    if found and "://" in found[0][:8]:
        found.append(_path_on(found[0]))
    return tuple(found)


def _anywhere(fields: Fields) -> Texts:
    """All that there is of a URL, nothing twice: where to look for what may stand anywhere in it."""
    whole = fields.get("c-uri") or _joined(fields)
    found: Texts = () if whole is None else (whole,)
    for part in (fields.get("cs-uri-query"), fields.get("cs-uri-stem")):
        if part is not None and (whole is None or part not in whole):
            found += (part,)
    return found


def _joined(fields: Fields) -> str | None:
    """Path and query of a record that has them apart only."""
    stem, query = fields.get("cs-uri-stem"), fields.get("cs-uri-query")
    return stem if stem is None or query is None else f"{stem}?{query}"


def _path_on(url: str) -> str:
    """What is behind the host of an absolute URL."""
    _host, slash, rest = url.partition("://")[2].partition("/")
    return slash + rest


def _stem(fields: Fields) -> Texts:
    """The path alone."""
    stem = fields.get("cs-uri-stem")
    if stem is not None:
        return (stem,)
    return tuple(dict.fromkeys(text.partition("?")[0] for text in _url(fields)[:1]))


def _extension(fields: Fields) -> Texts:
    """What is behind the last dot of the last part of the path, in every encoding of the path."""
    return tuple(splitext(path)[1].removeprefix(".") for stem in _stem(fields) for path in readings(stem))


def _action(fields: Fields) -> Texts:
    """What the firewall did, in all words."""
    action = fields.get("action")
    return () if action is None else ACTIONS.get(action, (action,))


def _blocked(fields: Fields) -> Texts:
    """Whether it was refused; not for messages that tell neither."""
    blocked = BLOCKED.get(fields.get("action", ""))
    return () if blocked is None else (blocked,)


DERIVED: Mapping[str, tuple[tuple[str, ...], Reach]] = {
    KEYWORD: (_URL_PARTS, _anywhere),
    "action": (("action",), _action),
    "blocked": (("action",), _blocked),
    "c-uri": (_URL_PARTS, _url),
    "c-uri-extension": (_URL_PARTS, _extension),
    "c-uri-path": (_URL_PARTS, _stem),
    "c-uri-query": (_URL_PARTS, _url),
    "c-uri-stem": (_URL_PARTS, _stem),
    "cs-uri": (_URL_PARTS, _url),
    "cs-uri-extension": (_URL_PARTS, _extension),
    "cs-uri-path": (_URL_PARTS, _stem),
    "cs-uri-query": (_URL_PARTS, _url),
    "cs-uri-stem": (_URL_PARTS, _stem),
    "uri": (_URL_PARTS, _url),
    "url": (_URL_PARTS, _url),
}
"""Names whose text is made of fields of a record: of which, and how. Rules use cs-uri-query for the query
and for the whole URL alike, so both are looked at."""

ENCODED = frozenset(
    {name for name, (parts, _reach) in DERIVED.items() if parts == _URL_PARTS}
    | {"cs(cookie)", "cs(referer)", "cs-cookie", "cs-referer", "cs-referrer", "referrer"}
)
"""Names whose text is read in every encoding, not just as it is logged."""


SPACED = frozenset(name for name, meant in SAME.items() if meant == ("cs-user-agent",))
"""Names whose text is read with ``+`` as a space too: so IIS writes spaces."""


def known(name: str) -> bool:
    """Whether a log can have what a rule calls so."""
    return name.lower() in SAME or name.lower() in DERIVED


def acting(name: str) -> bool:
    """Whether it is the address of who acts."""
    return bool({"c-ip", "src_ip"} & set(SAME.get(name.lower(), ())))


def of_url(name: str) -> bool:
    """Whether a name means a part of the URL."""
    return parts(name) == _URL_PARTS


def whole_url(name: str) -> bool:
    """Whether a name means the query or the whole URL, whichever a rule finds its text in."""
    return reach(name) in {_url, _anywhere}


def encoded(name: str) -> bool:
    """Whether a text of that name is read in every encoding."""
    return name.lower() in ENCODED


def spaced(name: str) -> bool:
    """Whether a text of that name may have ``+`` for its spaces."""
    return name.lower() in SPACED


def parts(name: str) -> tuple[str, ...]:
    """Fields of a record that decide what the name means; ``known`` holds for the name."""
    name = name.lower()
    return SAME[name] if name in SAME else DERIVED[name][0]


def reach(name: str) -> Reach:
    """What takes the texts of a name out of the fields of a record; ``known`` holds for the name."""
    name = name.lower()
    return _first(SAME[name]) if name in SAME else DERIVED[name][1]


def value(fields: Fields, name: str) -> str:
    """The one text of a name, as logged: the key of a group; empty where there is none or nobody knows it."""
    texts = reach(name)(fields) if known(name) else ()
    return texts[0] if texts else ""


def _first(names: Sequence[str]) -> Reach:
    """Takes the first field that is there."""
    if len(names) == 1:
        (only,) = names
        return lambda fields: (fields[only],) if only in fields else ()
    return lambda fields: next(((fields[name],) for name in names if name in fields), ())
