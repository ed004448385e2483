"""Which of several texts to look for first: the one that ordinary lines have least."""

from collections.abc import Iterable

Choice = frozenset[str]
"""Lower-case texts, one of which must be there."""

SHOWN = frozenset(map(chr, range(0x20, 0x7F)))
"""Characters that a text is looked for with: printable ASCII. Others are several bytes, or escaped."""
LEAST = 2
"""Characters of a text worth looking for."""
_LETTERS = 24.0
_ENOUGH = 8
_COMMON = 0.1

ORDINARY = (
    "get head options post put delete connect http/1.0 http/1.1 http/2.0 =http:// =https:// =ftp:// "
    "/index.html /index.htm /index.php /index.asp /index.aspx /index.jsp /default.asp /default.aspx .cgi "
    ".css .do .gif .ico .jpg .jpeg .js .json .png .pl .svg .txt .xml /api/ /admin/ /images/ /scripts/ /login "
    "?id= &id= &page= www. .com .net .org 200 206 301 302 304 307 400 401 403 404 405 500 502 503 80 443 "
    "mozilla/5.0 (windows nt 10.0; win64; x64) applewebkit/537.36 (khtml, like gecko) chrome/ safari/537.36 "
    "gecko/20100101 firefox/ (compatible; msie curl/ tcp udp deny permit built teardown outside inside"
)
"""What most logs are full of."""


def best(choices: Iterable[Choice | None]) -> Choice | None:
    """The choice that fewest lines have; None if none is worth looking for."""
    usable = [choice for choice in choices if choice and min(map(len, choice)) >= LEAST]
    return min(usable, key=lambda choice: (rate(choice), sorted(choice)), default=None)


def fewest(choice: Choice) -> Choice:
    """The same choice without texts that hold another one of it."""
    return frozenset(text for text in choice if not any(less in text for less in choice if less != text))


def rate(choice: Choice) -> float:
    """About how much of ordinary lines has one of the texts; only good for comparing."""
    return sum(map(_rate, choice))


def _rate(text: str) -> float:
    """The same of one text."""
    return _COMMON if text in ORDINARY else _LETTERS ** -min(len(text), _ENOUGH)
