"""A hunt for a single signature, or for all, in a process of its own.

``python -m bench.hunt_single NAME LOG…`` prints a report as the program does. The command line can only add
rules, and would read the added one by pySigma, which takes longer than a small log.
"""

import sys
from collections.abc import Sequence


def single(name: str, paths: Sequence[str]) -> str:
    """Hunt by the one shipped signature of this name.

    Raises:
        ValueError: there is none.
    """
    from msgspec.structs import replace

    from netaudit.hunt.hunt import hunt
    from netaudit.hunt.sigma.load import shipped
    from netaudit.hunt.terms import Terms
    from netaudit.report.hunt import as_json
    from netaudit.report.hunt_gathered import gathered

    chosen = tuple(each for each in shipped().signatures if each.name == name)
    if not chosen:
        raise ValueError(f"no shipped signature is called {name!r}")
    terms = Terms(signatures=replace(shipped(), signatures=chosen, correlations=()))
    found = hunt(paths, terms, 1, lambda _size: None)
    return "".join(as_json(gathered(found, terms, [], (), 1)))


if __name__ == "__main__":
    sys.stdout.write(single(sys.argv[1], sys.argv[2:]))
