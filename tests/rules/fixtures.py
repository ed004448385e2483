"""Fixture configs of rules: where they are, what they mark, what a rule says of them.

A fixture is ``<rule_name>/{bad,good}[-what].<platform>.cfg``. In it stand, as comments:

    ! expect: rule-name           a fail whose lines include the next line
    ! expect-unknown: rule-name   an unknown whose lines include the next line
    ! expect-device: rule-name    a fail without any line (something is absent)
    ! expect-unknown-device: rule-name
    ! policy: key: value          one line of the site policy (netaudit.yaml)

Inside a section a mark is indented like the lines around it. Several rules are separated by
commas; marks of other rules than the folder's are notes.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from netaudit import parsers
from netaudit.analysis import roles
from netaudit.model import Device, Result
from netaudit.rules.engine import Hit, Rule, ask
from netaudit.site.load import decode
from netaudit.site.policy import Policy

HERE = Path(__file__).parent
MARK = re.compile(r"^\s*! expect(?P<unknown>-unknown)?(?P<device>-device)?: (?P<rules>.+)$")
RULE_LINE = re.compile(r"^\s*! policy: (?P<yaml>.+)$")

NO_LINE = 0
"""Stands for a hit or mark that points at the device as a whole."""

Mark = tuple[int, Result]


def configs(pattern: str = "*.cfg") -> list[Path]:
    """Every fixture whose file name matches, sorted."""
    return sorted(HERE.glob(f"*/{pattern}"))


def identity(path: Path) -> str:
    """Short name of a fixture for the test report."""
    return f"{path.parent.name}/{path.stem}"


def rule_name(path: Path) -> str:
    """The rule that a fixture belongs to."""
    return path.parent.name.replace("_", "-")


def marks(text: str, name: str) -> set[Mark]:
    """Line and result of each mark for this rule."""
    found: set[Mark] = set()
    for number, line in enumerate(text.splitlines(), 1):
        mark = MARK.match(line)
        if mark and name in re.split(r",\s*", mark["rules"].strip()):
            result = Result.UNKNOWN if mark["unknown"] else Result.FAIL
            found.add((NO_LINE if mark["device"] else number + 1, result))
    return found


def policy_of(text: str) -> Policy:
    """The site policy that the fixture's header gives, else the default one."""
    rows = [match["yaml"] for line in text.splitlines() if (match := RULE_LINE.match(line))]
    if not rows:
        return Policy()
    with TemporaryDirectory() as folder:
        path = Path(folder, "netaudit.yaml")
        path.write_text("\n".join(rows))
        return decode(path)


def devices(text: str, policy: Policy, source: str = "fixture") -> list[Device]:
    """The devices of a text with the roles of their ports."""
    return [roles.assign(device, policy) for device in parsers.read(text, source)]


def hits(rule: Rule, text: str) -> list[Hit]:
    """What a rule says of a text under the policy in its header."""
    policy = policy_of(text)
    return [
        hit
        for device in devices(text, policy)
        for hit in ask(rule, device, policy, lambda: _second_parse(text))
    ]


def _second_parse(text: str) -> object:
    """The text as ciscoconfparse2 reads it, for rules written against that."""
    from ciscoconfparse2 import CiscoConfParse

    return CiscoConfParse(text.splitlines(), syntax="ios")
