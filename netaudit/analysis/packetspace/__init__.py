"""Exact sets of packets: what a filter lets through, and the proof that two segments are apart."""

from netaudit.analysis.packetspace.packets import EVERYTHING, NOTHING, PacketSet, Region

__all__ = ["EVERYTHING", "NOTHING", "PacketSet", "Region"]
