"""Ports that are not as auto-QoS left them."""

import pytest

from netaudit.analysis.autoqos import Drift, drift
from netaudit.parsers import read

HEADS = {
    "c2950": "boot system flash:c2950-i6q4l2-mz.121-22.EA14.bin\n",
    "c3550": "boot system flash:c3550-ipbase-mz.122-44.SE.bin\n",
    "c3k": "switch 1 provision ws-c3750x-24p\n",
    "c4500l": "boot system flash bootflash:cat4500-ipbasek9-mz.122-53.SG.bin\n",
    "c4500m": "boot system flash bootflash:cat4500e-universalk9.SPA.03.08.bin\n",
    "isr": "boot system flash:c2900-universalk9-mz.SPA.157-3.M.bin\n",
    "uadp": "switch 1 provision c9300-48p\n",
}


def drifted(family: str, *lines: str, settings: str = "") -> tuple[Drift, ...]:
    """What drift says of one port with these lines."""
    port = "interface GigabitEthernet1/1\n" + "".join(f" {line}\n" for line in lines)
    (device,) = read("hostname x\n" + HEADS[family] + settings + port)
    assert device.family == family
    return drift(device)


@pytest.mark.parametrize(
    ("family", "lines"),
    [
        ("c2950", ("mls qos trust device cisco-phone", "mls qos trust cos", "auto qos voip cisco-phone")),
        ("c2950", ("auto qos voip cisco-softphone", "service-policy input AutoQoS-Police-SoftPhone")),
        (
            "c3550",
            ("mls qos trust device cisco-phone", "mls qos trust cos", "auto qos voip cisco-phone",
             "priority-queue out"),
        ),
        ("c4500l", ("qos trust device cisco-phone", "qos trust cos", "auto qos voip cisco-phone")),
        (
            "c4500m",
            ("auto qos voip trust", "switchport mode trunk",
             "service-policy input AutoQos-VoIP-Input-Cos-Policy",
             "service-policy output AutoQos-VoIP-Output-Policy"),
        ),
        (
            "c4500m",
            ("auto qos voip cisco-phone", "qos trust device cisco-phone",
             "service-policy input AutoQos-4.0-Cisco-Phone-Input-Policy",
             "service-policy output AutoQos-4.0-Output-Policy"),
        ),
        ("isr", ("auto qos voip", "service-policy output AutoQoS-Policy-UnTrust")),
        ("isr", ("auto qos voip trust", "ppp multilink group 2")),
        (
            "uadp",
            ("auto qos trust", "switchport mode trunk",
             "service-policy input AutoQos-4.0-Trust-Cos-Input-Policy",
             "service-policy output AutoQos-4.0-Output-Policy"),
        ),
    ],
)  # fmt: skip
def test_as_generated(family: str, lines: tuple[str, ...]) -> None:
    """A port with all that a release generates has not drifted."""
    assert drifted(family, *lines) == ()


def test_macro_without_effect() -> None:
    """Trap 50: the line alone is worth nothing, and each line that is not there is named."""
    (found,) = drifted("uadp", "auto qos voip cisco-phone")
    assert found.missing == (
        "trust device cisco-phone",
        "service-policy input AutoQos-4.0-CiscoPhone-Input-Policy",
        "service-policy output AutoQos-4.0-Output-Policy",
    )
    assert (found.changed, found.generation) == ((), "auto-QoS 4.0")


def test_changed() -> None:
    """A line in another form is changed, not missing; the fields tell where the other one stands."""
    (found,) = drifted(
        "c3k", "srr-queue bandwidth share 1 70 25 5", "priority-queue out", "mls qos trust dscp",
        "auto qos trust cos", settings="auto qos srnd4\n",
    )  # fmt: skip
    assert found.missing == ()
    assert found.changed == ("srr-queue bandwidth share 1 30 35 5", "mls qos trust cos")
    assert (found.fields, found.generation) == (("srr_share", "trust"), "auto-QoS SRND4")


@pytest.mark.parametrize(
    ("settings", "generation"),
    [
        ("mls qos queue-set output 1 buffers 10 10 26 54\n", "auto-QoS from before SRND4"),
        ("mls qos queue-set output 1 buffers 15 25 40 20\n", "auto-QoS SRND4"),
        ("mls qos map policed-dscp  24 26 46 to 0\nauto qos srnd4\n", None),
        ("", None),
    ],
)
def test_generation(settings: str, generation: str | None) -> None:
    """The generation is told by what it leaves in the global part; by two of them it is not."""
    (found,) = drifted("c3k", "mls qos trust cos", "auto qos voip cisco-phone", settings=settings)
    assert found.generation == generation


def test_generation_told_by_the_macro() -> None:
    """``auto qos trust`` came with SRND4."""
    (found,) = drifted("c3k", "auto qos trust")
    assert found.generation == "auto-QoS SRND4"


@pytest.mark.parametrize(
    ("lines", "settings"),
    [
        (("auto qos voip cisco-phone", "shutdown"), ""),
        (("auto qos voip cisco-phone",), "auto qos global compact\n"),
        (("auto qos voip cisco-phone", "source template ELSEWHERE"), ""),
        (("auto qos enterprise",), ""),
        (("trust device cisco-phone",), ""),
    ],
    ids=["shut down", "compact", "template", "unknown macro", "no macro"],
)
def test_nothing_to_say(lines: tuple[str, ...], settings: str) -> None:
    """Nothing is said of ports out of service, of lines that are not shown, of macros that are not known."""
    assert drifted("uadp", *lines, settings=settings) == ()
