"""Auto-QoS: what its macros generate, whether ports still have it, and what is left unshown."""

from netaudit.analysis.autoqos.drift import Drift, drift
from netaudit.analysis.autoqos.implied import implied
from netaudit.analysis.autoqos.trust import manual_trust

__all__ = ["Drift", "drift", "implied", "manual_trust"]
