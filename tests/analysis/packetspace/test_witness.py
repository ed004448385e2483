"""A witness does not depend on how a set happens to be cut."""

from netaudit.analysis.packetspace.header import witness
from netaudit.analysis.packetspace.numbers import between, of
from netaudit.analysis.packetspace.packets import PacketSet, Region


def test_order_of_regions() -> None:
    """The ordinary source port is chosen although another region stands first."""
    udp = of((17,), 8)
    low = Region(4, protocol=udp, source_port=of((68,), 16))
    high = Region(4, protocol=udp, source_port=between(1024, 65535, 16))
    found = witness(PacketSet((low, high)))
    assert found == witness(PacketSet((high, low)))
    assert found is not None
    assert found.source_port == 49152
