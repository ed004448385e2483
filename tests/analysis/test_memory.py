"""Answers are kept with the device that they are about."""

from netaudit.analysis.memory import once_each
from netaudit.model import Device
from netaudit.parsers import read
from netaudit.site.policy import Policy


def test_an_answer_is_kept_for_one_policy() -> None:
    """The same policy is not asked about twice; another one is."""
    asked: list[Policy] = []

    @once_each
    def question(_device: Device, policy: Policy) -> int:
        asked.append(policy)
        return len(asked)

    (device,) = read("hostname sw1\n")
    one, other = Policy(), Policy()
    assert [question(device, one), question(device, one), question(device, other)] == [1, 1, 2]
    assert question(device, one) == 3
