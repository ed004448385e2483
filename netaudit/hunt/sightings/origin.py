"""Who a record speaks of: an address, be it behind a proxy."""

from collections.abc import Mapping
from functools import lru_cache

from netaudit.hunt.formats.record import Record, Unreadable
from netaudit.hunt.sightings.addresses import MOST_REMEMBERED, Ranges, address
from netaudit.hunt.terms import Terms
from netaudit.model import Verdict

NOT_LOGGED = "client not logged"
NO_ADDRESS = "client is no IP address"
BEHIND_PROXY = "client behind a trusted proxy not logged"
FORGED = "X-Forwarded-For holds no IP address"

NETWORKS = (("src_ip", "src_network"), ("dst_ip", "dst_network"))
"""Field with an address, and the field that tells on which side it is: ``inside`` or ``outside``."""


class Origins:
    """Knows which networks are ours and which peers are believed."""

    def __init__(self, terms: Terms) -> None:
        self._inside = Ranges(terms.inside)
        self._proxies = Ranges(terms.proxies) if terms.proxies else None
        self._side = lru_cache(maxsize=MOST_REMEMBERED)(self._looked_up)

    def __call__(self, record: Record) -> Record:
        """The record with an address as ``ipaddress`` writes it for its source, and its networks told.

        Raises:
            Unreadable: who acted can not be said.
        """
        source, fields = self._source(record), record.fields
        if "src_ip" in fields:
            fields = self._told(fields)
        elif source == record.source:
            return record
        return Record(source, record.time, record.target, record.status, fields, record.claims)

    def _source(self, record: Record) -> str:
        """The peer, or whom a trusted proxy speaks for.

        Raises:
            Unreadable: it is not told.
        """
        peer = address(record.source)
        if peer is None:
            raise Unreadable(NO_ADDRESS if record.source else NOT_LOGGED)
        proxies = self._proxies
        if proxies is None or not proxies.holds(peer) or _of_itself(record):
            return peer
        return _forwarded(record.fields.get("x-forwarded-for", ""), proxies)

    def _told(self, fields: Mapping[str, str]) -> dict[str, str]:
        """The fields of a record of a firewall, and on which side both ends are."""
        told = dict(fields)
        for end, network in NETWORKS:
            if (place := fields.get(end)) and (side := self._side(place)):
                told[network] = side
        return told

    def _looked_up(self, place: str) -> str:
        """On which side an address is as logged; empty if it is none."""
        known = address(place)
        if known is None:
            return ""
        return "inside" if self._inside.holds(known) else "outside"


def _forwarded(header: str, proxies: Ranges) -> str:
    """The address that the nearest trusted proxy vouches for; all left of it anybody can write.

    IIS logs blanks of a header as ``+``.

    Raises:
        Unreadable: there is none.
    """
    if not header.strip(' "+-'):
        raise Unreadable(BEHIND_PROXY)
    for text in reversed(header.split(",")):
        client = address(text.strip(' "+\t'))
        if client is None:
            raise Unreadable(FORGED)
        if not proxies.holds(client):
            return client
    raise Unreadable(BEHIND_PROXY)


def _of_itself(record: Record) -> bool:
    """Whether the record says what a host is, not what it asked: a scan result for the proxy too."""
    return bool(record.claims) and all(each.verdict is Verdict.VULNERABLE for each in record.claims)
