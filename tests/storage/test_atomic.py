from __future__ import annotations

import errno
import fcntl
import os
import resource
import signal
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from reader.errors import SaveError
from reader.storage import atomic
from reader.storage.atomic import make_folder, sweep, write_atomically
from reader.wording.errors import explain
from tests.support.faulty_files import FaultyFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

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
        for owner, name in [(os, "open"), (os, "fsync"), (os, "replace")]:
            monkeypatch.setattr(owner, name, self.watch(name, getattr(owner, name)))


def test_data_is_on_disk_before_the_name_and_the_name_before_the_return(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = Steps(None, OSError())
    with monkeypatch.context() as patch:
        steps.install(patch)
        write_atomically(path, NEW)

    assert steps.names == ["open", "open", "fsync", "replace", "fsync"]


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
    assert path.read_bytes() == (OLD if failing <= 4 else NEW)
    assert names_in(path.parent) == [path.name]


def test_folders_that_cannot_be_synchronised_are_accepted(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        Steps(5, OSError(errno.EINVAL, "not here")).install(patch)
        write_atomically(path, NEW)

    assert path.read_bytes() == NEW


def test_calls_of_a_save_come_in_the_order_that_survives_a_power_cut(path: Path) -> None:
    with FaultyFiles(None, OSError()) as files:
        write_atomically(path, NEW)

    order = [name for name in files.names if name in ("write", "flush", "fsync", "replace")]
    assert order == ["write", "flush", "fsync", "replace", "fsync"]


def test_new_folders_are_durable_in_those_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synchronised: list[str] = []
    monkeypatch.setattr(
        atomic, "make_names_durable", lambda folder: synchronised.append(folder.name)
    )

    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")

    assert sorted(synchronised) == sorted((tmp_path.name, "a"))


def test_macos_empties_the_memory_of_the_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[int] = []
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda _, command: commands.append(command))

    write_atomically(path, NEW)

    assert commands == [51, 51]


def test_drive_without_that_command_is_synchronised_as_elsewhere(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", -1, raising=False)  # Linux knows none such
    with FaultyFiles(None, OSError()) as files:
        write_atomically(path, NEW)

    assert files.names.count("fsync") == 2


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """On Windows, how long was waited after each refusal."""
    waited: list[float] = []
    monkeypatch.setattr(atomic, "_IS_WINDOWS", True)
    monkeypatch.setattr(atomic.time, "sleep", waited.append)
    return waited


def refuse(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    replace, left = os.replace, iter(range(times))

    def refusing(path: Any, target: Any, **folders: Any) -> None:
        if next(left, None) is not None:
            raise PermissionError(errno.EACCES, "in use")
        replace(path, target, **folders)

    monkeypatch.setattr(os, "replace", refusing)


def test_file_in_use_on_windows_is_replaced_once_it_is_free(
    path: Path, refusals: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, 3)

    write_atomically(path, NEW)

    assert path.read_bytes() == NEW
    assert len(refusals) == 3


def test_file_in_use_for_long_is_an_error(
    path: Path, refusals: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, 1000)

    with pytest.raises(SaveError) as caught:
        write_atomically(path, NEW)

    assert caught.value.number == errno.EACCES
    assert sum(refusals) < 2
    assert path.read_bytes() == OLD
    assert names_in(path.parent) == [path.name]


def test_refusal_elsewhere_is_final(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, 1)

    with pytest.raises(SaveError):
        write_atomically(path, NEW)


def test_link_that_leads_to_itself_is_left(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("link")

    with pytest.raises(SaveError) as caught:
        write_atomically(tmp_path / "link", NEW)

    assert caught.value.number == errno.ELOOP
    assert names_in(tmp_path) == ["link"]


def test_only_our_own_old_temporary_files_are_swept(tmp_path: Path) -> None:
    ours = [".annotations.json.0123456789abcdef.tmp", ".2026-01-01.json.00ff.tmp"]
    others = [".syncthing.annotations.json.tmp", ".mine.tmp", "a.0123.tmp", ".syncthing.x.0f.tmp"]
    for name in (*ours, *others):
        (tmp_path / name).write_text("half")
        os.utime(tmp_path / name, (0, 0))
    (tmp_path / ".young.00ff.tmp").write_text("half")
    (tmp_path / ".folder.00ff.tmp").mkdir()

    sweep(tmp_path, below=tmp_path)
    sweep(tmp_path / "none", below=tmp_path)

    assert sorted(names_in(tmp_path)) == sorted((*others, ".young.00ff.tmp", ".folder.00ff.tmp"))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "MB are left"),
        (errno.EDQUOT, "Free some space."),
        (errno.EFBIG, "takes larger files"),
        (errno.EROFS, "Make the disk writable"),
        (errno.EACCES, "permission to write"),
        (errno.EIO, "choose another place"),
    ],
)
def test_failure_says_what_where_and_what_to_do(path: Path, number: int, words: str) -> None:
    failing = FaultyFiles(4, OSError(number, os.strerror(number)))
    with failing, pytest.raises(SaveError) as caught:
        write_atomically(path, NEW)

    assert (caught.value.number, caught.value.path) == (number, path)
    said = explain(caught.value)
    assert str(path) in said
    assert words in said
    assert (caught.value.free is not None) == (number == errno.ENOSPC)
