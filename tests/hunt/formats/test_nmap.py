"""Documents as nmap writes them and the claims they make, worked out by hand."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.hunt.formats.clock import Clock
from netaudit.hunt.formats.format import Layout
from netaudit.hunt.formats.nmap import NMAP
from netaudit.hunt.formats.record import Claim, Record, Unreadable
from netaudit.model import Verdict

DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nmaprun>
<?xml-stylesheet href="file:///usr/bin/../share/nmap/nmap.xsl" type="text/xsl"?>
<!-- Nmap 7.94 scan initiated Sun Aug  5 00:00:00 2001 as: nmap -oX - &#45;&#45;script vuln 10.0.0.0/29 -->
<nmaprun scanner="nmap" args="nmap" start="996969600" version="7.94" xmloutputversion="1.05">
<hosthint><status state="up" reason="conn-refused" reason_ttl="0"/>
<address addr="10.0.0.5" addrtype="ipv4"/>
<hostnames>
</hostnames>
</hosthint>
<host starttime="996969600" endtime="996969670"><status state="up" reason="syn-ack" reason_ttl="0"/>
<address addr="10.0.0.5" addrtype="ipv4"/>
<address addr="00:11:22:33:44:55" addrtype="mac" vendor="Acme &lt;VULNERABLE&gt;"/>
<hostnames>
<hostname name="www.example.com" type="PTR"/>
</hostnames>
<ports><port protocol="tcp" portid="80"><state state="open" reason="syn-ack" reason_ttl="0"/>\
<service name="http" method="table" conf="3"/><script id="http-title" output="State: fine"/>\
<script id="http-vuln-cve2011-3192" output="&#xa;  VULNERABLE:&#xa;  Apache byterange filter DoS\
&#xa;    State: VULNERABLE&#xa;    IDs:  CVE:CVE-2011-3192"><table key="CVE-2011-3192">
<elem key="title">Apache byterange filter &lt;DoS&gt; &#8364;</elem>
<elem key="state">VULNERABLE (DoS)</elem>
<table key="ids">
<elem>CVE:CVE-2011-3192</elem>
</table>
</table>
<table key="NMAP-1">
<elem key="title">Another</elem>
<elem key="state">NOT VULNERABLE</elem>
</table>
</script></port>
<port protocol="tcp" portid="443"><state state="open" reason="syn-ack" reason_ttl="0"/></port>
</ports>
<hostscript><script id="smb-vuln-ms08-067" output="&#xa;"><table key="CVE-2008-4250">
<elem key="title">Microsoft Windows system vulnerable to remote code execution (MS08-067)</elem>
<elem key="state">LIKELY VULNERABLE</elem>
</table>
</script></hostscript></host>
<host endtime="996969680"><status state="up" reason="syn-ack" reason_ttl="0"/>
<address addr="2001:db8::7" addrtype="ipv6"/>
<ports><port protocol="tcp" portid="80"><state state="open" reason="syn-ack" reason_ttl="0"/>\
<script id="http-iis-webdav-vuln" output="WebDAV is ENABLED. Vulnerable folders discovered: /secret"/></port>
</ports>
<elem key="state">VULNERABLE</elem>
</host>
<runstats><finished time="996969700"/></runstats>
</nmaprun>
"""


def events(lines: list[bytes]) -> dict[int, Record]:
    """Line number and record, as a scan sees them: lines with a mark turn the layout and are read."""
    layout = NMAP.recognise(lines)
    assert layout is not None
    found = {}
    for number, line in enumerate(lines, 1):
        if any(mark in line for mark in NMAP.marks):
            layout = NMAP.turn(layout, line)
            record = NMAP.read(layout, line, Clock())
            if record:
                found[number] = record
    return found


def claimed(name: str, title: str, level: str, *references: str) -> tuple[Claim, ...]:
    """One claim of nmap's."""
    return (Claim(name, Verdict.VULNERABLE, title, level, references),)


def test_vulnerable_hosts() -> None:
    """The line of a state is the event; a state without a script, NOT VULNERABLE and open ports are none."""
    assert events(DOCUMENT.encode().split(b"\n")) == {
        19: Record(
            *("10.0.0.5", 996969670.0, "", "", {}),
            claimed(
                "nmap-http-vuln-cve2011-3192",
                "Apache byterange filter <DoS> \xe2\x82\xac",
                *("medium", "CVE-2011-3192"),
            ),
        ),
        33: Record(
            *("10.0.0.5", 996969670.0, "", "", {}),
            claimed(
                "nmap-smb-vuln-ms08-067",
                "Microsoft Windows system vulnerable to remote code execution (MS08-067)",
                *("medium", "CVE-2008-4250"),
            ),
        ),
        38: Record(
            *("2001:db8::7", 996969680.0, "", "", {}),
            claimed("nmap-http-iis-webdav-vuln", "http-iis-webdav-vuln", "high"),
        ),
    }


HOST = b'<host endtime="5"><address addr="10.0.0.9" addrtype="ipv4"/>'
SCRIPT = (
    b'<script id="x"><table key="k"><elem key="state">VULNERABLE (Exploitable)</elem></table></script></host>'
)


def test_first_address() -> None:
    """A host with several addresses goes by the first; a hardware address is none."""
    lines = [b"<nmaprun>", b'<host><address addr="00:11:22:33:44:55" addrtype="mac"/>']
    lines += [HOST.partition(b">")[2], b'<address addr="2001:db8::9" addrtype="ipv6"/>', SCRIPT]
    assert [record.source for record in events(lines).values()] == ["10.0.0.9"]


def test_a_document_in_one_line() -> None:
    """Line breaks are no matter, as long as a line has one host."""
    line = b"<nmaprun>" + HOST + SCRIPT
    assert events([line]) == {1: Record("10.0.0.9", 5.0, "", "", {}, claimed("nmap-x", "x", "critical"))}
    with pytest.raises(Unreadable, match=r"^several hosts in one line$"):
        events([line + HOST.replace(b"0.9", b"0.8") + SCRIPT])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (SCRIPT, "no address of the scanned host"),
        (HOST.replace(b'"5"', b'"never"') + SCRIPT, "endtime is no time"),
    ],
)
def test_unreadable(line: bytes, reason: str) -> None:
    """A finding of nobody, or of no time, is counted by its reason."""
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        events([b"<nmaprun>", line])


def test_entities_are_not_expanded() -> None:
    """A document type with entities of its own means nothing; text in scripts' words makes no element."""
    lines = [
        b'<!DOCTYPE nmaprun [<!ENTITY a "&b;&b;"><!ENTITY b "&a;&a;">]>',
        b"<nmaprun><!-- <script id='c'> <elem key='state'>VULNERABLE</elem> -->",
        HOST + b'<script id="x" output="&lt;elem key=&quot;state&quot;&gt;"><table key="&a;">',
        b'<elem key="title">&a;&#x110000;&#xD800;</elem>',
        b'<elem key="state">VULNERABLE</elem>',
    ]
    assert [record.claims[0].title for record in events(lines).values()] == ["&a;??"]


def test_masscan_says_nothing() -> None:
    """Masscan writes the same elements, with open ports only."""
    lines = [
        b'<nmaprun scanner="masscan" start="996969600">',
        b'<host endtime="996969600"><address addr="10.0.0.5" addrtype="ipv4"/><ports><port protocol="tcp" '
        b'portid="80"><state state="open" reason="syn-ack"/></port></ports></host>',
    ]
    assert events(lines) == {}


def test_recognised() -> None:
    """By its root element near the beginning."""
    assert NMAP.recognise(DOCUMENT.encode().split(b"\n")[:10]) == Layout()
    assert NMAP.recognise([b"<html>", b"<nmaprunner>"]) is None
    assert NMAP.recognise([b""] * 50 + [b"<nmaprun>"]) is None


@pytest.mark.parametrize(
    "piece", [b"<a b=\"'", b"<!--", b'<a b="', b"<script", b'<elem key="state">', b"&#x1;"]
)
def test_long_rubbish_is_read_in_time(piece: bytes) -> None:
    """Half a megabyte of anything takes no time to speak of."""
    events([b"<nmaprun>", HOST + b"<script " + piece * (500_000 // len(piece))])


@given(st.binary(max_size=200), st.sampled_from([b"", HOST, HOST + SCRIPT[:40], b"<elem key='state'>"]))
def test_any_bytes(line: bytes, start: bytes) -> None:
    """Whatever the bytes, the answer is a record, nothing, or Unreadable."""
    with suppress(Unreadable):
        events([b"<nmaprun>", start, start + line, SCRIPT])
