"""Actions of a class as the lines of a config that say them."""

from netaudit.analysis.treatment.words import dscp_name
from netaudit.model import Police, PolicyClass


def priority_line(part: PolicyClass) -> str:
    """``priority level 1 percent 30``."""
    words = ["priority"]
    if part.priority_level is not None:
        words.append(f"level {part.priority_level}")
    if part.priority_percent is not None:
        words.append(f"percent {part.priority_percent}")
    elif part.priority_kbps is not None:
        words.append(str(part.priority_kbps))
    return " ".join(words)


def bandwidth_line(part: PolicyClass) -> str:
    """``bandwidth remaining percent 10``; empty where the class has none."""
    for words, value in (
        ("", part.bandwidth_kbps),
        ("percent ", part.bandwidth_percent),
        ("remaining percent ", part.bandwidth_remaining_percent),
        ("remaining ratio ", part.bandwidth_remaining_ratio),
    ):
        if value is not None:
            return f"bandwidth {words}{value}"
    return ""


def shape_line(part: PolicyClass) -> str:
    """``shape average 20000000``."""
    kind = "peak" if part.shape_peak else "average"
    value = part.shape_bps if part.shape_percent is None else f"percent {part.shape_percent}"
    return f"shape {kind} {value}"


def police_line(police: Police) -> str:
    """``police cir 128000``."""
    if police.aggregate:
        return f"police aggregate {police.aggregate}"
    return f"police cir {police.bps}" if police.percent is None else f"police cir percent {police.percent}"


def set_line(key: str, value: int | str) -> str:
    """``set dscp ef``; values without a name stay numbers."""
    if key.startswith("dscp") and isinstance(value, int):
        name = dscp_name(value)
        return f"set {key} {name.lower() if value else 'default'}"
    return f"set {key} {value}"
