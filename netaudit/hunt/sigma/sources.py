"""Log sources of rules, and the categories of logs that they mean."""

from collections.abc import Mapping

from netaudit.hunt.sigma.unusable import UnusableError

OTHER = "it is for another kind of log"
"""The reason for most rules of a large collection: host logs, clouds, identity providers."""

CATEGORIES = frozenset({"firewall", "proxy", "webserver"})
WEB = frozenset({"webserver"})
SERVICES: Mapping[tuple[str, str], frozenset[str]] = {
    ("apache", "access"): WEB,
    ("iis", "access"): WEB,
    ("nginx", "access"): WEB,
    ("zeek", "conn"): frozenset({"firewall"}),
    ("zeek", "http"): frozenset({"proxy", "webserver"}),
}
"""Product and service of rules that name no category. A product alone, or Apache as a service, means
the log of its errors in public rules, which no request is taken from."""

WORDS = (*sorted(CATEGORIES), *sorted({product for product, _service in SERVICES}))
"""One of these is in every rule that can be meant."""


def categories(category: str | None, product: str | None, service: str | None) -> frozenset[str]:
    """Log source categories that a rule is for.

    Raises:
        UnusableError: none that is read here.
    """
    if category:
        found = CATEGORIES & {category.lower()}
    else:
        found = SERVICES.get(((product or "").lower(), (service or "").lower()), frozenset())
    if not found:
        raise UnusableError(OTHER)
    return found
