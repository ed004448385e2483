"""Access lists that nobody should write: they get an answer or ``ComplexityError``, soon."""

from pathlib import Path
from random import Random

import pytest

from netaudit.analysis.acl.decide import decide, denied, permitted
from netaudit.analysis.acl.meaning import MOST_CONDITIONS, Filter, meaning
from netaudit.analysis.packetspace.packets import EVERYTHING, PacketSet, Region
from netaudit.errors import ComplexityError
from netaudit.parsers import read

ROWS = [
    [line for line in path.read_text().splitlines() if not line.strip().startswith("!")]
    for path in sorted((Path(__file__).parent / "rows").glob("*.cfg"))
]
WORDS = sorted({word for lines in ROWS for line in lines for word in line.split()})
JUNK = (
    *(
        "99999 -1 0 65535 65536 256 0x10 1e5 255.255.255.256 1.2.3 a.b.c.d 10.0.0.0/33 10.0.0.0/-1 / /24"
    ).split(),
    *(
        ":: ::/129 1::2::3 fe80::1%eth0 range eq neq gt lt host any object-group match-any match-all + -"
    ).split(),
    *(
        "+ack ttl time-range evaluate reflect dynamic timeout fragments dscp precedence tos log sequence"
    ).split(),
    *("no remark permit deny icmp tcp echo option any6 addrgroup source group-object 006 { } % \\ !").split(),
    *("\u0663", "\u00b2", "\x07", "\x1b[2J", "\u202e", "é", "9" * 5000),
)
SEEDS = 24


def mutated(draw: Random) -> str:
    """One of the configs of the rows with words changed, added, taken out or moved."""
    lines = [*draw.choice(ROWS)]
    for _ in range(draw.choice((1, 2, 5, 20))):
        number = draw.randrange(len(lines))
        words = lines[number].split(" ")
        place = draw.randrange(len(words))
        change = draw.choice(("put", "add", "drop", "move", "twice", "join"))
        if change == "put":
            words[place] = draw.choice(draw.choice((JUNK, WORDS)))
        elif change == "add":
            words.insert(place, draw.choice(draw.choice((JUNK, WORDS))))
        elif change == "drop" and len(words) > 1:
            del words[place]
        elif change == "move":
            draw.shuffle(words)
        elif change == "twice":
            lines.insert(draw.randrange(len(lines)), lines[number])
        else:
            words += draw.choice(lines).split(" ")
        lines[number] = " ".join(words)
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_mutated_lists(seed: int) -> None:
    """Whatever stands in a list, its meaning is a filter that lets pass what it does not drop."""
    for device in read(mutated(Random(seed))):  # noqa: S311 - a sample, no secret
        for acl in device.acls:
            filter_ = meaning(device, acl)
            passed, dropped = permitted(filter_, EVERYTHING), denied(filter_, EVERYTHING)
            assert not passed.meets(dropped), acl.name


def filter_of(text: str) -> Filter:
    """What the list X of a text does."""
    (device,) = read(f"hostname r\n{text}")
    return meaning(device, next(acl for acl in device.acls if acl.name == "X"))


HEAD = "ip access-list extended X\n"
DOUBLING = "".join(
    f"object-group network G{n}{side}\n group-object G{n + 1}a\n group-object G{n + 1}b\n"
    for n in range(40)
    for side in "ab"
)
NESTED = "".join(f"object-group network G{n}\n group-object G{n + 1}\n" for n in range(3000))


def passed(text: str) -> PacketSet:
    """What the list X of a text lets pass of IPv4."""
    return permitted(filter_of(text), PacketSet((Region(4),)))


def test_groups_in_groups() -> None:
    """Groups that hold themselves, hold others twice, or nest deep are looked at once each."""
    one = passed(f"{HEAD} permit ip host 10.1.1.1 any\n")
    ring = (
        "object-group network A\n group-object B\nobject-group network B\n group-object A\n host 10.1.1.1\n"
    )
    assert passed(f"{ring}{HEAD} permit ip object-group A any\n") == one
    last = "object-group network G40a\n host 10.1.1.1\nobject-group network G40b\n host 10.1.1.1\n"
    assert passed(f"{DOUBLING}{last}{HEAD} permit ip object-group G0a any\n") == one
    last = "object-group network G3000\n host 10.1.1.1\n"
    assert passed(f"{NESTED}{last}{HEAD} permit ip object-group G0 any\n") == one


def test_group_of_many_members() -> None:
    """A group of 10,000 neighbours is the ranges that they make."""
    members = "".join(f" host 10.1.{n >> 8}.{n & 255}\n" for n in range(10_000))
    many = passed(f"object-group network G\n{members}{HEAD} permit ip object-group G any\n")
    few = "object-group network G\n range 10.1.0.0 10.1.39.15\n"
    assert many == passed(f"{few}{HEAD} permit ip object-group G any\n")


def test_group_of_many_doubts() -> None:
    """Members that are not understood are one doubt for each side, however many they are."""
    members = "".join(f" frob {n}\n" for n in range(10_000))
    text = f"object-group network G\n{members}{HEAD} permit ip object-group G object-group G\n"
    assert filter_of(text).conditions == (
        "object-group G, 10000 members of it not understood or not defined, has the destination",
        "object-group G, 10000 members of it not understood or not defined, has the source",
    )


def test_long_lists_of_ports() -> None:
    """Thousands of ports in one entry are a set like any other."""
    ports = " ".join(str(n) for n in range(0, 65536, 16))
    every = passed(f"{HEAD} permit udp any any eq {ports}\n permit udp any any neq {ports}\n")
    assert every == passed(f"{HEAD} permit udp any any\n")


def test_most_conditions() -> None:
    """As many time-ranges as the bound allows are answered exactly; one more is too many."""
    lines = [f" {('permit', 'deny')[n % 2]} ip any any time-range T{n}\n" for n in range(MOST_CONDITIONS + 1)]
    filter_ = filter_of(HEAD + "".join(lines[:-1]))
    assert permitted(filter_, EVERYTHING) == ~denied(filter_, EVERYTHING)
    with pytest.raises(ComplexityError, match="401 things"):
        filter_of(HEAD + "".join(lines))


def test_tangled_wildcards_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that takes too long ends with a message, not with the patience of the user."""
    draw = Random(1)  # noqa: S311 - a sample, no secret
    wild = [".".join(str(draw.randrange(256)) for _ in range(4)) for _ in range(400)]
    lines = (f" {('permit', 'deny')[n % 2]} ip 10.0.0.0 {wild[n]} 10.0.0.0 {wild[-n]}\n" for n in range(200))
    parts = decide(filter_of(HEAD + "".join(lines)), EVERYTHING)
    monkeypatch.setattr("netaudit.analysis.acl.decide.MOST_WORK", 200_000)
    with pytest.raises(ComplexityError, match="200000 steps"):
        list(parts)
