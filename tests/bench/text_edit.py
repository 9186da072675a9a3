"""What a user would wait for in Qt's own text edit with the same text in it."""

from __future__ import annotations

from statistics import mean, quantiles
from typing import TYPE_CHECKING

from tests.bench.meters import stopwatch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FRAMES = 40


def measure(file: Path) -> dict[str, str]:
    """Return the figures of one file by their names."""
    from PySide6.QtGui import QTextCursor
    from PySide6.QtWidgets import QTextEdit

    from reader.gui.app.qt_application import application
    from reader.gui.widgets.fonts import Region, page_font

    app = application("en")
    edit = QTextEdit()
    edit.setFont(page_font(Region.TAIWAN, 20.0))
    edit.resize(900, 800)
    edit.show()
    bar = edit.verticalScrollBar()

    def timed(move: Callable[[], object]) -> float:
        took = stopwatch()
        move()
        app.processEvents()
        edit.viewport().repaint()
        return took()

    text = file.read_text("utf-8")
    figures = {"QTextEdit: open, ms": timed(lambda: edit.setPlainText(text))}
    figures["QTextEdit: jump to the end, ms"] = timed(lambda: bar.setValue(bar.maximum()))
    figures["QTextEdit: jump to the middle, ms"] = timed(lambda: bar.setValue(bar.maximum() // 2))
    frames = [timed(lambda: bar.setValue(bar.value() + 40)) for _ in range(FRAMES)]
    figures["QTextEdit: frame while scrolling, ms (mean)"] = mean(frames)
    figures["QTextEdit: frame while scrolling, ms (95 %)"] = quantiles(frames, n=20)[-1]
    figures["QTextEdit: zoom, ms"] = timed(lambda: edit.zoomIn(2))
    figures["QTextEdit: resize, ms"] = timed(lambda: edit.resize(700, 700))

    def highlight() -> None:
        cursor = QTextCursor(edit.document())
        cursor.setPosition(10)
        cursor.setPosition(22, QTextCursor.MoveMode.KeepAnchor)
        form = cursor.charFormat()
        form.setBackground(edit.palette().highlight())
        cursor.mergeCharFormat(form)

    figures["QTextEdit: add a highlight, ms"] = timed(highlight)
    edit.close()
    edit.deleteLater()
    app.processEvents()
    return {name: f"{figure:.1f}" for name, figure in figures.items()}
