"""Hostile YAML ends in a reason."""

from pathlib import Path
from random import Random

import pytest

from netaudit.hunt.sigma.documents import LARGEST
from netaudit.hunt.sigma.load import load
from tests.hunt.sigma.written import rule

GOOD = rule("k: [aaa]\ncondition: k", title="Good")
LAUGHS = "".join(
    f"l{level}: &l{level} [{', '.join([f'*l{level - 1}'] * 9)}]\n" if level else "l0: &l0 [x, x]\n"
    for level in range(12)
)
MERGES = "".join(
    f"m{level}: &m{level} {{<<: [{', '.join([f'*m{level - 1}'] * 9)}]}}\n" if level else "m0: &m0 {x: y}\n"
    for level in range(12)
)
CASES = {
    "no YAML": ("webserver: [", "not valid YAML"),
    "tabs": ("webserver:\n\tx: y", "not valid YAML"),
    "a list": ("- webserver", "it is no Sigma rule"),
    "a text": ("webserver", "it is no Sigma rule"),
    "an object of Python": ("!!python/object/apply:os.system ['webserver']", "not valid YAML"),
    "aliases that grow": (LAUGHS + GOOD, "billion laughs"),
    "an alias of itself": ("a: &a [*a]\n" + GOOD, "Recursive"),
    "merges that grow": (MERGES + GOOD, "merged by <<"),
    "a key twice": (GOOD + "\ntitle: Again\n", "a key stands twice"),
    "a list as a key": ("? [webserver]\n: x\n", "not valid YAML"),
    "a day that is none": (GOOD + "\ndate: 2024-13-45\n", "not valid YAML"),
    "a number of thousands of digits": (GOOD + "\nx: " + "9" * 5000, "not valid YAML"),
    "too deep": ("webserver: " + "[" * 50_000, "not valid YAML"),
    "too deep a detection": (rule("k: " + "[" * 400 + "]" * 400 + "\ncondition: k"), ""),
    "too deep a condition": (rule("k: [aaa]\ncondition: " + "(" * 3000 + "k" + ")" * 3000), ""),
    "a detection that is a text": (rule("").replace("detection:\n", "detection: x\n"), ""),
    "a detection of nothing": (rule("k: []\ncondition: k"), ""),
    "a condition that is a number": (rule("k: [aaa]\ncondition: 7"), ""),
    "a log source that is a text": (
        "title: x\nlogsource: webserver\ndetection: {k: [a], condition: k}",
        "log source|logsource",
    ),
    "a title that is a list": (
        "title: [x]\nlogsource: {category: webserver}\ndetection: {k: [aa], condition: k}",
        "title",
    ),
    "no title": ("logsource: {category: webserver}\ndetection: {k: [aa], condition: k}", "title"),
    "keys that are no texts": (rule("7: [aaa]\ncondition: 7 of them"), ""),
    "a field that is no text": (rule("k: {7: aaa}\ncondition: k"), ""),
    "a mapping as a value": (rule("k: {c-uri: {a: b}}\ncondition: k"), ""),
    "a list in a list": (rule("k: {c-uri: [[a]]}\ncondition: k"), ""),
}


@pytest.mark.parametrize("name", CASES)
def test_hostile_yaml(name: str, tmp_path: Path) -> None:
    """Whatever a file says, it is refused with a reason and the file beside it is loaded."""
    content, reason = CASES[name]
    (tmp_path / "bad.yml").write_text(content)
    (tmp_path / "good.yml").write_text(GOOD.replace("Good", "Beside"))
    signatures = load([tmp_path])
    assert "beside" in {one.name for one in signatures.signatures}
    (refused,) = signatures.refused
    assert refused.source.endswith("bad.yml")
    assert any(part in refused.reason for part in reason.split("|"))


def test_what_stands_before_a_mistake_is_kept(tmp_path: Path) -> None:
    """The documents before a broken one are rules; the mistake is named with its line."""
    (tmp_path / "a.yml").write_text(GOOD + "\n---\nwebserver: [\n")
    signatures = load([tmp_path])
    assert [one.name for one in signatures.signatures] == ["good"]
    assert signatures.refused[0].reason.startswith(f"line {GOOD.count(chr(10)) + 4}: it is not valid YAML")


def test_files_that_are_no_text(tmp_path: Path) -> None:
    """Other encodings, huge files and folders named like rules are named."""
    (tmp_path / "a.yml").write_bytes(b"webserver: \xff")
    (tmp_path / "b.yml").write_bytes(b"webserver: " + b"x" * LARGEST)
    (tmp_path / "c.yml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "d.yml").write_bytes("\ufeff".encode() + GOOD.encode())
    signatures = load([tmp_path])
    assert [one.name for one in signatures.signatures] == ["good"]
    assert [refused.reason.split(":")[0] for refused in signatures.refused] == [
        "it is no UTF-8 text",
        "it is larger than 256 KiB, so it is no rule",
        "it can not be read",
    ]


def test_nothing_is_parsed_of_an_empty_file(tmp_path: Path) -> None:
    """A file without a document has no rule, and nothing is wrong with it."""
    (tmp_path / "a.yml").write_text("# webserver\n---\n---\n")
    assert load([tmp_path]).refused == ()


TOKENS = (
    "[",
    "]",
    "{",
    ": ",
    "- ",
    "'",
    "|all",
    "|re",
    "|cidr",
    "|wide",
    "*a",
    "&a ",
    "null",
    "1e999",
    "\n---\n",
    "not ",
    "\0",
)


def test_damaged_rules(tmp_path: Path) -> None:
    """Whatever happens to the text of a rule, it is a signature or is refused, and no error gets through."""
    random = Random(5)  # noqa: S311 - the same damage every time
    text = rule("s: {c-uri|contains: [aaa, b*b]}\nf: {sc-status: 404}\ncondition: s and not f")
    for _time in range(300):
        damaged = text
        for _wound in range(random.randint(1, 3)):
            start = random.randrange(len(damaged))
            damaged = damaged[:start] + random.choice(TOKENS) + damaged[start + random.randint(0, 8) :]
        (tmp_path / "a.yml").write_text(damaged)
        made = load([tmp_path])
        assert made.signatures or made.refused
