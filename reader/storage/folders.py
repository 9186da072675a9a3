"""Folders held open, in which no name is followed as a link.

A library that is shared may hold links that somebody else made: followed, they would have a secret
read into the library, or a file outside of it written over. So only the way to the library itself
may have links in it; from there a folder is reached step by step, none of which is one, and a file
by its name in the open folder. What is exchanged for a link between looking and opening is not
followed either, and a folder that is renamed meanwhile stays the one it was.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
NOT_REGULAR = "not a regular file"
_FILES = (".lock", ".stignore")
"""How the names of files end that are no folders."""
_OF_OTHERS_TO_WRITE = 0o022
_HAS_DESCRIPTORS = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
"""Not on Windows, where names are looked at before they are used."""
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Opening a pipe that took the place of a file must not block."""
_JUNCTION = 0xA0000003
"""Of Windows: a folder that is another one."""


class Folder:
    """A folder held open until it is closed; all names are of what lies in it."""

    def __init__(self, path: Path, descriptor: int | None, *, is_inside: bool) -> None:
        """Hold a folder.

        Args:
            path: where it was when it was opened.
            descriptor: of the open folder; None where the system has no such.
            is_inside: whether it lies in a library, or is one.
        """
        self.path = path
        self.descriptor = descriptor
        self.is_inside = is_inside

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of it."""
        if self.descriptor is not None:
            with suppress(OSError):
                os.close(self.descriptor)

    def names(self) -> list[str]:
        """Return the names in it, sorted."""
        with os.scandir(self.path if self.descriptor is None else self.descriptor) as entries:
            return sorted(entry.name for entry in entries)

    def status(self, name: str) -> os.stat_result | None:
        """Return what the system says of a name, a link not followed; None where there is none."""
        try:
            return os.stat(self._at(name), dir_fd=self.descriptor, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def open(self, name: str, flags: int, rights: int = PRIVATE_FILE) -> int:
        """Return a descriptor of a file; a link is refused with `ELOOP`."""
        if self.descriptor is None:
            self._refuse_link(name)
        return os.open(
            self._at(name),
            flags | _NO_LINK | getattr(os, "O_BINARY", 0),
            rights,
            dir_fd=self.descriptor,
        )

    def read(self, name: str, most: int) -> bytes | None:
        """Return the beginning of a file, at most so many bytes of it; None where there is none.

        Raises:
            OSError: `ELOOP`: it is a link; `EINVAL`: it is no regular file; what the system says.
        """
        status = self.status(name)
        if status is None:
            return None
        check_regular(status)
        try:
            descriptor = self.open(name, _READ)
        except FileNotFoundError:
            return None
        with os.fdopen(descriptor, "rb") as file:
            check_regular(os.fstat(file.fileno()))
            return file.read(most)

    def is_folder(self, name: str) -> bool:
        """Tell whether a name is a folder's, and no link's."""
        status = self.status(name)
        return status is not None and stat.S_ISDIR(status.st_mode) and not is_link(status)

    def is_file(self, name: str) -> bool:
        """Tell whether a name is a regular file's, and no link's."""
        status = self.status(name)
        return status is not None and stat.S_ISREG(status.st_mode) and not is_link(status)

    def set_time(self, name: str, nanoseconds: int) -> None:
        """Say when a file was last changed."""
        os.utime(
            self._at(name),
            ns=(nanoseconds, nanoseconds),
            dir_fd=self.descriptor,
            follow_symlinks=self.descriptor is None,
        )

    def rename(self, name: str, new: str, to: Folder | None = None) -> None:
        """Rename what lies in it, into another folder if one is given; what is there is replaced.

        On Windows only one that is not there is taken for a folder, as by the system.
        """
        target = to or self
        os.replace(
            self._at(name),
            target._at(new),
            src_dir_fd=self.descriptor,
            dst_dir_fd=target.descriptor,
        )

    def link(self, name: str, new: str) -> None:
        """Give a file a second name, which must be free."""
        os.link(
            self._at(name),
            self._at(new),
            src_dir_fd=self.descriptor,
            dst_dir_fd=self.descriptor,
            follow_symlinks=False,
        )

    def remove(self, name: str) -> None:
        """Remove a file or link."""
        os.unlink(self._at(name), dir_fd=self.descriptor)

    def make(self, name: str) -> None:
        """Make a folder in it: the user's alone, or as open to others as a shared one it is in."""
        make_private(self._at(name), self.descriptor)
        if self.is_shared and self.descriptor is not None:
            with self.inner(name) as made:
                _give(made.descriptor, self._mode())

    def inner(self, name: str) -> Folder:
        """Open a folder in it.

        Raises:
            OSError: `ELOOP`: it is a link; what the system says.
        """
        self._refuse_link(name)
        path = self.path / name
        if self.descriptor is None:
            return Folder(path, None, is_inside=self.is_inside)
        descriptor = os.open(name, _FOLDER | _NO_LINK, dir_fd=self.descriptor)
        return Folder(path, descriptor, is_inside=self.is_inside)

    @property
    def is_shared(self) -> bool:
        """Whether others may write in it, as whoever created it must have intended."""
        return self.is_inside and bool(self._mode() & _OF_OTHERS_TO_WRITE)

    @property
    def rights_of_files(self) -> int:
        """Of new files in it: the user's alone, or as open to others as a shared folder is."""
        return self._mode() & 0o666 if self.is_shared else PRIVATE_FILE

    def _mode(self) -> int:
        descriptor = self.descriptor
        status = self.path.stat() if descriptor is None else os.fstat(descriptor)
        return stat.S_IMODE(status.st_mode)

    def _refuse_link(self, name: str) -> None:
        status = self.status(name)
        if status is not None and is_link(status):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(self.path / name))

    def _at(self, name: str) -> str | Path:
        return name if self.descriptor is not None else self.path / name


def open_folder(path: Path, *, below: Path | None) -> Folder:
    """Open a folder.

    Args:
        path: the folder.
        below: the library it is in, or is; from there on no link is followed. None for a folder of
            the user's choice.

    Raises:
        OSError: `ELOOP`: there is a link on the way; what the system says.
        ValueError: there is a NUL in the name.
    """
    if below is None:
        return _opened(path, is_inside=False)
    folder = _opened(below, is_inside=True)
    try:
        for name in path.relative_to(below).parts:
            outer, folder = folder, folder.inner(name)
            outer.close()
    except BaseException:
        folder.close()
        raise
    return folder


def make_private(path: str | Path, descriptor: int | None = None) -> None:
    """Make a folder that is the user's alone, and that the user can use whatever the umask.

    Args:
        path: of the folder, or its name in an open one.
        descriptor: of that open folder; None for a path.
    """
    os.mkdir(path, PRIVATE_FOLDER, dir_fd=descriptor)
    status = os.stat(path, dir_fd=descriptor, follow_symlinks=False)
    mode = stat.S_IMODE(status.st_mode)
    if mode & PRIVATE_FOLDER != PRIVATE_FOLDER and not is_link(status):
        os.chmod(path, mode | PRIVATE_FOLDER, dir_fd=descriptor)


def is_link(status: os.stat_result) -> bool:
    """Tell whether something is a link: a symbolic one, or a junction of Windows."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def check_regular(status: os.stat_result) -> None:
    """Refuse what is no regular file.

    Raises:
        OSError: `ELOOP`: it is a link; `EINVAL`: it is something else.
    """
    if is_link(status):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, NOT_REGULAR)


def odd_in(path: Path, *, below: Path) -> tuple[list[Path], list[Path]]:
    """Return the links in a folder of a library; and what else is not what its name says.

    None where the folder cannot be listed.
    """
    links, others = [], []
    with suppress(OSError), open_folder(path, below=below) as folder:
        for name in folder.names():
            status = folder.status(name)
            if status is None:
                continue
            if is_link(status):
                links.append(path / name)
            elif not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)) or (
                stat.S_ISDIR(status.st_mode) and name.endswith(_FILES)
            ):
                others.append(path / name)
    return links, others


def is_of_another_kind(error: OSError) -> bool:
    """Tell whether reading failed because it is a link, or something else than a file."""
    return error.errno in (errno.ELOOP, errno.EINVAL)


def regular_files(path: Path, *, below: Path | None) -> list[Path]:
    """Return the regular files in a folder, by name; links are none.

    Raises:
        OSError: the folder cannot be listed, or a link leads to it.
    """
    with open_folder(path, below=below) as folder:
        return [path / name for name in folder.names() if folder.is_file(name)]


def _opened(path: Path, *, is_inside: bool) -> Folder:
    descriptor = os.open(path, _FOLDER) if _HAS_DESCRIPTORS else None
    return Folder(path, descriptor, is_inside=is_inside)


def _give(descriptor: int | None, rights: int) -> None:
    if descriptor is not None:
        os.fchmod(descriptor, rights)
