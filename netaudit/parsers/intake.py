"""Sources to devices: what could be read of them, and why the rest could not."""

from netaudit.errors import InputError
from netaudit.model import Device, Problem
from netaudit.parsers import Parsed, load
from netaudit.syntax.source import printable, read


def take(source: str) -> tuple[tuple[Parsed, ...], tuple[Problem, ...]]:
    """The devices in a source, and what was wrong with it as a whole."""
    shown = printable(source)
    try:
        devices = load(read(source), shown)
    except InputError as error:
        message = printable(str(error).removeprefix(f"{source}: "))
        return (), (Problem(source=shown, message=message),)
    except Exception as error:  # noqa: BLE001 - a config that breaks the parser must not end the audit of others
        message = f"could not be read: {type(error).__name__}; please report it with the config"
        return (), (Problem(source=shown, message=message),)
    known = tuple(parsed for parsed in devices if parsed.device.platform != "unknown")
    if not known:
        return (), (Problem(source=shown, message="no device configuration was recognised"),)
    return known, ()


def unsupported(device: Device) -> tuple[Problem, ...]:
    """Why nothing is known of a device, if its platform is the reason."""
    if device.supported:
        return ()
    return (Problem(source=device.source, message=f"platform {device.platform} is not read yet"),)
