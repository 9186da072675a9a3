"""`check`: checks the library, and repairs it on request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reader.cli.output import tell, write_text
from reader.localization import tr, trn
from reader.storage.check.library_check import examine
from reader.storage.library import Library
from reader.wording.library_check import explain_finding, what_becomes_of

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from reader.storage.check.findings import Finding


def help() -> str:  # noqa: A001 - named for what it is
    """Return what the command does."""
    return tr("look whether all in the library is as it should be")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--repair",
        action="store_true",
        help=tr("repair what can be without a decision of yours, after a backup"),
    )
    parser.add_argument("--json", action="store_true", help=tr("print JSON, for scripts"))


def run(arguments: argparse.Namespace, library: Path) -> int:
    """Print what is found as it is found; fail where something stays that is wrong."""
    findings: list[Finding] = []
    for examined in examine(Library(library), repairs=arguments.repair):
        findings += examined.findings
        if not arguments.json and examined.findings:
            write_text("".join(f"{_line(each)}\n" for each in examined.findings))
    if arguments.json:
        write_text(json.dumps([_record(each) for each in findings], ensure_ascii=False, indent=2))
        write_text("\n")
    staying = [each for each in findings if each.stays]
    if staying:
        tell(_summary(staying))
    elif not arguments.json:
        write_text(tr("The library is in order.") + "\n")
    return 1 if staying else 0


def _line(finding: Finding) -> str:
    return " ".join(filter(None, (explain_finding(finding), what_becomes_of(finding))))


def _summary(staying: list[Finding]) -> str:
    sentence = trn(
        "{count} thing in the library is not as it should be.",
        "{count} things in the library are not as they should be.",
        len(staying),
    )
    said = sentence.format(count=len(staying))
    if any(each.can_repair for each in staying):
        advice = tr("Run check with --repair for those that can be repaired.")
        return f"{said} {advice}"
    return said


def _record(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "path": str(finding.path),
        "count": finding.count,
        "ids": list(finding.ids),
        "details": list(finding.details),
        "canRepair": finding.can_repair,
        "repaired": finding.is_repaired,
        "isNotice": finding.is_notice,
        "message": explain_finding(finding),
    }
