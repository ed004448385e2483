"""Keys for sets of packets: two sets that are cut into the same regions have the same key.

Diagrams are shared as far as memory goes, so that two of the same shape need not be one object.
"""

from netaudit.analysis.packetspace.numbers import Numbers
from netaudit.analysis.packetspace.packets import PacketSet

Key = tuple[object, ...]


class Keys:
    """A register of the diagrams met so far, each shape with a number; those of two do not compare."""

    def __init__(self) -> None:
        self._shapes: dict[Key, int] = {}
        self._known: dict[Numbers, int] = {}

    def key(self, packets: PacketSet) -> Key:
        """The key of a set."""
        return tuple((region[0], *map(self._shape, region[1:])) for region in packets.regions)

    def _shape(self, numbers: Numbers) -> object:
        """A number for a diagram; of a prefix or wildcard the bits that it decides."""
        if isinstance(numbers, bool):
            return numbers
        if numbers.cube:
            return numbers.ones, numbers.zeros
        if numbers not in self._known:
            shape = (numbers.bit, self._shape(numbers.zero), self._shape(numbers.one))
            self._known[numbers] = self._shapes.setdefault(shape, len(self._shapes))
        return -2 - self._known[numbers]
