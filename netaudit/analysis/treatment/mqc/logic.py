"""Logic of three values: True, False, and None for what can not be told."""

from collections.abc import Iterable

Truth = bool | None


def every(truths: Iterable[Truth]) -> Truth:
    """False where one is False, else None where one is None, else True."""
    answer: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            answer = None
    return answer


def some(truths: Iterable[Truth]) -> Truth:
    """True where one is True, else None where one is None, else False."""
    answer: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            answer = None
    return answer


def inverse(truth: Truth) -> Truth:
    """The opposite; what can not be told stays so."""
    return None if truth is None else not truth
