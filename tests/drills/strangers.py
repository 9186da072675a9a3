"""What the commands say of files that may not be read or written; as root, root is given up first.

    python3 -m tests.drills.strangers

Permissions mean nothing to root, and elsewhere no file can be made that is another's: so this is a
process of its own. It says what is wrong, a line each, and ends with 1 where anything is.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path

from reader.cli import main
from tests.support.odd_library import (
    ANNOTATIONS,
    ARTICLE,
    COPY,
    DAY,
    TEXT,
    commands,
    place_in,
    what_is_wrong,
)

_NOBODY = 65534
_MODES = (0o000, 0o100, 0o400, 0o500)
_PLACES = (
    "",
    "backups",
    f"backups/{ARTICLE}",
    f"backups/{ARTICLE}/{DAY}",
    ".stignore",
    ARTICLE,
    f"{ARTICLE}/source.txt",
    ANNOTATIONS,
    f"{ARTICLE}/annotations.lock",
    f"{ARTICLE}/{COPY}",
    "../cache",
    "../config",
    "../article.txt",
)


def run(*arguments: str) -> tuple[int, str]:
    """Return the exit code of a command line, and what it wrote to standard error."""
    error = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(error):
        code = main(arguments)
    return code, error.getvalue()


def look(folder: Path) -> list[str]:
    """Refuse one thing after the other, and return where a command did not say so as it should."""
    article, library, whole = folder / "article.txt", folder / "library", folder / "whole"
    wrong = []
    shutil.copytree(library, whole)
    for place in _PLACES:
        for mode in _MODES:
            for arguments in commands(article):
                shutil.rmtree(library)
                shutil.copytree(whole, library)
                path = place_in(library, place)
                if not path.exists():
                    path.mkdir() if path.suffix in {"", ".lock"} else path.touch()
                before = stat.S_IMODE(path.stat().st_mode)
                path.chmod(mode)
                said = what_is_wrong(*run(*arguments, "--library", str(library)))
                if path.exists():
                    path.chmod(before)
                if said:
                    wrong.append(f"{place or 'library'} {mode:o} {arguments[0]}: {said}")
    return wrong


def _prepared(folder: Path) -> None:
    """Make the library, and load all that is loaded on the way, which nobody may not be able to."""
    article = folder / "article.txt"
    article.write_text(TEXT, "utf-8")
    library = ["--library", str(folder / "library")]
    for quote in ("翻書", "雨聲"):
        run("annotate", str(article), "--quote", quote, *library)
    for arguments in commands(article):
        run(*arguments, *library)
    run("show", str(folder))
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY)
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="quandian-tests-", ignore_cleanup_errors=True) as name:
        top = Path(name)
        os.environ.update(XDG_CACHE_HOME=f"{top}/cache", XDG_CONFIG_HOME=f"{top}/config")
        _prepared(top)
        sys.exit("\n".join(look(top)) or 0)
