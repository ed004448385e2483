"""What the rules on filters say of a device, with and without what is remembered of others."""

import re
from pathlib import Path

import pytest

from netaudit.analysis.segmentation import alike
from netaudit.model import Device
from netaudit.rules.engine import Hit, ask
from netaudit.rules.registry import discover
from netaudit.site.policy import Policy
from tests.rules import fixtures

ROOT = Path(__file__).parents[3]
RULES = [rule for rule in discover().rules.values() if ".filters." in rule.check.__module__]
FIXTURES = [path for path in fixtures.configs() if fixtures.rule_name(path) in {rule.name for rule in RULES}]
SITE = re.compile(r"\b10\.(\d+)\.(\d+)\.")
Told = dict[str, list[Hit]]


def forget() -> None:
    """Remember nothing of other devices."""
    alike._answered.cache_clear()  # noqa: SLF001 - what other tests asked


def told(found: Device, policy: Policy) -> Told:
    """What the rules on filters say of a device."""
    return {rule.name: hits for rule in RULES if (hits := list(ask(rule, found, policy, lambda: None)))}


def alone(text: str, policy: Policy) -> list[Told]:
    """What they say of the devices of a text where nothing is remembered."""
    forget()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alike, "likeness", lambda _device, _policy: None)
        return behind(text, policy)


def behind(text: str, policy: Policy) -> list[Told]:
    """What they say of them with what is remembered now."""
    return [told(found, policy) for found in fixtures.devices(text, policy)]
