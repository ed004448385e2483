"""What was seen of each signature."""

from netaudit.hunt.sightings.row import Label
from netaudit.hunt.sightings.verdicts import Judged, Naming
from netaudit.model import SignatureSummary


class Counts:
    """Lines and addresses of each signature."""

    def __init__(self) -> None:
        self.of: dict[str, tuple[int, int]] = {}

    def add(self, found: Judged) -> None:
        """Count an address."""
        for name, lines in found.named:
            before = self.of.get(name, (0, 0))
            self.of[name] = before[0] + lines, before[1] + 1

    def summaries(self, naming: Naming) -> tuple[SignatureSummary, ...]:
        """What was seen of each, sorted by name."""
        about = _about(naming)
        return tuple(
            SignatureSummary(
                name=name,
                title=about[name].title,
                verdict=about[name].verdict,
                level=about[name].level,
                references=about[name].references,
                count=lines,
                addresses=addresses,
            )
            for name, (lines, addresses) in sorted(self.of.items())
        )


def _about(naming: Naming) -> dict[str, Label]:
    """Name to what is said of it. Logs may claim one name with different words: the worst counts."""
    correlations = [
        Label(each.name, each.verdict, each.title, each.level, each.references)
        for each in naming.correlations
    ]
    ordered = sorted(
        (*naming.labels, *correlations),
        key=lambda each: (each.verdict.rank, each.title, each.level, each.references),
        reverse=True,
    )
    return {each.name: each for each in ordered}
