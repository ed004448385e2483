"""What a generation of auto-QoS makes beside the ports, read from the files in ``settings``."""

from functools import cache
from pathlib import Path
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import asdict, replace

from netaudit.model import Device
from netaudit.parsers import read

SETTINGS = Path(__file__).parent / "settings"

RECORDS = ("acls", "class_maps", "policy_maps", "table_maps")


@cache
def template(settings: str) -> Device:
    """A device that has these settings and nothing else."""
    (device,) = read(f"hostname x\n{(SETTINGS / f'{settings}.cfg').read_text(encoding='ascii')}")
    return device


def generated(settings: str, line: int) -> Device:
    """The settings as if all of them stood on one line."""
    device = template(settings)
    return replace(device, **{name: _on_line(getattr(device, name), line) for name in RECORDS})


def _on_line(value: Any, line: int) -> Any:  # noqa: ANN401 - any field of the model
    """A value with the places of all records in it moved to a line."""
    match value:
        case tuple():
            return tuple(_on_line(each, line) for each in value)
        case Struct():
            return replace(value, **{name: _moved(name, each, line) for name, each in asdict(value).items()})
        case _:
            return value


def _moved(name: str, value: Any, line: int) -> Any:  # noqa: ANN401 - any field of the model
    """One field: a line, an offset below it, or what may hold records."""
    match name:
        case "line":
            return line
        case "offset":
            return 0
        case "at":
            return dict.fromkeys(cast("dict[str, tuple[int, ...]]", value), (0,))
        case _:
            return _on_line(value, line)
