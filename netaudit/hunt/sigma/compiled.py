"""The signatures that come with netaudit: their YAML, and a table of them made beforehand.

pySigma takes a third of a second and ten megabytes to start: a hunt without rules of the user does without.
"""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import msgspec

from netaudit.hunt.sigma.signature import Signatures

FOLDER = Path(__file__).parent.parent / "signatures"
TABLE = FOLDER / "compiled.json"


class _Table(msgspec.Struct, frozen=True, kw_only=True):
    """What the file holds."""

    digest: str
    """Of the rule files that it was made of."""
    signatures: Signatures


def signatures() -> Signatures:
    """By the table if there is one and it was made of the rules that are there, else by the rules.

    Raises:
        UsageError: there are none.
    """
    return _tabled() or _parsed()


def table() -> str:
    """The text of the table, a rule a line, always the same for the same rules."""
    made = _parsed()
    parts = {name: f"[{_lines(getattr(made, name))}]" for name in ("signatures", "correlations", "refused")}
    parts["searched"] = json.dumps(_searched(made), sort_keys=True, separators=(",", ":"))
    inner = ",\n".join(f'"{name}": {text}' for name, text in parts.items())
    return f'{{"digest": "{_digest()}",\n"signatures": {{\n{inner}}}}}\n'


def _searched(made: Signatures) -> dict[str, tuple[str, ...]]:
    """What is searched for in logs of each kind."""
    from netaudit.hunt.engine.candidates import searched_for, sought
    from netaudit.hunt.formats.detect import FORMATS

    kinds = {kind.categories for kind in FORMATS.values()}
    return {
        searched_for(kind): tuple(text.decode("latin-1") for text in sought(made, kind)) for kind in kinds
    }


def _lines(records: Iterable[object]) -> str:
    """Records, one a line."""
    return ",".join(f"\n{msgspec.json.encode(record, order='deterministic').decode()}" for record in records)


def _tabled() -> Signatures | None:
    """The table, if there is one and it was made of the rules that are there."""
    try:
        read = msgspec.json.decode(TABLE.read_bytes(), type=_Table)
    except (OSError, msgspec.DecodeError):
        return None
    return read.signatures if read.digest == _digest() else None


def _parsed() -> Signatures:
    """The rules themselves, their sources named as in the folder."""
    from netaudit.hunt.sigma.parsing import parsed

    return parsed([FOLDER], Signatures(signatures=()), within=FOLDER)


def _digest() -> str:
    """Of the names and the contents of all rule files."""
    digest = sha256()
    for file in _files():
        content = file.read_bytes()
        digest.update(f"{file.relative_to(FOLDER).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _files() -> list[Path]:
    """Rule files in order."""
    return sorted(FOLDER.rglob("*.yml"))
