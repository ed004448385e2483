"""One log line that shows one signature, on its way from the scan of a slice to the sightings."""

from typing import NamedTuple

from netaudit.model import Verdict


class Hit(NamedTuple):
    """Line numbers are within the slice, from 1; whoever puts slices together adds what came before."""

    address: str
    """As ``ipaddress`` writes it."""
    signature: str
    verdict: Verdict
    time: float | None
    target: str
    status: str
    line: int
    sha256: str
    excerpt: str
