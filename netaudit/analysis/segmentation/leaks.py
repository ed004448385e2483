"""What filters between voice and data let through beyond the matrix, line by line."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH
from netaudit.analysis.packetspace.packets import PacketSet
from netaudit.analysis.reach.conditions import whatever_holds
from netaudit.analysis.reach.crossing import Crossing, crossing, opening, passing
from netaudit.analysis.segmentation.alike import unless_alike
from netaudit.analysis.segmentation.answers import CLIENTS, is_harmless, is_upkeep, mirrored
from netaudit.analysis.segmentation.blame import Line, by_line
from netaudit.analysis.segmentation.matrix import excess
from netaudit.analysis.segmentation.pairs import LISTS, Pair, guards, packets_between, pairs
from netaudit.analysis.segmentation.plan import AddressPlan, is_own, plan
from netaudit.analysis.segmentation.tight import is_tight, only_routes
from netaudit.errors import ComplexityError
from netaudit.model import Device
from netaudit.site.policy import Policy


class Leak(Struct, frozen=True, kw_only=True):
    """What one line lets pass from one segment to another beyond the matrix."""

    line: Line
    packets: PacketSet
    conditions: tuple[str, ...] = ()
    """Names of the conditions that the packets hold on; none where they pass for certain."""
    answered: bool = False
    """Whether answers get back, so that a conversation is possible."""
    presumed: bool = False
    """Whether nothing but a name says that phones are there."""

    @property
    def sure(self) -> bool:
        """Whether the packets pass whatever a config does not tell."""
        return not self.conditions and not self.presumed


class OneWay(NamedTuple):
    """A voice gateway where packets are filtered on one way only, to or from some data gateway."""

    voice: str
    filtered: str
    """``to data`` or ``to voice``."""


class Leaks(Struct, frozen=True, kw_only=True):
    """What a device lets pass between voice and data."""

    to_voice: tuple[Leak, ...] = ()
    to_data: tuple[Leak, ...] = ()
    one_way: tuple[OneWay, ...] = ()
    tangled: tuple[tuple[str, str], ...] = ()
    """Voice gateways with a filter that is beyond the bound, and which bound."""


def leaks(device: Device, policy: Policy) -> Leaks:
    """Everything that passes between voice and data beyond the matrix; worked out once for each policy."""
    key = f"{__name__}.leaks"
    known = device.__dict__
    if key not in known or known[key][0] is not policy:
        known[key] = policy, _leaks(device, policy)
    found: Leaks = known[key][1]
    return found


@unless_alike(Leaks())
def _leaks(device: Device, policy: Policy) -> Leaks:
    """All pairs together."""
    site = plan(device, policy)
    parts: list[Leaks] = []
    for pair in pairs(device, policy):
        try:
            parts += _of_pair(device, site, pair)
        except ComplexityError as error:
            parts.append(Leaks(tangled=((pair.voice.name, str(error)),)))
    to_voice = merged(leak for part in parts for leak in part.to_voice)
    told = {leak.line for leak in to_voice}
    to_data = merged(leak for part in parts for leak in part.to_data if leak.line not in told)
    return Leaks(
        to_voice=to_voice,
        to_data=to_data,
        one_way=tuple(sorted({each for part in parts for each in part.one_way})),
        tangled=tuple(sorted({each for part in parts for each in part.tangled})),
    )


def merged(found: Iterable[Leak]) -> tuple[Leak, ...]:
    """One leak for each line and set of conditions, in the order of lines."""
    alike: dict[tuple[object, ...], Leak] = {}
    for leak in found:
        key = (leak.line, leak.conditions, leak.presumed)
        first = alike.get(key)
        alike[key] = leak if first is None else _joined(first, leak)
    return tuple(sorted(alike.values(), key=lambda leak: (leak.line.lines, leak.line, leak.conditions)))


def _joined(one: Leak, other: Leak) -> Leak:
    """What a line lets pass between several pairs."""
    return replace(one, packets=one.packets | other.packets, answered=one.answered or other.answered)


def _of_pair(device: Device, site: AddressPlan, pair: Pair) -> Iterator[Leaks]:
    """What one pair lets pass, each IP version by itself."""
    versions = tuple(v for v in ADDRESS_WIDTH if packets_between(pair.data, pair.voice, v))
    settled = None if device.vlan_filters else _quickly(device, site, pair, versions)
    if settled is not None:
        yield settled
        return
    ways = Ways(crossing(device, pair.data, pair.voice), crossing(device, pair.voice, pair.data))
    for version in versions:
        there, back = (bool(guards(way, version)) for way in ways)
        outward = packets_between(pair.data, pair.voice, version)
        inward = packets_between(pair.voice, pair.data, version)
        if there or back:
            yield _of_version(pair, site, ways, (there, back), (outward, inward))


def _quickly(device: Device, site: AddressPlan, pair: Pair, versions: tuple[int, ...]) -> Leaks | None:
    """What a quick look settles: lists on both ways are tight, or one is and no list is on the other."""
    sides = {"to voice": (pair.data, pair.voice), "to data": (pair.voice, pair.data)}
    tight: set[str] = set()
    for name, way in sides.items():
        if all(is_tight(device, site, way, packets_between(*way, v).regions[0]) for v in versions):
            tight.add(name)
    if len(tight) == len(sides):
        return Leaks()
    others = [way for name, way in sides.items() if name not in tight]
    if not tight or pair.presumed or versions != (4,) or not only_routes(*others[0]):
        return None
    return Leaks(one_way=(OneWay(pair.voice.name, *tight),))


class Ways(NamedTuple):
    """From data to voice, and from voice to data."""

    there: Crossing
    back: Crossing


def _of_version(
    pair: Pair,
    site: AddressPlan,
    ways: Ways,
    guarded: tuple[bool, bool],
    packets: tuple[PacketSet, PacketSet],
) -> Leaks:
    """What passes of one IP version. Where a way has no filter, only what is answered on it counts."""
    outward, inward = packets
    there, back = ways
    to_voice = tuple(
        _through(site, (there, outward), (back, inward))
        if guarded[0]
        else _answered(site, (there, outward), (back, inward))
    )
    reached = _through(site, (back, inward), (there, outward)) if guarded[1] else ()
    to_data = tuple(leak for leak in reached if not is_harmless(leak.packets))
    bare = (there, outward) if guarded[1] else (back, inward)
    one_way: tuple[OneWay, ...] = ()
    if not (all(guarded) or to_voice or to_data or pair.presumed) and _is_bare(*bare):
        one_way = (OneWay(pair.voice.name, "to voice" if guarded[0] else "to data"),)
    return Leaks(
        to_voice=tuple(replace(leak, presumed=pair.presumed) for leak in to_voice),
        to_data=tuple(replace(leak, presumed=pair.presumed) for leak in to_data),
        one_way=one_way,
    )


def _is_bare(way: Crossing, packets: PacketSet) -> bool:
    """Whether packets are sure to pass a way, and no list is attached there that has no entries."""
    undefined = any(stop.kind in LISTS and stop.says for stop in way.stops)
    return not undefined and bool(passing(way, packets).sure)


def _through(
    site: AddressPlan, way: tuple[Crossing, PacketSet], back: tuple[Crossing, PacketSet]
) -> Iterator[Leak]:
    """What the filters on a way let pass beyond the matrix, answers to sessions that they know left out."""
    passed = passing(opening(way[0]), way[1])
    beyond = excess(passed.through, site)
    if not beyond:
        return
    answers = mirrored(passing(*back).sure)
    for line, piece in by_line(passed.decided, beyond).items():
        if is_own(site, piece) or is_upkeep(piece):
            continue
        answered = (piece & CLIENTS).meets(answers)
        yield leak_of(line, piece, passed.sure, way[0].conditions, answered=answered)


def _answered(
    site: AddressPlan, way: tuple[Crossing, PacketSet], back: tuple[Crossing, PacketSet]
) -> Iterator[Leak]:
    """Conversations that may begin on a way without filter, as a line on the way back lets answers pass."""
    opened, passed = passing(*way), passing(*back)
    conditions = (*way[0].conditions, *back[0].conditions)
    for line, piece in by_line(passed.decided, passed.through).items():
        begun = excess(mirrored(whatever_holds(piece)) & opened.possible, site)
        if begun.meets(CLIENTS) and not is_own(site, begun):
            yield leak_of(line, begun, mirrored(passed.sure) & opened.sure, conditions, answered=True)


def leak_of(
    line: Line, packets: PacketSet, sure: PacketSet, conditions: tuple[str, ...], *, answered: bool
) -> Leak:
    """What passes for certain; where that is nothing, what passes on conditions."""
    certain = whatever_holds(packets) & sure
    if certain:
        return Leak(line=line, packets=certain, answered=answered)
    return Leak(line=line, packets=packets, conditions=conditions, answered=answered)
