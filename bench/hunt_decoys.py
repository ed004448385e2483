"""Requests that look like attacks to a search for words, and are none.

What makes a line an attack is what it asks of the server: not where a link was found, and not what a browser
calls itself. (Log4Shell and Shellshock do come in these headers, so they are in no decoy.)
"""

from msgspec import Struct

BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0"


class Decoy(Struct, frozen=True, kw_only=True):
    """One kind of harmless request."""

    kind: str
    target: str
    referrer: str = ""
    agent: str = BROWSER


REFERRERS = (
    "http://www.example.com/default.ida?NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN%u9090%u6858%ucbd3%u7801",
    "http://www.example.com/scripts/..%255c../winnt/system32/cmd.exe?/c+dir",
    "http://www.example.com/scripts/root.exe?/c+dir",
    "http://search.example.net/?q=..%2f..%2f..%2fetc%2fpasswd",
    "http://search.example.net/?q=union+select+1,2,3+from+users--",
    "http://search.example.net/?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "http://forum.example.org/topic?title=php://input+and+php://filter",
    "http://forum.example.org/%63%6dd.exe?%2e%2e%2f",
    "http://wiki.example.org/.git/config?x=/.env",
)
AGENTS = (
    "Mozilla/4.0 (compatible; GET /default.ida?XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX)",
    "Mozilla/4.0 (compatible; /scripts/root.exe?/c+dir)",
    "Mozilla/5.0 (compatible; /winnt/system32/cmd.exe?/c+dir)",
    "Mozilla/5.0 (compatible; ../../../../etc/passwd)",
    "Mozilla/5.0 (compatible; ..%c0%af..%c0%af..)",
    "LinkCheck/2.1 (vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php)",
    "Feed reader 1.0 %2e%2e%2f%63md.exe",
)
NEAR = (
    "/default.idaho.html",
    "/states/idaho.html?from=/default.asp",
    "/downloads/cmd.exercise.pdf",
    "/downloads/root.exercises.zip",
    "/scripts/app.exe?x=1",
    "/help/etc-passwd-explained.html",
    "/blog/2001/08/what-the-code-red-worm-does.html",
    "/docs/winnt/system-requirements.html",
    "/environment.html",
    "/gitconfiguration.html",
    "/level/16/score",
    "/manager/htmlguide.pdf",
    "/products/script-font.html",
    "/vendor/list?name=phpunity",
    "/images/php-filter.png",
    "/hnap12/index.html",
)
DOTS = (
    "/a/../b",
    "/images/../css/site.css",
    "/docs/v1..v2/changes.html",
    "/download/archive..zip",
    "/search?q=wait...+what..",
    "/compare/1.0..2.0",
    "/path/..%20../x",
    "/go?to=%2Fportal%2F..%2Fhome",
)
PROSE = (
    "/search?q=select+a+union+representative+from+the+list",
    "/search?q=the+european+union+selected+members",
    "/search?q=drop+table+tennis+club",
    "/search?q=order+by+phone+or+1+day+delivery",
    "/search?q=insert+card+into+reader",
    "/search?q=sleep+(deep)+and+benchmarks",
    "/search?q=movie+script+alert+level",
    "/search?q=O%27Brien+and+O%27Neill",
    "/search?q=javascript+tutorial",
    "/search?q=curl+hair+wet+look",
    "/search?q=concatenate+two+columns",
    "/search?q=one+error+or+two",
)
NESTED = (
    "/login?return=https%3A%2F%2Fwww.example.com%2Fa%2520b%3Fx%3D1%26y%3D2",
    "/out?u=http%3A%2F%2Fexample.org%2F%3Fnext%3Dhttp%253A%252F%252Fexample.net%252Fc%2525d",
    "/share?url=https%3A%2F%2Fexample.com%2Fcaf%25C3%25A9%2Fmen%25C3%25BC",
    "/search?q=%C0%E2%F2%EE%EC%EE%E1%E8%EB%FC",
    "/search?q=%C1%E0%ED%EA",
    "/search?q=%C0+propos",
    "/search?q=%u0410%u0432%u0442%u043E",
    "/search?q=caf%u00E9+cr%u00E8me",
    "/page?id=%31%32",
    "/%7Eanna/index.html",
    "/%66iles/report%2Epdf",
)
TABLES = (("near miss", NEAR), ("benign dots", DOTS), ("words in prose", PROSE), ("encoded", NESTED))

DECOYS = (
    *(Decoy(kind="referrer", target="/index.html", referrer=text) for text in REFERRERS),
    *(Decoy(kind="user agent", target="/index.html", agent=text) for text in AGENTS),
    *(Decoy(kind=kind, target=target) for kind, targets in TABLES for target in targets),
)
