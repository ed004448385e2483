"""The search of raw bytes lets through what the judge would name: vectors as lines of a log."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from netaudit.hunt.hunt import hunt
from netaudit.hunt.sigma.load import shipped
from netaudit.hunt.terms import Terms
from tests.hunt.vectors import vectors

LOGGED = frozenset({"request", "status", "referer", "user-agent"})
"""What a line of Apache's combined log has of a vector."""
SIGNATURES = shipped()
NAMES = frozenset(
    each.name for each in SIGNATURES.signatures if "webserver" in each.categories and not each.silent
)


def test_every_hit_is_found_in_an_apache_log(tmp_path: Path) -> None:
    """Each hit is a line from an address of its own; that address shows the signature, none is lost."""
    wanted = {f"198.18.{number >> 8}.{number & 255}": hit for number, hit in enumerate(_hits())}
    log = tmp_path / "access.log"
    log.write_bytes(b"".join(_line(address, hit) for address, (_, hit) in wanted.items()))
    found = hunt([str(log)], Terms(signatures=SIGNATURES), 1, _ignored)
    shown = {each.address: each.signatures for each in found.sum.sightings()}
    assert len(wanted) > 800
    assert [hit for address, hit in wanted.items() if hit[0] not in shown.get(address, ())] == []


def _hits() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Names of signatures, and what shows them and can be logged."""
    for written in vectors():
        for hit in written.hits if written.name in NAMES else ():
            table = {"request": hit} if isinstance(hit, str) else hit
            if table.keys() <= LOGGED:
                yield written.name, table


def _line(address: str, hit: Mapping[str, Any]) -> bytes:
    """As Apache logs it, quotes escaped."""
    request, referer, agent = (
        str(hit.get(key, "-")).replace('"', '\\"') for key in ("request", "referer", "user-agent")
    )
    status = hit.get("status", 404)
    return (
        f'{address} - - [02/Mar/2026:19:15:00 +0000] "{request}" {status} 310 "{referer}" "{agent}"\n'
    ).encode("latin-1")


def _ignored(_size: int) -> None:
    """Nobody watches."""
