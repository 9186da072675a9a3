"""Loading Qt for Python without compiling its own helpers once more.

A dozen modules of Python lie as text within its library, and are compiled at every start, which
takes a third of the time of loading it. Their code is kept in the cache folder instead, each under
the hash of its text; it can be deleted at any time, and where it is damaged or of another Python,
they are compiled as ever.
"""

from __future__ import annotations

import builtins
import hashlib
import importlib.util
import marshal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from reader.errors import SaveError
from reader.storage.atomic import make_folder, write_atomically
from reader.storage.read_regular import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import CodeType

_HELPERS = "shibokensupport/"
"""How the names of the helpers begin, which are names of no files."""
_LARGEST = 4 << 20
"""Bytes."""
_DIGEST = hashlib.sha256().digest_size


class KeptCode:
    """The code of the helpers, by the hashes of their texts."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._code = _read(file)
        self._has_more = False

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Compile nothing that is kept, until Qt for Python is loaded."""
        compile_all = builtins.compile
        builtins.compile = self._compiling_with(compile_all)
        try:
            yield
        finally:
            builtins.compile = compile_all

    def write(self) -> None:
        """Write what had to be compiled; without it, that is done again."""
        if not self._has_more:
            return
        entry = marshal.dumps(self._code)
        with suppress(SaveError, OSError):
            make_folder(self._file.parent)
            whole = _checked(entry) + entry
            write_atomically(self._file, whole, durable=False)

    def _compiling_with(self, compile_all: Any) -> Any:
        def compile_helper(source: Any, filename: Any, mode: str, *rest: Any, **named: Any) -> Any:
            is_helper = isinstance(source, bytes) and str(filename).startswith(_HELPERS)
            if not is_helper or mode != "exec" or rest or named:
                return compile_all(source, filename, mode, *rest, **named)
            key = hashlib.sha256(source).digest()
            if key not in self._code:
                self._code[key] = compile_all(source, filename, mode)
                self._has_more = True
            return self._code[key]

        return compile_helper


def _read(file: Path) -> dict[bytes, CodeType]:
    try:
        whole = read_regular(file, _LARGEST, below=None) or b""
    except (OSError, ValueError):
        return {}
    entry = whole[_DIGEST:]
    if not entry or whole[:_DIGEST] != _checked(entry):
        return {}
    # Of our own making, as Python's own compiled modules are, and as private.
    code: dict[bytes, CodeType] = marshal.loads(entry)  # noqa: S302
    return code


def _checked(entry: bytes) -> bytes:
    """Return what stands before an entry: no damage, and no other Python's."""
    return hashlib.sha256(importlib.util.MAGIC_NUMBER + entry).digest()
