"""Somebody in another process who has an article, or takes it over."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HOLDER = """
import sys
from pathlib import Path
from reader.gui.article.article_lock import ArticleLock
lock = ArticleLock(Path(sys.argv[1]))
for line in sys.stdin:
    print(repr(getattr(lock, line.strip())()), flush=True)
"""


class Other:
    """Somebody in another process, who does with a lock what is asked."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, folder],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, method: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{method}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()
