"""Articles that a window opened before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.model import BlockKind
from reader.gui.article.device_state import DeviceState
from reader.gui.window.main_window import MainWindow
from reader.storage.known_analyses import KnownAnalyses
from reader.storage.library import Library
from reader.storage.settings import SettingsStore
from tests.support.analyses import count_analyses

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot


def test_a_known_article_is_not_understood_again(
    article: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened() -> MainWindow:
        library = Library(tmp_path / "library", KnownAnalyses(tmp_path / "analyses"))
        window = MainWindow(library, DeviceState(SettingsStore(tmp_path / "settings")))
        qtbot.addWidget(window)
        window.show()
        assert window.open_now(article)
        return window

    first = opened()
    assert first.session is not None
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("analyses/[!.]*"))) == 1)
    first.session.highlight(first.session.document.blocks[1].range, "blue")
    document = first.session.document
    assert first.close()
    calls = count_analyses(monkeypatch)

    again = opened()

    assert not calls
    assert again.session is not None
    assert again.session.document == document
    assert len(again.session.annotations.items) == 1
    again.session.correct(document.blocks[1].range.start, BlockKind.HEADING, 1)
    assert again.session.document.blocks[1].kind is BlockKind.HEADING
    assert again.close()
