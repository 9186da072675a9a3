"""`show`: the text and structure of an article."""

from __future__ import annotations

import json
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli.output import (
    tell_of_backup,
    tell_of_damage,
    tell_of_problem,
    write_pieces,
    write_text,
)
from reader.localization import tr, trn
from reader.storage.library import Library
from reader.text.repair.model import Confidence
from reader.wording.texts import encoding_found, explain_giving_up, script_name

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from reader.document.model import Block, Document, Section


def help() -> str:  # noqa: A001 - named for what it is
    """Return what the command does."""
    return tr("print what was understood of an article")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help=tr("the article; - reads it in"))
    parser.add_argument("--json", action="store_true", help=tr("print JSON, for scripts"))
    parser.add_argument("--encoding", metavar="NAME", help=tr("encoding of the article"))


def run(arguments: argparse.Namespace, library: Path) -> int:
    """Print the outline of the article, or all that is known of it as JSON."""
    from reader.articles import read_article

    kept = Library(library)
    article = read_article(arguments.file, kept, arguments.encoding)
    document = article.document
    if arguments.json:
        pieces = json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(_record(document))
        write_pieces(chain(pieces, ["\n"]))
    else:
        write_text("\n".join(_outline(document)) + "\n")
    tell_of_problem(article)
    tell_of_backup(article)
    tell_of_damage(document, arguments.file)
    return 0


def _record(document: Document) -> dict[str, Any]:
    record = {
        "title": document.title,
        "origin": document.origin,
        "creators": list(document.creators),
        "date": document.date,
        "encoding": document.source.encoding,
        "script": document.script.value,
        "sections": [_section_record(document, section) for section in document.sections],
        "repairs": [
            {
                "rule": repair.rule,
                "start": repair.start,
                "end": repair.end,
                "before": repair.before,
                "after": repair.after,
                "confidence": repair.confidence.value,
                "alternatives": list(repair.alternatives),
                "applied": repair.applied,
            }
            for repair in document.repairs
        ],
    }
    if document.given_up:
        record["unfinished"] = [
            {"rule": each.rule, "start": each.start} for each in document.given_up
        ]
    return record


def _section_record(document: Document, section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "level": section.level,
        "start": section.range.start,
        "end": section.range.end,
        "blocks": [_block_record(document, block) for block in section.blocks],
    }


def _block_record(document: Document, block: Block) -> dict[str, Any]:
    record = {
        "kind": block.kind.printed,
        "start": block.range.start,
        "end": block.range.end,
        "text": document.repaired_text(block.range),
    }
    if block.kind.value != block.kind.printed:
        record["role"] = block.kind.value
    return record


def _outline(document: Document) -> Iterator[str]:
    yield document.title
    if document.origin:
        yield tr("From {origin}").format(origin=document.origin)
    length = len(document.source.text)
    yield " · ".join(
        (
            encoding_found(document.source.encoding, document.source.certainty),
            script_name(document.script),
            trn("{count} character", "{count} characters", length).format(count=f"{length:,}"),
        )
    )
    known = [repair for repair in document.repairs if repair.confidence is not Confidence.NONE]
    for rule, count in Counter(repair.rule for repair in known).items():
        sentence = trn("{count} repair of {rule}", "{count} repairs of {rule}", count)
        yield sentence.format(count=f"{count:,}", rule=rule)
    if lost := len(document.repairs) - len(known):
        sentence = trn("{count} place with no way back", "{count} places with no way back", lost)
        yield sentence.format(count=f"{lost:,}")
    if document.given_up:
        yield explain_giving_up(document.given_up)
    yield ""
    for section in document.sections:
        title = section.title if section.title is not None else tr("(before the first heading)")
        count = len(section.blocks)
        size = trn("{count} block", "{count} blocks", count).format(count=count)
        yield f"{'  ' * section.level}{title}  · {size}"
