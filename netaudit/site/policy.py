"""The site policy: what netaudit.yaml says of this network, decoded and checked."""

from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import lru_cache

from msgspec import Struct

from netaudit.model import NO_VLANS, Severity, VlanSet


class Profile(StrEnum):
    """The design guide whose marking the site follows."""

    SRND4 = "srnd4"
    """The model of 12 classes."""
    SRND4_8 = "srnd4-8"
    SRND4_4 = "srnd4-4"
    RFC4594 = "rfc4594"
    AVVID = "avvid"


ROLES = ("phone", "user", "access-point", "server", "uplink", "wan", "unused")
"""Interface roles that a policy may state."""

CODECS = ("g711", "g722", "g726-32", "g729", "ilbc")
"""Codecs that calls may be declared in; ``analysis.capacity`` knows what each takes."""


class Thresholds(Struct, frozen=True, kw_only=True):
    """Limits that rules compare with. Percentages are of the link or parent shaper."""

    priority_percent: int = 33
    """Most that all priority classes together may take (SRND 4: 33 %)."""
    class_default_percent: int = 25
    """Least that class-default must be left with (SRND 4: 25 %)."""
    port_security_maximum: int = 3
    """Addresses that a phone port should allow: phone in both VLANs, PC."""
    phone_port_share: int = 80
    """Percent of access ports with a voice VLAN from which the others are outliers."""


class RoleOverride(Struct, frozen=True, kw_only=True):
    """Interfaces whose role the policy states; globs over hostname and canonical name."""

    role: str
    device: str = "*"
    interface: str = "*"


class Calls(Struct, frozen=True, kw_only=True):
    """Calls at once that a site wants of links; globs over hostname and canonical name."""

    calls: int
    """0 or more, at the same time."""
    codec: str = "g711"
    """One of ``CODECS``."""
    device: str = "*"
    interface: str = "*"

    def concern(self, device: str, interface: str) -> bool:
        """Whether they cross this interface of this device."""
        return fnmatchcase(device, self.device) and fnmatchcase(interface, self.interface)


class Waiver(Struct, frozen=True, kw_only=True):
    """Findings that the site accepts: globs over rule name or code, hostname and subject."""

    rule: str
    reason: str
    device: str = "*"
    subject: str = "*"
    until: date | None = None
    """Last day on which it holds, inclusive."""
    line: int = 0
    """Where it stands in the policy file."""

    def speaks_of(self, name: str, code: str) -> bool:
        """Whether it is about this rule, wherever."""
        return _speaks_of((self.rule,), name, code)

    def covers(self, name: str, code: str, device: str, subject: str) -> bool:
        """Whether it is about this finding, whatever the date."""
        return self.speaks_of(name, code) and self.concerns(device) and fnmatchcase(subject, self.subject)

    def concerns(self, device: str) -> bool:
        """Whether it is about this device, whatever the rule."""
        return fnmatchcase(device, self.device)

    def expired(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and self.until < today


class RuleSelection(Struct, frozen=True, kw_only=True):
    """Which rules run and how bad their findings are; globs over rule name or code."""

    select: tuple[str, ...] = ("*",)
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}

    def runs(self, name: str, code: str) -> bool:
        """Whether the rule is selected and not ignored."""
        return _speaks_of(self.select, name, code) and not _speaks_of(self.ignore, name, code)

    def severity_of(self, name: str, code: str) -> Severity | None:
        """The severity that the site gives the rule; the first glob that matches decides."""
        for glob, severity in self.severity.items():
            if _speaks_of((glob,), name, code):
                return severity
        return None


@lru_cache(maxsize=32768)  # the same few globs and rules for every device
def _speaks_of(globs: tuple[str, ...], name: str, code: str) -> bool:
    """Whether one of the globs matches a rule by name or code."""
    return any(fnmatchcase(name, glob) or fnmatchcase(code, glob) for glob in globs)


class Policy(Struct, frozen=True, kw_only=True):
    """What is known of the site. The defaults are what netaudit assumes without a file."""

    source: str | None = None
    """Path of the file; None where there is none."""
    profile: Profile = Profile.SRND4
    voice_vlans: VlanSet = NO_VLANS
    voice_vlan_names: tuple[str, ...] = ()
    """Globs, compared without case."""
    data_vlans: VlanSet = NO_VLANS
    data_vlan_names: tuple[str, ...] = ()
    voice_subnets: tuple[str, ...] = ()
    call_control: tuple[str, ...] = ()
    tftp_servers: tuple[str, ...] = ()
    dhcp_servers: tuple[str, ...] = ()
    management_networks: tuple[str, ...] = ()
    protected_networks: tuple[str, ...] = ()
    roles: tuple[RoleOverride, ...] = ()
    calls: tuple[Calls, ...] = ()
    rules: RuleSelection = RuleSelection()
    thresholds: Thresholds = Thresholds()
    waivers: tuple[Waiver, ...] = ()
