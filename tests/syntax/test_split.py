"""Several devices in one file."""

from netaudit.syntax.split import devices


def test_one_device_is_the_text_itself() -> None:
    """A file with one hostname, or none, is one part from line 1."""
    for text in ("", "vlan 10\n", "hostname A\nend\n", "!\nhostname A\nvlan 1\nend"):
        assert devices(text) == [(1, text)]


def test_next_device_begins_after_end() -> None:
    """The comments before a version line belong to the device they announce."""
    assert devices("hostname A\nend\n!\nversion 15.2\nhostname B\nend\n") == [
        (1, "hostname A\nend"),
        (3, "!\nversion 15.2\nhostname B\nend\n"),
    ]


def test_last_end_counts() -> None:
    """Of several ``end`` lines the last one before the next hostname parts them."""
    assert [number for number, _ in devices("hostname A\nend\nvlan 1\nend\nhostname B")] == [1, 5]


def test_version_parts_where_end_is_missing() -> None:
    """Without ``end`` the version line begins the next device."""
    assert devices("version 15.2\nhostname A\nvlan 1\nversion 16.9\nservice x\nhostname B") == [
        (1, "version 15.2\nhostname A\nvlan 1"),
        (4, "version 16.9\nservice x\nhostname B"),
    ]


def test_hostname_parts_where_nothing_else_does() -> None:
    """Fragments under each other part at their hostnames."""
    assert [number for number, _ in devices("hostname A\nvlan 1\nhostname B\nvlan 2\nhostname C")] == [
        1,
        3,
        5,
    ]


def test_same_hostname_again_is_the_same_device() -> None:
    """A repeated hostname without ``end`` between is one device; with it, two captures."""
    assert len(devices("hostname A\nvlan 1\nhostname A\nvlan 2")) == 1
    assert len(devices("hostname A\nend\nhostname A\nend")) == 2


def test_switchname_is_a_hostname() -> None:
    """NX-OS devices call themselves switchname."""
    assert [number for number, _ in devices("switchname A\nvlan 1\nswitchname B")] == [1, 3]


def test_indented_hostname_parts_nothing() -> None:
    """The text of a banner is indented, so its hostname is text."""
    assert len(devices("hostname A\nbanner motd #\n hostname B\n #\nend")) == 1


def test_parts_joined_are_the_text() -> None:
    """No line is lost or moved."""
    text = "!\nhostname A\nend\n\nhostname B\nversion 1\nhostname C\nend\n"
    parts = devices(text)
    assert "\n".join(part for _, part in parts) == text
    assert [text.split("\n")[number - 1] for number, _ in parts] == ["!", "", "version 1"]
