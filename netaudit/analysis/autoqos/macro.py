"""The records that the tables of auto-QoS are written with."""

from msgspec import Struct


class Macro(Struct, frozen=True, kw_only=True):
    """What one ``auto qos`` line makes of a port, in the commands that the device shows.

    A generation may have several of the same words: releases differ, each of them is right.
    """

    words: tuple[str, ...]
    """What stands behind ``auto qos``, in each of its spellings."""
    lines: tuple[str, ...]
    """Lines that the port has then; without one of them it is not as the macro left it."""
    optional: tuple[str, ...] = ()
    """Lines that not every release, image or port of the generation gets."""
    routed: bool | None = None
    """Whether the port is routed; None where that makes no difference."""
    moves: tuple[str, ...] = ()
    """Fields of the port which, once set, say that the lines stand on its bundle or in its map-class."""


class Generation(Struct, frozen=True, kw_only=True):
    """A generation of auto-QoS on a family of devices."""

    name: str
    """For people: ``auto-QoS SRND4``."""
    settings: str
    """Name of the file with what is generated beside the ports."""
    macros: tuple[Macro, ...]
    signs: tuple[str, ...] = ()
    """Global lines and policies that no other generation of the family makes."""
