"""The report of an unexpected error, for those who fix it."""

from __future__ import annotations

import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

from reader.paths import cache_folder

_NAME = "last-error.txt"


def keep_report(error: BaseException) -> Path | None:
    """Write down where in the program an error came from; return the file, None where none can be.

    It replaces that of the error before.
    """
    text = "".join(traceback.format_exception(error)).encode(errors="backslashreplace")
    with suppress(OSError, ImportError):
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _NAME).write_bytes(text)
        return folder / _NAME
    with suppress(OSError):
        with tempfile.NamedTemporaryFile(prefix="quandian-", suffix=".txt", delete=False) as file:
            file.write(text)
        return Path(file.name)
    return None
