"""One-line global commands, and what each does to the device-wide settings."""

from netaudit.model import DEFAULT_COS_DSCP, NO_VLANS, VlanSet, parse_vlans
from netaudit.parsers.vocabulary import (
    Command,
    Fields,
    command,
    const,
    items,
    lead,
    off,
    on,
    text,
    word,
)

_DETAILS = ("information", "logging", "smartlog")
"""What may follow a VLAN list that says how those VLANs are watched, not that they are."""


def _listed(words: list[str]) -> VlanSet:
    """``10,20-30``, or the older ``20 30`` from first to last; details about VLANs list none."""
    if not words or not set(_DETAILS).isdisjoint(words):
        return NO_VLANS
    from_to = len(words) == 2 and all(map(str.isdigit, words))
    return parse_vlans(("-" if from_to else " ").join(words))


def _vlans(field: str) -> Command:
    """A VLAN list that grows with each line and shrinks with each ``no`` line."""

    def do(fields: Fields, words: list[str]) -> None:
        fields[field] = fields.get(field, NO_VLANS) | _listed(words)

    def undo(fields: Fields, words: list[str]) -> None:
        fields[field] = fields.get(field, NO_VLANS) - _listed(words) if words else NO_VLANS

    return command(field, do=do, undo=undo, adds=True)


def _table(field: str) -> Command:
    """A map of exactly eight values; any other count is not understood."""

    def do(fields: Fields, words: list[str]) -> None:
        values = tuple(map(int, words))
        if len(values) != len(DEFAULT_COS_DSCP) or not all(0 <= v <= 63 for v in values):
            raise ValueError(words)
        fields[field] = values

    return command(field, do=do)


def _portfast(fields: Fields, words: list[str]) -> None:
    """``[edge] [bpduguard|bpdufilter] default`` and ``network default``."""
    match [w for w in words if w not in {"edge", "normal"}]:
        case ["default"]:
            fields["portfast_default"] = True
        case ["bpduguard", *_]:
            fields["bpduguard_default"] = True
        case ["bpdufilter", *_]:
            fields["bpdufilter_default"] = True
        case ["network", "default"] | []:
            pass
        case _:
            raise ValueError(words)


def _no_portfast(fields: Fields, words: list[str]) -> None:
    """The same lines negated."""
    set_now: Fields = {}
    _portfast(set_now, words)
    fields.update(dict.fromkeys(set_now, False))


QOS_MAPS = (
    "mls qos 10g-only",
    "mls qos aggregate-policer",
    "mls qos map",
    "mls qos min-reserve",
    "mls qos queue-set",
    "mls qos queueing-only",
    "mls qos srr-queue",
    "platform qos",
    "qos account",
    "qos aggregate-policer",
    "qos map",
    "qos queue-softmax-multiplier",
    "qos queue-stats-frame-count",
    "qos wireless-default-untrust",
)
"""Queues, maps and policers that are kept as written."""

SETTINGS: dict[str, Command] = {
    "aaa new-model": const("aaa_new_model"),
    "auto qos global compact": const("auto_qos_compact"),
    "auto qos srnd4": const("auto_qos_srnd4"),
    "autoconf enable": const("autoconf"),
    "cdp run": on("cdp_run"),
    "dot1x system-auth-control": const("dot1x"),
    "errdisable recovery cause": items("errdisable_recovery"),
    "ip arp inspection vlan": _vlans("arp_inspection_vlans"),
    "ip cef": lead("cef"),
    "ip default-gateway": word("default_gateway"),
    "ip default-network": items("default_networks"),
    "ip dhcp snooping": const("dhcp_snooping"),
    "ip dhcp snooping vlan": _vlans("dhcp_snooping_vlans"),
    "ip routing": on("ip_routing"),
    "ipv6 unicast-routing": on("ipv6_routing"),
    "lldp run": const("lldp_run"),
    "macro auto global processing": lead("macro_auto"),
    "mls qos": const("mls_qos"),
    "mls qos map cos-dscp": _table("cos_dscp_map"),
    "mls qos map ip-prec-dscp": _table("ip_prec_dscp_map"),
    "mls qos rewrite ip dscp": on("mls_qos_rewrite_dscp"),
    "no cdp run": off("cdp_run"),
    "no ip cef": off("cef"),
    "no ip routing": off("ip_routing"),
    "no mls qos": const("mls_qos", value=False),
    "no mls qos rewrite ip dscp": off("mls_qos_rewrite_dscp"),
    "no qos rewrite ip dscp": off("mls_qos_rewrite_dscp"),
    "qos": const("qos"),
    "qos dbl": lead("qos_dbl"),
    "qos rewrite ip dscp": on("mls_qos_rewrite_dscp"),
    "spanning-tree mode": word("spanning_tree_mode"),
    "spanning-tree portfast": command(
        "portfast_default",
        "bpduguard_default",
        "bpdufilter_default",
        do=_portfast,
        undo=_no_portfast,
        adds=True,
    ),
    "vlan dot1q tag native": const("native_tagged"),
    "vtp domain": text("vtp_domain"),
    "vtp mode": word("vtp_mode"),
    "wrr-queue": items("wrr_queue", "wrr-queue"),
    **{phrase: items("qos_maps", phrase) for phrase in QOS_MAPS},
}
"""Phrase to what it sets; sorted. Exact lines (``mls qos``) differ from longer ones on purpose."""
