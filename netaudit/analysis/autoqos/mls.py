"""What auto-QoS makes of ports of the 2950, 3550, 2960, 3560 and 3750.

Sources: Catalyst 2950 guide 78-11380-12, 2960 guide 78-16881-01, 3560 guide OL-8553-06 (chapters
on QoS, generated auto-QoS configuration), 2960-X command reference 15.0(2)EX, configs seen.
"""

from netaudit.analysis.autoqos.macro import Generation, Macro

PHONE = ("mls qos trust device cisco-phone", "mls qos trust cos")

FIRST_2950 = (
    Macro(words=("voip cisco-phone",), lines=PHONE),
    Macro(words=("voip trust",), lines=("mls qos trust cos",)),
)
OF_2950 = (
    *FIRST_2950,
    Macro(words=("voip cisco-softphone",), lines=("service-policy input AutoQoS-Police-SoftPhone",)),
)

QUEUES_3550 = (
    "wrr-queue bandwidth 10 20 70 1",
    "wrr-queue cos-map 1 0 1",
    "wrr-queue cos-map 2 2 4",
    "wrr-queue cos-map 3 3 6 7",
    "wrr-queue cos-map 4 5",
)

OF_3550 = (
    Macro(words=("voip cisco-phone",), lines=("priority-queue out", *PHONE), optional=QUEUES_3550),
    Macro(
        words=("voip cisco-softphone",),
        lines=("priority-queue out", "service-policy input AutoQoS-Police-SoftPhone"),
        optional=QUEUES_3550,
    ),
    Macro(
        words=("voip trust",),
        lines=("priority-queue out", "mls qos trust cos"),
        optional=QUEUES_3550,
        routed=False,
    ),
    Macro(
        words=("voip trust",),
        lines=("priority-queue out", "mls qos trust dscp"),
        optional=QUEUES_3550,
        routed=True,
    ),
)

SHAPED = ("srr-queue bandwidth share 10 10 60 20", "srr-queue bandwidth shape 10 0 0 0")
"""Queues of the first releases: the voice queue is shaped to a tenth of the port."""
STRICT = ("srr-queue bandwidth share 10 10 60 20", "priority-queue out")


def _voip(queues: tuple[str, ...]) -> tuple[Macro, ...]:
    """The macros from before SRND4 with the queues of a release."""
    phone, soft = (f"service-policy input AutoQoS-Police-{who}Phone" for who in ("Cisco", "Soft"))
    most = ("queue-set 2",)
    return (
        Macro(words=("voip cisco-phone",), lines=(*queues, *PHONE), optional=(*most, phone)),
        Macro(words=("voip cisco-softphone",), lines=(*queues, soft), optional=most),
        Macro(words=("voip trust",), lines=(*queues, "mls qos trust cos"), optional=most, routed=False),
        Macro(words=("voip trust",), lines=(*queues, "mls qos trust dscp"), optional=most, routed=True),
    )


SRND4 = ("srr-queue bandwidth share 1 30 35 5", "priority-queue out")


def _trusted(field: str, *, routed: bool) -> Macro:
    """``auto qos trust`` without a field takes what the port has: CoS, or DSCP where it routes."""
    return Macro(words=("trust", "voip trust"), lines=(*SRND4, f"mls qos trust {field}"), routed=routed)


def _policed(words: str, policy: str) -> Macro:
    """A port whose senders are told apart by an input policy."""
    return Macro(words=(words,), lines=(*SRND4, f"service-policy input AUTOQOS-SRND4-{policy}-POLICY"))


def _video(device: str, field: str) -> Macro:
    return Macro(
        words=(f"video {device}",),
        lines=(*SRND4, f"mls qos trust device {device}", f"mls qos trust {field}"),
    )


OF_SRND4 = (
    _policed("classify", "CLASSIFY"),
    _policed("classify police", "CLASSIFY-POLICE"),
    _trusted("cos", routed=False),
    _trusted("dscp", routed=True),
    Macro(words=("trust cos",), lines=(*SRND4, "mls qos trust cos")),
    Macro(words=("trust dscp",), lines=(*SRND4, "mls qos trust dscp")),
    *(_video(device, field) for device in ("cts", "ip-camera", "media-player") for field in ("dscp", "cos")),
    Macro(
        words=("voip cisco-phone",),
        lines=(*SRND4, *PHONE),
        optional=("service-policy input AUTOQOS-SRND4-CISCOPHONE-POLICY",),
    ),
    _policed("voip cisco-softphone", "SOFTPHONE"),
)

GENERATIONS: dict[str, tuple[Generation, ...]] = {
    "c2950": (
        Generation(
            name="first auto-QoS of the 2950",
            settings="c2950-first",
            macros=FIRST_2950,
            signs=("wrr-queue bandwidth 20 1 80 0",),
        ),
        Generation(
            name="auto-QoS of the 2950",
            settings="c2950",
            macros=OF_2950,
            signs=("wrr-queue bandwidth 10 20 70 1",),
        ),
    ),
    "c3550": (Generation(name="auto-QoS of the 3550", settings="c3550", macros=OF_3550),),
    "c3k": (
        Generation(
            name="auto-QoS from before SRND4",
            settings="c3k-legacy",
            macros=(*_voip(STRICT), *_voip(SHAPED)),
            signs=(
                "mls qos map policed-dscp 24 26 46 to 0",
                "mls qos queue-set output 1 buffers 10 10 26 54",
            ),
        ),
        Generation(
            name="auto-QoS SRND4",
            settings="c3k-srnd4",
            macros=OF_SRND4,
            signs=("auto qos srnd4", "mls qos queue-set output 1 buffers 15 25 40 20"),
        ),
    ),
}
