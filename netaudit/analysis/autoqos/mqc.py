"""What auto-QoS makes of ports of the 4500, 3650, 3850, 9000 and of routers.

Sources: Catalyst 4500 guides OL-23818-01, OL_28731-01 and 15.2(5)E, command references OL-27596-01
and OL_28738-01; 3650 command reference 16.5 and configs seen; ``show auto qos`` of IOS 12.3.
"""

from netaudit.analysis.autoqos.macro import Generation, Macro

OF_4500L = (
    Macro(
        words=("voip cisco-phone",),
        lines=("qos trust device cisco-phone", "qos trust cos"),
        optional=("tx-queue 3", "tx-queue 3 priority high", "service-policy output autoqos-voip-policy"),
    ),
    Macro(
        words=("voip trust",),
        lines=("qos trust cos",),
        optional=("tx-queue 3", "tx-queue 3 priority high", "service-policy output autoqos-voip-policy"),
        routed=False,
    ),
    Macro(
        words=("voip trust",),
        lines=("qos trust dscp",),
        optional=("tx-queue 3", "tx-queue 3 priority high", "service-policy output autoqos-voip-policy"),
        routed=True,
    ),
)


def _policies(prefix: str, given: str | None) -> tuple[str, ...]:
    """The input policy, if any, and the output policy of a naming scheme."""
    way_in = (f"service-policy input {prefix}-{given}-Policy",) if given else ()
    return (*way_in, f"service-policy output {prefix}-Output-Policy")


VOIP = "AutoQos-VoIP"

OF_4500M_VOIP = (
    Macro(
        words=("voip cisco-phone",),
        lines=("qos trust device cisco-phone", *_policies(VOIP, "Input-Cos")),
    ),
    Macro(words=("voip trust",), lines=_policies(VOIP, "Input-Cos"), routed=False),
    Macro(words=("voip trust",), lines=_policies(VOIP, "Input-Dscp"), routed=True),
)

SRND4 = "AutoQos-4.0"

OF_4500M_SRND4 = (
    Macro(words=("classify",), lines=_policies(SRND4, "Classify-Input")),
    Macro(words=("classify police",), lines=_policies(SRND4, "Classify-Police-Input")),
    Macro(
        words=("trust", "trust cos", "trust dscp", "voip trust"),
        lines=_policies(SRND4, None),
        optional=(f"service-policy input {SRND4}-Input-Policy",),
    ),
    Macro(
        words=("voip cisco-phone",),
        lines=("qos trust device cisco-phone", *_policies(SRND4, "Cisco-Phone-Input")),
    ),
    Macro(words=("voip cisco-softphone",), lines=_policies(SRND4, "Cisco-Softphone-Input")),
)


def _video(device: str, given: str) -> Macro:
    """A trusted device other than a phone."""
    return Macro(words=(f"video {device}",), lines=(f"trust device {device}", *_policies(SRND4, given)))


OF_UADP = (
    Macro(words=("classify",), lines=_policies(SRND4, "Classify-Input")),
    Macro(words=("classify police",), lines=_policies(SRND4, "Classify-Police-Input")),
    Macro(words=("trust", "voip trust"), lines=_policies(SRND4, "Trust-Cos-Input"), routed=False),
    Macro(words=("trust", "voip trust"), lines=_policies(SRND4, "Trust-Dscp-Input"), routed=True),
    Macro(words=("trust cos",), lines=_policies(SRND4, "Trust-Cos-Input")),
    Macro(words=("trust dscp",), lines=_policies(SRND4, "Trust-Dscp-Input")),
    *(
        _video(device, given)
        for device in ("cts", "ip-camera", "media-player")
        for given in ("Trust-Cos-Input", "Trust-Dscp-Input")
    ),
    Macro(
        words=("voip cisco-phone",), lines=("trust device cisco-phone", *_policies(SRND4, "CiscoPhone-Input"))
    ),
    Macro(words=("voip cisco-softphone",), lines=_policies(SRND4, "CiscoSoftPhone-Input")),
)


def _router(words: tuple[str, ...], policy: str) -> Macro:
    """Slow links are cut into fragments: the policy then stands on the bundle or in the map-class."""
    line = f"service-policy output AutoQoS-Policy-{policy}"
    return Macro(words=words, lines=(line,), moves=("multilink_group", "frame_relay_class", "dlci"))


OF_ROUTERS = (
    _router(("voip", "voip fr-atm"), "UnTrust"),
    _router(("voip trust", "voip trust fr-atm"), "Trust"),
)

GENERATIONS: dict[str, tuple[Generation, ...]] = {
    "c4500l": (Generation(name="auto-QoS of the 4500", settings="c4500l", macros=OF_4500L),),
    "c4500m": (
        Generation(
            name="auto-QoS VoIP of the 4500",
            settings="c4500m-voip",
            macros=OF_4500M_VOIP,
            signs=("AutoQos-VoIP-Output-Policy",),
        ),
        Generation(
            name="auto-QoS SRND4 of the 4500",
            settings="c4500m-srnd4",
            macros=OF_4500M_SRND4,
            signs=("AutoQos-4.0-Output-Policy", "auto qos srnd4"),
        ),
    ),
    "isr": (Generation(name="auto-QoS VoIP of routers", settings="isr", macros=OF_ROUTERS),),
    "uadp": (Generation(name="auto-QoS 4.0", settings="uadp", macros=OF_UADP),),
}
