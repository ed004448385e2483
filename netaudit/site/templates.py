"""Where ``templates/`` lies: inside the package once it is installed, beside it in a checkout."""

from pathlib import Path

import netaudit


def folder() -> Path:
    """The folder of the templates."""
    package = Path(netaudit.__file__).parent
    packaged = package / "templates"
    return packaged if packaged.is_dir() else package.parent / "templates"
