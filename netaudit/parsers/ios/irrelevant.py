"""Global commands that netaudit knows and that bear on nothing it judges; sorted.

A section opened by one of them is irrelevant as a whole. References to access lists inside
are still noted, so that a list used only there does not look unused.
"""

GLOBAL_IRRELEVANT = """
aaa
access-session
alarm
alias
ap
appfw
application
archive
arp
async-bootp
authentication
auto secure
autonomic
avb
banner
beaconing
boot
boot-end-marker
boot-start-marker
bootflash
bridge
buffers
bulkstat
call
call-home
ccm-manager
cdp
cem
cfm
chassis
chat-script
cisp
class-map type inspect
clns
clock
cns
coap
config-register
configuration
control-plane-host
controller
cpu
credentials
crypto
cts
default interface range
default-value
define interface-range
device-classifier
device-sensor
device-tracking
dhcp
diagnostic
dial-control-mib
dial-peer
dialer
dialer-list
domain
dot11
dot1x
downward-compatible-config
dspfarm
eap
eigrp
enable
end
energywise
environment
epm
errdisable
ethernet
event
exception
exit
fabric
facility-alarm
fallback
file
flow
flow-sampler-map
format
frame-relay
ftp-server
gatekeeper
gateway
global-address-family
gw-accounting
hw-module
identity
ip access-list log-update
ip access-list logging
ip admission
ip alias
ip arp
ip as-path
ip auth-proxy
ip bgp-community
ip bootp
ip cef accounting
ip cef load-sharing
ip classless
ip community-list
ip default-gateway
ip default-network
ip device tracking
ip dhcp
ip dns
ip domain
ip domain-list
ip domain-lookup
ip domain-name
ip dvmrp
ip explicit-path
ip extcommunity-list
ip finger
ip flow
ip flow-aggregation
ip flow-cache
ip flow-capture
ip flow-export
ip flow-top-talkers
ip forward
ip forward-protocol
ip ftp
ip gratuitous-arps
ip host
ip http
ip icmp
ip identd
ip igmp
ip inspect
ip ips
ip kerberos
ip load-sharing
ip local
ip mfib
ip mroute
ip mroute-cache
ip msdp
ip multicast
ip multicast-routing
ip name-server
ip nat
ip nbar
ip nhrp
ip options
ip ospf
ip pim
ip port-map
ip prefix-list
ip radius
ip rcmd
ip reflexive-list
ip rip
ip rsvp
ip rtcp
ip scp
ip sdr
ip sla
ip source-route
ip spd
ip ssh
ip sticky-arp
ip subnet-zero
ip tacacs
ip tcp
ip telnet
ip tftp
ip tftp-server
ip traffic-export
ip urlfilter
ip verify
ip vrf
ip wccp
ipc
ipv6 access-list log-update
ipv6 address
ipv6 cef
ipv6 community-list
ipv6 dhcp
ipv6 flow
ipv6 general-prefix
ipv6 hop-limit
ipv6 host
ipv6 icmp
ipv6 local
ipv6 mfib
ipv6 mld
ipv6 multicast
ipv6 multicast-routing
ipv6 nd
ipv6 neighbor
ipv6 ospf
ipv6 pim
ipv6 prefix-list
ipv6 route
ipv6 router
ipv6 snooping
ipv6 source-route
ipv6 spd
ipv6 unicast-routing
isdn
isis
ivr
kerberos
key
kron
l2
l2protocol-tunnel
l2tp-class
l2vpn
l3
lacp
ldap
license
line-password
link
lisp
lldp
location
logging
login
mab
mac address-table
mac authentication
mac-address
mac-address-table
macro global
macro name
management-interface
maximum-paths
mediatrace
memory
memory-size
metadata
mgcp
mka
mls acl
mls aging
mls cef
mls flow
mls ip
mls ipv6
mls mpls
mls nde
mls netflow
mls rate-limit
mls rp
mls switching
mls verify
mmi
mobility
modemcap
module
monitor
mpls
mta
multilink
mvr
nat
network
network-clock
network-clock-participate
network-clock-select
nmsp
no-payload-encryption
ntp
object-group-search
onep
pagp
parameter-map
parser
partition
passthru-domain-list
password
password encryption
performance
pfr
platform console
platform hardware
platform ip
platform ipsec
platform l2vpn
platform loadbalance
platform mgmt
platform multicast
platform punt-keepalive
platform qfp
platform resource
platform shell
platform software
platform sudi
platform tcam
platform trace
platform usb
platform wdavc
port-channel
port-profile
power
privilege
process
process-max-time
prompt
ptp
queue-monitor
radius
radius-server
redundancy
remote-management
resource
restconf
rmon
route-map
route-tag
router
rtr
sampler
sccp
scheduler
scripting
sdm
security
serial
service
service-insertion
service-list
service-routing
service-template
session-limit
shell
snmp
snmp mib
snmp-server
spanning-tree backbonefast
spanning-tree bridge
spanning-tree etherchannel
spanning-tree extend
spanning-tree logging
spanning-tree loopguard
spanning-tree mst
spanning-tree optimize
spanning-tree pathcost
spanning-tree portfast trunk
spanning-tree transmit
spanning-tree uplinkfast
spanning-tree vlan
stack-mac
stack-power
stackwise-virtual
standby
stcapp
storm-control
subscriber
subscriber-service
supplementary-service
switch
switch virtual
sync
system
tacacs
tacacs-server
tag-switching
tcam
telemetry
terminal-queue
tftp-server
time-range
track
transceiver
transport
trunk
tunnel
udld
upgrade
username
utd
vc-class
vdc
version
virtual-profile
virtual-service
vlan access-log
vlan accounting
vlan configuration
vlan group
vlan internal
vmps
voice
voice-card
voice-class
voice-port
vpdn
vpdn-group
vrf
vrrp
vstack
vtp domain
vtp file
vtp interface
vtp password
vtp pruning
vtp version
vty-async
warm-reboot
wireless
wism
wlan
wrr-queue random-detect
wsma
xconnect
xsm
zone
zone-pair
""".split("\n")[1:-1]
