"""Design guides as data: what they say of calls, and that their tables are whole."""

import pytest

from netaudit.site.policy import Profile
from netaudit.site.profiles import BANDWIDTH, DEFAULT, GUIDES, PRIORITY, Guide

every_guide = pytest.mark.parametrize("guide", GUIDES.values(), ids=list(GUIDES))

SIGNALLING = {"srnd4": 24, "srnd4-8": 24, "srnd4-4": 24, "rfc4594": 40, "avvid": 26}
"""What each guide marks call signalling with."""

CLASSES = {"srnd4": 12, "srnd4-8": 8, "srnd4-4": 4, "rfc4594": 12, "avvid": 8}
"""How many classes each guide has."""


def test_every_profile_has_a_guide() -> None:
    """A policy can name no profile without a table behind it."""
    assert set(GUIDES) == set(Profile)


@every_guide
def test_speech_is_ef_and_strict(guide: Guide) -> None:
    """All guides agree on voice: EF, CoS 5, strict."""
    assert (guide.bearer.dscp, guide.bearer.cos, guide.bearer.queue) == (46, 5, PRIORITY)


@every_guide
def test_signalling_is_guaranteed(guide: Guide) -> None:
    """Signalling has its own marking in each guide, and a share instead of the strict queue."""
    assert guide.signalling.dscp == SIGNALLING[guide.profile]
    assert guide.signalling.queue == BANDWIDTH


@every_guide
def test_number_of_classes(guide: Guide) -> None:
    """A guide has as many classes as its title says."""
    assert len(guide.classes) == CLASSES[guide.profile]


@every_guide
def test_no_dscp_belongs_to_two_classes(guide: Guide) -> None:
    """A DSCP has one class."""
    dscps = [dscp for each in guide.classes for dscp in each.dscps]
    assert len(dscps) == len(set(dscps))


@every_guide
def test_unmarked_traffic_is_best_effort(guide: Guide) -> None:
    """DSCP 0 is in the only class that takes what is left."""
    assert [each for each in guide.classes if each.queue == DEFAULT] == [guide.class_of(0)]


@pytest.mark.parametrize("profile", [Profile.SRND4, Profile.SRND4_8, Profile.SRND4_4])
def test_shares_fill_the_link(profile: Profile) -> None:
    """The shares of an SRND 4 model sum up to the link, a third of it strict at most."""
    classes = GUIDES[profile].classes
    assert sum(each.share or 0 for each in classes) == 100
    assert sum(each.share or 0 for each in classes if each.queue == PRIORITY) == 33


def test_class_of_a_dscp() -> None:
    """AF42 is conferencing in the 12-class model; a DSCP without name is in no class."""
    found = GUIDES[Profile.SRND4].class_of(36)
    assert found is not None
    assert found.name == "multimedia-conferencing"
    assert GUIDES[Profile.SRND4].class_of(63) is None


def test_words_name_profile_and_guide() -> None:
    """A finding can cite the profile as the policy writes it and the guide as people do."""
    assert GUIDES[Profile.AVVID].words == "profile avvid: Cisco AVVID, signalling AF31"
