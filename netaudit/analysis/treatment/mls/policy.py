"""Input policies of an MLS Catalyst: first match, set or trust, police, and what trust makes of the rest.

A policy and a trust state may stand on one port since 12.2(25)SE; the policy is looked at first. A class that
sets or trusts decides the marking. What no class takes, or one that neither sets nor trusts, is treated by
the trust state of the port, and is untrusted where there is none.
"""

from msgspec.structs import replace

from netaudit.analysis.treatment.agreement import outcome
from netaudit.analysis.treatment.arrival import vlan_of
from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.mls import trust
from netaudit.analysis.treatment.mls.maps import cos_to_dscp, map_step, policed
from netaudit.analysis.treatment.mqc.actions import act
from netaudit.analysis.treatment.mqc.aggregates import resolved
from netaudit.analysis.treatment.mqc.classify import first_match
from netaudit.analysis.treatment.places import ingress, of_class, policy_in, policy_of
from netaudit.analysis.treatment.words import dscp_name
from netaudit.model import Device, Interface, Marking, Place, PolicyClass, PolicyMap, Step

MARKDOWN = "policed-dscp-transmit"
MARKS_DSCP = frozenset({"dscp", "precedence"})


def classified(device: Device, port: Interface, carried: Carried) -> Carried:
    """The packet after input policy and trust, whichever of the two decides."""
    name, places = _governing(device, port, carried)
    if name is None:
        return trust.by_port(device, port, carried)
    policy = device.policy_map(name)
    if policy is None:
        return _doubtful(
            carried, f"service-policy input {name}", "the policy-map is not in the config", places
        )
    return _through(device, port, policy, carried, places)


def _governing(device: Device, port: Interface, carried: Carried) -> tuple[str | None, tuple[Place, ...]]:
    """The policy that a packet meets on the way in: the port's, or on a VLAN-based port that of the SVI."""
    if not port.vlan_based:
        return port.policy_in, (policy_in(port),)
    vlan = vlan_of(port, carried.packet)
    svi = None if vlan is None else device.svis.get(vlan)
    if svi is None:
        return None, ()
    return svi.policy_in, (ingress("vlan_based"), policy_of(svi, "input"))


def _through(
    device: Device, port: Interface, policy: PolicyMap, carried: Carried, places: tuple[Place, ...]
) -> Carried:
    """Through a policy; where two classes may take the packet and do not do the same, nothing is known."""
    match = first_match(device, policy, carried)
    where = (*places, *match.places)
    attached = f"service-policy input {policy.name}"
    outcomes = [
        _taken(device, port, policy, part, _noted(carried, attached, f"class {part.name}", where))
        for part in match.candidates
    ]
    if all(outcome(each) == outcome(outcomes[-1]) for each in outcomes):
        return outcomes[-1]
    return _doubtful(carried, attached, match.doubt, where)


def _taken(
    device: Device, port: Interface, policy: PolicyMap, part: PolicyClass, carried: Carried
) -> Carried:
    """What a class does: its marking or that of the port's trust state, then its policers."""
    marked = _marked(device, port, policy, part, carried)
    done = act(device, policy, part, marked, "input-policy")
    if part.set:
        done = _labelled(device, part, done)
    return _nested(device, port, part, _excess(device, part, done))


def _noted(carried: Carried, attached: str, says: str, places: tuple[Place, ...]) -> Carried:
    """A step that says which class takes the packet."""
    step = Step(stage="input-policy", decided_by=attached, marking=carried.marking, says=says, places=places)
    return carried.after(step)


def _doubtful(carried: Carried, attached: str, why: str, places: tuple[Place, ...]) -> Carried:
    """The marking can not be told."""
    marking = Marking(dscp=None, tagged=carried.marking.tagged)
    step = Step(
        stage="input-policy", decided_by=attached, marking=marking, says=why, places=places, known=False
    )
    return carried.after(step)


def _marked(
    device: Device, port: Interface, policy: PolicyMap, part: PolicyClass, carried: Carried
) -> Carried:
    """The marking by the class's trust or set; by the port's trust state where it has neither."""
    if part.trust:
        field = part.trust if part.trust in {"cos", "dscp", "ip-precedence"} else "dscp"
        source = (f"trust {field}", (of_class(policy.name, part.name, "trust"),))
        return trust.by_field(device, port, carried, field, source)
    return carried if part.set else trust.by_port(device, port, carried)


def _labelled(device: Device, part: PolicyClass, carried: Carried) -> Carried:
    """What queues are chosen by after ``set``: the new DSCP, or the one that a new CoS maps to."""
    if part.set.keys() & MARKS_DSCP or carried.marking.cos is None:
        return replace(carried, label="dscp")
    found = cos_to_dscp(device, carried.marking.cos)
    marking = replace(carried.marking, dscp=found.value)
    step = map_step(found, marking)
    return replace(carried, marking=marking, label="cos", steps=(*carried.steps, step))


def _excess(device: Device, part: PolicyClass, carried: Carried) -> Carried:
    """What excess is marked down to, where it is not dropped."""
    dscp = carried.marking.dscp
    actions = resolved(device, part.police)[0].exceed if part.police else ()
    if dscp is None or not any(action.split()[-1] == MARKDOWN for action in actions):
        return carried
    return replace(carried, steps=(*carried.steps, _markdown(device, dscp, carried)))


def _markdown(device: Device, dscp: int, carried: Carried) -> Step:
    """What the policed-dscp map makes of the excess."""
    down = policed(device, dscp)
    says = f"excess: DSCP {dscp_name(dscp)} to {dscp_name(down.value)}"
    return Step(
        stage="map", decided_by=down.decided_by, marking=carried.marking, says=says, places=down.places
    )


def _nested(device: Device, port: Interface, part: PolicyClass, carried: Carried) -> Carried:
    """The policer per port that a class of an SVI's policy holds for the interfaces it names."""
    child = device.policy_map(part.service_policy)
    if child is None:
        return carried
    for inner in child.classes:
        if inner.police and _names(device, inner.name, port):
            return act(device, child, inner, carried, "input-policy")
    return carried


def _names(device: Device, name: str, port: Interface) -> bool:
    """Whether a class-map matches by this input interface."""
    chosen = device.class_map(name)
    criteria = chosen.criteria if chosen else ()
    return any(
        item.field == "input-interface" and port.name.casefold() in map(_joined, item.values)
        for item in criteria
    )


def _joined(value: int | str) -> str:
    """An interface name without the blank that IOS may write in it."""
    return "".join(str(value).split()).casefold()


def policed_out(device: Device, port: Interface, carried: Carried) -> Carried:
    """Through the policer of an output policy, all that a 3550 takes there."""
    policy = device.policy_map(port.policy_out)
    if policy is None:
        return carried
    match = first_match(device, policy, carried)
    outcomes = [act(device, policy, part, carried, "output-policy") for part in match.candidates]
    if all(outcome(each) == outcome(outcomes[-1]) for each in outcomes):
        return outcomes[-1]
    return _doubtful(carried, f"service-policy output {policy.name}", match.doubt, match.places)
