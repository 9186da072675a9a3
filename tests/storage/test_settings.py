from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.errors import SaveError
from reader.storage.settings import ReadingState, Settings, SettingsStore, WindowState

if TYPE_CHECKING:
    from pathlib import Path

SET_ID = "urn:uuid:0c7d8f3e-52b1-5e06-8d44-b1a2c3d4e5f6"


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "config")


def test_first_start_has_defaults(store: SettingsStore) -> None:
    assert store.load() == Settings()
    assert store.load_reading(SET_ID) == ReadingState()
    assert not store.folder.exists()


def test_what_was_saved_is_loaded(store: SettingsStore) -> None:
    settings = Settings(theme="dark", zoom=150, locale="zh_TW", panels=(240, 0), geometry="AdnQ")
    reading = ReadingState(offset=412, script="auto-tw")

    store.save(settings)
    store.save_reading(SET_ID, reading)

    assert store.load() == settings
    assert store.load_reading(SET_ID) == reading
    assert store.load_reading("urn:uuid:other") == ReadingState()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "\udcff", "[" * 99999, '{"zoom": ' + 5000 * "9" + "}"]
)
def test_damaged_file_gives_defaults(store: SettingsStore, text: str) -> None:
    store.folder.mkdir()
    (store.folder / "settings.json").write_bytes(text.encode(errors="surrogateescape"))

    assert store.load() == Settings()


def test_bad_field_leaves_the_others(store: SettingsStore) -> None:
    store.folder.mkdir()
    bad = {"zoom": "big", "theme": 7, "panels": [1, "x"], "locale": "en", "color": None}
    (store.folder / "settings.json").write_text(json.dumps(bad))

    assert store.load() == Settings(locale="en")


@pytest.mark.parametrize("zoom", [True, -1, 1.5, 2**31])
def test_numbers_that_are_none_are_bad_fields(store: SettingsStore, zoom: object) -> None:
    store.folder.mkdir()
    (store.folder / "settings.json").write_text(json.dumps({"zoom": zoom}))

    assert store.load().zoom == Settings().zoom


def test_fields_of_other_versions_survive(store: SettingsStore) -> None:
    store.folder.mkdir()
    (store.folder / "settings.json").write_text('{"future": {"a": [1]}, "zoom": 120}')

    store.save(replace(store.load(), zoom=130))

    saved = json.loads((store.folder / "settings.json").read_text())
    assert saved["future"] == {"a": [1]}
    assert saved["zoom"] == 130


def test_id_from_a_strange_file_stays_in_the_folder(store: SettingsStore) -> None:
    store.save_reading("../../../etc/" + 300 * "長", ReadingState(offset=5))

    (path,) = (store.folder / "articles").iterdir()
    assert path.name.startswith("etc長")


def test_folder_that_cannot_be_made_is_a_save_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(SaveError):
        SettingsStore(tmp_path / "file").save(Settings())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("stands_there", ["a pipe", "a device", "a loop", "a folder"])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, stands_there: str) -> None:
    store = SettingsStore(tmp_path)
    (tmp_path / "articles").mkdir()
    for path in (tmp_path / "settings.json", tmp_path / "articles" / "id.json"):
        if stands_there == "a pipe":
            os.mkfifo(path)
        elif stands_there == "a device":
            path.symlink_to("/dev/zero")
        elif stands_there == "a loop":
            path.symlink_to(path)
        else:
            path.mkdir()

    assert store.load() == Settings()
    assert store.load_reading("id") == ReadingState()


def test_how_windows_were_left_is_loaded(store: SettingsStore) -> None:
    left = WindowState(
        article="/a/b.txt", geometry="AdnQ", panels=(1, 0, 2), is_maximized=True, is_in_front=True
    )
    settings = Settings(windows=(left, WindowState(is_full_screen=True)))

    store.save(settings)

    assert store.load() == settings


@pytest.mark.parametrize("windows", [None, 7, "x", {"article": "a"}, [1, None, "x", []]])
def test_what_are_no_windows_are_none(store: SettingsStore, windows: object) -> None:
    store.folder.mkdir()
    (store.folder / "settings.json").write_text(json.dumps({"windows": windows}))

    assert store.load() == Settings()


def test_a_bad_field_of_a_window_leaves_the_others(store: SettingsStore) -> None:
    store.folder.mkdir()
    bad = {"article": "/a.txt", "geometry": [], "panels": [-1], "is_maximized": 1, "later": 5}
    (store.folder / "settings.json").write_text(json.dumps({"windows": [bad] * 1000}))

    windows = store.load().windows

    assert {window.article for window in windows} == {"/a.txt"}
    assert {(w.geometry, w.panels, w.is_maximized) for w in windows} == {("", (), False)}
    assert len(windows) <= 100
    store.save(Settings(windows=windows))
    assert '"later": 5' in (store.folder / "settings.json").read_text()
