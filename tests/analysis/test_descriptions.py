"""Words in descriptions are found whole, and only where they mean what they say."""

import pytest

from netaudit.analysis.descriptions import WORDS, reason, speaks_of


@pytest.mark.parametrize(
    ("description", "found"),
    [
        ("AP-3F-02", "access-point"),
        ("WAP12 lobby", "access-point"),
        ("Access point, 3rd floor", "access-point"),
        ("MAP room", None),
        ("Capital", None),
        ("esx_03 vmnic0", "server"),
        ("server room", None),
        ("Wiring closet, desk", None),
        (None, None),
        ("", None),
    ],
)
def test_whole_words_only(description: str | None, found: str | None) -> None:
    """Digits may follow a word, letters may not; a room is not what stands in it."""
    assert speaks_of(description, "access-point", "server") == found


@pytest.mark.parametrize(
    ("description", "found"),
    [("IP Phone Room 2.07", "phone"), ("phone closet", None), ("voip-cabinet 3", None)],
)
def test_a_phone_stands_in_a_room(description: str, found: str | None) -> None:
    """A phone named with its room is a phone; a phone closet is a place."""
    assert speaks_of(description, "phone") == found


def test_order_of_the_question_decides() -> None:
    """Where several words are found, the first role asked for is the answer."""
    assert speaks_of("switch at the server", "switch", "server") == "switch"
    assert speaks_of("switch at the server", "server", "switch") == "server"


def test_no_word_speaks_for_two_things() -> None:
    """A word stands in one list only."""
    words = [word for group in WORDS.values() for word in group]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("role", sorted(WORDS))
def test_every_word_list_can_be_explained(role: str) -> None:
    """Each list has a phrase for the reason."""
    assert reason(role).startswith("description speaks of ")
