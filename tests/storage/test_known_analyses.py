"""What was understood before: found again, never for anything else, and never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.annotation.overlay_records import with_overlays
from reader.annotation.sets import new_set
from reader.articles import read_article
from reader.document.analysis import analyse
from reader.document.overlays.overlays import Overlays
from reader.document.overlays.repair_decisions import decision_on
from reader.importers import extract
from reader.storage import known_analyses
from reader.storage.known_analyses import Key, KnownAnalyses
from reader.storage.library import Library
from tests.bench.books import SAMPLE
from tests.places import ROOT
from tests.support.analyses import count_analyses

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = SAMPLE.read_bytes()
PATH = Path("sample.txt")


def key(**changed: str) -> Key:
    return Key("sha256:1", PATH.name, "", "")._replace(**changed)


@pytest.fixture
def known(tmp_path: Path) -> KnownAnalyses:
    """Knows the sample."""
    known = KnownAnalyses(tmp_path / "analyses")
    document = analyse(extract(DATA, PATH))
    known.note(key(digest=document.source.digest), document, DATA)
    known.write()
    return known


@pytest.fixture
def its_key() -> Key:
    return key(digest=extract(DATA, PATH).source.digest)


def test_what_was_written_is_found(known: KnownAnalyses, its_key: Key) -> None:
    assert known.find(its_key, DATA) == analyse(extract(DATA, PATH))


@pytest.mark.parametrize("field", ["name", "encoding", "decisions", "digest"])
def test_what_differs_in_anything_is_not_found(
    known: KnownAnalyses, its_key: Key, field: str
) -> None:
    assert known.find(its_key._replace(**{field: "other"}), DATA) is None


def test_nothing_is_found_by_other_rules(
    known: KnownAnalyses, its_key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_analyses, "_rules_in_use", lambda: "others")

    assert known.find(its_key, DATA) is None


def test_another_file_among_the_rules_makes_other_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = tmp_path / "rules" / "rule.py"
    rule.parent.mkdir()
    rule.write_text("a", "utf-8")
    monkeypatch.setattr(known_analyses, "_RULES", (rule.parent,))
    rules = known_analyses._rules_in_use.__wrapped__
    before = rules()

    assert rules() == before
    os.utime(rule, ns=(1, 1))
    assert rules() != before


@pytest.mark.parametrize(
    "harm",
    [
        lambda entry: b"",
        lambda entry: entry[:10],
        lambda entry: entry[:-1],
        lambda entry: entry[:100] + bytes([entry[100] ^ 1]) + entry[101:],
        lambda entry: entry + b"\0",
        lambda entry: b"\0" * len(entry),
    ],
)
def test_a_damaged_entry_is_none(
    known: KnownAnalyses, its_key: Key, tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    (entry,) = (tmp_path / "analyses").iterdir()
    entry.write_bytes(harm(entry.read_bytes()))

    assert known.find(its_key, DATA) is None


def test_without_a_place_nothing_is_written_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    known = KnownAnalyses(tmp_path / "file" / "analyses")
    known.note(key(), analyse(extract(DATA, PATH)), DATA)

    known.write()

    assert known.find(key(), DATA) is None


def test_the_oldest_entries_go_where_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_analyses, "_MOST", 3)
    known = KnownAnalyses(tmp_path / "analyses")
    document = analyse(extract(DATA, PATH))
    keys = [key(digest=document.source.digest, name=f"{number}.txt") for number in range(5)]

    for number, each in enumerate(keys):
        known.note(each, document, DATA)
        known.write()
        os.utime(known._path(each), ns=(number, number))

    assert [known.find(each, DATA) is not None for each in keys] == [False, False, True, True, True]


def test_an_article_is_understood_once_with_each_decision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / PATH.name
    path.write_bytes(DATA)
    known = KnownAnalyses(tmp_path / "analyses")
    library, ignorant = (Library(tmp_path / "library", each) for each in (known, None))
    first = read_article(path, library).for_writing(library)
    known.write()
    calls = count_analyses(monkeypatch)

    assert read_article(path, library).document == first.document
    assert not calls

    repair = first.document.found[0]
    decided = Overlays().decided([decision_on(repair, applied=not repair.applied)])
    first.store.save(with_overlays(new_set(first.document), decided))
    as_decided = read_article(path, library).document
    known.write()

    assert as_decided == read_article(path, ignorant).document
    assert as_decided.repairs != first.document.repairs
    calls.clear()
    assert read_article(path, library).document == as_decided
    assert not calls


def test_a_known_article_is_opened_without_a_rule_being_loaded(tmp_path: Path) -> None:
    path = tmp_path / PATH.name
    path.write_bytes(DATA)
    code = """
import sys
from dataclasses import replace
from pathlib import Path
from reader.articles import read_article
from reader.storage.known_analyses import KnownAnalyses
from reader.storage.library import Library

folder = Path(sys.argv[1])
known = KnownAnalyses(folder / "analyses")
library = Library(folder / "library", known)
article = read_article(folder / "sample.txt", library).for_writing(library)
assert article.document.script and article.document.length
print("reader.text.repair.rules" in sys.modules)
print("reader.document.structure.find_structure" in sys.modules)
known.write()
"""

    def loads_rules() -> list[str]:
        outcome = subprocess.run(
            [sys.executable, "-c", code, tmp_path],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        return outcome.stdout.split()

    assert loads_rules() == ["True", "True"]
    assert loads_rules() == ["False", "False"]


def test_an_earlier_guess_is_not_answered_with_that_of_today(tmp_path: Path) -> None:
    path = tmp_path / PATH.name
    path.write_bytes(DATA.decode().encode("big5hkscs", "replace"))
    known = KnownAnalyses(tmp_path / "analyses")
    library, ignorant = (Library(tmp_path / "library", each) for each in (known, None))
    first = read_article(path, library).for_writing(library)
    known.write()
    kept = new_set(first.document)
    first.store.save(replace(kept, about=replace(kept.about, encoding="gb18030")))

    for _ in range(2):
        document = read_article(path, library).document
        known.write()

        assert document == read_article(path, ignorant).document
        assert document.source.encoding == "gb18030" != first.document.source.encoding


def test_of_what_is_never_written_little_is_held(tmp_path: Path) -> None:
    known = KnownAnalyses(tmp_path / "analyses")
    document = analyse(extract(DATA, PATH))
    keys = [key(digest=document.source.digest, name=f"{number}.txt") for number in range(5)]

    for each in keys:
        known.note(each, document, DATA)
    known.write()

    assert [known.find(each, DATA) is not None for each in keys] == [
        False,
        False,
        False,
        True,
        True,
    ]
