"""What a device does to a packet: stages, and how it leaves."""

from enum import StrEnum

from msgspec import Struct

from netaudit.model.packet import Marking, Packet

STAGES = (
    "trust",
    "marking",
    "map",
    "input-policy",
    "policer",
    "classification",
    "queue",
    "scheduler",
    "output-policy",
    "shaper",
    "exit",
)
"""The stages a packet can pass, in the usual order; a family uses those that its hardware has."""


class Place(Struct, frozen=True):
    """Where something stands in a config, without line numbers: alike for alike ports and devices.

    ``of`` is ``ingress`` or ``egress`` (the two interfaces of the question), ``interface`` (another one,
    by ``name``), ``global``, ``policy-map``, ``class-map``, ``table-map``, ``acl`` or ``map-class``.
    ``fields`` are names of the record's fields; of a policy-map the first is the class.
    ``index`` picks one of the lines that add to a field, one entry of a list, from 0.
    """

    of: str
    name: str = ""
    fields: tuple[str, ...] = ()
    index: int | None = None


class Reason(StrEnum):
    """Why a step came out as it did, where stage and lines alone do not tell causes apart."""

    CDP_OFF = "cdp-off"
    """Trust waits for a phone that is never seen."""
    COS_MAP = "cos-map"
    """The DSCP is that of the CoS."""
    COS_OVERRIDE = "cos-override"
    """The port's CoS counts instead of the packet's."""
    DROP = "drop"
    """A line drops every such packet."""
    LEFT_OVER = "left-over"
    """The queue gets of what a strict one leaves."""
    NO_DEVICE = "no-device"
    """Trust waits for a device that is not the one attached."""
    NO_FIELD = "no-field"
    """A device is trusted, and no field of its packets."""
    QOS_OFF = "qos-off"
    """QoS is off on the whole device."""
    ROUTED = "routed"
    """A router makes a new frame, and gives it CoS 0."""
    TOO_FAST = "too-fast"
    """The line is faster than the service behind it, and nothing shapes it: its queues fill too late."""
    TRUSTED = "trusted"
    """The platform trusts ports of which nothing is said."""


class Step(Struct, frozen=True, kw_only=True):
    """One stage as a family works it out."""

    stage: str
    """One of ``STAGES``."""
    decided_by: str
    """The config line in normal form (``mls qos trust cos``) or ``default: untrusted``."""
    marking: Marking
    """The marking after the stage."""
    says: str = ""
    """What came of it where that is not the marking: ``queue 1, threshold 3``."""
    places: tuple[Place, ...] = ()
    """The lines that decided; none for a default."""
    known: bool = True
    """False: what happens here cannot be told from the config."""
    reason: Reason | None = None
    """For those who tell causes apart; None where the stage says enough."""


class Stage(Struct, frozen=True, kw_only=True):
    """One stage for people and reports: the step with its lines."""

    stage: str
    input: str
    output: str
    decided_by: str
    lines: tuple[int, ...]
    known: bool = True


class Exit(Struct, frozen=True, kw_only=True):
    """How a packet leaves, when the link is busy. None: not known, unless a field says otherwise.

    Percentages are of ``link_kbps``, the rate that this traffic can really get: the parent shaper's,
    the interface's bandwidth, or its speed.
    """

    dscp: int | None
    cos: int | None = None
    """None also where the frame leaves without a tag."""
    tagged: bool = False
    queue: str | None = None
    """As the platform names it: ``1`` on a Catalyst, the name of the class in an MQC policy, ``fifo``."""
    threshold: str | None = None
    strict: bool | None = None
    """Served before all other queues."""
    guaranteed_percent: float | None = None
    """Least share under load; 0 where nothing is reserved, 100 in a strict queue without limit. Of a
    weighted queue beside a strict one without limit: of what that leaves."""
    guaranteed_kbps: float | None = None
    cap_percent: float | None = None
    """Most that the queue may take under load; None: no limit (where ``strict`` is known)."""
    cap_kbps: float | None = None
    link_kbps: float | None = None
    policed_kbps: float | None = None
    """Tightest policer passed on the way; None: none."""
    dropped: bool = False
    """Every such packet is dropped."""


class Treatment(Struct, frozen=True, kw_only=True):
    """What happens to one packet between two interfaces."""

    packet: Packet
    exit: Exit
    steps: tuple[Step, ...]

    @property
    def known(self) -> bool:
        """Whether nothing on the way is in doubt."""
        return all(step.known for step in self.steps)
