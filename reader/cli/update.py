"""`update`: annotations carried over to a newer version of their article."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotation.anchor_states import State
from reader.annotation.carrying import carried_over
from reader.annotation.merging import merge
from reader.annotation.sets import new_set
from reader.cli.output import tell_of_backup, tell_of_doubt, tell_of_saving, write_text
from reader.localization import tr, trn
from reader.storage.library import Library

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from reader.annotation.anchor_states import Anchored


def help() -> str:  # noqa: A001 - named for what it is
    """Return what the command does."""
    return tr("carry annotations over to a newer version of their article")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help=tr("the article as it was"))
    parser.add_argument("new", type=Path, metavar="NEW", help=tr("the article as it is now"))
    parser.add_argument("--json", action="store_true", help=tr("print JSON, for scripts"))


def run(arguments: argparse.Namespace, library: Path) -> int:
    """Carry the annotations over; the older version and what is kept about it stay as they are."""
    from reader.articles import read_article

    kept = Library(library)
    old, new = (read_article(path, kept) for path in (arguments.file, arguments.new))
    if old.problem is not None:
        raise old.problem
    carried = carried_over(old.annotations or new_set(old.document), old.document, new.document)
    if old.document.source.digest != new.document.source.digest:
        new = new.for_writing(kept)
        if new.problem is not None:
            raise new.problem
        store = new.kept_in(kept)
        there = new.annotations or new_set(new.document)
        store.save(merge(there, carried.annotations))
        tell_of_saving(new, store)
    tell_of_backup(old)
    for article in (old, new):
        tell_of_doubt(article.document.source)
    report = _as_json if arguments.json else _in_words
    write_text(report(carried.states) + "\n")
    return 0


def _as_json(states: Mapping[str, Anchored]) -> str:
    record: dict[str, object] = {state.value: _ids(states, state) for state in State}
    places = ((id_, each.place) for id_, each in states.items())
    record["ranges"] = {id_: [place.start, place.end] for id_, place in places if place}
    return json.dumps(record, ensure_ascii=False, indent=2)


def _in_words(states: Mapping[str, Anchored]) -> str:
    counts = {state: len(_ids(states, state)) for state in State}
    sentences = {
        State.EXACT: trn(
            "{count} annotation is where it was",
            "{count} annotations are where they were",
            counts[State.EXACT],
        ),
        State.MOVED: trn(
            "{count} annotation has moved with its passage",
            "{count} annotations have moved with their passages",
            counts[State.MOVED],
        ),
        State.UNCERTAIN: trn(
            "{count} annotation has no certain place",
            "{count} annotations have no certain place",
            counts[State.UNCERTAIN],
        ),
        State.LOST: trn(
            "{count} annotation is on a passage that is gone",
            "{count} annotations are on passages that are gone",
            counts[State.LOST],
        ),
    }
    return "\n".join(
        sentence.format(count=f"{counts[state]:,}") for state, sentence in sentences.items()
    )


def _ids(states: Mapping[str, Anchored], state: State) -> list[str]:
    return [id_ for id_, each in states.items() if each.state is state]
