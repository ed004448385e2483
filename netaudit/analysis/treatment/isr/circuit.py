"""Frame Relay circuits: the map-class that shapes and queues one, and whether shaping is on."""

from msgspec import Struct

from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.bundles import parent_of
from netaudit.analysis.treatment.link import Rate
from netaudit.analysis.treatment.words import number
from netaudit.model import Device, Interface, MapClass, Place, Step
from netaudit.model.packet import Marking

CIR_KBPS = 56.0
"""What traffic shaping takes for the rate of a circuit where nothing is said."""


class Circuit(Struct, frozen=True, kw_only=True):
    """One circuit as an interface sees it."""

    record: MapClass | None
    """Its map-class, if it has one that is defined."""
    shaped: bool
    """Whether ``frame-relay traffic-shaping`` stands on the physical interface."""
    where: str
    """Name of the physical interface."""


def circuit_of(device: Device, port: Interface) -> Circuit | None:
    """The circuit that an interface or subinterface is; None outside Frame Relay."""
    physical = parent_of(device, port) or port
    if not (physical.encapsulation or "").startswith("frame-relay"):
        return None
    name = port.frame_relay_class or physical.frame_relay_class
    record = device.map_class(name)
    return Circuit(record=record, shaped=physical.frame_relay_traffic_shaping, where=physical.name)


def cir_kbps(circuit: Circuit) -> float:
    """The rate that a circuit is shaped to."""
    record = circuit.record
    return CIR_KBPS if record is None or not record.cir_bps else record.cir_bps / 1000


def reserved_from(circuit: Circuit) -> Rate:
    """What classes reserve from: the minimum rate, half of the CIR where nothing is said."""
    record = circuit.record
    if record is not None and record.mincir_bps:
        line = f"frame-relay mincir {record.mincir_bps}"
        place = places.of_map_class(record.name, "mincir_bps")
        return Rate(kbps=record.mincir_bps / 1000, decided_by=line, places=(place,))
    half = cir_kbps(circuit) / 2
    return Rate(kbps=half, decided_by="default: mincir is half of cir", places=_cir_places(circuit))


def shaping_step(circuit: Circuit, marking: Marking) -> Step:
    """The shaper of a circuit."""
    record, kbps = circuit.record, cir_kbps(circuit)
    given = bool(record and record.cir_bps)
    adaptive = f", less when told to ({record.adaptive})" if record is not None and record.adaptive else ""
    return Step(
        stage="shaper",
        decided_by=f"frame-relay cir {1000 * kbps:.10g}" if given else "default: frame-relay cir 56000",
        marking=marking,
        says=f"the circuit is held to {number(kbps)} kbps{adaptive}",
        places=(
            places.of_interface(circuit.where, "frame_relay_traffic_shaping"),
            *_cir_places(circuit),
        ),
    )


def _cir_places(circuit: Circuit) -> tuple[Place, ...]:
    record = circuit.record
    if record is None or not record.cir_bps:
        return ()
    return (places.of_map_class(record.name, "cir_bps"),)
