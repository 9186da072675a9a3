from __future__ import annotations

import errno
import os
import resource
import signal
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.errors import SaveError
from reader.storage.atomic import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OLD, NEW = b"old " * 1000, b"new " * 2000


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "筆記.json"
    path.write_bytes(OLD)
    return path


def test_writes_a_new_file(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new", NEW)

    assert (tmp_path / "new").read_bytes() == NEW
    assert names_in(tmp_path) == ["new"]


@pytest.mark.parametrize("durable", [True, False])
def test_replaces_a_file(path: Path, durable: bool) -> None:
    write_atomically(path, NEW, durable=durable)

    assert path.read_bytes() == NEW
    assert names_in(path.parent) == [path.name]


def test_follows_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(path)

    write_atomically(link, NEW)

    assert link.is_symlink()
    assert path.read_bytes() == NEW


def test_keeps_the_permissions(path: Path) -> None:
    path.chmod(0o640)

    write_atomically(path, NEW)

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_takes_the_longest_name(tmp_path: Path) -> None:
    path = tmp_path / ("長" * 85)

    write_atomically(path, NEW)

    assert path.read_bytes() == NEW


def test_temporary_file_is_hidden_beside_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[Path] = []
    monkeypatch.setattr(
        os, "fsync", lambda _: found.extend(path.parent.glob(f".{path.name}.*.tmp"))
    )

    write_atomically(path, NEW)

    assert [each.suffix for each in found] == [".tmp"]


def test_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SaveError) as caught:
        write_atomically(tmp_path / "no" / "file", NEW)

    assert caught.value.path == tmp_path / "no" / "file"
    assert caught.value.reason == os.strerror(errno.ENOENT)


@pytest.mark.parametrize("name", ["", "folder", "nul\0", "x" * 300])
def test_impossible_names_are_errors(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(SaveError):
        write_atomically(tmp_path / name, NEW)
    assert names_in(tmp_path) == ["folder"]


# Failures on the way


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """Make writing fail, for real, beyond so many bytes of a file."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)


def test_full_disk_leaves_the_old_file(path: Path) -> None:
    with file_size_limit(5000), pytest.raises(SaveError) as caught:
        write_atomically(path, NEW)

    assert caught.value.reason == os.strerror(errno.EFBIG)
    assert path.read_bytes() == OLD
    assert names_in(path.parent) == [path.name]


class Steps:
    """Records the calls to the system; makes the n-th fail."""

    def __init__(self, failing: int | None, error: BaseException) -> None:
        self.names: list[str] = []
        self._failing = failing
        self._error = error

    def watch(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            self.names.append(name)
            if len(self.names) == self._failing:
                raise self._error
            return call(*args, **kwargs)

        return watched

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for owner, name in [(Path, "open"), (os, "fsync"), (Path, "replace"), (os, "open")]:
            monkeypatch.setattr(owner, name, self.watch(name, getattr(owner, name)))


def test_data_is_on_disk_before_the_name_and_the_name_before_the_return(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = Steps(None, OSError())
    with monkeypatch.context() as patch:
        steps.install(patch)
        write_atomically(path, NEW)

    assert steps.names == ["open", "fsync", "replace", "open", "fsync"]


@pytest.mark.parametrize(
    "error", [OSError(errno.EIO, os.strerror(errno.EIO)), KeyboardInterrupt()], ids=["EIO", "^C"]
)
@pytest.mark.parametrize("failing", range(1, 6))
def test_failure_at_any_step_leaves_the_old_or_the_new_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, failing: int, error: BaseException
) -> None:
    steps = Steps(failing, error)
    expected = SaveError if isinstance(error, OSError) else KeyboardInterrupt
    with monkeypatch.context() as patch:
        steps.install(patch)
        with pytest.raises(expected):
            write_atomically(path, NEW)

    assert len(steps.names) == failing
    assert path.read_bytes() == (OLD if failing <= 3 else NEW)
    assert names_in(path.parent) == [path.name]


def test_folders_that_cannot_be_synchronised_are_accepted(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        Steps(5, OSError(errno.EINVAL, "not here")).install(patch)
        write_atomically(path, NEW)

    assert path.read_bytes() == NEW
