"""Replacing a file that another program may replace at the same moment.

Between reading a file and putting another in its place, a synchronisation may rename its own there,
and that would be gone. So the two exchange their names, where the system can do that, and what was
displaced is looked at. Is it other than expected, it is kept under a name of its own until what it
holds is in the file; after a crash as well. That name says by two digests what may lie there and be
of no worth: what was expected, and what was being written.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import secrets
import stat
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from reader.errors import ReaderError
from reader.storage.atomic import make_durable, patiently, temporary_name, write_new
from reader.storage.folders import is_of_another_kind
from reader.storage.read_regular import LARGEST
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from reader.storage.folders import Folder

_HELD = lazy_pattern(
    r"\.(?P<of>.+)\.(?P<old>[0-9a-f]{16})\.(?P<new>[0-9a-f]{16})\.[0-9a-f]{8}\.held\.tmp"
)
_NO_REPLACE, _EXCHANGE = 1, 2
"""Of Linux' renameat2."""
_UNKNOWN = frozenset((errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM))
"""What a system says, or a file system, that does not know how."""


def take_place(
    folder: Folder, name: str, pieces: Sequence[bytes], *, expected: bytes | None
) -> os.stat_result | None:
    """Write a file in place of one, durably; return what it is, for `is_in_place`.

    None where it did not displace what was expected. Then nothing is lost: what was displaced is
    among `held_in`, or is there still; or what was written was displaced at once. Reading, and
    writing again, is called for.

    Where names cannot be exchanged, the file is looked at right before it is replaced.

    Args:
        folder: where.
        name: of the file.
        pieces: what it is to hold.
        expected: what it holds; None where there is none.

    Raises:
        OSError: it could not be done; or what was displaced is no regular file, and is back.
    """
    temporary = temporary_name(name)
    held = _held_name(name, expected or b"", *pieces)
    try:
        there = folder.status(name)
        is_file = there is not None and stat.S_ISREG(there.st_mode)
        write_new(folder, temporary, pieces, like=there if is_file else None)
        ours = folder.status(temporary)
        if expected is None:
            is_placed = _placed_where_none_is(folder, temporary, name)
        else:
            folder.rename(temporary, held)
            is_placed = _exchanged(folder, held, name, expected)
        if not is_placed:
            return None
        is_expected = expected is None or _displaced(folder, held, name, expected)
        make_durable(folder)
        return ours if is_expected and is_in_place(folder, name, ours) else None
    finally:
        with suppress(OSError):
            drop_if_known(folder, held)
        with suppress(OSError):
            folder.remove(temporary)


def is_in_place(folder: Folder, name: str, ours: os.stat_result | None) -> bool:
    """Tell whether a file is still the one that took the place."""
    there = folder.status(name)
    if there is None or ours is None:
        return False
    return (there.st_dev, there.st_ino, there.st_size, there.st_mtime_ns) == (
        ours.st_dev,
        ours.st_ino,
        ours.st_size,
        ours.st_mtime_ns,
    )


def held_in(folder: Folder, name: str) -> list[str]:
    """Return the names under which lies what was displaced from a file, and is in it not yet."""
    with suppress(OSError):
        names = [each for each in folder.names() if _is_held(each, name)]
        files = [each for each in names if folder.is_file(each)]
        return [each for each in files if not drop_if_known(folder, each)]
    return []


def take_in(
    folder: Folder, name: str, take: Callable[[str], object], *, left: Collection[str]
) -> list[str]:
    """Hand over the names of what was displaced from a file; return those that were taken.

    What may not be replaced, as `take` says by an error, is put back.

    Args:
        folder: where.
        name: of the file.
        take: takes in what one holds.
        left: names of what earlier saves displaced; where one cannot be taken in, it stays.

    Raises:
        ReaderError: what `take` said.
    """
    taken = []
    for held in held_in(folder, name):
        try:
            take(held)
        except ReaderError:
            if held in left:
                continue  # for a newer version of this program, it may be
            put_back(folder, held, name)
            raise
        taken.append(held)
    return taken


def drop_if_known(folder: Folder, held: str) -> bool:
    """Remove what was displaced if it is of no worth; tell whether it is gone.

    Raises:
        OSError: it could not be looked at, or removed.
    """
    found = _HELD.fullmatch(held)
    try:
        data = folder.read(held, LARGEST + 1)
    except OSError as error:
        if is_of_another_kind(error):
            return False  # something else took the place of the file
        raise
    if data is not None and (found is None or _mark(data) not in (found["old"], found["new"])):
        return False
    with suppress(FileNotFoundError):
        folder.remove(held)
    return True


def removed_if_known(folder: Folder, name: str, data: bytes, *, of: str) -> bool:
    """Remove a file if it holds just these bytes at the moment it goes; tell whether it did.

    What it holds otherwise stays, if need be where `held_in` finds what is `of` another file.

    Raises:
        OSError: it could not be done.
    """
    held = _held_name(of, data, data)
    if folder.read(name, len(data) + 1) != data:
        return False
    patiently(lambda: folder.rename(name, held))
    return drop_if_known(folder, held)


def put_back(folder: Folder, held: str, name: str) -> None:
    """Put what was displaced where it was: it must not be replaced.

    Raises:
        OSError: it could not be done.
    """
    try:
        is_back = _renamed(folder, held, name, _EXCHANGE)
    except FileNotFoundError:
        is_back = _renamed(folder, held, name, _NO_REPLACE)
    if is_back:
        make_durable(folder)
        drop_if_known(folder, held)


def _held_name(name: str, expected: bytes, *written: bytes) -> str:
    return f".{name}.{_mark(expected)}.{_mark(*written)}.{secrets.token_hex(4)}.held.tmp"


def _is_held(name: str, of: str) -> bool:
    found = _HELD.fullmatch(name)
    return found is not None and found["of"] == of


def _mark(*pieces: bytes) -> str:
    return digest_of_pieces(*pieces).hex()[:16]


def digest_of_pieces(*pieces: bytes) -> bytes:
    """Return the digest of a file's contents, whole or in pieces."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.digest()


def _exchanged(folder: Folder, held: str, name: str, expected: bytes) -> bool:
    """Put a written file in place; tell whether there was one still."""
    try:
        if not _renamed(folder, held, name, _EXCHANGE):
            if not _holds(folder, name, expected):
                return False
            patiently(lambda: folder.rename(held, name))
    except FileNotFoundError:
        return False
    return True


def _placed_where_none_is(folder: Folder, temporary: str, name: str) -> bool:
    try:
        if not _renamed(folder, temporary, name, _NO_REPLACE):
            _link_or_rename(folder, temporary, name)
    except FileExistsError:
        return False
    return True


def _link_or_rename(folder: Folder, temporary: str, name: str) -> None:
    try:
        folder.link(temporary, name)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # no second names there
        if folder.status(name) is not None:
            raise FileExistsError from None
        patiently(lambda: folder.rename(temporary, name))


def _displaced(folder: Folder, held: str, name: str, expected: bytes) -> bool:
    """Tell whether what was displaced is what was expected; put back what no file can replace."""
    try:
        return _holds(folder, held, expected)
    except OSError as error:
        if is_of_another_kind(error):
            put_back(folder, held, name)
        raise


def _holds(folder: Folder, name: str, expected: bytes) -> bool:
    """Tell whether a file holds what is expected, or another program replaced it already."""
    return folder.read(name, LARGEST + 1) in (None, expected)


def _renamed(folder: Folder, name: str, new: str, how: int) -> bool:
    """Rename within a folder as Linux can; tell whether the system and the disk know how.

    Raises:
        OSError: what the system says, `EEXIST` among it.
    """
    rename = _renameat2()
    if rename is None or folder.descriptor is None:
        return False
    place = folder.descriptor
    if not rename(place, os.fsencode(name), place, os.fsencode(new), how):
        return True
    number = ctypes.get_errno()
    if number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), str(folder.path / new))


@cache
def _renameat2() -> Any:
    """Return the system's call; None where there is none."""
    try:
        return ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return None
