"""Sigma rules from files: what can be used, and what can not and why."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from sigma.collection import SigmaCollection
from sigma.correlations import SigmaCorrelationRule
from sigma.exceptions import SigmaError
from sigma.filters import SigmaFilter
from sigma.rule import SigmaRule
from sigma.rule.base import check_alias_expansion

from netaudit.hunt.sigma import documents, rules, sources
from netaudit.hunt.sigma.correlations import correlation
from netaudit.hunt.sigma.documents import Document
from netaudit.hunt.sigma.signature import Correlation, Refused, Signature, Signatures
from netaudit.hunt.sigma.unusable import UnusableError

NONE = Signatures(signatures=())
Rule = SigmaRule | SigmaCorrelationRule
_BROKEN = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)
"""What pySigma comes to grief with over documents that are no rules; its own errors are ValueErrors."""


class _Found(NamedTuple):
    """A document of a rule file."""

    source: str
    document: Document
    before: list[Document]
    """Templates that it is to be merged with."""

    @property
    def title(self) -> str:
        """What to call it when it can not be used."""
        return str(self.document.get("name") or self.document.get("title") or "")[:256]

    def refused(self, reason: object) -> Refused:
        """It can not be used."""
        return Refused(source=self.source, rule=self.title, reason=str(reason))


def load(paths: Sequence[Path], beside: Signatures = NONE) -> Signatures:
    """The rules of files and of folders; every one that can not be used is named with the reason.

    Correlations may count rules of ``beside`` too.

    Raises:
        UsageError: there is no such path, or no rule file in a folder.
    """
    found, refused = _read(documents.files(paths))
    return assembled(found, refused, beside)


def assembled(found: Sequence[_Found], refused: list[Refused], beside: Signatures = NONE) -> Signatures:
    """The documents as signatures and correlations, with what could not be read before."""
    made: dict[str, Signature] = {}
    counting: list[tuple[_Found, SigmaCorrelationRule]] = []
    for document in found:
        try:
            rule = _parsed(document)
            if isinstance(rule, SigmaCorrelationRule):
                counting.append((document, rule))
            else:
                refused += _added(made, document, rule)
        except UnusableError as error:
            refused.append(document.refused(error))
    return _correlated(made, counting, refused, beside)


def _read(files: Sequence[Path]) -> tuple[list[_Found], list[Refused]]:
    """All documents of all files that could be rules for logs that are read here."""
    found, refused = list[_Found](), list[Refused]()
    for file in files:
        source = str(file)
        try:
            content = documents.text(file)
            titles = documents.elsewhere(content)
            if titles is None:
                found += _templated(source, documents.documents(content))
            else:
                refused += [Refused(source=source, rule=title, reason=sources.OTHER) for title in titles]
        except UnusableError as error:
            refused.append(Refused(source=source, rule="", reason=str(error)))
    return found, refused
