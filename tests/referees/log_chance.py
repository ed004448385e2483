"""Random web logs: attacks in many spellings among ordinary requests and rubbish, from a seed."""

from datetime import UTC, datetime, timedelta
from random import Random

PADDING = ("N", "X", "n", "x", "A")
WORM_TAIL = "%u9090%u6858%ucbd3%u7801%u00=a"
PROBES = (
    "/scripts/root.exe",
    "/MSADC/root.exe",
    "/c/winnt/system32/cmd.exe",
    "/d/winnt/system32/cmd.exe",
    "/scripts/..%5c../winnt/system32/cmd.exe",
    "/_vti_bin/..%5c../..%5c../winnt/system32/cmd.exe",
    "/msadc/..%255c../..%255c../..%c1%1c../winnt/system32/cmd.exe",
    "/scripts/..%c0%af../winnt/system32/cmd.exe",
    "/scripts/..%c0%2f../winnt/system32/cmd.exe",
    "/scripts/..%c1%9c../winnt/system32/cmd.exe",
    "/scripts/..%%35%63../winnt/system32/cmd.exe",
    "/scripts/..%%35c../winnt/system32/cmd.exe",
    "/scripts/..%25%35%63../winnt/system32/cmd.exe",
    "/scripts/..%252f../winnt/system32/cmd.exe",
    "/scripts/..\\xc1\\x9c../winnt/system32/cmd.exe",
    "/scripts/..\xc1\x9c../winnt/system32/cmd.exe",
)
ORDINARY = (
    "/",
    "/index.html",
    "/a/../b/index.html",
    "/path/..%20../x",
    "/scripts/app.exe?x=1",
    "/default.idaho",
    "/default.html?XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
    "/default.ida.txt?NNNNNNNN",
    "/docs/root.exe.html",
    "/img/scripts/root.ex",
    "/c/winnt/system32/",
    "/search?q=caf%c3%a9+%25+off",
    "/x?name=%u4e2d%u6587",
    "/wiki/Code_Red",
)
IIS_COLUMNS = (
    "date time c-ip cs-username s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status sc-bytes "
    "cs-version cs(User-Agent) cs(Referer)"
)
_ESCAPES = frozenset("%\\\xc1")
START = datetime(2001, 8, 5, tzinfo=UTC)


def iis_log(chance: Random, lines: int) -> bytes:
    """A W3C extended log whose columns change their order now and then."""
    out: list[str] = []
    columns: list[str] = []
    for number in range(lines):
        if not columns or chance.random() < 0.03:
            columns = _columns(chance)
            out += ["#Software: Microsoft Internet Information Services 5.0", f"#Fields: {' '.join(columns)}"]
        out.append(_rubbish(chance) if chance.random() < 0.05 else _iis_line(chance, columns, number))
    end = chance.choice(("\n", "\r\n"))
    return end.join([*out, ""]).encode("latin-1")


def _columns(chance: Random) -> list[str]:
    columns = IIS_COLUMNS.split()
    chance.shuffle(columns)
    return columns


def _iis_line(chance: Random, columns: list[str], number: int) -> str:
    path, _, query = _url(chance).partition("?")
    when = START + timedelta(seconds=7 * number)
    row = dict.fromkeys(columns, "-") | {
        "date": f"{when:%Y-%m-%d}",
        "time": f"{when:%H:%M:%S}",
        "c-ip": _address(chance),
        "s-ip": "10.1.1.20",
        "s-port": "80",
        "cs-method": chance.choice(("GET", "HEAD", "POST", "get")),
        "cs-uri-stem": path,
        "cs-uri-query": query or "-",
        "sc-status": _status(chance),
        "cs(User-Agent)": _aside(chance),
        "cs(Referer)": _aside(chance),
    }
    return " ".join(row[name] for name in columns)


def ncsa_log(chance: Random, lines: int) -> bytes:
    """An Apache log, common or combined."""
    tail = chance.random() < 0.7
    out = [
        _rubbish(chance) if chance.random() < 0.05 else _ncsa_line(chance, number, tail=tail)
        for number in range(lines)
    ]
    return chance.choice(("\n", "\r\n")).join([*out, ""]).encode("latin-1")


def _ncsa_line(chance: Random, number: int, *, tail: bool) -> str:
    when = START + timedelta(seconds=7 * number)
    version = chance.choice((" HTTP/1.0", " HTTP/1.0", " HTTP/1.1", ""))
    aside = f' "{_aside(chance)}" "{_aside(chance)}"' if tail else ""
    return (
        f"{_address(chance)} - - [{when:%d/%b/%Y:%H:%M:%S} +0000] "
        f'"{chance.choice(("GET", "HEAD", "get"))} {_url(chance)}{version}" {_status(chance)} '
        f"{chance.choice(('-', '310'))}{aside}"
    )


def _url(chance: Random) -> str:
    """An ordinary request, or an attack in some spelling."""
    kind = chance.random()
    if kind < 0.5:
        return chance.choice(ORDINARY)
    if kind < 0.7:
        padding = chance.choice(PADDING) * chance.choice((5, 29, 30, 31, 224))
        return f"/{_spelt(chance, 'default.ida')}?{padding}{chance.choice(('', WORM_TAIL))}"
    return f"{_spelt(chance, chance.choice(PROBES))}{chance.choice(('', '?/c+dir', '?/c+dir', '?'))}"


def _spelt(chance: Random, path: str) -> str:
    """The same path with letters and dots of its words in other spellings; what is an escape stays."""
    style = chance.random()
    if style < 0.4:
        return path
    return "/".join(word if _ESCAPES & set(word) else _word(chance, word, style) for word in path.split("/"))


def _word(chance: Random, word: str, style: float) -> str:
    """In another case, or with escapes of one or two layers."""
    return "".join(
        letter if letter.isspace() or chance.random() < 0.7 else _letter(chance, letter, style)
        for letter in word
    )


def _letter(chance: Random, letter: str, style: float) -> str:
    if style < 0.6:
        return letter.swapcase()
    code = chance.choice((f"{ord(letter):02x}", f"{ord(letter):02X}"))
    return f"%{code}" if style < 0.8 else f"%25{code}"


def _aside(chance: Random) -> str:
    """A referrer or a user agent, at times one that quotes an attack."""
    return chance.choice(
        (
            "-",
            "Mozilla/4.0",
            "Mozilla/4.0",
            "http://x.example/?q=/scripts/root.exe?/c+dir",
            "/default.ida?" + "X" * 40,
        )
    )


def _address(chance: Random) -> str:
    return chance.choice(("10.10.16", "192.0.2")) + f".{chance.randrange(1, 9)}"


def _status(chance: Random) -> str:
    return chance.choice(("200", "404", "404", "403", "500"))


def _rubbish(chance: Random) -> str:
    """Anything that is no line: bytes without a line end, not the start of a directive."""
    size = chance.choice((0, 1, 7, 60))
    return "r" + "".join(
        chr(chance.choice((chance.randrange(1, 10), chance.randrange(14, 256)))) for _ in range(size)
    )
