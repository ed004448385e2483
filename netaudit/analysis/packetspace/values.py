"""Sets of field values that are asked for again and again."""

from netaudit.analysis.packetspace.fields import FLAGS, LATER, WHOLE
from netaudit.analysis.packetspace.numbers import Numbers, complement, matching, of

WHOLE_ONLY: Numbers = of((WHOLE,), 1)
LATER_ONLY: Numbers = of((LATER,), 1)

OPENING: Numbers = matching(0, 0x3F & ~(FLAGS["ack"] | FLAGS["rst"]), 6)
"""TCP flags without ACK and RST: the first segment of a connection has such."""

ESTABLISHED: Numbers = complement(OPENING)
"""TCP flags with ACK or RST: what ``established`` matches, and all segments but the first have."""
