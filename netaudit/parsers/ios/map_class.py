"""``map-class frame-relay`` sections."""

from collections.abc import Callable, Iterator

from netaudit.model import Attachment, MapClass, ServicePolicy
from netaudit.parsers.grammar import Grammar, Tally
from netaudit.parsers.ios.port_qos import service_policy
from netaudit.parsers.vocabulary import At, Command, Fields, command, lead, number, text, word
from netaudit.syntax.tree import Line


def _outgoing(field: str) -> Command:
    """``[in | out] N``: what is said of the incoming direction shapes nothing here."""

    def do(fields: Fields, words: list[str]) -> None:
        if words[0] != "in":
            fields[field] = int(words[-1])

    return command(field, do=do)


def _average(fields: Fields, words: list[str]) -> None:
    """``traffic-rate AVERAGE [PEAK]``: the older way to give the CIR."""
    fields["cir_bps"] = int(words[0])


def _policy(change: Callable[[Fields, str, str], None]) -> Callable[[Fields, list[str]], None]:
    """``service-policy [input | output] NAME``: it leaves with the packets unless told otherwise."""

    def do(fields: Fields, words: list[str]) -> None:
        policy = service_policy(words if words[1:] else ["output", *words])
        change(fields, f"policy_{policy.direction.removesuffix('put')}", policy.name)

    return do


def _attach(fields: Fields, field: str, name: str) -> None:
    fields[field] = name


def _detach(fields: Fields, field: str, _name: str) -> None:
    fields.pop(field, None)


MAP_CLASS = Grammar(
    {
        "frame-relay adaptive-shaping": word("adaptive"),
        "frame-relay bc": _outgoing("bc_bits"),
        "frame-relay be": _outgoing("be_bits"),
        "frame-relay cir": _outgoing("cir_bps"),
        "frame-relay fair-queue": lead("fair_queue"),
        "frame-relay fragment": number("fragment_bytes"),
        "frame-relay ip rtp priority": text("rtp_priority"),
        "frame-relay mincir": _outgoing("mincir_bps"),
        "frame-relay traffic-rate": command("cir_bps", do=_average),
        "service-policy": command(
            "policy_in", "policy_out", do=_policy(_attach), undo=_policy(_detach), adds=True
        ),
    },
    ("description", "exit", "frame-relay"),
)


def read_map_class(
    name: str, body: tuple[Line, ...], tally: Tally
) -> tuple[MapClass, tuple[Attachment, ...]]:
    """The record, and the policies that are attached by it."""
    fields: Fields = {}
    at: At = {}
    for line in body:
        _read_line(line, fields, at, tally)
    record = MapClass(name=name, line=0, at=at, **fields)
    return record, tuple(_attached(record))


def _read_line(line: Line, fields: Fields, at: At, tally: Tally) -> None:
    """One line; none of them opens a mode of its own."""
    tally.note(MAP_CLASS.read(line.text, line.number, fields, at), line.number, line.text)
    for child in line.children:
        _read_line(child, fields, at, tally)


def _attached(record: MapClass) -> Iterator[Attachment]:
    """Its policies where they are attached."""
    for direction in ("input", "output"):
        field = f"policy_{direction.removesuffix('put')}"
        if name := getattr(record, field):
            policy = ServicePolicy(name=name, direction=direction)
            yield Attachment(
                where=f"map-class frame-relay {record.name}", policy=policy, line=record.at[field][-1]
            )
