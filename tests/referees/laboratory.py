"""A host, a router and a host: three network namespaces of this kernel, joined by two veth pairs.

The namespaces have no names. They are held open by this process alone, so any number of test workers
have their own, and the kernel takes all of it away when the process ends, however it ends.
"""

import ctypes
import os
import socket
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import which
from typing import TypeVar

from msgspec import Struct

from tests.referees.crafted import Crafted, datagram, identity_of
from tests.referees.nft import MARKER_PROTOCOL

CLONE_NEWNET = 0x40000000
ETH_P_ALL = 0x0003
ETHER_TYPES = {4: b"\x08\x00", 6: b"\x86\xdd"}
PATIENCE = 10.0
"""Seconds for a marker to arrive; it takes microseconds unless the machine is badly loaded."""
BATCH = 64
"""Packets between two markers: fewer than any queue on the way holds, so that none is lost."""
MARKER = 0xFFFFFFFF
"""Identity of the packets that end a batch."""
MARKERS = {
    4: Crafted(source=1 << 24, destination=2 << 24, protocol=MARKER_PROTOCOL),
    6: Crafted(
        version=6, source=(0x2001 << 112) + 1, destination=(0x2001 << 112) + 2, protocol=MARKER_PROTOCOL
    ),
}

SOURCE_MAC, ROUTER_IN_MAC = "02:00:00:00:00:01", "02:00:00:00:00:02"
ROUTER_OUT_MAC, DESTINATION_MAC = "02:00:00:00:00:03", "02:00:00:00:00:04"
GATEWAYS = ("198.18.0.2", "fe80::2")
"""Next hops of everything; nobody has the addresses, only entries in the router's neighbour table."""

Result = TypeVar("Result")


class Unavailable(Exception):  # noqa: N818 - a state of the machine, not a mistake
    """This machine has no laboratory; the text says why."""


class Laboratory(Struct, frozen=True, kw_only=True):
    """What the tests hold in their hands."""

    router: int
    """File descriptor of the router's namespace."""
    sender: socket.socket
    receiver: socket.socket


@contextmanager
def laboratory() -> Iterator[Laboratory]:
    """Build it, and take it away at the end.

    Raises:
        Unavailable: no root, no ``ip`` or ``nft``, or a kernel without namespaces, veth or nftables.
    """
    _check_tools()
    with ExitStack() as held:
        source, router, destination = (_namespace(held) for _ in range(3))
        _inside(router, lambda: _join(source, destination))
        _inside(source, lambda: _run("ip", "link", "set", "end", "up"))
        _inside(destination, lambda: _run("ip", "link", "set", "end", "up"))
        _inside(router, lambda: _run("nft", "-f", "-", standard_input="table ip acl { }\n"))
        yield Laboratory(
            router=router,
            sender=held.enter_context(_inside(source, lambda: _packet_socket(protocol=0))),
            receiver=held.enter_context(_inside(destination, lambda: _packet_socket(ETH_P_ALL))),
        )


def load(lab: Laboratory, ruleset: str) -> None:
    """Give the router a ruleset in place of the one it has.

    Raises:
        AssertionError: nft refuses it.
    """
    command = ("nft", "-f", "-")
    done = _inside(
        lab.router,
        lambda: subprocess.run(command, input=ruleset, capture_output=True, text=True, check=False),
    )
    assert done.returncode == 0, f"nft refuses the ruleset:\n{done.stderr}"


def arrivals(lab: Laboratory, packets: Sequence[Crafted]) -> dict[int, int]:
    """Send packets of one IP version through the router: index of each that arrives to its number then.

    Raises:
        TimeoutError: a marker did not arrive.
    """
    version = packets[0].version
    ethernet = bytes.fromhex((ROUTER_IN_MAC + SOURCE_MAC).replace(":", "")) + ETHER_TYPES[version]
    marker = ethernet + datagram(MARKERS[version], MARKER)
    found: dict[int, int] = {}
    with _one_processor():
        for start in range(0, len(packets), BATCH):
            for index, packet in enumerate(packets[start : start + BATCH], start):
                lab.sender.send(ethernet + datagram(packet, index))
            lab.sender.send(marker)
            found |= _until_marker(lab.receiver)
    return found


@contextmanager
def _one_processor() -> Iterator[None]:
    """Stay on one processor: each has a queue of its own, and a marker must not overtake a packet."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {sorted(allowed)[os.getpid() % len(allowed)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def _until_marker(receiver: socket.socket) -> dict[int, int]:
    found: dict[int, int] = {}
    while True:
        frame = receiver.recv(2048)
        told = identity_of(frame[14:]) if frame[12:14] in ETHER_TYPES.values() else None
        if told is None:
            continue
        identity, number = told
        if identity == MARKER:
            return found
        found[identity] = number


def _check_tools() -> None:
    if os.geteuid() != 0:
        raise Unavailable("real packets need root: network namespaces and raw sockets")
    for tool, package in (("ip", "iproute2"), ("nft", "nftables")):
        if which(tool) is None:
            raise Unavailable(f"real packets need {tool} (Debian package {package})")


def _namespace(held: ExitStack) -> int:
    """A new network namespace, held open by a file descriptor of this process."""
    with ThreadPoolExecutor(1) as thread:
        namespace = thread.submit(_unshared).result()
    held.callback(os.close, namespace)
    return namespace


def _unshared() -> int:
    _call("unshare", CLONE_NEWNET)
    return os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)


def _inside(namespace: int, work: Callable[[], Result]) -> Result:
    """Do something in a namespace, in a thread of its own: a namespace belongs to a thread.

    Sockets stay in the namespace in which they were made, and programs in that of who started them.
    """

    def entered() -> Result:
        _call("setns", namespace, CLONE_NEWNET)
        return work()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(entered).result()


def _call(name: str, *numbers: int) -> None:
    """A system call that Python 3.11 does not offer."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc[name](*numbers) != 0:
        raise Unavailable(f"this kernel or container forbids {name}: {os.strerror(ctypes.get_errno())}")


def _join(source: int, destination: int) -> None:
    """Wire the router, standing in its namespace, and make it forward whatever comes.

    It has no addresses, so nothing is for itself; it checks no source and asks no neighbour.
    """
    held = f"/proc/{os.getpid()}/fd"
    steps = (
        "link set lo up",  # without a local table the kernel takes no gateway for one
        f"link add in address {ROUTER_IN_MAC} type veth peer name end address {SOURCE_MAC} "
        f"netns {held}/{source}",
        f"link add out address {ROUTER_OUT_MAC} type veth peer name end address {DESTINATION_MAC} "
        f"netns {held}/{destination}",
        "link set in up",
        "link set out up",
        *(
            step
            for gateway in GATEWAYS
            for step in (
                f"neighbour add {gateway} lladdr {DESTINATION_MAC} dev out nud permanent",
                f"route add default via {gateway} dev out onlink",
            )
        ),
    )
    _run("ip", "-batch", "-", standard_input="\n".join(steps) + "\n")
    settings = Path("/proc/sys/net")
    (settings / "ipv4/ip_forward").write_text("1")
    (settings / "ipv6/conf/all/forwarding").write_text("1")
    for interface in ("all", "in", "out"):
        (settings / "ipv4/conf" / interface / "rp_filter").write_text("0")


def _run(*command: str, standard_input: str = "") -> None:
    done = subprocess.run(command, input=standard_input, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Unavailable(f"{' '.join(command)} fails here: {done.stderr.strip()}")


def _packet_socket(protocol: int) -> socket.socket:
    """A socket for whole frames of this namespace's end of the wire."""
    made = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(protocol))
    made.bind(("end", protocol))
    made.settimeout(PATIENCE)
    return made
