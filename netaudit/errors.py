"""What can go wrong, and the exit code each kind of trouble ends with.

    NetauditError
    ├── UsageError      2   the command line asks for something impossible
    ├── PolicyError     2   netaudit.yaml, a baseline or a waiver can not be used
    ├── InputError      3   a config could not be read; the others still are
    └── ComplexityError 3   a filter is too tangled for an exact answer within bounds

Exit codes of the program: 0 clean, 1 findings at or above ``--fail-on``, 2 usage or policy
error, 3 some input could not be read or some rule broke. The highest one that applies wins.
"""


class NetauditError(Exception):
    """A failure the user can act on; its text names what was wrong and the next step."""

    exit_code = 2


class UsageError(NetauditError):
    """The command line asks for something that does not exist or does not go together."""


class PolicyError(NetauditError):
    """A file written by people (site policy, baseline) is not valid."""


class InputError(NetauditError):
    """A config file or stream could not be read as text."""

    exit_code = 3


class ComplexityError(NetauditError):
    """An exact answer would take more work than the stated bound; nothing is said instead of a guess."""

    exit_code = 3
