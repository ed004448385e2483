"""Lists that need no lint are told at sight."""

import pytest

from netaudit.analysis.acl.apart import permits_apart
from netaudit.analysis.acl.flaws import Lint
from netaudit.analysis.acl.lint import lint_list
from netaudit.parsers import read

HEAD = "hostname a\nip access-list standard M\n"


@pytest.mark.parametrize(
    ("entries", "apart"),
    [
        (" permit 10.1.5.0 0.0.0.255\n permit 10.1.6.0 0.0.0.255\n", True),
        (" permit 10.1.5.0 0.0.0.255\n permit 10.1.5.7\n", False),
        (" permit 10.1.5.0 0.0.0.255\n deny any\n", False),
        (" permit 10.1.5.0 0.0.0.255 log\n permit 10.1.6.0 0.0.0.255\n", False),
        (" permit 10.0.0.1 0.255.255.0\n permit 10.0.0.2 0.255.255.0\n", True),
    ],
)
def test_apart(entries: str, apart: bool) -> None:
    """Permits of sources that no other entry names are apart; whatever else there is, is not sure."""
    (device,) = read(HEAD + entries)
    (acl,) = device.acls
    assert permits_apart(acl) is apart
    if apart:
        assert lint_list(device, acl) == Lint()
