"""What an article is called in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.gui.window.main_window import MainWindow


def test_of_a_title_without_an_end_the_beginning_is_shown(
    make_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    file = tmp_path / "endless.txt"
    file.write_text("# " * 20_000, "utf-8")
    window = make_window()

    assert window.open_now(file)

    assert window.windowTitle().startswith("# # #")
    assert len(window.windowTitle()) < 600
