"""What ordinary clients ask of a web server."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple
from urllib.parse import quote, quote_plus

from bench.people import DEPARTMENTS, FAMILY, GIVEN


class Request(NamedTuple):
    """One request with its answer, as it went over the wire."""

    address: str
    method: str
    target: str
    status: int
    size: int
    agent: str
    referrer: str
    """Empty where none was sent."""
    version: str = "HTTP/1.1"
    """Empty for requests of before HTTP/1.0."""


AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5",
    "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
    "Mozilla/4.0 (compatible; MSIE 5.5; Windows NT 5.0)",
    "Microsoft-CryptoAPI/10.0",
    "check_http/v2.3 (monitoring-plugins 2.3)",
    "",
)
LINKED = 0.6
"""Share of requests that come from another page."""
HOST = "http://intranet.example.com"
PATHS = (
    "/",
    "/index.html",
    "/default.asp",
    "/favicon.ico",
    "/robots.txt",
    "/images/logo.gif",
    "/images/{word}-{n}.png",
    "/css/site.css",
    "/js/app-{n}.min.js",
    "/api/v1/users/{n}",
    "/api/v2/orders/{n}/lines",
    "/products/list.asp",
    "/products/{word}/{n}.html",
    "/news/2026/03/{n}.html",
    "/download/report-{n}.zip",
    "/owa/",
    "/phones/{word}/speeddials.asp",
    "/directory/xmldirectory.asp",
    "/people/{name}",
    "/st%C3%A4dte/m%C3%BCnchen.html",
    "/citt%C3%A0/{n}.html",
    "/files/annual%20report%20{n}.pdf",
)
QUERIES = (
    *("",) * 6,
    *("id={n}",) * 3,
    "v={n}",
    "page={n}&sort=asc",
    "page={n}&sort=desc&view={word}",
    "date=2026-03-{day}&room={n}",
    "q={text}",
    "q={text}&lang=de",
    "name={name}&dept={word}",
    "filter%5B0%5D={word}&filter%5B1%5D={n}",
    "return={url}&token={hex}",
    "from=2026-03-01T00%3A00%3A00%2B01%3A00&to=2026-03-{day}",
    "session={hex}&_={n}",
    "sig={base64}",
)
TEXTS = (
    *("conference phone", "meeting room", "opening hours", "lunch menu", "parking permit") * 4,
    "café near the station",
    "Straße 12 & 14",
    "naïve résumé",
    "телефонный справочник",
    "電話 設定",
    "50% off, today only!",
    "select a room from the list",
    "how do I update my e-mail signature?",
    "C++ vs. C#",
    "what's new",
    "R&D / lab",
)
STATUSES = (200, 200, 200, 200, 200, 200, 200, 200, 304, 304, 302, 301, 206, 404, 401, 500)
METHODS = ("GET",) * 16 + ("POST", "POST", "HEAD", "OPTIONS")
BROKEN = (
    ("GET", "/index.html", ""),
    ("get", "/index.html", "HTTP/1.0"),
    ("head", "/", "HTTP/1.0"),
    ("OPTIONS", "*", "HTTP/1.0"),
    ("-", "", ""),
    ("", "", ""),
    ("\x16\x03\x01\x02", "", ""),
    ("GET", "http://www.example.org/", "HTTP/1.1"),
    ("PRI", "*", "HTTP/2.0"),
)
"""Method, target and version of what clients send that are old, lost or in a hurry."""


def requests(random: Random) -> Iterator[Request]:
    """Endless traffic."""
    while True:
        target = _target(random)
        yield Request(
            address=_client(random),
            method=random.choice(METHODS),
            target=target,
            status=random.choice(STATUSES),
            size=random.randrange(80, 90_000),
            agent=random.choice(AGENTS),
            referrer=f"{HOST}{_target(random)}" if random.random() < LINKED else "",
        )


def broken(random: Random, request: Request) -> Request:
    """The same client with a request that is none."""
    method, target, version = random.choice(BROKEN)
    return request._replace(method=method, target=target, version=version, status=random.choice((400, 408)))


def _client(random: Random) -> str:
    return f"10.{random.randrange(128)}.{random.randrange(256)}.{random.randrange(1, 255)}"


def _target(random: Random) -> str:
    """A path, and often a query."""
    path, query = random.choice(PATHS), random.choice(QUERIES)
    return f"{path}?{query}".format(**_values(random)) if query else path.format(**_values(random))


def _values(random: Random) -> dict[str, object]:
    """What stands for the words in braces."""
    number, word = random.randrange(100_000), random.choice(DEPARTMENTS).lower()
    text = random.choice(TEXTS)
    nested = f"{HOST}/{word}/view?q={quote_plus(text)}&n={number}"
    return {
        "n": number,
        "day": f"{random.randrange(1, 29):02}",
        "word": word,
        "name": f"{random.choice(GIVEN)}.{random.choice(FAMILY)}",
        "text": quote_plus(text) if number % 2 else quote(text),
        "url": quote(nested, safe=""),
        "hex": f"{random.getrandbits(96):024x}",
        "base64": f"{number:x}bWFpbnRhaW5lcg%3D%3D",
    }
