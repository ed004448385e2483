"""The tables of auto-QoS keep what they promise."""

import pytest

from netaudit.analysis.autoqos.effects import effects
from netaudit.analysis.autoqos.generated import RECORDS, SETTINGS, generated, template
from netaudit.analysis.autoqos.generations import GENERATIONS
from netaudit.analysis.autoqos.macro import Generation

ALL = [pytest.param(each, id=each.settings) for several in GENERATIONS.values() for each in several]

NOT_REPRODUCED = {
    "AUTOQOS-SRND4-CLASSIFY-POLICE-POLICY",
    "AUTOQOS-SRND4-CLASSIFY-POLICY",
    "AUTOQOS-SRND4-SOFTPHONE-POLICY",
    "AutoQos-4.0-Cisco-Phone-Input-Policy",
    "AutoQos-4.0-Cisco-Softphone-Input-Policy",
    "AutoQos-4.0-CiscoSoftPhone-Input-Policy",
    "AutoQos-4.0-Classify-Input-Policy",
    "AutoQos-4.0-Classify-Police-Input-Policy",
    "AutoQos-4.0-Input-Policy",
}
"""Policies whose classes no source shows: what they do is unknown."""


@pytest.mark.parametrize("generation", ALL)
def test_settings_are_understood(generation: Generation) -> None:
    """Every line that auto-QoS is said to generate is understood."""
    known = template(generation.settings)
    assert known.unread == ()
    assert len(known.coverage) > 0


def test_every_file_is_used() -> None:
    """A renamed generation leaves no settings behind."""
    used = {each.settings for several in GENERATIONS.values() for each in several}
    assert {path.stem for path in SETTINGS.glob("*.cfg")} == used


@pytest.mark.parametrize("generation", ALL)
def test_every_line_of_a_port_has_an_effect(generation: Generation) -> None:
    """Each line of a macro sets one field; a policy that it names is generated, or known to be unknown."""
    policies = {policy.name for policy in template(generation.settings).policy_maps} | NOT_REPRODUCED
    for macro in generation.macros:
        for effect in effects((*macro.lines, *macro.optional)):
            assert effect.value
            assert effect.evidence != "policies" or effect.value in policies


@pytest.mark.parametrize("generation", ALL)
def test_classes_are_generated(generation: Generation) -> None:
    """Policies name class-maps of the same settings, but for those of the 4500 that no source shows."""
    known = template(generation.settings)
    named = {part.name for policy in known.policy_maps for part in policy.classes} - {"class-default"}
    missing = named - {each.name for each in known.class_maps}
    assert not missing or generation.settings == "c4500m-srnd4"


def test_signs_are_of_one_generation() -> None:
    """Two generations of a family share no sign."""
    for several in GENERATIONS.values():
        signs = [sign for each in several for sign in each.signs]
        assert len(signs) == len(set(signs))


def test_places_move() -> None:
    """Generated records all stand on the line they are given; the template stays as it was."""
    moved = generated("uadp", 40)
    assert {record.line for name in RECORDS for record in getattr(moved, name)} == {40}
    assert {part.offset for policy in moved.policy_maps for part in policy.classes} == {0}
    assert {policy.line for policy in template("uadp").policy_maps} != {40}
