"""Policers that several classes share: what they do stands with the global QoS lines."""

from collections.abc import Iterator

from msgspec.structs import replace

from netaudit.analysis.treatment import places
from netaudit.model import Device, Place, Police
from netaudit.parsers.ios.police import read_police


def resolved(device: Device, police: Police) -> tuple[Police, tuple[Place, ...]]:
    """A policer with rate and actions, and where they stand if not with the class.

    One whose name is not defined, or in no form that is known, stays without a rate.
    """
    if police.aggregate is None:
        return police, ()
    found = list(_defined(device, police.aggregate))
    if not found:
        return police, ()
    index, words = found[-1]
    return _with(police, words), (places.settings("qos_maps", index),)


def _defined(device: Device, name: str) -> Iterator[tuple[int, list[str]]]:
    """The lines ``[mls] qos aggregate-policer NAME …``: their index, and the words behind the name."""
    for index, line in enumerate(device.globals.qos_maps):
        match line.removeprefix("mls ").split():
            case ["qos", "aggregate-policer", policer, *words] if policer == name:
                yield index, words


def _with(police: Police, words: list[str]) -> Police:
    """A policer with what a line says of it."""
    said: dict[str, dict[str, object]] = {}
    try:
        read_police(said, words)
    except (ValueError, IndexError):
        return police
    return replace(police, **said["police"])
