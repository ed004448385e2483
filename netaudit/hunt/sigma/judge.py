"""Which signatures a record shows."""

from collections.abc import Callable, Collection, Iterable, Mapping

from netaudit.hunt.formats.record import Record
from netaudit.hunt.sigma import fields
from netaudit.hunt.sigma.matching import Test, View, as_logged, lower, matcher, named, place
from netaudit.hunt.sigma.signature import Signature, Signatures

KEPT = 4_096
"""Answers that are remembered; then they are forgotten, all at once."""
LONGEST = 2_048
"""Characters of the fields that rules look at, in all readings, up to which an answer is remembered."""

Shown = tuple[Signature, ...]


class Judge:
    """The signatures of some log source categories, made ready for many records.

    Worms ask the same a million times: an answer is remembered by the fields that decide it.
    """

    def __init__(self, signatures: Signatures, categories: Collection[str]) -> None:
        """Rules of other categories never hold.

        Raises:
            UnusableError: a regular expression that no engine can be trusted with; ``load`` refuses those.
        """
        meant = [
            signature
            for signature in signatures.signatures
            if not signature.categories.isdisjoint(categories)
        ]
        names = sorted(set().union(*(named(signature.condition) for signature in meant)))
        self._deciding = tuple(sorted({part for name in names for part in fields.parts(name)}))
        asked = sorted({fields.KEYWORD if fields.of_url(name) else name for name in names})
        self._plain = tuple({part for name in asked if as_logged(name) for part in fields.parts(name)})
        self._read = tuple({place(name): None for name in asked if not as_logged(name)})
        self._signatures = meant
        self._tests: list[Test] = [matcher(signature.condition) for signature in meant]
        self._likely = _likely(meant)
        self._answers: dict[tuple[str | None, ...], Shown] = {}

    def judge(self, record: Record) -> Shown:
        """The signatures that the record shows, in the order in which they were given."""
        key = tuple(map(record.fields.get, self._deciding))
        known = self._answers.get(key)
        return self._judged(key, record.fields) if known is None else known

    __call__ = judge

    def _judged(self, key: tuple[str | None, ...], found: Mapping[str, str]) -> Shown:
        """Judged anew and remembered."""
        view = View(found)
        lines = self._lines(view, found)
        likely = self._likely(lines)
        shown = tuple(self._signatures[index] for index in likely if self._tests[index](view))
        if len(self._answers) >= KEPT:
            self._answers.clear()
        if len(lines) <= LONGEST:
            self._answers[key] = shown
        return shown

    def _lines(self, view: View, found: Mapping[str, str]) -> str:
        """All in which a literal could stand, in lower case, as one text."""
        texts = [text for part in self._plain if (text := found.get(part))]
        for reach, read in self._read:
            if reached := reach(found):
                texts += view.read(reach, read, reached)
        return lower("\n".join(texts))


def _likely(signatures: Iterable[Signature]) -> Callable[[str], list[int]]:
    """What tells which signatures, by number, a text could concern: by one pass over it for all literals."""
    from ahocorasick_rs import AhoCorasick, Implementation

    always, wanted = set[int](), dict[str, list[int]]()
    for index, signature in enumerate(signatures):
        if signature.literals is None:
            always.add(index)
        for literal in signature.literals or ():
            wanted.setdefault(literal, []).append(index)
    # a DFA is a microsecond faster and takes six megabytes more
    search = AhoCorasick(list(wanted), implementation=Implementation.ContiguousNFA).find_matches_as_indexes
    owners, first = list(wanted.values()), sorted(always)

    def likely(text: str) -> list[int]:
        """In order."""
        patterns = {pattern for pattern, _, _ in search(text, overlapping=True)}
        return sorted(always.union(*[owners[pattern] for pattern in patterns])) if patterns else first

    return likely
