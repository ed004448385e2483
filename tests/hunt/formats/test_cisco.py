"""Lines of Cisco devices, as its message guides word them, and what they say, worked out by hand."""

from contextlib import suppress
from datetime import UTC, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.hunt.formats import asa, ios
from netaudit.hunt.formats.cisco import CISCO
from netaudit.hunt.formats.clock import Clock
from netaudit.hunt.formats.format import Layout
from netaudit.hunt.formats.record import Record, Unreadable
from netaudit.model import Verdict

DENY = '%ASA-4-106023: Deny tcp src outside:192.0.2.4/3345 dst inside:10.0.0.5/80 by access-group "a"'
CLOCK = Clock(UTC, datetime(2016, 9, 1, tzinfo=UTC).timestamp())


def read(line: str, clock: Clock = CLOCK) -> Record | None:
    """One line, as the format reads it."""
    return CISCO.read(Layout(), line.encode("latin-1"), clock)


FIELDS = "source target status protocol src_port dst_port src_zone dst_zone packets".split()


def told(line: str) -> list[str]:
    """What a line says, in the order of FIELDS; ``-`` for what is absent."""
    record = read(line)
    assert record is not None
    assert record.fields["src_ip"] == record.source
    assert record.fields.get("dst_ip", "") == record.target
    assert record.fields.get("action", "") == record.status
    plain = (record.source, record.target, record.status)
    return [text or "-" for text in (*plain, *(record.fields.get(name, "") for name in FIELDS[3:]))]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        # 106001, inbound TCP without a translation or rule
        (
            "%PIX-2-106001: Inbound TCP connection denied from 192.0.2.5/443 to 10.0.0.4/4502 flags SYN  "
            "on interface outside",
            "192.0.2.5 10.0.0.4 deny tcp 443 4502 outside - -",
        ),
        # 106006 and 106007, inbound UDP
        (
            "%ASA-2-106006: Deny inbound UDP from 192.0.2.5/63279 to 10.2.52.71/161 on interface outside",
            "192.0.2.5 10.2.52.71 deny udp 63279 161 outside - -",
        ),
        (
            "%ASA-2-106007: Deny inbound UDP from 192.0.2.5/22084 to 10.0.0.1/53 due to DNS Query",
            "192.0.2.5 10.0.0.1 deny udp 22084 53 - - -",
        ),
        # 106010, with and without ports
        (
            "%ASA-3-106010: Deny inbound tcp src DMZ:10.10.100.50/726 dst inside:192.168.1.25/515",
            "10.10.100.50 192.168.1.25 deny tcp 726 515 DMZ inside -",
        ),
        (
            "%ASA-3-106010: Deny inbound protocol 47 src outside:192.0.2.185 dst outside:198.51.100.120",
            "192.0.2.185 198.51.100.120 deny 47 - - outside outside -",
        ),
        (
            "%ASA-3-106014: Deny inbound icmp src outside:192.0.2.31 dst inside:10.17.0.5 (type 8, code 0)",
            "192.0.2.31 10.17.0.5 deny icmp - - outside inside -",
        ),
        # 106015, a packet of no connection: not the beginning of anything
        (
            "%ASA-6-106015: Deny TCP (no connection) from 10.0.0.9/2278 to 192.0.2.83/80 flags FIN ACK  "
            "on interface inside",
            "10.0.0.9 192.0.2.83 stray tcp 2278 80 inside - -",
        ),
        # 106023, denied by an access list
        (
            "%ASA-4-106023: Deny tcp src outside:192.0.2.4/3345 dst inside:10.0.0.5/80 by access-group "
            '"outside_in"',
            "192.0.2.4 10.0.0.5 deny tcp 3345 80 outside inside -",
        ),
        (
            r"%ASA-4-106023: Deny udp src inside:10.1.2.3/43434(LOCAL\joe) dst outside:2001:db8::1/53"
            r' by access-group "acl" [0x0, 0x0]',
            "10.1.2.3 2001:db8::1 deny udp 43434 53 inside outside -",
        ),
        (
            "%FTD-4-106023: Deny icmp src outside:192.0.2.4 dst inside:10.0.0.5 (type 8, code 0) by "
            'access-group "out" [0xa9d4, 0xa8e5]',
            "192.0.2.4 10.0.0.5 deny icmp - - outside inside -",
        ),
        # 106100, an access list with log
        (
            "%ASA-session-6-106100: access-list public denied tcp outside/192.0.2.42(99) -> "
            "DMZ/192.0.2.200(18132) hit-cnt 1 first hit [0xef7602a0, 0x00000000]",
            "192.0.2.42 192.0.2.200 deny tcp 99 18132 outside DMZ -",
        ),
        (
            r"%ASA-6-106100: access-list in permitted udp inside/10.0.0.1(99)(LOCAL\a, 7) -> "
            r"outside/192.0.2.2(53) hit-cnt 12 300-second interval [0xb13f8c00, 0x122edd14]",
            "10.0.0.1 192.0.2.2 permit udp 99 53 inside outside -",
        ),
        (
            "%ASA-6-106100: access-list i est-allowed icmp outside/192.0.2.1(8) -> inside/10.0.0.1(0) hit",
            "192.0.2.1 10.0.0.1 permit icmp - - outside inside -",
        ),
        # 302013, inbound: the first named began it; outbound: the second
        (
            "%ASA-6-302013: Built inbound TCP connection 1 for outside:192.0.2.24/18340 (192.0.2.24/18340) "
            "to inside:10.0.0.5/80 (198.51.100.5/80)",
            "192.0.2.24 10.0.0.5 built tcp 18340 80 outside inside -",
        ),
        (
            "%ASA-6-302013: Built outbound TCP connection 5 for outside:192.0.2.30/443 (192.0.2.30/443) to "
            r"inside:192.168.1.44/61094 (198.51.100.7/61094) (LOCAL\joe)",
            "192.168.1.44 192.0.2.30 built tcp 61094 443 inside outside -",
        ),
        (
            "%ASA-6-302015: Built outbound UDP connection 1234 for outside:192.0.2.8/53 (192.0.2.8/53)"
            r"(LOCAL\a) to inside:192.168.1.20/54231 (198.51.100.7/54231)",
            "192.168.1.20 192.0.2.8 built udp 54231 53 inside outside -",
        ),
        # 302020: the foreign address is first, the numbers are no ports
        (
            "%ASA-6-302020: Built inbound ICMP connection for faddr 192.0.2.155/9258 gaddr 198.51.100.11/0 "
            "laddr 10.0.0.11/0",
            "192.0.2.155 10.0.0.11 built icmp - - - - -",
        ),
        (
            "%ASA-6-302020: Built outbound ICMP connection for faddr 192.0.2.174/0 gaddr 198.51.100.10/39510 "
            "laddr 192.168.1.5/27819 type 8 code 0",
            "192.168.1.5 192.0.2.174 built icmp - - - - -",
        ),
        (
            "%ASA-3-313001: Denied ICMP type=8, code=0 from 192.0.2.7 on interface outside",
            "192.0.2.7 - deny icmp - - outside - -",
        ),
        # 7100xx: to the firewall itself, a port may be a name
        (
            "%ASA-3-710003: TCP access denied by ACL from 192.0.2.160/8949 to outside:198.51.100.38/telnet",
            "192.0.2.160 198.51.100.38 deny tcp 8949 23 outside - -",
        ),
        (
            "%ASA-7-710002: TCP access permitted from 192.0.2.160/8949 to outside:198.51.100.38/22",
            "192.0.2.160 198.51.100.38 permit tcp 8949 22 outside - -",
        ),
        (
            "%ASA-7-710005: UDP request discarded from 192.0.2.160/8949 to outside:198.51.100.38/161",
            "192.0.2.160 198.51.100.38 deny udp 8949 161 outside - -",
        ),
        # 43000x: pairs of key and value
        (
            "%FTD-1-430002: AccessControlRuleAction: Block with reset, SrcIP: 192.0.2.12, "
            "DstIP: 192.0.2.118, SrcPort: 41810, DstPort: 465, Protocol: tcp, IngressInterface: Outside, "
            "EgressInterface: DMZ, Prefilter Policy: Foo",
            "192.0.2.12 192.0.2.118 deny tcp 41810 465 Outside DMZ -",
        ),
        (
            "%FTD-6-430003: AccessControlRuleAction: Allow, SrcIP: 192.0.2.12, DstIP: 10.0.0.8, "
            "ICMPType: Echo Request, ICMPCode: No Code, Protocol: icmp, IngressZone: OUT",
            "192.0.2.12 10.0.0.8 permit icmp - - OUT - -",
        ),
    ],
)
def test_firewall_messages(message: str, expected: str) -> None:
    """Each message of PIX, ASA and Firepower says who began it, against whom, and what was done."""
    assert told(f"<166>Aug 05 2016 01:02:25: {message}") == expected.split()


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "%SEC-6-IPACCESSLOGP: list 105 denied tcp 192.0.2.4(3345) -> 10.0.0.5(80), 1 packet",
            "192.0.2.4 10.0.0.5 deny tcp 3345 80 - - 1",
        ),
        # log-input names the interface, and the MAC address behind it
        (
            "%SEC-6-IPACCESSLOGP: list I denied tcp 192.0.2.4(1881) (Serial1/0 ) -> 10.0.0.2(80), 5 packets",
            "192.0.2.4 10.0.0.2 deny tcp 1881 80 Serial1/0 - 5",
        ),
        (
            "%SEC-6-IPACCESSLOGP: list IN permitted udp 192.0.2.4(53) (Vlan10 0011.2233.4455) -> "
            "10.0.0.2(1053), 1 packet [0x723E6E12]",
            "192.0.2.4 10.0.0.2 permit udp 53 1053 Vlan10 - 1",
        ),
        (
            "%SEC-6-IPACCESSLOGDP: list 112 permitted icmp 192.0.2.10 -> 10.38.12.5 (0/0), 1 packet",
            "192.0.2.10 10.38.12.5 permit icmp - - - - 1",
        ),
        (
            "%SEC-6-IPACCESSLOGDP: list IN denied icmp 192.0.2.1 (Serial0) -> 10.0.2.2 (8/0), 1104 packets",
            "192.0.2.1 10.0.2.2 deny icmp - - Serial0 - 1104",
        ),
        (
            "%SEC-6-IPACCESSLOGNP: list 101 denied 47 192.0.2.1 -> 10.0.0.1, 1 packet",
            "192.0.2.1 10.0.0.1 deny 47 - - - - 1",
        ),
        (
            "%SEC-6-IPACCESSLOGRP: list 177 denied igmp 192.168.100.197 -> 224.0.0.22, 1 packet",
            "192.168.100.197 224.0.0.22 deny 2 - - - - 1",
        ),
        (
            "%SEC-6-IPACCESSLOGSP: list IN denied igmp 198.51.100.2 -> 224.0.0.2 (20), 1 packet",
            "198.51.100.2 224.0.0.2 deny 2 - - - - 1",
        ),
        # a standard list knows only the source
        ("%SEC-6-IPACCESSLOGS: list MNGMNT denied 192.0.2.12 1 packet", "192.0.2.12 - deny - - - - - 1"),
        # IOS XE, from the forwarding plane
        (
            "%FMANFP-6-IPACCESSLOGP: F0/0: list log3 permitted tcp f000.02b0.a78d 192.0.2.2(1024) -> "
            "10.0.1.2(1024), 1 packet",
            "192.0.2.2 10.0.1.2 permit tcp 1024 1024 - - 1",
        ),
        (
            "%FMANFP-6-IPACCESSLOGDP: F0/0: fman_fp_image: list 100 permitted icmp 10.1.10.10 -> 10.1.0.4 "
            "(2048/0), 1 packet",
            "10.1.10.10 10.1.0.4 permit icmp - - - - 1",
        ),
        # IPv6 list; IOS XR
        (
            "%IPV6_ACL-6-ACCESSLOGP: list vty/10 denied tcp 2001:db8:601::B15:22(60892) -> 2001:db8::1(22), "
            "1 packet",
            "2001:db8:601::B15:22 2001:db8::1 deny tcp 60892 22 - - 1",
        ),
        (
            "%ACL-IPV4_ACL-6-IPACCESSLOGP : access-list acl_log (20) deny tcp 172.16.0.53(99) -> "
            "172.16.0.57(80), 4406 packets",
            "172.16.0.53 172.16.0.57 deny tcp 99 80 - - 4406",
        ),
        # NX-OS, new and old
        (
            "%ACLLOG-5-ACLLOG_FLOW_INTERVAL: Src IP: 172.30.10.100, Dst IP: 192.0.2.2, Src Port: 4000, "
            'Dst Port: 80, Src Intf: Ethernet3/3, Protocol: "TCP"(6), ACL Name: web, ACE Action: Deny, '
            "Appl Intf: Vlan10, Hit-count: 600",
            "172.30.10.100 192.0.2.2 deny tcp 4000 80 Ethernet3/3 - 600",
        ),
        (
            "%ACLLOG-5-ACLLOG_FLOW_INTERVAL: Source IP: 10.10.10.1, Destination IP: 172.16.10.10, "
            "Source Port: 0, Destination Port: 0, Source Interface: Ethernet4/1, "
            'Protocol: "ICMP"(1), Hit-count = 2589',
            "10.10.10.1 172.16.10.10 - icmp - - Ethernet4/1 - 2589",
        ),
        # zone-based firewall and inspection
        (
            "%FW-6-DROP_PKT: Dropping tcp session 192.0.2.223:37148 10.0.122.18:3005 on zone-pair out-self "
            "class class-default due to  DROP action found in policy-map with ip ident 52882",
            "192.0.2.223 10.0.122.18 deny tcp 37148 3005 - - -",
        ),
        (
            "%FW-6-SESS_AUDIT_TRAIL_START: Start icmp session: initiator (10.13.2.2:8) -- responder "
            "(192.0.2.5:0)",
            "10.13.2.2 192.0.2.5 built icmp - - - - -",
        ),
    ],
)
def test_router_and_switch_messages(message: str, expected: str) -> None:
    """Each message of IOS, IOS XE, IOS XR and NX-OS says who sent it, to whom, and what was done."""
    assert told(f"Feb  8 04:00:47.272: {message}") == expected.split()


BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("<166>Aug 05 2016 01:02:25: ", "2016-08-04T23:02:25Z"),
        ("<162>Jan 13 2014 15:39:14 fw_name : ", "2014-01-13T14:39:14Z"),
        # no year: the last such day not more than a day after the log was written, on 2016-09-01
        ("Sep  1 10:38:39 192.0.2.1 626: ", "2016-09-01T08:38:39Z"),
        ("Sep  3 10:38:39 fw ", "2015-09-03T08:38:39Z"),
        ("Feb 29 12:00:00 fw ", "2016-02-29T11:00:00Z"),
        # the device before the relay, the relay before a clock that is not set
        ("Feb  8 12:58:40 192.0.2.51 316371: Feb  8 12:58:39.873 MET: ", "2016-02-08T11:58:39Z"),
        ("Sep  1 10:38:39 192.0.2.1 626: *Mar  1 00:00:12.345: ", "2016-09-01T08:38:39Z"),
        ("*Mar  1 00:00:12.345: ", "2016-02-29T23:00:12Z"),
        ("000046: .Jun  5 12:55:44.359: ", "2016-06-05T10:55:44Z"),
        # a zone that is known, a time with an offset
        ("<190>31: Mar  1 18:48:50.483 UTC: ", "2016-03-01T18:48:50Z"),
        ("Mar 20 10:27:26 sw_1 607977: Mar 20 2009 10:20:06: ", "2009-03-20T09:20:06Z"),
        ("<165>1 2016-07-06T10:14:00.000Z gw fw 12345 ID47 - ", "2016-07-06T10:14:00Z"),
        ("2012-09-16T09:05:01-04:00 fw Sep 16 2012 15:05:00: ", "2012-09-16T13:05:01Z"),
        ("2015-09-02 13:33:11\tLocal4.Critical\t192.0.2.1\t", "2015-09-02T11:33:11Z"),
        ("2015-09-02 13:33:11\tLocal4.Info\t192.0.2.1\tSep  2 2015 13:33:09: ", "2015-09-02T11:33:09Z"),
        ("2014 Jun 29 19:20:57.123 n7k ", "2014-06-29T17:20:57Z"),
        ("Feb  8 2016 12:58:40 relay : 2016 Feb  8 12:58:41 n7k ", "2016-02-08T11:58:41Z"),
        ("2015-09-02 13:33:11     Local4.Critical 192.0.2.1     Kiwi_Syslog_Server ", "2015-09-02T11:33:11Z"),
        ('<165>1 2016-07-06T10:14:00Z gw fw 12345 ID47 [meta sequenceId="29"] ', "2016-07-06T10:14:00Z"),
        (
            "Jul 25 2016 13:40:30.769: %IOSXE-6-PLATFORM: SIP0: cpp_cp: QFP:0.0 Thread:043 TS:00001 ",
            "2016-07-25T11:40:30Z",
        ),
        ("RP/0/RP0/CPU0:Apr 19 09:00:41.213 UTC: ipv4_acl_mgr[162]: ", "2016-04-19T09:00:41Z"),
        # no time, an uptime, no such day
        ("<34>:", None),
        ("5d20h: ", None),
        ("Feb 30 2016 10:00:00: ", None),
        ("Aug 05 2016 25:02:25: ", None),
    ],
)
def test_times(header: str, expected: str | None) -> None:
    """The time comes out of any header, in the zone of the device unless the header says another."""
    record = read(header + DENY, CLOCK._replace(zone=BERLIN))
    assert record is not None
    assert record.source == "192.0.2.4"
    assert record.time == (expected and datetime.fromisoformat(expected).timestamp())


@pytest.mark.parametrize(
    ("line", "source", "signature", "verdict", "level"),
    [
        (
            "%ASA-4-733101: Host 192.0.2.1 is attacking. Current burst rate is 200 per second",
            *("192.0.2.1", "asa-scanning-threat", Verdict.SCANNER, "medium"),
        ),
        (
            "%IPS-4-SIGNATURE: Sig:5123 Subsig:0 Sev:5 WWW IIS Internet Printing Overflow "
            "[192.0.2.11:59633 -> 10.10.10.10:80]",
            *("192.0.2.11", "cisco-ips-5123", Verdict.ATTACKER, "high"),
        ),
        (
            "%FTD-1-430001: SrcIP: 10.188.206.130, DstIP: 192.0.2.247, SrcPort: 7374, DstPort: 443, "
            'Message: "MALWARE-CNC Win.Trojan, outbound", Classification: A Network Trojan was detected, '
            "Priority: 1, GID: 1, SID: 47332, InlineResult: Blocked",
            *("10.188.206.130", "snort-1-47332", Verdict.INFECTED, "high"),
        ),
        # the answer of a master: its client is infected
        (
            "%FTD-1-430001: SrcIP: 192.0.2.247, DstIP: 10.188.206.130, SrcPort: 443, DstPort: 7374, "
            "Classification: A Network Trojan was detected, Priority: 2, GID: 1, SID: 47333",
            *("10.188.206.130", "snort-1-47333", Verdict.INFECTED, "medium"),
        ),
    ],
)
def test_claims(line: str, source: str, signature: str, verdict: Verdict, level: str) -> None:
    """What a device says of a host is a claim about the sender."""
    record = read(line)
    assert record is not None
    (claim,) = record.claims
    assert (record.source, claim.signature, claim.verdict, claim.level) == (source, signature, verdict, level)


def test_informational_ips_signature_claims_nothing() -> None:
    """A ping that IPS mentions with severity 25 is no attack."""
    record = read(
        "%IPS-4-SIGNATURE: Sig:2004 Subsig:0 Sev:25 ICMP Echo Request [192.0.2.30:0 -> 10.20.0.2:0]"
    )
    assert record is not None
    assert record.claims == ()


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Aug 1 10:00:00: %SYS-5-CONFIG_I: Configured from console by admin",
        "Aug 1 10:00:00: %SEC-6-IPACCESSLOGRL: access-list logging rate-limited or missed 3 packets",
        "%ASA-6-302014: Teardown TCP connection 1 for outside:192.0.2.1/80 to inside:10.0.0.1/1025",
        "%ASA-2-106017: Deny IP due to Land Attack from 10.0.0.1 to 10.0.0.1",
        f"%ASA-6-113015: AAA user authentication Rejected : reason = x : user = {DENY}",
    ],
)
def test_no_event(line: str) -> None:
    """Other messages, ends of connections and forged addresses are no events."""
    assert read(line) is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Aug  1 10:00:00 host sshd[1]: Failed password", "no Cisco message"),
        ("%ASA-4-106023: Deny tcp 192.0.2.4 to 10.0.0.5", "message 106023 in other words"),
        # strangers choose names that other programs log
        (f"Aug  1 10:00:00 host sshd[1]: Invalid user a: {DENY}", "message within another line"),
        (
            f"Aug  1 10:00:00 host sshd[1]: Invalid user Aug  1 10:00:00: {DENY}",
            "message within another line",
        ),
        (f"Aug  1 10:00:00 host login: a {DENY}", "message within another line"),
        (f"2016-08-01T10:00:00Z host sshd[1]: Invalid user a {DENY}", "message within another line"),
        (f"<86>1 2016-08-01T10:00:00Z host sshd 1 - - Invalid user a: {DENY}", "message within another line"),
        (
            "%ASA-6-302020: Built ICMP connection for faddr 192.0.2.63/1 gaddr 10.0.0.1/0 laddr 10.0.0.1/0",
            "message 302020 in other words",
        ),
    ],
)
def test_unreadable(line: str, reason: str) -> None:
    """A line that is none of its kind, or does not say who began it, is counted by its reason."""
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        read(line)


def test_anchors_are_in_every_event() -> None:
    """Each message that is read holds an anchor, so the scan finds it, and nothing else is looked at."""
    lines = [f"%ASA-4-{name} : words" for name in (*asa.MESSAGES, *ios.MESSAGES)]
    for line in (DENY, "%IPV6_ACL-6-ACCESSLOGP: list", *lines):
        assert any(anchor in line.encode() for anchor in CISCO.anchors)
    quiet = "%ASA-6-302014: Teardown TCP connection 80 for outside:192.0.2.1/445 to inside:10.0.0.1/23"
    assert not any(anchor in quiet.encode() for anchor in CISCO.anchors)
    assert CISCO.anchored


def test_recognised_among_other_devices() -> None:
    """A quarter of Cisco messages makes a log a Cisco log; names in a few requests do not."""
    mixed = [b"Aug  1 10:00:00 host sshd[1]: x"] * 3
    assert CISCO.recognise([*mixed, DENY.encode(), b""]) == Layout()
    assert CISCO.recognise([*mixed, *mixed, DENY.encode()]) is None
    assert CISCO.recognise([]) is None


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"%ASA-4-106023: Deny ", b"%SEC-6-IPACCESSLOGP: list "])
)
def test_any_bytes(line: bytes, start: bytes) -> None:
    """Whatever the bytes, the answer is a record, nothing, or Unreadable."""
    with suppress(Unreadable):
        CISCO.read(Layout(), start + line, CLOCK)
    CISCO.recognise([start + line])


def test_a_line_of_ten_megabytes_is_cut() -> None:
    """Only the beginning of a line is looked at, so a huge one costs no more than another."""
    record = read(DENY + "(" * 10_000_000)
    assert record is not None
    assert record.target == "10.0.0.5"


@pytest.mark.parametrize("piece", ["(", "(a) ", "a ", "-> ", "A: b, ", 'A: "', "1.", "flags on interface "])
@pytest.mark.parametrize(
    "start",
    [
        "%SEC-6-IPACCESSLOGP: list 1 denied tcp 192.0.2.1(1) ",
        "%ASA-4-106023: Deny tcp src outside:192.0.2.1/1",
        "%ASA-6-302013: Built inbound TCP connection 1 for outside:192.0.2.1/1",
        "%FTD-1-430001: SrcIP: 192.0.2.1, SID: 1, ",
        "%ASA-2-106001: Inbound TCP connection denied from 192.0.2.1/1 to 10.0.0.1/80 flags ",
    ],
)
def test_long_rubbish_is_read_in_time(start: str, piece: str) -> None:
    """A message that goes on and on takes no time to speak of, not the square of its length."""
    began = process_time()
    with suppress(Unreadable):
        read(start + piece * (8192 // len(piece)))
    assert process_time() - began < 0.05
