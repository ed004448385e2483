"""The campus standard: what every switch of the fleet has in common, as IOS prints it."""

HEAD = """\
!
! Last configuration change at {clock} by netops
! NVRAM config last updated at {clock} by netops
!
version {version}
no service pad
service tcp-keepalives-in
service timestamps debug datetime msec localtime show-timezone
service timestamps log datetime msec localtime show-timezone
service password-encryption
service sequence-numbers
!
hostname {hostname}
!
boot-start-marker
boot-end-marker
!
logging buffered 64000 informational
logging console critical
enable secret 9 $9${salt}$benchmark.only.not.a.real.digest.000000000000
!
username netops privilege 15 secret 9 $9${salt}$benchmark.only.not.a.real.digest.111111111111
aaa new-model
!
!
aaa group server tacacs+ ADMINS
 server name TACACS-1
 server name TACACS-2
!
aaa group server radius PORTS
 server name RADIUS-1
 server name RADIUS-2
!
aaa authentication login default group ADMINS local
aaa authentication enable default group ADMINS enable
aaa authentication dot1x default group PORTS
aaa authorization console
aaa authorization exec default group ADMINS local if-authenticated
aaa authorization network default group PORTS
aaa accounting update newinfo periodic 2880
aaa accounting dot1x default start-stop group PORTS
aaa accounting commands 15 default start-stop group ADMINS
!
!
!
aaa session-id common
clock timezone CET 1 0
clock summer-time CEST recurring last Sun Mar 2:00 last Sun Oct 3:00
switch 1 provision {model}
no ip source-route
"""

SNOOPING = """\
!
ip arp inspection vlan {inspected}
ip arp inspection validate src-mac ip
ip arp inspection log-buffer entries 128
!
!
ip dhcp snooping vlan {snooped}
no ip dhcp snooping information option
ip dhcp snooping
ip domain-name campus.example
no ip domain-lookup
vtp domain CAMPUS
vtp mode transparent
!
"""

QUEUES = """\
mls qos srr-queue output cos-map queue 1 threshold 3 4 5
mls qos srr-queue output cos-map queue 2 threshold 1 2
mls qos srr-queue output cos-map queue 2 threshold 2 3
mls qos srr-queue output cos-map queue 2 threshold 3 6 7
mls qos srr-queue output cos-map queue 3 threshold 3 0
mls qos srr-queue output cos-map queue 4 threshold 3 1
mls qos srr-queue output dscp-map queue 1 threshold 3 32 33 40 41 42 43 44 45
mls qos srr-queue output dscp-map queue 1 threshold 3 46 47
mls qos srr-queue output dscp-map queue 2 threshold 1 16 17 18 19 20 21 22 23
mls qos srr-queue output dscp-map queue 2 threshold 1 26 27 28 29 30 31 34 35
mls qos srr-queue output dscp-map queue 2 threshold 1 36 37 38 39
mls qos srr-queue output dscp-map queue 2 threshold 2 24
mls qos srr-queue output dscp-map queue 2 threshold 3 48 49 50 51 52 53 54 55
mls qos srr-queue output dscp-map queue 2 threshold 3 56 57 58 59 60 61 62 63
mls qos srr-queue output dscp-map queue 3 threshold 3 0 1 2 3 4 5 6 7
mls qos srr-queue output dscp-map queue 4 threshold 1 8 9 11 13 15
mls qos srr-queue output dscp-map queue 4 threshold 2 10 12 14
mls qos queue-set output 1 threshold 1 100 100 50 200
mls qos queue-set output 1 threshold 2 125 125 100 400
mls qos queue-set output 1 threshold 3 100 100 100 3200
mls qos queue-set output 1 threshold 4 60 150 50 200
mls qos queue-set output 1 buffers 15 25 40 20
"""

CERTIFICATE = """\
!
crypto pki trustpoint TP-self-signed-{serial}
 enrollment selfsigned
 subject-name cn=IOS-Self-Signed-Certificate-{serial}
 revocation-check none
 rsakeypair TP-self-signed-{serial}
!
!
crypto pki certificate chain TP-self-signed-{serial}
 certificate self-signed 01
{blob}
  \tquit
"""

SPANNING_TREE = """\
dot1x system-auth-control
!
spanning-tree mode rapid-pvst
spanning-tree loopguard default
spanning-tree extend system-id
errdisable recovery cause bpduguard
errdisable recovery cause psecure-violation
errdisable recovery interval 300
!
!
!
vlan internal allocation policy ascending
!
"""

MARKING = """\
!
class-map match-all AUTOQOS_VOIP_DATA_CLASS
  match ip dscp ef
class-map match-all AUTOQOS_DEFAULT_CLASS
  match access-group name AUTOQOS-ACL-DEFAULT
class-map match-all AUTOQOS_VOIP_SIGNAL_CLASS
  match ip dscp cs3
!
policy-map AUTOQOS-SRND4-CISCOPHONE-POLICY
 class AUTOQOS_VOIP_DATA_CLASS
   set dscp ef
  police 128000 8000 exceed-action policed-dscp-transmit
 class AUTOQOS_VOIP_SIGNAL_CLASS
   set dscp cs3
  police 32000 8000 exceed-action policed-dscp-transmit
 class AUTOQOS_DEFAULT_CLASS
   set dscp default
  police 10000000 8000 exceed-action policed-dscp-transmit
!
!
"""

GATEWAY = """\
interface Vlan{data}
 description DATA floor {floor}
 ip address {data_net}.1 255.255.255.0
 ip access-group {data_acl} in
 ip helper-address 10.1.10.21
 ip helper-address 10.1.10.22
 no ip redirects
 no ip proxy-arp
!
interface Vlan{voice}
 description VOICE floor {floor}
 ip address {voice_net}.1 255.255.255.0
 ip access-group VOICE-IN in
 ip helper-address 10.1.10.21
 ip helper-address 10.1.10.22
 no ip redirects
 no ip proxy-arp
!
"""

VOICE_FILTERS = """\
ip access-list extended DATA-IN
 remark hosts ask for addresses, reach everything but the phones
 permit udp any eq bootpc any eq bootps
 deny   ip any 10.128.0.0 0.63.255.255
 permit ip {data_net}.0 0.0.0.255 any
 deny   ip any any
ip access-list extended VOICE-IN
 remark phones talk to call control, to infrastructure and to each other
 permit udp any eq bootpc any eq bootps
 permit udp {voice_net}.0 0.0.0.255 host 10.1.20.11 eq tftp
 permit udp {voice_net}.0 0.0.0.255 host 10.1.20.12 eq tftp
 permit udp {voice_net}.0 0.0.0.255 10.1.20.0 0.0.0.255 gt 1023
 permit tcp {voice_net}.0 0.0.0.255 10.1.20.0 0.0.0.255 range 2000 2002
 permit tcp {voice_net}.0 0.0.0.255 10.1.20.0 0.0.0.255 range 5060 5061
 permit udp {voice_net}.0 0.0.0.255 10.1.20.0 0.0.0.255 eq 5060
 permit tcp {voice_net}.0 0.0.0.255 10.1.20.0 0.0.0.255 range 6970 6972
 permit udp {voice_net}.0 0.0.0.255 range 16384 32767 10.128.0.0 0.63.255.255 range 16384 32767
 permit udp {voice_net}.0 0.0.0.255 host 10.1.10.53 eq domain
 permit udp {voice_net}.0 0.0.0.255 host 10.1.10.123 eq ntp
 permit icmp {voice_net}.0 0.0.0.255 any echo-reply
 deny   ip any any
"""

TAIL = """\
!
ip access-list standard MANAGEMENT
 permit 10.1.5.0 0.0.0.255
 permit 10.1.6.0 0.0.0.255
ip access-list extended AUTOQOS-ACL-DEFAULT
 permit ip any any
!
ip tacacs source-interface Vlan860
ip radius source-interface Vlan860
logging trap notifications
logging source-interface Vlan860
logging host 10.1.10.31
logging host 10.1.10.32
!
snmp-server group OPERATORS v3 priv access MANAGEMENT
snmp-server location {location}
snmp-server contact Network Operations, extension 4400
snmp-server chassis-id {hostname}
snmp-server enable traps snmp authentication linkdown linkup coldstart warmstart
snmp-server enable traps config
snmp-server enable traps errdisable
snmp-server enable traps port-security
snmp-server enable traps bridge newroot topologychange
snmp-server host 10.1.10.41 version 3 priv netops
!
tacacs server TACACS-1
 address ipv4 10.1.10.61
 key 7 0000000000
tacacs server TACACS-2
 address ipv4 10.1.10.62
 key 7 0000000000
!
radius server RADIUS-1
 address ipv4 10.1.10.71 auth-port 1812 acct-port 1813
 key 7 0000000000
radius server RADIUS-2
 address ipv4 10.1.10.72 auth-port 1812 acct-port 1813
 key 7 0000000000
!
banner login ^C
*****************************************************************
*  {hostname:<60}  *
*  Property of the campus. Use by permission only; all use is   *
*  recorded. Disconnect now if you were not asked to be here.   *
*****************************************************************
^C
!
line con 0
 exec-timeout 15 0
 logging synchronous
 stopbits 1
line vty 0 4
 access-class MANAGEMENT in
 exec-timeout 15 0
 logging synchronous
 transport input ssh
line vty 5 15
 access-class MANAGEMENT in
 exec-timeout 15 0
 logging synchronous
 transport input ssh
!
ntp source Vlan860
ntp server 10.1.10.123 prefer
ntp server 10.1.10.124
end
"""
