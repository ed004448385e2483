"""A dial-peer marks the voice of its calls as something other than EF.

The gateway sends the packets of these calls with a DSCP for which no queue of the network is
kept free.

Why it matters
    The strict queue takes EF. Voice with any other mark waits behind data, and the callers hear
    it as soon as a link fills.

How to fix
    Take the line out (EF is what IOS marks by itself) or write `ip qos dscp ef media`.

Not reported
    Dial-peers that do not say how media is marked, and the marking of signalling.

Bad
    dial-peer voice 201 voip
     destination-pattern 4...
     ip qos dscp cs5 media

Good
    dial-peer voice 201 voip
     destination-pattern 4...
     ip qos dscp ef media
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netaudit.model import Severity
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy

if TYPE_CHECKING:  # importing it here would slow down every start of netaudit
    from ciscoconfparse2 import CiscoConfParse

OTHER_MARK = [r"^dial-peer voice \d+ voip", r"^ +ip qos dscp (?!ef |46 )\S+ media"]
"""A VoIP dial-peer, and below it a media mark that is not EF."""


@rule("E-02", severity=Severity.HIGH, references=("house rule: marking", "RFC 3246"))
def remarked_dial_peer(parse: "CiscoConfParse", _policy: Policy) -> Iterator[Hit]:
    """Yield each dial-peer with another mark than EF."""
    for line in parse.find_child_objects(OTHER_MARK):
        mark = line.text.split()[3]
        yield Hit(line.parent.text, (line.linenum + 1,), f"media is marked {mark} instead of ef")
