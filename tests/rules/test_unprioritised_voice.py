"""What is said where calls are not served first."""

import pytest

from netaudit.rules.qos.unprioritised_voice import unprioritised_voice
from tests.rules import fixtures

REFUSED = (fixtures.HERE / "unprioritised_voice" / "bad-refused.ios.cfg").read_text()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (REFUSED, "service-policy output WAN-OUT: policy WAN-OUT reserves 78 %, 75 % can be had"),
        (
            REFUSED.replace("boot system flash:c2800nm-ipvoicek9-mz.124-15.T9.bin", "!"),
            "priority percent 33: policy WAN-OUT reserves 78 %, 75 % can be had before hierarchical queueing "
            "(12.4(20)T)",
        ),
    ],
)
def test_a_refused_policy_is_named_with_the_reason(text: str, why: str) -> None:
    """The line alone does not tell what is wrong with it: here that more is reserved than there is."""
    (hit,) = fixtures.hits(unprioritised_voice, text)
    assert hit.why.endswith(why)


def test_the_image_settles_what_the_version_leaves_open() -> None:
    """12.4(24)T has hierarchical queueing: 78 % can be reserved."""
    assert fixtures.hits(unprioritised_voice, REFUSED.replace("124-15.T9", "124-24.T8")) == []
