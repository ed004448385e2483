"""Phrases of interface mode on the Catalyst 2900XL and 3500XL, which name things their own way."""

from netaudit.model import StormControl
from netaudit.parsers.vocabulary import Fields, command, const, lead, number


def _storm_control(fields: Fields, words: list[str]) -> None:
    """``broadcast threshold rising 100 falling 50`` in packets per second; actions are left out."""
    match words:
        case ["broadcast" | "multicast" | "unicast" as traffic, "threshold", "rising", rising, *_]:
            storm = StormControl(traffic=traffic, level=f"pps {int(rising)}")
            fields["storm_control"] = (*fields.get("storm_control", ()), storm)
        case ["broadcast" | "multicast" | "unicast", "action" | "trap" | "filter", *_]:
            pass
        case _:
            raise ValueError(words)


def _security(fields: Fields, words: list[str]) -> None:
    """``port security [max-mac-count N | action A]``: any of them turns it on."""
    match words:
        case ["max-mac-count", count]:
            fields["port_security_maximum"] = int(count)
        case ["action", action]:
            fields["port_security_violation"] = action
        case [_, *_]:
            raise ValueError(words)
    fields["port_security"] = True


XL = {
    "port block unicast": const("unicast_blocked"),
    "port group": number("channel_group"),
    "port protected": const("protected"),
    "port security": command(
        "port_security", "port_security_maximum", "port_security_violation", do=_security, adds=True
    ),
    "port storm-control": command("storm_control", do=_storm_control, adds=True),
    "switchport priority default": number("default_cos"),
    "switchport priority override": lead("cos_override"),
}
"""Phrase to what it sets; sorted."""
