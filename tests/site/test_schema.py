"""The JSON Schema of the policy, the example file and the reference page."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.model import Severity
from netaudit.rules.audit import catalogue
from netaudit.site.keys import dotted, policy_keys
from netaudit.site.load import load
from netaudit.site.policy import Policy, RuleSelection, Thresholds
from netaudit.site.schema import schema, text

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "inventory" / "netaudit.yaml"
CHECK = jsonschema.Draft202012Validator(schema())
KEYS = dict(dotted(policy_keys()))


def as_editors_see(document: str) -> object:
    """YAML as JSON values; a date is text to an editor."""
    return json.loads(json.dumps(yaml.safe_load(document), default=str))


def test_the_copy_in_docs_is_fresh() -> None:
    """docs/ holds what ``schema.text()`` makes; `make docs` writes it again."""
    assert (ROOT / "docs" / "netaudit.policy.schema.json").read_text() == text()


def test_it_is_a_schema() -> None:
    """The schema is itself valid JSON Schema of the 2020-12 draft."""
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_example_is_valid() -> None:
    """The worked example satisfies the schema and decodes without a mistake, rule names too."""
    CHECK.validate(as_editors_see(EXAMPLE.read_text()))
    policy = load(str(EXAMPLE), ROOT, [word for rule in catalogue() for word in (rule.name, rule.code)])
    assert policy.voice_vlans == frozenset(range(110, 120))
    assert policy.data_vlans == frozenset(range(10, 30))
    assert policy.management_networks == ("10.0.98.0/24", "10.0.99.0/24")
    assert policy.thresholds == Thresholds()
    assert policy.rules == RuleSelection(severity={"missing-storm-control": Severity.INFO})


def test_the_example_shows_every_key() -> None:
    """No key is missing from the worked example."""
    document = yaml.safe_load(EXAMPLE.read_text())
    shown = set(document) | {
        f"{name}.{key}"
        for name, value in document.items()
        for group in (value if isinstance(value, list) else [value])
        if isinstance(group, dict)
        for key in group
    }
    assert set(KEYS) <= shown


def test_every_key_of_the_example_is_explained() -> None:
    """Each key stands below a comment or has one on its line, except entries given on one line."""
    rows = EXAMPLE.read_text().splitlines()
    for above, row in pairwise(rows):
        bare = row.strip()
        if bare and not bare.startswith(("#", "- {", "missing-storm-control:")):
            assert "#" in row or above.strip().startswith("#"), row


@pytest.mark.parametrize("path", KEYS)
def test_every_key_is_in_the_reference(path: str) -> None:
    """Each key has its row in docs/policy.md, with its default."""
    rows = (ROOT / "docs" / "policy.md").read_text().splitlines()
    (row,) = [row for row in rows if row.startswith(f"| `{path}` |")]
    default = KEYS[path].default
    plain = default[0] if isinstance(default, list) else default
    assert default is None or str(plain) in row.split("|")[3]
    assert KEYS[path].required == ("required" in row.split("|")[3])


def test_every_key_about_the_site_is_asked_for() -> None:
    """No key about voice, data or networks is idle: a rule or an analysis reads its field."""
    code = "".join(
        path.read_text()
        for floor in ("rules", "analysis")
        for path in (ROOT / "netaudit" / floor).rglob("*.py")
    )
    leaves = {path: key.field or path.split(".")[1] for path, key in KEYS.items() if path.count(".") == 1}
    sites = {p: field for p, field in leaves.items() if p.split(".")[0] in {"voice", "data", "networks"}}
    assert not {path for path, field in sites.items() if f"policy.{field}" not in code}


def test_the_reference_shows_real_messages(tmp_path: Path) -> None:
    """The block of error messages in docs/policy.md is what such a file is refused with."""
    path = tmp_path / "netaudit.yaml"
    path.write_text("profile: srnd\nvoice:\n  vlan: 110\n  subnets: 10.20.1.1/16\n")
    with pytest.raises(Exception, match="srnd4") as caught:
        load(str(path), tmp_path)
    told = str(caught.value).replace(f"{tmp_path}/", "")
    assert f"```\n{told}\n```" in (ROOT / "docs" / "policy.md").read_text()


def test_defaults_of_the_table_are_those_of_the_record() -> None:
    """What the table calls the default is what a policy without the key holds."""
    bare = Policy()
    assert KEYS["profile"].default == bare.profile
    assert tuple(KEYS["rules.select"].default) == bare.rules.select
    limits = {path.split(".")[1]: key.default for path, key in KEYS.items() if path.startswith("thresholds.")}
    assert Thresholds(**limits) == bare.thresholds


@pytest.mark.parametrize(
    "document",
    [
        "voice: {vlan: 5}",
        "voice: {vlans: 4095}",
        "voice: {vlans: '10,4095'}",
        "voice: {vlans: 10;20}",
        "voice: {subnets: nowhere}",
        "voise: {}",
        "profile: srnd",
        "roles: [{role: upling}]",
        "roles: [{device: x}]",
        "rules: {severity: {V-31: lo}}",
        "thresholds: {priority_percent: 101}",
        "thresholds: {priority_percent: many}",
        "waivers: [{rule: V-01}]",
        "waivers: [{rule: V-01, reason: ' '}]",
        "waivers: [{rule: V-01, reason: x, unti: 2027-01-01}]",
        "[]",
    ],
)
def test_bad_documents_are_refused(document: str) -> None:
    """Editors mark what the decoder refuses."""
    assert not CHECK.is_valid(as_editors_see(document))


SPAN = st.tuples(st.integers(1, 4094), st.integers(1, 4094)).map(lambda two: f"{min(two)}-{max(two)}")
VLANS = st.integers(1, 4094) | SPAN | st.lists(SPAN, min_size=1, max_size=3).map(",".join)
WORD = st.from_regex(r"[a-z*][a-z0-9*-]{2,8}", fullmatch=True)
GLOBS = WORD | st.lists(WORD, max_size=2)
VALID = st.fixed_dictionaries(
    {},
    optional={
        "profile": st.sampled_from(["srnd4", "srnd4-8", "srnd4-4", "rfc4594", "avvid"]),
        "data": st.fixed_dictionaries(
            {}, optional={"vlans": VLANS | st.lists(VLANS, max_size=2), "vlan_names": GLOBS}
        ),
        "rules": st.fixed_dictionaries(
            {},
            optional={
                "select": GLOBS,
                "severity": st.dictionaries(WORD, st.sampled_from([s.value for s in Severity])),
            },
        ),
        "waivers": st.lists(
            st.fixed_dictionaries(
                {"rule": WORD, "reason": WORD}, optional={"until": st.dates().map(str), "device": WORD}
            ),
            max_size=2,
        ),
    },
)


@settings(max_examples=100, deadline=None)
@given(document=VALID)
def test_what_the_schema_accepts_is_decoded(
    tmp_path_factory: pytest.TempPathFactory, document: dict[str, Any]
) -> None:
    """A document that satisfies the schema is never refused."""
    CHECK.validate(document)
    path = tmp_path_factory.getbasetemp() / "valid.yaml"
    path.write_text(yaml.safe_dump(document))
    assert isinstance(load(str(path), path.parent), Policy)
