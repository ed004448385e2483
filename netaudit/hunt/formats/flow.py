"""What firewalls say of a packet or a connection, in the words of the record."""

from typing import NamedTuple

from netaudit.hunt.formats.record import Claim, Record

PROTOCOLS = dict(
    pair.split("=")
    for pair in (
        "1=icmp 6=tcp 17=udp igmp=2 gre=47 esp=50 ah=51 ahp=51 icmp6=58 icmpv6=58 ipv6-icmp=58 eigrp=88 "
        "ospf=89 pim=103 sctp=132"
    ).split()
)
"""Names and numbers as logged -> tcp, udp, icmp or the number that IANA gave."""
SERVICES = dict(
    pair.split("=")
    for pair in (
        "ftp=21 ssh=22 telnet=23 smtp=25 domain=53 bootps=67 bootpc=68 tftp=69 finger=79 www=80 http=80 "
        "pop3=110 sunrpc=111 ident=113 ntp=123 netbios-ns=137 netbios-dgm=138 netbios-ssn=139 imap4=143 "
        "snmp=161 snmptrap=162 bgp=179 ldap=389 https=443 isakmp=500 rsh=514 syslog=514 rip=520 ldaps=636 "
        "sqlnet=1521 pptp=1723"
    ).split()
)
"""Names that PIX and ASA put in place of a port."""


class Flow(NamedTuple):
    """Empty where the log does not tell."""

    source: str
    target: str = ""
    protocol: str = ""
    action: str = ""
    """deny, permit, built, teardown; stray for a packet of no connection."""
    source_port: str | None = ""
    target_port: str | None = ""
    source_zone: str | None = ""
    target_zone: str | None = ""


def record(flow: Flow, time: float | None, claims: tuple[Claim, ...] = ()) -> Record:
    """The record of a firewall; its status is the action."""
    source, target, protocol, action, source_port, target_port, source_zone, target_zone = flow
    fields = {"src_ip": source}
    if target:
        fields["dst_ip"] = target
    if protocol:
        name = protocol.lower()
        fields["protocol"] = PROTOCOLS.get(name, name)
    if action:
        fields["action"] = action
    if source_port:
        fields["src_port"] = source_port if source_port.isdigit() else SERVICES.get(source_port, source_port)
    if target_port:
        fields["dst_port"] = target_port if target_port.isdigit() else SERVICES.get(target_port, target_port)
    if source_zone:
        fields["src_zone"] = source_zone
    if target_zone:
        fields["dst_zone"] = target_zone
    return Record(source, time, target, action, fields, claims)
