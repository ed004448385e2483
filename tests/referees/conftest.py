"""The router with real packets, or the reason why there is none here."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.referees.laboratory import Laboratory, Unavailable, laboratory


@pytest.fixture(scope="module")
def lab() -> Iterator[Laboratory]:
    """A host, a router and a host of this test module alone."""
    with ExitStack() as held:
        try:
            made = held.enter_context(laboratory())
        except Unavailable as reason:
            pytest.skip(str(reason))
        yield made
