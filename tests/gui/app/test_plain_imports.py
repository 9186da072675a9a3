from __future__ import annotations

import builtins
import importlib
import linecache
import sys
from typing import TYPE_CHECKING

from PySide6 import QtCore

from reader.gui.app.plain_imports import use_plain_imports

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_no_source_is_read_of_what_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert QtCore.qVersion()
    monkeypatch.setattr(builtins, "__import__", builtins.__import__)
    monkeypatch.syspath_prepend(tmp_path)
    module = tmp_path / "nobody_looks_into_this.py"
    module.write_text("answer = 42\n", "utf-8")
    importlib.invalidate_caches()

    use_plain_imports()

    assert __import__(module.stem).answer == 42
    del sys.modules[module.stem]
    assert str(module) not in linecache.cache
