"""Where signatures come from: those shipped, and folders of Sigma rules."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from netaudit.hunt.sigma import compiled
from netaudit.hunt.sigma.signature import Correlation, Refused, Signature, Signatures

NONE = Signatures(signatures=())


@cache
def shipped() -> Signatures:
    """Signatures and correlations of netaudit itself.

    Raises:
        UsageError: the installation has none.
    """
    return compiled.signatures()


def load(paths: Sequence[Path], beside: Signatures = NONE) -> Signatures:
    """The rules of files and of folders at any depth; what can not be used is named with the reason.

    Correlations may count rules of ``beside`` too.

    Raises:
        UsageError: there is no such path, or no rule file in a folder.
    """
    from netaudit.hunt.sigma.parsing import parsed

    return parsed(paths, beside)


def merged(ours: Signatures, theirs: Signatures) -> Signatures:
    """Both; of two of the same name the second one's is used, and the first one's is named as replaced."""
    winners = {one.name: one.source for one in _all(theirs)}
    replaced = tuple(
        Refused(
            source=one.source,
            rule=one.name,
            reason=f"replaced by the rule of that name in {winners[one.name]}",
        )
        for one in _all(ours)
        if one.name in winners
    )
    return Signatures(
        signatures=(*(one for one in ours.signatures if one.name not in winners), *theirs.signatures),
        correlations=(*(one for one in ours.correlations if one.name not in winners), *theirs.correlations),
        refused=(*ours.refused, *replaced, *theirs.refused),
    )


def _all(signatures: Signatures) -> Iterator[Signature | Correlation]:
    """Whatever has a name."""
    yield from signatures.signatures
    yield from signatures.correlations
