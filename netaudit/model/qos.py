"""Modular QoS: class-maps, policy-maps and table-maps."""

from collections.abc import Mapping

from msgspec import Struct


class Criterion(Struct, frozen=True, kw_only=True):
    """One ``match`` line. ``values`` of a line are alternatives.

    ``field`` is dscp, precedence, cos, access-group, protocol, class-map, vlan, qos-group,
    input-interface, rtp, any or the words of the line. DSCP names are numbers here (ef = 46).
    ``text`` is the normalised line without ``match``: ``dscp ef``, ``not protocol rtp``.
    """

    offset: int
    field: str
    text: str
    values: tuple[int | str, ...] = ()
    negated: bool = False
    ipv4_only: bool = False


class ClassMap(Struct, frozen=True, kw_only=True):
    """A class-map. ``match`` is ``all`` (the default of IOS) or ``any``."""

    name: str
    line: int
    match: str = "all"
    kind: str = "qos"
    criteria: tuple[Criterion, ...] = ()


class Police(Struct, frozen=True, kw_only=True):
    """A policer; rates in bits per second, percent of the interface or parent shaper."""

    offset: int
    aggregate: str | None = None
    """Name of a policer that several classes share; its rate stands with the global QoS lines."""
    bps: int | None = None
    percent: int | None = None
    pir_bps: int | None = None
    burst_bytes: int | None = None
    conform: tuple[str, ...] = ()
    exceed: tuple[str, ...] = ()
    violate: tuple[str, ...] = ()


class PolicyClass(Struct, frozen=True, kw_only=True):
    """One class of a policy-map and all it does to its packets."""

    name: str
    offset: int
    at: Mapping[str, tuple[int, ...]] = {}
    """Field name to offsets below the policy-map's line."""
    priority: bool = False
    priority_level: int | None = None
    priority_percent: int | None = None
    priority_kbps: int | None = None
    bandwidth_kbps: int | None = None
    bandwidth_percent: int | None = None
    bandwidth_remaining_percent: int | None = None
    bandwidth_remaining_ratio: int | None = None
    set: Mapping[str, int | str] = {}
    """dscp, precedence, cos, qos-group, … to a number, or ``table NAME`` / ``dscp table NAME``."""
    police: Police | None = None
    shape_bps: int | None = None
    shape_percent: int | None = None
    shape_burst_bits: int | None = None
    shape_peak: bool = False
    fair_queue: bool = False
    random_detect: str | None = None
    """``precedence-based``, ``dscp-based`` or ``cos-based``."""
    queue_limit: tuple[str, ...] = ()
    queue_buffers_ratio: int | None = None
    trust: str | None = None
    dbl: bool = False
    drop: bool = False
    compress_rtp: bool = False
    service_policy: str | None = None
    netflow_sampler: str | None = None

    @property
    def police_bps(self) -> int | None:
        """Committed rate of the policer, if it is given in bits per second."""
        return self.police.bps if self.police else None


class PolicyMap(Struct, frozen=True, kw_only=True):
    """A policy-map; ``kind`` is qos unless ``type`` was given (control, inspect, …)."""

    name: str
    line: int
    kind: str = "qos"
    classes: tuple[PolicyClass, ...] = ()


class TableMap(Struct, frozen=True, kw_only=True):
    """A table-map; ``default`` is a value, ``copy`` or ``ignore``."""

    name: str
    line: int
    rows: tuple[tuple[int, int], ...] = ()
    default: str = "copy"


class MapClass(Struct, frozen=True, kw_only=True):
    """A ``map-class frame-relay``: the shaping and queueing of the circuits that name it."""

    name: str
    line: int
    at: Mapping[str, tuple[int, ...]] = {}
    """Field name to offsets below the header."""
    cir_bps: int | None = None
    """Outgoing CIR; IOS takes 56000 where nothing is said."""
    mincir_bps: int | None = None
    """IOS takes half the CIR where nothing is said."""
    bc_bits: int | None = None
    be_bits: int | None = None
    fragment_bytes: int | None = None
    adaptive: str | None = None
    """``becn``, ``foresight``, ``interface-congestion``; None where shaping does not adapt."""
    fair_queue: bool = False
    rtp_priority: str | None = None
    """``frame-relay ip rtp priority`` arguments: first port, range, kbps."""
    policy_in: str | None = None
    policy_out: str | None = None
