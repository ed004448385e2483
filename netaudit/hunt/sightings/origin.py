"""Who a record speaks of: an address, be it behind a proxy."""

from netaudit.hunt.formats.record import Record, Unreadable
from netaudit.hunt.sightings.addresses import Ranges, address
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
        self._proxies = Ranges(terms.proxies)

    def __call__(self, record: Record) -> Record:
        """The record with an address as ``ipaddress`` writes it for its source, and its networks told.

        Raises:
            Unreadable: who acted can not be said.
        """
        if "src_ip" in record.fields:
            return record._replace(source=self._source(record), fields=self._told(record))
        return record._replace(source=self._source(record))

    def _source(self, record: Record) -> str:
        """The peer, or whom a trusted proxy speaks for.

        Raises:
            Unreadable: it is not told.
        """
        peer = address(record.source)
        if peer is None:
            raise Unreadable(NO_ADDRESS if record.source else NOT_LOGGED)
        if not self._proxies.holds(peer) or _of_itself(record):
            return peer
        return self._forwarded(record.fields.get("x-forwarded-for", ""))

    def _forwarded(self, header: str) -> str:
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
            if not self._proxies.holds(client):
                return client
        raise Unreadable(BEHIND_PROXY)

    def _told(self, record: Record) -> dict[str, str]:
        """The fields of a record of a firewall, and on which side both ends are."""
        fields = dict(record.fields)
        for end, network in NETWORKS:
            place = address(fields.get(end, ""))
            if place is not None:
                fields[network] = "inside" if self._inside.holds(place) else "outside"
        return fields


def _of_itself(record: Record) -> bool:
    """Whether the record says what a host is, not what it asked: a scan result for the proxy too."""
    return bool(record.claims) and all(each.verdict is Verdict.VULNERABLE for each in record.claims)
