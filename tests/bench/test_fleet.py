"""The generated fleet is what the benchmark says it is."""

import re

import pytest

from bench.defects import PORT_DEFECTS
from bench.fleet import Sample, fleet

DEVICES = 120


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    """A fleet large enough to hold every fault."""
    return list(fleet(DEVICES))


def test_same_seed_same_fleet(samples: list[Sample]) -> None:
    """A seed decides every byte and every fault."""
    assert list(fleet(DEVICES)) == samples


def test_other_seed_other_fleet(samples: list[Sample]) -> None:
    """Another seed gives other people, certificates and ports."""
    assert next(fleet(1, seed=2)).text != samples[0].text


def test_configs_are_long_enough(samples: list[Sample]) -> None:
    """Each switch has at least the 600 lines that the benchmark promises."""
    assert min(sample.text.count("\n") for sample in samples) >= 600


def test_hostnames_are_unique(samples: list[Sample]) -> None:
    """Truth is looked up by hostname, so no two switches may share one."""
    assert len({sample.hostname for sample in samples}) == DEVICES


def test_every_third_switch_is_clean(samples: list[Sample]) -> None:
    """Switches without a fault show what an audit invents; the others all have faults."""
    assert [bool(sample.truth) for sample in samples] == [index % 3 != 0 for index in range(DEVICES)]


def test_every_defect_occurs(samples: list[Sample]) -> None:
    """A small fleet already has every kind of fault, so that no rule goes untested."""
    on_ports = {code for defect in PORT_DEFECTS for code in defect.codes}
    on_devices = {"V-04", "V-12", "V-13", "V-20", "V-44", "Q-01", "Q-02", "Q-03", "Q-10", "Q-22", "F-04"}
    by_hand = {"Q-33", "Q-40", "Q-42"}
    assert {fault.code for sample in samples for fault in sample.truth} == on_ports | on_devices | by_hand


def test_descriptions_differ(samples: list[Sample]) -> None:
    """Memory of meanings must not profit from ports that are all described alike."""
    described = [
        line for sample in samples for line in re.findall(r"^ description .*", sample.text, re.MULTILINE)
    ]
    assert len(set(described)) > 0.8 * len(described)


def test_a_fault_is_in_the_text(samples: list[Sample]) -> None:
    """A port whose truth says CDP is off has that line, and only such ports have it."""
    for sample in samples:
        silent = [fault.subject for fault in sample.truth if fault.code == "V-14"]
        sections = re.split(r"^(?=interface )", sample.text, flags=re.MULTILINE)
        written = [s.split("\n", 1)[0].split()[1] for s in sections if "\n no cdp enable\n" in s]
        assert written == silent
