"""Each sample has its story, and a trace tells it."""

from pathlib import Path

import pytest

from netaudit.analysis.autoqos import implied
from netaudit.analysis.roles import assign
from netaudit.model import Device
from netaudit.parsers import load
from netaudit.report.trace_question import Question, answer
from netaudit.site.load import load as load_policy

SAMPLES = Path(__file__).parents[2] / "sample_configs"
SITE = load_policy(str(SAMPLES.parent / "inventory" / "netaudit.yaml"), SAMPLES)

Given = dict[str, int | str | None]

PC: Given = {"sender": "pc"}

STORIES: tuple[tuple[str, str, str, Given, str, str], ...] = (
    # QoS off: the switch has one queue, whatever its ports say
    ("acc-2960-inert", "Fa0/5", "Gi0/1", {}, "fail", "calls wait behind data in the only queue"),
    ("acc-3750-legacy", "Fa1/0/5", "Gi1/0/1", {}, "fail", "calls wait behind data in the only queue"),
    # CoS trusted on the uplink without a map: CoS 5 is 40, CS5
    ("acc-2960x-bad", "Gi1/0/25", "Gi1/0/1", {}, "fail", "EF is rewritten to CS5"),
    ("acc-2960x-good", "Gi1/0/5", "Gi1/0/25", {}, "pass", "calls are served first in queue 1"),
    ("acc-2960x-good", "Gi1/0/25", "Gi1/0/5", {}, "pass", "calls are served first in queue 1"),
    ("acc-2960x-good", "Gi1/0/5", "Gi1/0/25", PC, "pass", "128 kbps"),
    # phones are trusted, the uplink is not: one direction of the call is lost
    ("acc-3560-deaf", "Fa0/5", "Gi0/1", {}, "pass", "calls are served first in queue 1"),
    ("acc-3560-deaf", "Gi0/1", "Fa0/5", {}, "fail", "EF is rewritten to 0"),
    # queue 1 keeps its default shape of 1/25
    ("acc-3750x-shaped", "Gi1/0/5", "Gi1/1/1", {}, "fail", "at most 4 %"),
    ("acc-4500", "Gi3/5", "Te1/1", {}, "pass", "up to 33 %"),
    ("acc-4500", "Gi3/5", "Te1/1", PC, "pass", "the mark of the PC is reset to 0"),
    # trust that waits for CDP, and no CDP
    ("acc-9300-bad", "Gi1/0/5", "Te1/1/1", {}, "fail", "EF is rewritten to 0"),
    ("acc-9300-good", "Gi1/0/5", "Te1/1/1", {}, "pass", "up to 30 %"),
    ("acc-9300-good", "Gi1/0/15", "Te1/1/1", PC, "pass", "the mark of the PC is reset to 0"),
    # a 9300 trusts ports that nobody told otherwise
    ("acc-9300-trusting", "Gi1/0/5", "Te1/1/1", {}, "pass", "up to 30 %"),
    ("acc-9300-trusting", "Gi1/0/5", "Te1/1/1", PC, "pass", "the mark of the PC is reset to 0"),
    ("acc-9300-trusting", "Gi1/0/18", "Te1/1/1", PC, "fail", "EF"),
    ("dist-3850-leaky", "Te1/0/1", "Te1/0/23", {}, "pass", "up to 30 %"),
    ("dist-3850-tight", "Te1/0/1", "Te1/0/23", {}, "pass", "up to 30 %"),
    ("dist-6500", "Te1/4", "Te1/8", {}, "pass", "calls are served first in queue 4"),
    ("vgw-2901", "Gi0/0.118", "Gi0/1", {}, "pass", "up to 33 %"),
    ("wan-2911-autoqos", "Gi0/0.119", "Se0/0/0:0", {}, "pass", "up to 70 %"),
    # router auto-QoS takes for voice what has ports of voice
    ("wan-2911-autoqos", "Gi0/0.21", "Se0/0/0:0", PC, "fail", "EF"),
    ("wan-isr-bad", "Gi0/0/1.18", "Gi0/0/0", {}, "fail", "the strict queue never fills"),
    ("wan-isr-good", "Gi0/0/1.117", "Gi0/0/0", {}, "pass", "up to 25 %"),
    ("wan-isr-good", "Gi0/0/1.117", "Gi0/0/0", {"source": "10.9.9.9"}, "fail", "EF is rewritten to 0"),
    # what the WAN brings does not fill the LAN
    ("wan-isr-good", "Gi0/0/0", "Gi0/0/1.117", {}, "pass", "calls keep EF"),
    ("wan-isr-good", "Gi0/0/1.17", "Gi0/0/0", PC, "pass", "the mark of the PC is reset to 0"),
    # true on this device; that the service is slower than the interface is for a rule to say
    ("wan-isr-unshaped", "Gi0/0/1.116", "Gi0/0/0", {}, "fail", "the strict queue never fills"),
)  # fmt: skip
"""Sample, ingress, egress, what is known of the packet; the verdict and words of it."""


def device(name: str) -> Device:
    """The device of a sample."""
    (parsed,) = load((SAMPLES / f"{name}.cfg").read_bytes(), name)
    return implied(assign(parsed.device, SITE))


@pytest.mark.parametrize(
    ("name", "ingress", "egress", "given", "verdict", "words"),
    STORIES,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_story(name: str, ingress: str, egress: str, given: Given, verdict: str, words: str) -> None:
    """What happens to a call, or to a PC that cheats, on each of the samples."""
    (case,) = answer(device(name), Question(ingress=ingress, egress=egress, given=given), SITE.profile)
    assert (case.verdict.result.value, words in case.verdict.says) == (verdict, True), case.verdict.says


def test_every_sample_has_a_story() -> None:
    """No sample is left out."""
    assert {story[0] for story in STORIES} == {path.stem for path in SAMPLES.glob("*.cfg")}
