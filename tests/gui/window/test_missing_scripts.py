"""Nowhere in the window are faces sought that no machine has: a wrong encoding is full of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.text.offsets import TextRange
from tests.support.hand import trigger

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from reader.gui.window.main_window import MainWindow

_OF_MANY_SCRIPTS = "ܫދߞনमਪગଓதతಕමសខ"
_ARTICLE = """# {0}書

## {0}甲

{0}讀书，{0}

```
{0}
```

| {0} | 乙 |
|-----|----|
| {0} | 丙 |
"""


@pytest.mark.parametrize("view", ["vertical", "find", "repairs", "notes"])
def test_no_part_of_the_window_loads_faces_for_scripts_that_none_can_shape(
    window: MainWindow, tmp_path: Path, faces_in_vain: list[str], qapp: QApplication, view: str
) -> None:
    path = tmp_path / "wrong.md"
    path.write_text(_ARTICLE.format(_OF_MANY_SCRIPTS), "utf-8")
    window.open_now(path)
    window.show()
    window.workspace.page.select(TextRange(2, 40))
    trigger(window, "note")
    trigger(window, view)

    qapp.processEvents()
    window.grab()

    assert faces_in_vain == []
