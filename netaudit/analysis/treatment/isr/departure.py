"""Out of a router: every place where a policy may hang on the way to the wire, and the queue it leaves by."""

from msgspec import Struct
from msgspec.structs import replace

from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.family import Carried, Sent
from netaudit.analysis.treatment.isr.circuit import (
    Circuit,
    cir_kbps,
    circuit_of,
    reserved_from,
    shaping_step,
)
from netaudit.analysis.treatment.isr.exits import both, doubtful, open_end, rescaled
from netaudit.analysis.treatment.isr.header import outer, translated
from netaudit.analysis.treatment.isr.limits import rate_limited
from netaudit.analysis.treatment.isr.notes import is_too_fast, notes_of
from netaudit.analysis.treatment.isr.plain import plain_queue, served_first
from netaudit.analysis.treatment.isr.refusal import Where, queues, refusal
from netaudit.analysis.treatment.isr.release import rules_of
from netaudit.analysis.treatment.isr.way import Hop, Way, ways
from netaudit.analysis.treatment.link import Rate, link_kbps
from netaudit.analysis.treatment.mqc.inbound import Bearings, apply_actions
from netaudit.analysis.treatment.mqc.outbound import agreed, apply_output
from netaudit.model import Device, Interface, Place, Reason, Step

ROUTED_COS = "default: a routed frame gets CoS 0"


class _Hung(Struct, frozen=True, kw_only=True):
    """An output policy where it hangs."""

    name: str
    place: Place
    rate: Rate
    circuit: Circuit | None = None
    """The circuit whose map-class it is part of."""


class _Gone(Struct, frozen=True, kw_only=True):
    """How far a packet is on its way out."""

    carried: Carried
    sent: Sent | None = None
    """The queue that it passed, if it passed one."""


def leave(device: Device, port: Interface, carried: Carried) -> Sent:
    """A packet sent by a router's interface when the line is busy."""
    start = _tagged(device, port, replace(carried, steps=()))
    if port.is_switchport:
        return open_end("the queues of a switch module are not in the config", start)
    sents = [_along(device, way, start) for way in ways(device, port)]
    return agreed(f"default: {port.name} has {len(sents)} lines", sents, ())


def _tagged(device: Device, port: Interface, carried: Carried) -> Carried:
    """The tag that the frame leaves with: what came in with the packet went with its frame."""
    hops = [hop.port for way in ways(device, port) for hop in way.hops]
    tagged = any(each.encapsulation_vlan is not None for each in hops)
    marking = replace(carried.marking, tagged=tagged, cos=0 if tagged else None)
    if not tagged:
        return replace(carried, marking=marking)
    step = Step(
        stage="marking",
        decided_by=ROUTED_COS,
        reason=Reason.ROUTED,
        marking=marking,
        places=(places.egress("encapsulation_vlan"),),
    )
    return replace(carried, marking=marking, steps=(step,))


def _along(device: Device, way: Way, carried: Carried) -> Sent:
    """A packet on one way to the wire."""
    gone = _Gone(carried=carried)
    before: Hop | None = None
    for hop in way.hops:
        if before is not None:
            gone = replace(gone, carried=outer(before, hop, gone.carried))
        gone = _at(device, hop, gone, before)
        before = hop
    return _ended(device, way, _with_idle(way, gone))


def _at(device: Device, hop: Hop, gone: _Gone, before: Hop | None) -> _Gone:
    """A packet at one interface: its policy, if it has one, marks, polices and queues."""
    seen = translated(hop.port, gone.carried)
    limited = rate_limited(hop.port, "output", seen, hop.place("queueing"))
    gone = replace(gone, carried=limited)
    hung = _hung(device, hop, before)
    if hung is None:
        return gone
    policy = device.policy_map(hung.name)
    if policy is not None and not queues(device, policy):
        bearings = Bearings(device=device, stage="output-policy", direction="output", rate=hung.rate)
        return replace(gone, carried=apply_actions(bearings, hung.name, gone.carried, (hung.place,)))
    rules = rules_of(device, hop.port)
    place = Where(hop=hop, rate=hung.rate, shaped=hung.circuit is not None)
    refused = refusal(device, policy, place, rules) if policy is not None else None
    if refused is not None and refused.sure:
        return replace(gone, carried=_without(hung, refused.why, gone.carried))
    record = hung.circuit.record if hung.circuit else None
    sent = served_first(hop, gone.carried, hung.rate, record) or apply_output(
        device, hung.name, gone.carried, hung.rate, rules, (hung.place,)
    )
    sent = _in_circuit(sent, hung)
    if refused is not None:
        sent = doubtful(sent, refused.why)
    return _queued(device, hop, gone, sent)


def _hung(device: Device, hop: Hop, before: Hop | None) -> _Hung | None:
    """The output policy of an interface or of its circuit."""
    port = hop.port
    circuit = None if before is not None and before.port.kind == "subinterface" else circuit_of(device, port)
    record = circuit.record if circuit is not None else None
    if circuit is not None and record is not None and record.policy_out:
        place = places.of_map_class(record.name, "policy_out")
        rate = reserved_from(circuit) if circuit.shaped else link_kbps(device, port)
        shaped = circuit if circuit.shaped else None
        return _Hung(name=record.policy_out, place=place, rate=rate, circuit=shaped)
    if port.policy_out:
        return _Hung(name=port.policy_out, place=hop.policy(), rate=link_kbps(device, port))
    return None


def _without(hung: _Hung, why: str, carried: Carried) -> Carried:
    """A policy that has no effect."""
    step = Step(
        stage="output-policy",
        decided_by=f"service-policy output {hung.name}",
        marking=carried.marking,
        says=f"no effect: {why}",
        places=(hung.place,),
    )
    return carried.after(step)


def _in_circuit(sent: Sent, hung: _Hung) -> Sent:
    """A queue in a shaped circuit: its share is of the rate that the circuit is shaped to."""
    if hung.circuit is None:
        return sent
    step = shaping_step(hung.circuit, sent.steps[-1].marking)
    return Sent(exit=rescaled(sent.exit, cir_kbps(hung.circuit)), steps=(*sent.steps, step))


def _queued(device: Device, hop: Hop, gone: _Gone, sent: Sent) -> _Gone:
    """A packet behind a queue; where it passes a second one, the worse of both counts."""
    shaped = any(step.stage == "shaper" for step in sent.steps)
    notes = notes_of(device, hop, sent.exit.link_kbps, shaped=shaped)
    reason = Reason.TOO_FAST if not shaped and is_too_fast(device, hop.port) else None
    steps = tuple(_noted(step, notes, reason) for step in sent.steps)
    sent = Sent(exit=both(gone.sent, sent.exit), steps=())
    marking = steps[-1].marking
    carried = replace(
        gone.carried,
        marking=marking,
        policed_kbps=sent.exit.policed_kbps,
        dropped=sent.exit.dropped,
        steps=gone.carried.steps + steps,
    )
    return _Gone(carried=carried, sent=sent)


def _noted(step: Step, notes: str, reason: Reason | None) -> Step:
    """The scheduler's step says what there is to know of the line."""
    if step.stage != "scheduler":
        return step
    return replace(step, says=step.says + notes, reason=reason or step.reason)


def _ended(device: Device, way: Way, gone: _Gone) -> Sent:
    """The packet on the wire: by the queue it passed, else by that of the interface itself."""
    carried = gone.carried
    if gone.sent is not None:
        return Sent(exit=gone.sent.exit, steps=carried.steps)
    if way.open:
        return open_end(way.open, carried)
    hop = way.hops[-1]
    circuit = next((each for h in way.hops if (each := circuit_of(device, h.port)) is not None), None)
    if circuit is None or not circuit.shaped:
        return _plain(device, hop, carried, link_kbps(device, hop.port), None)
    step = shaping_step(circuit, carried.marking)
    rate = Rate(kbps=cir_kbps(circuit), decided_by=step.decided_by, places=step.places)
    sent = _plain(device, hop, carried, rate, circuit)
    return replace(sent, steps=(*sent.steps, step))


def _plain(device: Device, hop: Hop, carried: Carried, rate: Rate, circuit: Circuit | None) -> Sent:
    """A packet that leaves by the queue of the interface, or of the circuit."""
    sent = plain_queue(device, hop, carried, rate, circuit.record if circuit else None)
    notes = notes_of(device, hop, rate.kbps, shaped=circuit is not None)
    steps = tuple(replace(step, says=step.says + notes) for step in sent.steps)
    return Sent(exit=sent.exit, steps=carried.steps + steps)


def _with_idle(way: Way, gone: _Gone) -> _Gone:
    """Policies of members do nothing: the bundle queues for them."""
    steps = tuple(
        Step(
            stage="output-policy",
            decided_by=f"service-policy output {hop.port.policy_out}",
            marking=gone.carried.marking,
            says=f"no effect: {way.hops[-1].port.name} queues for its members",
            places=(hop.policy(),),
        )
        for hop in way.idle
        if hop.port.policy_out
    )
    return replace(gone, carried=replace(gone.carried, steps=gone.carried.steps + steps))
