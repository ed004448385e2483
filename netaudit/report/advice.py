"""What the manual pages of the rules say, for reports: the title, and how to put it right."""

import re
from functools import cache

from netaudit.report.report import Report
from netaudit.rules.manual import sections

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z`])")
LONGEST_ADVICE = 240
"""Characters; as many first sentences of the advice as fit, at least one."""


def title_of(report: Report, rule: str) -> str:
    """First line of the rule's manual; the name itself for what is no rule."""
    return report.rules[rule].title if rule in report.rules else rule


def fix_of(report: Report, rule: str) -> str:
    """First sentences of the rule's ``How to fix``; empty for what is no rule."""
    return _first_sentences(report.rules[rule].manual) if rule in report.rules else ""


@cache
def _first_sentences(manual: str) -> str:
    """The first sentences of the first paragraph below ``How to fix``."""
    paragraph = sections(manual).get("How to fix", "").split("\n\n", 1)[0]
    advice = ""
    for sentence in _SENTENCE_END.split(" ".join(paragraph.split())):
        if advice and len(advice) + len(sentence) >= LONGEST_ADVICE:
            break
        advice = f"{advice} {sentence}".strip()
    return advice
