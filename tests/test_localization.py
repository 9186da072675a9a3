from __future__ import annotations

import gettext
import io
from typing import TYPE_CHECKING

import pytest

from reader.localization import (
    LOCALES,
    join_sentences,
    pick_locale,
    system_languages,
    tr,
    trn,
    use_locale,
)
from tests.catalogues import LOCALES as TRANSLATED
from tests.catalogues import (
    Entry,
    Key,
    catalogue_path,
    entries,
    faults,
    messages,
    mo_bytes,
    po_text,
    untranslatable_calls,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use_locale("en")


@pytest.mark.parametrize(
    ("preferred", "locale"),
    [
        ([], "en"),
        (["zh_TW"], "zh_TW"),
        (["zh_TW.UTF-8"], "zh_TW"),
        (["zh-TW"], "zh_TW"),
        (["zh_HK"], "zh_TW"),
        (["zh_MO.Big5-HKSCS"], "zh_TW"),
        (["zh-Hant"], "zh_TW"),
        (["zh_Hant_SG"], "zh_TW"),
        (["zh-Hant-CN"], "zh_TW"),
        (["zh"], "zh_CN"),
        (["zh_CN.GB18030"], "zh_CN"),
        (["zh_SG"], "zh_CN"),
        (["zh-MY"], "zh_CN"),
        (["zh-Hans"], "zh_CN"),
        (["zh-Hans-TW"], "zh_CN"),
        (["zh_Hans_HK"], "zh_CN"),
        (["ZH_tw"], "zh_TW"),
        (["zh_TW@radical"], "zh_TW"),
        (["en"], "en"),
        (["en_US.UTF-8", "zh_TW"], "en"),
        (["ja_JP.UTF-8"], "en"),
        (["ja", "zh_HK", "zh_CN"], "zh_TW"),
        (["zha"], "en"),
        (["C"], "en"),
        ([""], "en"),
        (["-", ".", "@"], "en"),
    ],
)
def test_locale_is_picked_by_script(preferred: list[str], locale: str) -> None:
    assert pick_locale(preferred) == locale


@pytest.mark.parametrize(
    ("environment", "languages"),
    [
        ({}, []),
        ({"LANG": "zh_TW.UTF-8"}, ["zh_TW.UTF-8"]),
        ({"LANG": "en_US", "LC_MESSAGES": "zh_CN", "LC_ALL": ""}, ["zh_CN"]),
        ({"LANG": "en_US", "LC_ALL": "zh_HK", "LC_MESSAGES": "zh_CN"}, ["zh_HK"]),
        ({"LANG": "en_US", "LANGUAGE": "ja:zh_TW:"}, ["ja", "zh_TW", "en_US"]),
        ({"LANG": "C.UTF-8", "LANGUAGE": "zh_TW"}, []),
        ({"LANGUAGE": "zh_TW"}, []),
    ],
)
def test_languages_of_the_system(environment: dict[str, str], languages: list[str]) -> None:
    assert system_languages(environment) == languages


def test_english_is_what_stands_in_the_source() -> None:
    assert tr("No such message anywhere") == "No such message anywhere"
    assert trn("{count} thing", "{count} things", 1) == "{count} thing"
    assert trn("{count} thing", "{count} things", 2) == "{count} things"


@pytest.mark.parametrize("locale", TRANSLATED)
def test_messages_are_said_in_the_language_in_use(locale: str) -> None:
    (key, entry), *_ = (
        each for each in entries(catalogue_path(locale)).items() if len(each[0]) < 2
    )

    use_locale(locale)

    assert tr(key[0]) == entry.translation
    assert tr("") == ""


def test_every_language_but_english_has_a_catalogue() -> None:
    assert {*TRANSLATED, "en"} == set(LOCALES)


# The catalogues of the program


@pytest.fixture(scope="module")
def used() -> frozenset[Key]:
    """The messages in the program, which takes long to find."""
    return frozenset(messages())


@pytest.mark.parametrize("locale", TRANSLATED)
def test_catalogue_is_complete(locale: str, used: frozenset[Key]) -> None:
    assert list(faults(entries(catalogue_path(locale)), set(used))) == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_catalogue_is_in_its_canonical_form(locale: str, used: frozenset[Key]) -> None:
    path = catalogue_path(locale)

    assert path.read_bytes() == po_text(locale, entries(path), set(used))


@pytest.mark.parametrize("locale", TRANSLATED)
def test_compiled_catalogue_is_up_to_date(locale: str) -> None:
    path = catalogue_path(locale)

    assert path.with_suffix(".mo").read_bytes() == mo_bytes(locale, entries(path))


def test_every_message_is_a_literal() -> None:
    assert list(untranslatable_calls()) == []


# The tool that keeps them

SOURCE = '''\
"""tr("not this one")"""
from reader.localization import tr, trn
tr("one"); trn("{n} day", "{n} days", 3)
tr(
    "two "
    "lines"
)
other("not this one either")
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "module.py").write_text(SOURCE)
    return tmp_path


def test_messages_are_found_in_the_source(folder: Path) -> None:
    assert messages(folder) == {("one",), ("{n} day", "{n} days"), ("two lines",)}
    assert list(untranslatable_calls(folder)) == []


@pytest.mark.parametrize(
    "call",
    ["tr(word)", 'tr(f"{word}")', "tr()", 'trn("a", word, 2)', 'trn("a")', 'tr("a" + word)',
     "self.tr(word)", 'tr("a".format())'],
)  # fmt: skip
def test_messages_that_are_no_literals_are_found(folder: Path, call: str) -> None:
    (folder / "other.py").write_text(call)

    assert len(list(untranslatable_calls(folder))) == 1


def an_entry(*key: str, translation: str, is_fuzzy: bool = False) -> dict[tuple[str, ...], Entry]:
    return {key: Entry(key, translation, is_fuzzy)}


@pytest.mark.parametrize(
    ("known", "fault"),
    [
        ({}, "missing: open {path}"),
        (an_entry("open {path}", translation=""), "not translated: open {path}"),
        (an_entry("open {path}", translation="開啟"), "other placeholders: open {path} → 開啟"),
        (an_entry("open {path}", translation="開啟 {paht}"), "other placeholders"),
        (an_entry("open {path}", translation="開啟 {path}", is_fuzzy=True), "fuzzy: open {path}"),
        (
            an_entry("open {path}", translation="開啟 {path}") | an_entry("x", translation="某"),
            "no longer used: x",
        ),
    ],
)
def test_faults_are_found(known: dict[tuple[str, ...], Entry], fault: str) -> None:
    (found,) = faults(known, {("open {path}",)})

    assert found.startswith(fault)


def test_catalogue_survives_the_way_through_its_files(tmp_path: Path) -> None:
    known = (
        an_entry("one", translation="一")
        | an_entry('a "quoted"\nline', translation="一「引」\n行")
        | an_entry("{n} day", "{n} days", translation="{n} 天")
    )
    po = tmp_path / "quandian.po"
    po.write_bytes(po_text("zh_TW", known, set(known)))

    assert entries(po) == known
    assert po_text("zh_TW", entries(po), set(known)) == po.read_bytes()
    compiled = gettext.GNUTranslations(io.BytesIO(mo_bytes("zh_TW", entries(po))))
    assert compiled.gettext('a "quoted"\nline') == "一「引」\n行"
    assert compiled.ngettext("{n} day", "{n} days", 1) == "{n} 天"
    assert compiled.gettext("unknown") == "unknown"


def test_catalogue_gains_what_is_new_and_loses_what_is_gone(tmp_path: Path) -> None:
    po = tmp_path / "quandian.po"
    po.write_bytes(po_text("zh_TW", an_entry("old", translation="舊"), {("new",)}))

    assert entries(po) == an_entry("new", translation="")


def test_unfinished_entries_are_not_compiled() -> None:
    known = an_entry("one", translation="") | an_entry("two", translation="二", is_fuzzy=True)

    compiled = gettext.GNUTranslations(io.BytesIO(mo_bytes("zh_TW", known)))

    assert compiled.gettext("one") == "one"
    assert compiled.gettext("two") == "two"


def test_sentences_are_joined_by_a_space_but_after_a_chinese_full_stop() -> None:
    assert join_sentences("One.", "", "Two.") == "One. Two."
    assert join_sentences("其一。", "其二！", "其三。") == "其一。其二！其三。"
    assert join_sentences("", "") == ""
