"""What the first text of a known article is not kept waiting for, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

START = """
import sys
from pathlib import Path

from reader.gui.app.plain_imports import use_plain_imports
from reader.gui.app.qt_support import KeptCode

with KeptCode(Path(sys.argv[2]) / "helpers").in_use():
    use_plain_imports()

from PySide6.QtCore import QTimer

from reader.gui.app.entry import open_windows
from reader.gui.app.single_instance import InstanceRole
from reader.gui.page.surface import PageSurface

paint = PageSurface.paintEvent

def paint_and_tell(page, event):
    paint(page, event)
    if page.page_layout is not None:
        PageSurface.paintEvent = paint
        print(*sys.modules)
        QTimer.singleShot(0, page.window().close)

PageSurface.paintEvent = paint_and_tell
article, library = map(Path, sys.argv[1:])
sys.exit(open_windows([article], library=library, locale="en", place=InstanceRole(None, None)))
"""

LATER = {
    "concurrent.futures",
    "platform",
    "PySide6.QtNetwork",
    "reader.document.readings",
    "reader.document.structure.find_structure",
    "reader.text.polyphones",
    "reader.text.repair.inline_pinyin",
    "reader.text.repair.rules",
    "uuid",
}
"""Modules that take a while to load, and that a page needs only for what nobody asked for yet."""


def test_first_text_of_a_known_article_loads_nothing_that_comes_later(
    article: Path, tmp_path: Path
) -> None:
    def loaded() -> set[str]:
        outcome = subprocess.run(
            [sys.executable, "-c", START, article, tmp_path / "library"],
            env={
                **os.environ,
                **{f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "CACHE")},
                "QT_QPA_PLATFORM": "offscreen",
            },
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        return set(outcome.stdout.split())

    loaded()

    assert sorted(loaded() & LATER) == []
