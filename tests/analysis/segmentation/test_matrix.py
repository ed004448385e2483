"""The table of services says which packets may pass; what is in no row is an excess."""

import pytest

from netaudit.analysis.packetspace.header import Header, has
from netaudit.analysis.packetspace.numbers import of
from netaudit.analysis.packetspace.packets import PacketSet, Region
from netaudit.analysis.packetspace.words import parse_header
from netaudit.analysis.segmentation.matrix import MATRIX, excess, is_allowed, segment
from netaudit.analysis.segmentation.plan import AddressPlan

PHONE, PC, CALL_MANAGER, NAMES, STRANGER = (
    "10.20.110.7",
    "10.10.10.7",
    "10.1.1.20",
    "10.1.1.53",
    "198.51.100.9",
)

PLAN = AddressPlan(
    voice=("10.20.110.0/24",),
    data=("10.10.10.0/24",),
    call_control=("10.1.1.20/32",),
    tftp=("10.1.1.20/32",),
    infrastructure=("10.1.1.53/32",),
    management=("10.10.10.99/32",),
    own=("10.20.110.1/32",),
    complete=frozenset({"call_control", "tftp"}),
)


def is_excess(text: str, plan: AddressPlan = PLAN) -> bool:
    """Whether one packet is beyond the table."""
    header: Header = parse_header(text)
    everything = PacketSet((Region(header.version),))
    return has(excess(everything, plan), header)


@pytest.mark.parametrize(
    "packet",
    [
        f"tcp {PHONE}:50000 {CALL_MANAGER}:2000",
        f"tcp {CALL_MANAGER}:2000 {PHONE}:50000 established",
        f"udp {PHONE}:50000 {CALL_MANAGER}:69",
        f"udp {CALL_MANAGER}:40000 {PHONE}:50000",
        f"tcp {CALL_MANAGER}:40000 {PHONE}:5060",
        f"udp {PHONE}:20000 {STRANGER}:16384",
        f"udp {PHONE}:50000 {NAMES}:53",
        f"udp {NAMES}:53 {PHONE}:50000",
        f"tcp {PC}:50000 {CALL_MANAGER}:5061",
        f"tcp 10.10.10.99:50000 {PHONE}:443",
        f"icmp {PC} {PHONE} echo",
        "udp 0.0.0.0:68 255.255.255.255:67",
    ],
)
def test_what_the_trade_needs_may_pass(packet: str) -> None:
    """Signalling, media, configuration, names, management and their answers are in the table."""
    assert not is_excess(packet)


@pytest.mark.parametrize(
    "packet",
    [
        f"tcp {CALL_MANAGER}:2000 {PHONE}:50000",
        f"tcp {PC}:50000 {PHONE}:443",
        f"udp {PC}:20000 {PHONE}:16384",
        f"udp {PHONE}:20000 {PC}:16384",
        f"tcp {PC}:50000 {CALL_MANAGER}:3389",
        f"tcp {PHONE}:50000 {STRANGER}:5060",
        f"icmp {PC} {PHONE} redirect",
        f"tcp {PC}:50000 {PHONE}:50000 established",
    ],
)
def test_the_rest_may_not(packet: str) -> None:
    """A SYN from a server's port is no answer; media and web between PCs and phones are an excess."""
    assert is_excess(packet)


def test_any_address_elsewhere_may_be_a_server_that_nobody_named() -> None:
    """Without `voice.call_control` signalling may go anywhere but to users."""
    open_ended = AddressPlan(voice=PLAN.voice, data=PLAN.data)
    assert not is_excess(f"tcp {PHONE}:50000 {STRANGER}:5060", open_ended)
    assert is_excess(f"tcp {PHONE}:50000 {PC}:5060", open_ended)


def test_other_is_neither_phones_nor_users_nor_the_device_nor_multicast() -> None:
    """The segment `other` is every host that no other segment has."""
    other = PacketSet((Region(4, source=segment(PLAN, "other", 4)),))
    for address, expected in (
        (STRANGER, True),
        (CALL_MANAGER, True),
        (PHONE, False),
        (PC, False),
        ("10.20.110.1", False),
        ("224.0.0.5", False),
        ("127.0.0.1", False),
    ):
        assert has(other, parse_header(f"udp {address}:1 10.0.0.1:1")) is expected


def test_one_row_is_enough_for_a_quick_yes() -> None:
    """A region that one row has is allowed at once; one that takes two rows is not said to be."""
    syn = parse_header(f"tcp {PHONE}:50000 {CALL_MANAGER}:2000")
    region = Region(4, of((syn.source,), 32), of((syn.destination,), 32), of((syn.protocol,), 8))
    assert is_allowed(PLAN, region._replace(destination_port=of((2000,), 16)))
    assert not is_allowed(PLAN, region)


def test_rows_are_in_the_order_of_names_and_tagged() -> None:
    """The table is sorted, and each row says how sure it is."""
    names = [row.name for row in MATRIX]
    assert names == sorted(names)
    assert {row.tag for row in MATRIX} == {"K", "V"}
