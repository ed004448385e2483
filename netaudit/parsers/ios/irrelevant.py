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
app-hosting
appfw
appletalk
application
archive
arp
async-bootp
audit
authentication
auto secure
autoconf
autonomic
avb
backup
banner
bba-group
beaconing
boot
boot-end-marker
boot-start-marker
bootflash
bridge
bstun
buffers
bulkstat
call
call-home
call-manager-fallback
card
carrier-id
ccm
ccm-manager
cdp
cef
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
crashinfo
credentials
crypto
cts
decnet
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
dlsw
domain
dot11
dot11-security
dot1x
downward-compatible-config
dspfarm
eap
ecfm
eigrp
enable
end
energywise
environment
eou
ephone
ephone-dn
ephone-dn-template
ephone-template
ephone-type
epm
errdisable
esmc
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
fpi
frame-relay
ftp-server
gatekeeper
gateway
global-address-family
gnmi-yang
gnxi
gw-accounting
hidekeys
high-availability
hw-module
identity
ignition
iox
ip access-list log-update
ip access-list logging
ip accounting
ip accounting-list
ip accounting-threshold
ip accounting-transits
ip admission
ip alias
ip arp
ip as-path
ip auth-proxy
ip bgp
ip bgp-community
ip bootp
ip cef accounting
ip cef load-sharing
ip classless
ip community-list
ip dampening
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
ip flowspec
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
ip mobile
ip mroute
ip mroute-cache
ip msdp
ip multicast
ip multicast-routing
ip name-server
ip nat
ip nbar
ip netmask-format
ip nhrp
ip options
ip ospf
ip pim
ip policy-list
ip port-map
ip prefix-list
ip radius
ip rarp-server
ip rcmd
ip reflexive-list
ip rgmp
ip rip
ip rsvp
ip rtcp
ip sap
ip scp
ip sdr
ip sla
ip source
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
ip tos
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
ipv6 dns
ipv6 domain
ipv6 eigrp
ipv6 flow
ipv6 general-prefix
ipv6 hop-limit
ipv6 host
ipv6 icmp
ipv6 inspect
ipv6 local
ipv6 mfib
ipv6 mld
ipv6 mtu
ipv6 multicast
ipv6 multicast-routing
ipv6 nat
ipv6 nd
ipv6 neighbor
ipv6 netflow
ipv6 ospf
ipv6 pim
ipv6 policy
ipv6 prefix-list
ipv6 route
ipv6 router
ipv6 snooping
ipv6 source-route
ipv6 spd
ipv6 unicast-routing
ipx
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
l4f
lacp
lapb
lat
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
map-list
maximum-paths
media
mediatrace
memory
memory-size
metadata
mgcp
mka
mls acl
mls aging
mls cef
mls exclude
mls flow
mls ip
mls ipv6
mls ipx
mls mpls
mls nde
mls netflow
mls rate-limit
mls rp
mls switching
mls verify
mmi
mobile
mobility
modemcap
module
monitor
mop
mpls
mta
multilink
mvr
nat
netconf
netconf-yang
netflow
network
network-clock
network-clock-participate
network-clock-select
nhrp
nmsp
no-payload-encryption
ntp
oam
object-group-search
onep
pagp
parameter-map
parser
partition
passthru-domain-list
password
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
pnp
pnpa
port-channel
port-profile
port-security
power
pppoe
priority-list
privilege
process
process-max-time
profile
prompt
pseudowire
pseudowire-class
psp
ptp
queue-list
queue-monitor
radius
radius-server
redundancy
remote-management
rep
resource
restconf
rmon
route-map
route-tag
router
rsvp
rtr
sampler
sccp
scheduler
scripting
sdm
secure
security
serial
service
service-insertion
service-list
service-routing
service-template
session-limit
shell
sip-ua
snmp
snmp-server
sntp
source-bridge
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
srst
stack-mac
stack-power
stackwise-virtual
standby
stcapp
storm-control
stun
subscriber
subscriber-service
supplementary-service
switch
sync
system
tacacs
tacacs-server
tag-switching
tcam
tdm
telemetry
telephony-service
terminal-queue
tftp-server
time-range
tn3270-server
track
transceiver
transport
trm
trunk
tunnel
udld
upgrade
username
utd
vc-class
vdc
version
vines
virtual-profile
virtual-service
vlan access-log
vlan accounting
vlan configuration
vlan database
vlan group
vlan internal
vmps
voice
voice-card
voice-class
voice-port
voip
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
webvpn
wireless
wism
wlan
wrr-queue random-detect
wsma
x25
x29
xconnect
xns
xsm
zone
zone-pair
""".split("\n")[1:-1]
