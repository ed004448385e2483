"""Descriptions of packet sets: exact, few, and as people would say it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.analysis.packetspace import PacketSet
from netaudit.analysis.packetspace.describe import describe
from netaudit.analysis.packetspace.header import has
from tests.analysis.packetspace.reader import says
from tests.analysis.packetspace.universe import CONDITIONS, packets, sets

MANY = 10**6


@settings(max_examples=200, deadline=None)
@given(st.one_of(sets(4), sets(4, 5), sets(6)), st.integers(0, 2**32))
def test_exact(found: PacketSet, seed: int) -> None:
    """A packet is in the set where the text says so, and nowhere else."""
    lines = describe(found, CONDITIONS, MANY)
    version = found.regions[0].version if found else 4
    for header in packets(version, 150, seed):
        assert says(lines, header, CONDITIONS) == has(found, header), (lines, header)
