"""A campus of access switches, the same for the same seed, with faults whose truth is known."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from msgspec import Struct

from bench.defects import Truth, damage
from bench.people import occupant
from bench.switch import Port, Switch
from bench.text import ADDRESS_VLAN, NATIVE_VLAN, PRINTER_VLAN, UNUSED_VLAN, WIRELESS_VLAN, running_config

PORTS = 48
BUILDING = 25
"""Switches in a building."""
BUILDINGS = 40
"""VLAN numbers start over after that many buildings."""
MODELS = ("ws-c2960x-48fps-l", "ws-c2960x-48fps-l", "ws-c3750x-48p")
RELEASES = {"ws-c2960x-48fps-l": "15.2", "ws-c3750x-48p": "15.0"}
KINDS = (("phone", 37), ("user", 2), ("printer", 3), ("ap", 2), ("unused", 4))
"""What stands at the end of the cable, and how many of the 48 ports it takes."""
HARDENINGS = ("secure", "sticky", "dot1x")


class Sample(Struct, frozen=True):
    """One generated config and everything that is wrong with it."""

    hostname: str
    text: str
    truth: tuple[Truth, ...]


def fleet(devices: int, seed: int = 1) -> Iterator[Sample]:
    """Generate switches; every third one is as the standard wants it, the others have faults."""
    for index in range(devices):
        random = Random(f"{seed}/{index}")
        switch, truth = damage(plan(index, random), index, random)
        yield Sample(switch.hostname, running_config(switch), truth)


def write_fleet(folder: Path, devices: int, seed: int = 1) -> list[Truth]:
    """Write ``<hostname>.cfg`` for each device; return what is wrong with them."""
    folder.mkdir(parents=True, exist_ok=True)
    truth: list[Truth] = []
    for sample in fleet(devices, seed):
        (folder / f"{sample.hostname}.cfg").write_text(sample.text, encoding="utf-8")
        truth += sample.truth
    return truth


def plan(index: int, random: Random) -> Switch:
    """A switch without a fault. Buildings differ in VLANs, models and port hardening."""
    building, number = index // BUILDING + 1, index % BUILDING
    zone, floor = (building - 1) % BUILDINGS, number // 4 + 1
    model = MODELS[building % len(MODELS)]
    data, voice = 100 + zone * 8 + floor, 460 + zone * 8 + floor
    hardening = HARDENINGS[building // 2 % len(HARDENINGS)]
    return Switch(
        hostname=f"b{building:03d}-f{floor}-sw{number:02d}",
        model=model,
        release=RELEASES[model],
        building=building,
        floor=floor,
        number=number,
        hardening=hardening,
        data_vlan=data,
        voice_vlan=voice,
        management_vlan=ADDRESS_VLAN,
        certificate=tuple(_certificate(random)),
        ports=tuple(_ports(random, data, voice, f"{floor}.{number}", sticky=hardening == "sticky")),
        vlans=_vlans(data, voice, floor),
        snooping_vlans=(data, voice, PRINTER_VLAN),
    )


def _vlans(data: int, voice: int, floor: int) -> tuple[tuple[int, str], ...]:
    return (
        (data, f"DATA-F{floor}"),
        (voice, f"VOICE-F{floor}"),
        (PRINTER_VLAN, "PRINTERS"),
        (WIRELESS_VLAN, "WIRELESS"),
        (ADDRESS_VLAN, "MANAGEMENT"),
        (NATIVE_VLAN, "NATIVE"),
        (UNUSED_VLAN, "PARKING"),
    )


def _ports(random: Random, data: int, voice: int, closet: str, *, sticky: bool) -> Iterator[Port]:
    """The access ports, with the kinds of endpoints mixed as cabling mixes them."""
    kinds = [kind for kind, count in KINDS for _ in range(count)]
    random.shuffle(kinds)
    for index, kind in enumerate(kinds, 1):
        name = f"GigabitEthernet1/0/{index}"
        room = f"{closet}{random.randrange(10, 60)}"
        jack = f"{closet[0]}-{random.randrange(100, 400)}-{random.choice('ABCD')}"
        if kind == "phone":
            learned = tuple(_address(random) for _ in range(random.randrange(1, 3))) if sticky else ()
            description = occupant(random, room, jack)
            yield Port(name=name, description=description, access_vlan=data, voice_vlan=voice, sticky=learned)
        else:
            yield _endpoint(kind, name, f"{room} jack {jack}", data)


def _endpoint(kind: str, name: str, place: str, data: int) -> Port:
    """A port without a phone."""
    descriptions = {
        "user": f"PC {place}",
        "printer": f"Printer {place}",
        "ap": f"AP {place}",
        "unused": f"spare {place}",
    }
    vlans = {"user": data, "printer": PRINTER_VLAN, "ap": WIRELESS_VLAN, "unused": UNUSED_VLAN}
    return Port(
        name=name, description=descriptions[kind], kind=kind, access_vlan=vlans[kind], secured=kind == "user"
    )


def _address(random: Random) -> str:
    """A hardware address the way IOS writes it."""
    digits = f"{random.getrandbits(48):012x}"
    return ".".join((digits[:4], digits[4:8], digits[8:]))


def _certificate(random: Random) -> Iterator[str]:
    """Eighteen lines of eight words, as a 1024-bit self-signed certificate takes."""
    for _ in range(18):
        yield "  " + " ".join(f"{random.getrandbits(32):08X}" for _ in range(8))
