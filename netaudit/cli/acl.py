"""``netaudit acl``: lint, test, compare, search."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable

from netaudit.cli.sources import expand, jobs_of
from netaudit.cli.terminal import paint_of, progress, put
from netaudit.cli.traffic import searched_packets
from netaudit.errors import InputError
from netaudit.parsers import Parsed
from netaudit.parsers.intake import take, unsupported
from netaudit.report import acl_lint, acl_text
from netaudit.report.acl import Document, as_json
from netaudit.report.acl_lists import Listed, listed, mapped, named


def run(arguments: Namespace) -> int:
    """Answer the question, print, and grade the answer."""
    return QUESTIONS[arguments.question](arguments)


def _lint(arguments: Namespace) -> int:
    """Judge all lists of all configs."""
    sources, missing = expand(arguments.paths)
    rest = acl_lint.Rest(Counter(), missing)
    form, paint = arguments.format, paint_of(arguments)
    with progress(len(sources), arguments) as advance:
        linted = acl_lint.lint_all(sources, form, paint, jobs_of(arguments), advance)
        put(acl_lint.document(linted, form, rest))
    if rest.problems:
        return 3
    return int(rest.counts["unreachable"] + rest.counts["redundant"] > 0)


def _test(arguments: Namespace) -> int:
    """Put packets to a list."""
    from netaudit.analysis.packetspace.words import parse_header
    from netaudit.report.acl_answers import tested

    headers = [parse_header(packet) for packet in arguments.packets]
    lists = _lists(arguments, {header.version for header in headers})
    document = tested(lists, headers)
    _show(arguments, document, acl_text.test_text(document, paint_of(arguments)))
    return int(any(one.verdict != "permit" for one in document.results))


def _compare(arguments: Namespace) -> int:
    """Compare the lists of two configs."""
    from netaudit.report.acl_compare import compared

    document = compared(_only(arguments.old), _only(arguments.new), arguments.acl)
    _show(arguments, document, acl_text.compare_text(document, paint_of(arguments)))
    return 3 if document.problems else int(any(one.state != "same" for one in document.acls))


def _search(arguments: Namespace) -> int:
    """Look for packets of a kind."""
    from netaudit.report.acl_answers import searched

    packets = searched_packets(arguments)
    lists = _lists(arguments, {region.version for region in packets.regions})
    document = searched(lists, arguments.action, packets)
    _show(arguments, document, acl_text.search_text(document, paint_of(arguments)))
    return 3 if document.problems else int(all(one.found is None for one in document.results))


def _parsed(path: str) -> list[Parsed]:
    """The devices of one source.

    Raises:
        InputError: there is none that could be read.
    """
    parsed, problems = take(path)
    problems += tuple(each for one in parsed for each in unsupported(one.device))
    read = [one for one in parsed if one.device.supported]
    if not read:
        raise InputError("\n".join(f"{each.source}: {each.message}" for each in problems))
    return read


def _only(path: str) -> Parsed:
    """The one device of a source.

    Raises:
        InputError: there is none that could be read, or more than one.
    """
    parsed = _parsed(path)
    if len(parsed) > 1:
        raise InputError(f"{path}: {len(parsed)} devices in one file; compare files with one each")
    return parsed[0]


def _lists(arguments: Namespace, versions: set[int]) -> list[Listed]:
    """The lists that are asked.

    Raises:
        InputError: the config could not be read.
        UsageError: it has no such list.
    """
    devices = [each.device for each in _parsed(arguments.path)]
    if arguments.vlan_map is not None:
        return [each for version in sorted(versions) for each in mapped(devices, arguments.vlan_map, version)]
    return [listed(device, acl) for device, acl in named(devices, arguments.acl)]


def _show(arguments: Namespace, document: Document, rows: Iterable[str]) -> None:
    """Print an answer."""
    put([as_json(document)] if arguments.format == "json" else (f"{row}\n" for row in rows))


QUESTIONS = {"lint": _lint, "test": _test, "compare": _compare, "search": _search}
