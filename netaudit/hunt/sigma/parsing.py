"""Rule files by pySigma: what can be used, and what can not and why."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from sigma.collection import SigmaCollection
from sigma.correlations import SigmaCorrelationRule
from sigma.exceptions import SigmaError
from sigma.policy import SigmaPolicy
from sigma.policy.regex_engine import PythonRegexEngine, RegexPattern
from sigma.rule import SigmaRule
from sigma.rule.base import check_alias_expansion

from netaudit.hunt.sigma import documents, sources
from netaudit.hunt.sigma.correlations import correlation
from netaudit.hunt.sigma.documents import Document
from netaudit.hunt.sigma.rules import signature
from netaudit.hunt.sigma.signature import Correlation, Refused, Signature, Signatures
from netaudit.hunt.sigma.unusable import UnusableError

Rule = SigmaRule | SigmaCorrelationRule
_BROKEN = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)
"""What pySigma comes to grief with over documents that are no rules; its own errors are ValueErrors."""


class _Unchecked(PythonRegexEngine):
    """Expressions are checked by who compiles them for use: pySigma knows RE2 only and says so on stderr."""

    def compile(self, pattern: str, flags: int = 0) -> RegexPattern:
        """What pySigma finds names of selections with; anything for what is no expression of Python."""
        try:
            return super().compile(pattern, flags)
        except (re.error, OverflowError, RecursionError):
            return super().compile("")


_POLICY = SigmaPolicy(_Unchecked())


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


def parsed(paths: Sequence[Path], beside: Signatures, within: Path | None = None) -> Signatures:
    """The rules of files and of folders; every one that can not be used is named with the reason.

    Correlations may count rules of ``beside`` too. Sources are named as seen from ``within``, else as given.

    Raises:
        UsageError: there is no such path, or no rule file in a folder.
    """
    found, refused = _read(documents.files(paths), within)
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
    correlations, unusable = _correlated(counting, made, beside)
    silent = {name for one, generate in correlations for name in one.signatures if not generate}
    return Signatures(
        signatures=tuple(replace(made[name], silent=name in silent) for name in sorted(made)),
        correlations=tuple(sorted((one for one, _generate in correlations), key=lambda one: one.name)),
        refused=tuple(refused + unusable),
    )


def _read(files: Sequence[Path], within: Path | None) -> tuple[list[_Found], list[Refused]]:
    """All documents of all files that could be rules for logs that are read here."""
    found, refused = list[_Found](), list[Refused]()
    for file in files:
        source = (file.relative_to(within) if within else file).as_posix()
        try:
            content = documents.text(file)
            if (titles := documents.elsewhere(content)) is not None:
                refused += [Refused(source=source, rule=title, reason=sources.OTHER) for title in titles]
                continue
            for document in _templated(source, documents.documents(content)):
                found.append(document)
        except UnusableError as error:
            refused.append(Refused(source=source, rule="", reason=str(error)))
    return found, refused


def _templated(source: str, content: Iterable[Document]) -> Iterator[_Found]:
    """Documents with the templates of old collections that go before them."""
    template: list[Document] = []
    last: list[Document] = []
    for document in content:
        match document.get("action"):
            case "global":
                template = [document]
            case "reset":
                template = []
            case "repeat":
                yield _Found(source, document, last)
            case _:
                last = [*template, document]
                yield _Found(source, document, template)


def _parsed(found: _Found) -> Rule:
    """The document by pySigma.

    Raises:
        UnusableError: it is none that can be used.
    """
    try:
        check_alias_expansion(found.document)
        if not found.before:
            _meant(found.document)
        collection = SigmaCollection.from_dicts(
            deepcopy([*found.before, found.document]),
            collect_filters=True,
            resolve_references=False,
            policy=_POLICY,
        )
    except UnusableError:
        raise
    except _BROKEN as error:
        raise UnusableError(_why(error)) from error
    if collection.filters or not collection.rules:
        raise UnusableError("Sigma filters are not done here: put the exception into the rule")
    return collection.rules[-1]


def _meant(document: Document) -> None:
    """Whether the rule is for logs that are read here, before anything else is said against it."""
    log = document.get("logsource")
    if isinstance(log, dict):
        category, product, service = (log.get(key) for key in ("category", "product", "service"))
        sources.categories(*(str(part) if part else None for part in (category, product, service)))


def _why(error: Exception) -> str:
    """What pySigma says, which names the trouble; of other exceptions the kind tells most."""
    if isinstance(error, SigmaError):
        return str(error.args[0] if error.args else error)
    return f"pySigma can not read it: {type(error).__name__}: {error}"


def _added(made: dict[str, Signature], found: _Found, rule: SigmaRule) -> list[Refused]:
    """One more signature, or the reason why not; what of it can not be used is named too."""
    try:
        one, strange = signature(rule, found.source)
    except UnusableError:
        raise
    except _BROKEN as error:
        raise UnusableError(_why(error)) from error
    name = _free(one, made, given=rule.name is not None)
    made[name] = replace(one, name=name)
    if not strange:
        return []
    reason = f"used in part: alternatives ask for {', '.join(strange)}, which no log that is read here has"
    return [Refused(source=found.source, rule=name, reason=reason)]


def _free(one: Signature, made: Mapping[str, Signature], *, given: bool) -> str:
    """A name for it: rules of the same title are told apart by id; the same name twice is a mistake."""
    other = made.get(one.name)
    if other is None:
        return one.name
    longer = f"{one.name}-{one.id[:8]}"
    if given or not one.id or one.id == other.id or longer in made:
        raise UnusableError(f"another rule has the same name: {other.source}")
    return longer


def _correlated(
    counting: Sequence[tuple[_Found, SigmaCorrelationRule]], made: Mapping[str, Signature], beside: Signatures
) -> tuple[list[tuple[Correlation, bool]], list[Refused]]:
    """Correlations, each with whether the rules that it counts speak for themselves too."""
    signatures = (*beside.signatures, *made.values())
    names = {key: one.name for one in signatures for key in (one.id, one.name) if key}
    known, done, refused = set(made), list[tuple[_Found, Correlation, bool]](), list[Refused]()
    for found, rule in counting:
        try:
            one = _unique(correlation(rule, found.source, names), known)
            known.add(one.name)
            done.append((found, one, rule.generate))
        except UnusableError as error:
            refused.append(found.refused(error))
    sound = known | set(names.values()) | {one.name for one in beside.correlations}
    strangers = [(found, one) for found, one, _generate in done if not sound.issuperset(one.explains)]
    refused += [_unexplained(found, one, sound) for found, one in strangers]
    unsound = {one.name for _found, one in strangers}
    return [(one, generate) for _found, one, generate in done if one.name not in unsound], refused


def _unique(one: Correlation, known: set[str]) -> Correlation:
    """The same, if nothing else is named so."""
    if one.name in known:
        raise UnusableError("another rule has the same name")
    return one


def _unexplained(found: _Found, one: Correlation, known: set[str]) -> Refused:
    """It explains what is not there."""
    strangers = ", ".join(sorted(set(one.explains) - known))
    return found.refused(f"it explains {strangers}, which is not there or can not be used")
