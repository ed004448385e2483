"""Faults planted in an entry, each the smallest of its kind."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from tests.referees.ios_text import Addresses, Entry, Ports

HIGHEST_PORT = 65535


def port_off_by_one(entry: Entry) -> Entry | None:
    """The last port of the entry is one more, or one less where there is no more."""
    for field in ("destination_ports", "source_ports"):
        ports: Ports | None = getattr(entry, field)
        if ports is not None:
            *others, last = ports.numbers
            numbers = (*others, last + 1 if last < HIGHEST_PORT else last - 1)
            return replace(entry, **{field: replace(ports, numbers=numbers)})
    return None


def action_flipped(entry: Entry) -> Entry:
    """The entry denies what it permitted, or the reverse."""
    return replace(entry, action="deny" if entry.action == "permit" else "permit")


def wildcard_bit(entry: Entry) -> Entry:
    """The lowest bit of the source counts where it did not, or the reverse."""
    wildcard = entry.source.wildcard ^ 1
    return replace(entry, source=Addresses(base=entry.source.base & ~wildcard, wildcard=wildcard))


FAULTS: Mapping[str, Callable[[Entry], Entry | None]] = {
    "action flipped": action_flipped,
    "port off by one": port_off_by_one,
    "wildcard bit": wildcard_bit,
}
"""A fault to what plants it in an entry; None where the entry has no place for it."""
