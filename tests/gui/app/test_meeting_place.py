"""A folder for socket and lock that nobody else can stand in, whatever others have put there."""

from __future__ import annotations

import os
import socket
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reader.gui.app.meeting_place as module
from reader.gui.app.meeting_place import is_of_this_user, meeting_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(os.name == "nt", reason="folders have owners as on Unix")

NAME = "quandian-0123456789abcdef"


class Places:
    """The folders there are to choose from, none of them outside of the test's own."""

    def __init__(self, top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.runtime, self.cache, self.temporary = top / "r", top / "c", top / "t"
        self.runtime.mkdir(mode=0o700)
        self.temporary.mkdir()
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(self.runtime))
        monkeypatch.setenv("XDG_CACHE_HOME", str(self.cache))
        monkeypatch.setattr(tempfile, "tempdir", str(self.temporary))
        last = top / "l"
        last.mkdir()
        monkeypatch.setattr(module, "_LAST", last)
        self.in_cache = self.cache / "quandian" / "run"
        self.in_temporary = self.temporary / f"quandian-{os.getuid()}"
        self.in_last = last / f"quandian-{os.getuid()}"


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> Iterator[Places]:
    # Short, whatever the tests' own folder is called: a socket's name must be.
    with tempfile.TemporaryDirectory(prefix="q", dir="/tmp") as top:
        yield Places(Path(top), monkeypatch)


def folder_of(place: Path | None) -> Path:
    assert place is not None
    assert place.name == NAME
    status = place.parent.lstat()
    assert stat.S_ISDIR(status.st_mode)
    assert stat.S_IMODE(status.st_mode) == 0o700
    assert status.st_uid == os.getuid()
    assert len(os.fsencode(place)) < 104
    return place.parent


def _unset(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    del places
    monkeypatch.delenv("XDG_RUNTIME_DIR")


def _empty(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    del places
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")


def _relative(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(places.runtime.parent)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "r")


def _absent(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    places.runtime.rmdir()


def _long(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    long = places.runtime / ("long" * 25)
    long.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(long))


def _open_to_all(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    places.runtime.chmod(0o1777)


def _open_to_readers(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    places.runtime.chmod(0o755)


def _link(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    places.runtime.rename(places.runtime.with_name("real"))
    places.runtime.symlink_to("real")


def _file(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    places.runtime.rmdir()
    places.runtime.touch(0o700)


def test_the_folder_of_the_session_is_where_they_meet(places: Places) -> None:
    assert folder_of(meeting_place(NAME)) == places.runtime


@pytest.mark.parametrize(
    "change",
    [_unset, _empty, _relative, _absent, _long, _open_to_all, _open_to_readers, _link, _file],
)
def test_where_that_is_not_the_users_alone_they_meet_in_one_we_make(
    places: Places,
    change: Callable[[Places, pytest.MonkeyPatch], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change(places, monkeypatch)

    assert folder_of(meeting_place(NAME)) == places.in_cache


def test_one_of_ours_that_others_may_enter_is_shut(places: Places) -> None:
    places.runtime.rmdir()
    places.in_cache.mkdir(parents=True, mode=0o755)
    places.in_cache.chmod(0o777)

    assert folder_of(meeting_place(NAME)) == places.in_cache


@pytest.mark.parametrize("stands_there", ["a link", "a file", "a pipe"])
def test_what_others_put_in_our_place_is_passed_by(places: Places, stands_there: str) -> None:
    places.runtime.rmdir()
    places.cache.touch()
    elsewhere = places.temporary / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    elsewhere.chmod(0o755)
    if stands_there == "a link":
        places.in_temporary.symlink_to(elsewhere)
    elif stands_there == "a pipe":
        os.mkfifo(places.in_temporary)
    else:
        places.in_temporary.touch()

    place = meeting_place(NAME)

    assert folder_of(place) == places.in_last
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o755


def test_of_another_users_folders_none_is_taken(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = os.getuid()
    places.in_cache.mkdir(parents=True, mode=0o700)
    for folder in (places.temporary, places.in_last.parent):
        (folder / f"quandian-{own + 1}").mkdir(mode=0o700)
    monkeypatch.setattr(os, "getuid", lambda: own + 1)

    assert meeting_place(NAME) is None


@pytest.mark.skipif(not hasattr(socket, "SO_PEERCRED"), reason="the system tells of no users")
def test_the_other_end_is_asked_whose_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = socket.socketpair()
    with here, there:
        assert is_of_this_user(here.fileno())
        own = os.getuid()
        monkeypatch.setattr(os, "getuid", lambda: own + 1)
        assert not is_of_this_user(here.fileno())
    assert not is_of_this_user(-1)
