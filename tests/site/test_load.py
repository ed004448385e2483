"""The site policy file: where it is found, what it may say, how mistakes are told."""

import importlib
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.errors import PolicyError
from netaudit.model import Severity, format_vlans
from netaudit.site import load as loading
from netaudit.site.policy import Calls, Policy, Profile, RoleOverride, RuleSelection, Thresholds, Waiver

WHOLE = """\
profile: rfc4594
voice:
  vlans: 110,120-122
  vlan_names: ["VOICE*", "*-PHONES"]
  subnets: [10.20.0.0/16]
  call_control: [10.1.1.20, 10.1.1.21]
  tftp_servers: 10.1.1.30
  dhcp_servers: [10.1.1.10]
data:
  vlans: [10, 12-13]
  vlan_names: ["DATA*"]
networks:
  management: [10.0.0.0/24]
  protected: [10.1.0.0/16, "2001:db8::/32"]
roles:
  - {device: "acc-*", interface: "TenGigabitEthernet1/1/*", role: uplink}
calls:
  - {device: "wan-*", interface: Multilink1, codec: g729, calls: 9}
  - calls: 20
rules:
  select: ["*"]
  ignore: [V-33]
  severity: {V-31: low}
thresholds: {priority_percent: 30, class_default_percent: 26, port_security_maximum: 2,
  phone_port_share: 70}
waivers:
  - {rule: V-33, device: "lab-*", subject: "GigabitEthernet1/0/*", reason: "lab, 4711", until: 2027-01-31}
"""

KNOWN = ("V-31", "unguarded-edge-port", "V-33", "missing-storm-control")


def policy(tmp_path: Path, text: str | bytes, *known: str) -> Policy:
    """The policy that a text decodes to."""
    path = tmp_path / "netaudit.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return loading.load(str(path), tmp_path, known)


def mistakes(tmp_path: Path, text: str | bytes, *known: str) -> list[str]:
    """What a text is refused with, each without the path before the line number."""
    with pytest.raises(PolicyError) as caught:
        policy(tmp_path, text, *known)
    return [line.removeprefix(f"{tmp_path}/netaudit.yaml:") for line in str(caught.value).splitlines()]


def test_every_key_reaches_its_field(tmp_path: Path) -> None:
    """A file that uses every key fills every field of the policy."""
    assert policy(tmp_path, WHOLE, *KNOWN) == Policy(
        source=str(tmp_path / "netaudit.yaml"),
        profile=Profile.RFC4594,
        voice_vlans=frozenset({110, 120, 121, 122}),
        voice_vlan_names=("VOICE*", "*-PHONES"),
        data_vlans=frozenset({10, 12, 13}),
        data_vlan_names=("DATA*",),
        voice_subnets=("10.20.0.0/16",),
        call_control=("10.1.1.20", "10.1.1.21"),
        tftp_servers=("10.1.1.30",),
        dhcp_servers=("10.1.1.10",),
        management_networks=("10.0.0.0/24",),
        protected_networks=("10.1.0.0/16", "2001:db8::/32"),
        roles=(RoleOverride(role="uplink", device="acc-*", interface="TenGigabitEthernet1/1/*"),),
        calls=(Calls(device="wan-*", interface="Multilink1", codec="g729", calls=9), Calls(calls=20)),
        rules=RuleSelection(ignore=("V-33",), severity={"V-31": Severity.LOW}),
        thresholds=Thresholds(
            priority_percent=30, class_default_percent=26, port_security_maximum=2, phone_port_share=70
        ),
        waivers=(
            Waiver(
                rule="V-33",
                device="lab-*",
                subject="GigabitEthernet1/0/*",
                reason="lab, 4711",
                until=date(2027, 1, 31),
                line=27,
            ),
        ),
    )


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "voice:\nwaivers:\n"])
def test_empty_keys_are_left_out(tmp_path: Path, text: str) -> None:
    """A file that says nothing, or names keys without values, means the defaults."""
    assert policy(tmp_path, text) == Policy(source=str(tmp_path / "netaudit.yaml"))


@pytest.mark.parametrize("vlans", ["110", "'110'", "110 , 110-110", "[110]", '["110", 110]'])
def test_spellings_of_vlans(tmp_path: Path, vlans: str) -> None:
    """A number, a text, a list with ranges and a YAML list mean the same VLANs."""
    assert policy(tmp_path, f"voice:\n  vlans: {vlans}").voice_vlans == frozenset({110})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(tmp_path: Path, encoding: str) -> None:
    """Files as Windows editors save them are read, also with CRLF."""
    raw = "voice:\r\n  vlan_names: [TÉLÉPHONE]\r\n".encode(encoding)
    assert policy(tmp_path, raw).voice_vlan_names == ("TÉLÉPHONE",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("voice:\n  vlan: 5\n", "2: unknown key 'vlan' in voice; did you mean 'vlans'?"),
        ("\nvoise: {}\n", "2: unknown key 'voise'; did you mean 'voice'?"),
        ("data:\n  zzz: 1\n", "2: unknown key 'zzz' in data; it takes vlans, vlan_names"),
        ("data: 5\n", "1: data: '5' is not a group of keys (vlans, vlan_names)"),
        (
            "- 5\n",
            "1: policy: a list is not a group of keys (profile, voice, data, networks, roles, calls, rules, "
            "thresholds, waivers)",
        ),
        ("voice: {vlans: 4095}\n", "1: voice.vlans: '4095' is not a VLAN list such as 110,120-129 (1-4094)"),
        ("voice: {vlans: [0]}\n", "1: voice.vlans: '0' is not a VLAN list such as 110,120-129 (1-4094)"),
        ("voice: {vlans: 9-7}\n", "1: voice.vlans: '9-7' is not a VLAN list such as 110,120-129 (1-4094)"),
        (
            "voice: {vlans: {a: 1}}\n",
            "1: voice.vlans: a group of keys is not a VLAN list such as 110,120-129 (1-4094)",
        ),
        (
            "voice:\n  subnets:\n    - 10.0.0.0/8\n    - 10.20.1.1/16\n",
            "4: voice.subnets: '10.20.1.1/16' is not a network such as 10.20.0.0/16; "
            "did you mean '10.20.0.0/16'?",
        ),
        ("networks: {protected: x}\n", "1: networks.protected: 'x' is not a network such as 10.20.0.0/16"),
        (
            "voice: {call_control: 10.1.1}\n",
            "1: voice.call_control: '10.1.1' is not an address such as 10.1.1.20",
        ),
        (
            "profile: SRND\n",
            "1: profile: 'SRND' is not one of srnd4, srnd4-8, srnd4-4, rfc4594, avvid; did you mean 'srnd4'?",
        ),
        (
            "roles:\n- role: upling\n",
            "2: roles.role: 'upling' is not one of phone, user, access-point, server, uplink, wan, unused; "
            "did you mean 'uplink'?",
        ),
        ("roles:\n- device: x\n", "2: roles.role is missing or empty; it says what the interface is for"),
        (
            "roles:\n- {role: wan, interface: Gi1/0/*}\n",
            "2: roles.interface: 'Gi1/0/*' is not a glob over full names; "
            "did you mean 'GigabitEthernet1/0/*'?",
        ),
        (
            "rules: {severity: {V-31: hi}}\n",
            "1: rules.severity.V-31: 'hi' is not one of critical, high, medium, low, info; "
            "did you mean 'high'?",
        ),
        ("rules: {severity: high}\n", "1: rules.severity: 'high' is not a group of keys"),
        (
            "rules: {ignore: [v-33]}\n",
            "1: rules.ignore: 'v-33' is not the name or code of a rule, or a glob over them; "
            "did you mean 'V-33'?",
        ),
        (
            "rules:\n  severity:\n    missing-storm-controll: low\n",
            "3: rules.severity: 'missing-storm-controll' is not the name or code of a rule, or a glob over "
            "them; did you mean 'missing-storm-control'?",
        ),
        (
            "waivers:\n- rule: V-33\n",
            "2: waivers.reason is missing or empty; it says why the site accepts them",
        ),
        (
            "waivers:\n- rule: V-33\n  reason:\n",
            "2: waivers.reason is missing or empty; it says why the site accepts them",
        ),
        ("waivers:\n- rule: V-33\n  reason: ' '\n", "3: waivers.reason: ' ' is not a reason in words"),
        (
            "waivers:\n- reason: x\n",
            "2: waivers.rule is missing or empty; it says which rule's findings are accepted",
        ),
        (
            "waivers:\n- {rule: V-33, reason: x, until: 2027-02-30}\n",
            "2: waivers.until: '2027-02-30' is not a date such as 2027-01-31",
        ),
        (
            "waivers:\n- {rule: V-33, reason: x, until: 20270131}\n",
            "2: waivers.until: '20270131' is not a date such as 2027-01-31",
        ),
        (
            "waivers:\n- {rule: V-33, reason: x, subject: te1/1/1}\n",
            "2: waivers.subject: 'te1/1/1' is not a glob over full names; "
            "did you mean 'TenGigabitEthernet1/1/1'?",
        ),
        (
            "calls: {codec: g.711, calls: 5}\n",
            "1: calls.codec: 'g.711' is not one of g711, g722, g726-32, g729, ilbc; did you mean 'g711'?",
        ),
        (
            "calls:\n- codec: g729\n",
            "2: calls.calls is missing or empty; it says how many calls cross the link at the same time",
        ),
        ("calls: {calls: 100001}\n", "1: calls.calls: '100001' is not a whole number from 0 to 100000"),
        (
            "thresholds: {priority_percent: 0}\n",
            "1: thresholds.priority_percent: '0' is not a whole number from 1 to 100",
        ),
        (
            "thresholds: {priority_percent: 3.5}\n",
            "1: thresholds.priority_percent: '3.5' is not a whole number from 1 to 100",
        ),
        ("data: {}\nvoice: {}\ndata: {}\n", "3: key 'data' is given twice; the first is on line 1"),
        ("? [a]\n: 1\n", "1: a list stands where a key should be"),
        ("a: &x 1\nb: *x\n", "2: aliases are not supported; write the value out, and quote a glob"),
        ("voice: {vlans: !!int 5}\n", "1: tags (!word) are not supported; leave it out or quote the value"),
        ("profile: srnd4\n---\nprofile: avvid\n", "2: a second document begins; a policy is one document"),
        (f"voice: {'[' * 20}{']' * 20}\n", "1: nested more than 12 levels deep"),
        ("profile: \x07\n", "1: a character that YAML does not allow; delete it"),
        (b"a: 1\nprofile: \xe9\n", "2: not UTF-8 text; save the file as UTF-8"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, text: str | bytes, told: str) -> None:
    """Each kind of mistake names its line, what was wrong and what may have been meant."""
    assert told in mistakes(tmp_path, text, *KNOWN)


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("rules:\n  select: [*]\n", "2", "; quote a glob that begins with *"),
        ("voice:\n\tvlans: 5\n", "2", "; indent with blanks, not tabs"),
        ("waivers:\n- reason: a: b\n", "2", "; quote a value that has a colon in it"),
    ],
)
@pytest.mark.parametrize("reader", ["C", "Python"])
def test_what_is_not_yaml_gets_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, line: str, hint: str, reader: str
) -> None:
    """The usual slips of YAML are explained, whichever reader PyYAML was built with."""
    if reader == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    (told,) = mistakes(tmp_path, text)
    assert told.startswith(f"{line}: not valid YAML: ")
    assert hint in told


def test_all_mistakes_at_once_in_order(tmp_path: Path) -> None:
    """Every mistake of a file is told, sorted by line as a number."""
    text = "\n" * 8 + "profile: x\nvoice: {vlan: 1, subnets: [a, b]}\nprofile: y\nzz: 1\n"
    told = mistakes(tmp_path, text)
    assert [line.split(":")[0] for line in told] == ["9", "10", "10", "10", "11", "12"]


def test_rule_names_are_only_checked_against_known_ones(tmp_path: Path) -> None:
    """Without a list of rules any word may be one; with one, globs still need no match."""
    assert policy(tmp_path, "rules: {ignore: [no-such-rule]}\n").rules.ignore == ("no-such-rule",)
    assert policy(tmp_path, "rules: {ignore: ['none-*']}\n", *KNOWN).rules.ignore == ("none-*",)


def test_values_can_not_write_to_the_terminal(tmp_path: Path) -> None:
    """Control characters in a key come out escaped, and long values are cut."""
    (told,) = mistakes(tmp_path, '"\\e[31mred": 1\n')
    assert "'\\x1b[31mred'" in told
    assert len(mistakes(tmp_path, f"profile: {'x' * 5000}\n")[0]) < 200


def test_size_is_limited(tmp_path: Path) -> None:
    """One byte more than a mebibyte is refused, exactly a mebibyte is read."""
    assert policy(tmp_path, "#" * loading.LARGEST) == Policy(source=str(tmp_path / "netaudit.yaml"))
    (told,) = mistakes(tmp_path, "#" * (loading.LARGEST + 1))
    assert told.endswith("larger than 1048576 bytes; is it the right file?")


@pytest.mark.parametrize("name", ["absent.yaml", "."])
def test_a_file_that_can_not_be_read(tmp_path: Path, name: str) -> None:
    """A missing file and a folder are named in the error."""
    with pytest.raises(PolicyError, match="check the path and its permissions"):
        loading.load(str(tmp_path / name), tmp_path)


def test_the_nearest_file_upward_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search goes upward, takes .yaml before .yml, and names the file as seen from here."""
    below = tmp_path / "site" / "configs"
    below.mkdir(parents=True)
    (tmp_path / "site" / "netaudit.yml").write_text("profile: avvid")
    monkeypatch.chdir(tmp_path)
    assert loading.load(None, below) == Policy(source="site/netaudit.yml", profile=Profile.AVVID)
    (tmp_path / "site" / "netaudit.yaml").write_text("profile: rfc4594")
    assert loading.load(None, below).profile is Profile.RFC4594
    assert loading.load(None, Path("site")).source == "site/netaudit.yaml"


@pytest.mark.parametrize("git", ["folder", "file"])
def test_the_search_ends_at_a_checkout(tmp_path: Path, git: str) -> None:
    """A folder with .git is still looked in, but none above it."""
    (tmp_path / "netaudit.yaml").write_text("profile: avvid")
    top = tmp_path / "repo"
    (top / "below").mkdir(parents=True)
    (top / ".git").mkdir() if git == "folder" else (top / ".git").write_text("gitdir: elsewhere")
    assert loading.load(None, top / "below") == Policy()
    (top / "netaudit.yaml").write_text("profile: rfc4594")
    assert loading.load(None, top / "below").profile is Profile.RFC4594


def test_nothing_heavy_is_imported_without_a_file() -> None:
    """PyYAML is loaded only when there is a policy to read."""
    for module in ("load", "policy", "document", "keys", "kinds", "values", "schema", "baseline"):
        names = vars(importlib.import_module(f"netaudit.site.{module}"))
        assert not {"yaml", "difflib", "ipaddress", "json"} & set(names), module


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            TEXTS
            | st.sampled_from(["voice", "rules", "waivers", "roles", "vlans", "rule", "reason", "until"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


def outcome(path: Path) -> str:
    """The policy in a file, or what is wrong with it."""
    try:
        return repr(loading.load(str(path), path.parent, KNOWN))
    except PolicyError as error:
        return str(error)


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=200) | DOCUMENTS.map(lambda d: yaml.safe_dump(d, allow_unicode=True)))
def test_any_text_is_a_policy_or_a_policy_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever a file holds, nothing but a Policy or a PolicyError with a line comes out of it."""
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert outcome(path).startswith(("Policy(", f"{path}:"))


@settings(max_examples=100, deadline=None)
@given(raw=st.binary(max_size=200))
def test_any_bytes_are_a_policy_or_a_policy_error(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    """The same for bytes that are no text."""
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(raw)
    assert outcome(path).startswith(("Policy(", f"{path}:"))


VLANS = st.frozensets(st.integers(1, 4094), min_size=1, max_size=30)
WORDS = st.from_regex(r"[A-Z*?][A-Z0-9*-]{2,11}", fullmatch=True)


@settings(max_examples=100, deadline=None)
@given(
    voice=VLANS,
    names=st.lists(WORDS, max_size=3),
    networks=st.lists(st.ip_addresses().map(lambda a: f"{a}/{a.max_prefixlen}"), max_size=3),
    until=st.none() | st.dates(),
    percent=st.integers(1, 100),
)
def test_what_is_written_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    voice: frozenset[int],
    names: list[str],
    networks: list[str],
    until: date | None,
    percent: int,
) -> None:
    """A valid policy dumped by PyYAML comes back with the same values."""
    path = tmp_path_factory.getbasetemp() / "round.yaml"
    text = yaml.safe_dump(
        {
            "voice": {"vlans": format_vlans(voice), "vlan_names": names, "subnets": networks},
            "thresholds": {"priority_percent": percent},
            "waivers": [{"rule": "V-33", "reason": "because", "until": until}],
        }
    )
    path.write_text(text)
    found = loading.load(str(path), path.parent)
    assert found.voice_vlans == voice
    assert found.voice_vlan_names == tuple(names)
    assert found.voice_subnets == tuple(networks)
    assert found.thresholds == Thresholds(priority_percent=percent)
    assert [w.until for w in found.waivers] == [until]
