"""What firewalls say of a packet or a connection, in the words of the record."""

from collections.abc import Sequence

from netaudit.hunt.formats.record import Claim, Record

PROTOCOLS = {
    name: number
    for pair in (
        "1=icmp 6=tcp 17=udp TCP=tcp UDP=udp ICMP=icmp igmp=2 gre=47 esp=50 ah=51 ahp=51 icmp6=58 icmpv6=58 "
        "ICMPv6=58 ipv6-icmp=58 eigrp=88 ospf=89 pim=103 sctp=132"
    ).split()
    for name, number in (pair.split("="),)
}
"""Names and numbers as logged -> tcp, udp, icmp or the number that IANA gave."""
SERVICES = {
    name: number
    for pair in (
        "ftp=21 ssh=22 telnet=23 smtp=25 domain=53 bootps=67 bootpc=68 tftp=69 finger=79 www=80 http=80 "
        "pop3=110 sunrpc=111 ident=113 ntp=123 netbios-ns=137 netbios-dgm=138 netbios-ssn=139 imap4=143 "
        "snmp=161 snmptrap=162 bgp=179 ldap=389 https=443 isakmp=500 rsh=514 syslog=514 rip=520 ldaps=636 "
        "sqlnet=1521 pptp=1723"
    ).split()
    for name, number in (pair.split("="),)
}
"""Names that PIX and ASA put in place of a port."""
Ends = Sequence[str | None]
"""Zone, address and port of the source, then of the target; empty or None where the log does not tell."""


def record(
    action: str,
    protocol: str,
    ends: Ends,
    time: float | None,
    claims: tuple[Claim, ...] = (),
    packets: str = "",
) -> Record:
    """The record of a firewall.

    Its status is the action: deny, permit, built; stray for a packet of no connection.
    """
    source_zone, source, source_port, target_zone, target, target_port = ends
    fields = {
        "src_ip": source or "",
        "action": action,
        "protocol": PROTOCOLS.get(protocol) or protocol.lower(),
    }
    if target:
        fields["dst_ip"] = target
    if source_port:
        fields["src_port"] = SERVICES.get(source_port, source_port)
    if target_port:
        fields["dst_port"] = SERVICES.get(target_port, target_port)
    if source_zone:
        fields["src_zone"] = source_zone
    if target_zone:
        fields["dst_zone"] = target_zone
    if packets:
        fields["packets"] = packets
    return Record(source or "", time, target or "", action, _there(fields), claims)


def _there(fields: dict[str, str]) -> dict[str, str]:
    """Without the action or the protocol if the message tells none."""
    if fields["action"] and fields["protocol"]:
        return fields
    return {name: text for name, text in fields.items() if text}
