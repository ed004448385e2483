"""What a QoS family is: how packets come in, and how they go out.

The two halves know nothing of each other but the packet and its marking, so that each is worked out
once for all ports that are alike.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from typing import Self

from netaudit.model import Device, Interface, Marking, Packet
from netaudit.model.treatment import Exit, Step


class Carried(Struct, frozen=True, kw_only=True):
    """A packet inside the device, and what it went through so far."""

    packet: Packet
    """As it arrived."""
    marking: Marking
    steps: tuple[Step, ...] = ()
    policed_kbps: float | None = None
    """Tightest policer passed so far; None: none."""
    dropped: bool = False
    label: str = "dscp"
    """MLS Catalysts: which field of the marking the queue is chosen by, ``dscp`` or ``cos``."""

    def after(self, step: Step) -> "Self":
        """The packet after one step more, with the marking that it leaves."""
        return replace(self, marking=step.marking, steps=(*self.steps, step))

    def exit(self) -> Exit:
        """How the packet leaves with this marking, as long as nothing is known of its queue."""
        return Exit(
            dscp=self.marking.dscp,
            cos=self.marking.cos if self.marking.tagged else None,
            tagged=self.marking.tagged,
            policed_kbps=self.policed_kbps,
            dropped=self.dropped,
        )


class Sent(Struct, frozen=True, kw_only=True):
    """How a packet leaves, and the steps on the way out."""

    exit: Exit
    steps: tuple[Step, ...] = ()


class Family(Struct, frozen=True, kw_only=True):
    """The two halves of a platform family's pipeline, both pure functions."""

    ingress: Callable[[Device, Interface, Packet], Carried]
    egress: Callable[[Device, Interface, Carried], Sent]
    sources: tuple[str, ...] = ()
    """Vendor documents that the pipeline follows."""
