"""Backups of annotations, one a day."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from reader.annotation.merging import merge
from reader.clock import utc_now
from reader.errors import AnnotationsNewerError, AnnotationsUnreadableError, SaveError
from reader.storage.atomic import make_folder, save_error, sweep, write_atomically
from reader.storage.codec import decode
from reader.storage.folder_names import is_named_for
from reader.storage.folders import open_folder, regular_files
from reader.storage.read_regular import read_annotations
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from reader.annotation.model import AnnotationSet

BACKUPS = "backups"
"""The folder of a library that holds them, in one folder for each article's."""
MERGED = "merged"
"""The folder in it for conflict copies that were merged, in one folder for each article's."""
REPAIRED = "repaired"
"""The folder in it for copies of what a check of the library repaired, as it was before."""
_MOST_REPAIRED = 20
DAYS = 14
MONTHS = 12

_NAME = lazy_pattern(r"(\d{4}-\d\d-\d\d)(?:-\d{1,3})?\.json", re.ASCII)
"""Numbered where a clock was put back, so that a day came again."""
_TICK = 2_000_000_000
"""Nanoseconds between times of files that every file system can tell apart."""
_MARK = lazy_pattern(r"--[0-9a-f]{8,}$")
"""The end of a folder's name that stays when a person gives the folder another name."""


@dataclass(frozen=True, slots=True)
class Backup:
    """The annotations of one article as they were before the first save of a day."""

    path: Path
    day: date
    """By UTC."""
    below: Path | None = None
    """The library it is in, where no link is followed; None for a file the user named."""

    def load(self) -> AnnotationSet:
        """Return the annotations.

        Raises:
            AnnotationsUnreadableError: the backup is damaged, or gone.
            AnnotationsNewerError: a newer version of this program wrote it.
        """
        data = read_annotations(self.path, below=self.below)
        if data is None:
            raise AnnotationsUnreadableError(self.path, "gone")
        return decode(data, self.path)


def of_file(path: Path) -> Backup:
    """Return a copy of annotations that a user saved elsewhere, as a backup."""
    try:
        day = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    except (OSError, OverflowError, ValueError):
        day = date.min
    return Backup(path, day)


class Backups:
    """The backups of a library's articles. A backup that was made is never written again."""

    def __init__(self, root: Path, now: Callable[[], datetime] = utc_now) -> None:
        self.library = root
        self.root = root / BACKUPS
        self.now = now
        """Tells the time."""
        self._kept: tuple[Path, date] | None = None
        """Of what there is known to be a backup, and of which day: saves come often."""

    def keep(self, folder: Path, data: bytes) -> None:
        """Keep a state of an article's annotations unless the day has one; drop what is too old.

        Args:
            folder: the article's.
            data: the bytes of its file, which are about to be replaced. The caller has read them
                or wrote them: what cannot be read again is no backup.

        Raises:
            SaveError: it could not be written.
        """
        today = self.now().date()
        if self._kept == (folder, today):
            return
        place = self.root / folder.name
        if path := _path_for(today, place, self.library):
            make_folder(place, below=self.library)
            sweep(place, below=self.library)
            write_atomically(path, data, below=self.library)
            _make_latest(path, self.library)
            _prune(place, today, self.library)
        self._kept = (folder, today)

    def try_to_keep(self, folder: Path, data: bytes) -> SaveError | None:
        """Keep a state as `keep` does; return why it could not be kept, None where it was."""
        try:
            self.keep(folder, data)
        except SaveError as error:
            return error
        except OSError as error:
            return save_error(self.root, error)
        return None

    def keep_aside(self, folder: Path, data: bytes) -> Path:
        """Keep a state that is about to be repaired, whatever the day has; return where it is.

        Of more than twenty the oldest goes.

        Raises:
            SaveError: it could not be written.
        """
        place = self.root / REPAIRED / folder.name
        path = place / f"{self.now():%Y%m%dT%H%M%S%fZ}.json"
        make_folder(place, below=self.library)
        write_atomically(path, data, below=self.library)
        _remove_all_but_latest(place, path.name, self.library)
        return path

    def of(self, folder: Path, digests: Collection[str] = ()) -> list[Backup]:
        """Return an article's backups, newest first; also those made under the folder's old name.

        None where they cannot be listed.

        Args:
            folder: the article's.
            digests: of its source, by which a folder is known that a person gave another name.
        """
        found = self.inside(self.root / folder.name)
        mark = mark_in(folder.name)
        for place in self._places():
            has_mark = bool(mark) and place.name.endswith(mark)
            is_its_own = has_mark or any(is_named_for(place.name, each) for each in digests)
            if is_its_own and place.name != folder.name:
                found += self.inside(place)
        return sorted(found, key=lambda backup: (backup.day, backup.path), reverse=True)

    def folders(self) -> list[Path]:
        """Return the folders of backups, of whatever article; none where they cannot be listed."""
        return [place for place in self._places() if place.name not in (MERGED, REPAIRED)]

    def inside(self, place: Path) -> list[Backup]:
        """Return the backups in one of those folders, oldest first."""
        return sorted(_listed(place, self.library), key=lambda backup: backup.day)

    def _places(self) -> list[Path]:
        with suppress(OSError), open_folder(self.root, below=self.library) as folder:
            return [self.root / name for name in folder.names() if folder.is_folder(name)]
        return []

    def newest_good(
        self, folder: Path, digests: Collection[str] = ()
    ) -> tuple[Backup, AnnotationSet] | None:
        """Return the newest of an article's backups (see `of`) that can be read, and what it holds.

        Which that is neither the day nor the time of a file tells for sure: a clock may have been
        wrong, and copying changes times. So what the newest by each holds is brought together; a
        version that is known to be older gives way.
        """
        named = self.of(folder, digests)
        past = [each for each in named if each.day <= _tomorrow(self.now().date())]
        found: dict[Path, tuple[Backup, AnnotationSet]] = {}
        for order in (sorted(named, key=_written, reverse=True), named, past):
            if good := _first_good(order, found):
                found[good[0].path] = good
        if not found:
            return None
        backup, newest = max(found.values(), key=lambda each: _known_to(each[1]))
        for _, other in found.values():
            if other.id == newest.id:
                newest = merge(newest, other)
        return backup, newest


def mark_in(name: str) -> str:
    """Return the end of a folder's name that names its article; empty where it has none."""
    found = _MARK.search(name)
    return found[0] if found else ""


def _first_good(
    backups: Iterable[Backup], known: Mapping[Path, tuple[Backup, AnnotationSet]]
) -> tuple[Backup, AnnotationSet] | None:
    for backup in backups:
        with suppress(AnnotationsUnreadableError, AnnotationsNewerError):
            return known.get(backup.path) or (backup, backup.load())
    return None


def _known_to(annotations: AnnotationSet) -> int:
    """Count the versions a set knows: no change makes them fewer."""
    return sum(1 + len(item.history) for item in annotations.items)


def _path_for(today: date, place: Path, library: Path) -> Path | None:
    """Return where a backup of today belongs; None where there is one.

    One of the same day from before the clock was put back is none.
    """
    written = sorted(_listed(place, library), key=_written)
    own = [number for number, each in enumerate(written) if each.day == today]
    later = written[own[-1] :] if own else []
    if own and all(abs((each.day - today).days) <= 1 for each in later):
        return None
    names = (f"{today.isoformat()}{number}.json" for number in ("", *range(-2, -100, -1)))
    return next((place / name for name in names if not os.path.lexists(place / name)), None)


def _tomorrow(today: date) -> date:
    """Return the day after, on which backups may be from whose clock is a little ahead."""
    return date.fromordinal(min(today.toordinal() + 1, date.max.toordinal()))


def _written(backup: Backup) -> tuple[int, date, Path]:
    """Return what sorts backups by when they were written."""
    with suppress(OSError):
        return backup.path.lstat().st_mtime_ns, backup.day, backup.path
    return 0, backup.day, backup.path


def _make_latest(path: Path, library: Path) -> None:
    """See to it that the time of a file is after those of the backups beside it.

    So whatever the clock says, the times tell in which order they were written.
    """
    with suppress(OSError):
        others = [_written(each)[0] for each in _listed(path.parent, library) if each.path != path]
        latest = max(others, default=0)
        if path.lstat().st_mtime_ns <= latest:
            with open_folder(path.parent, below=library) as folder:
                folder.set_time(path.name, latest + _TICK)


def _prune(place: Path, today: date, library: Path) -> None:
    """Remove old backups; the latest is kept whatever its day and time say."""
    named = sorted(
        _listed(place, library), key=lambda backup: (backup.day, backup.path), reverse=True
    )
    past = [each for each in named if each.day <= _tomorrow(today)]
    kept = set(sorted(named, key=_written, reverse=True)[:DAYS])
    kept.update(past[:DAYS])
    for backups in (named, past):
        # Going back in time, the last that is put down for a month is its first.
        first_of = {(backup.day.year, backup.day.month): backup for backup in backups}
        kept.update(list(first_of.values())[:MONTHS])
    _remove([backup.path for backup in named if backup not in kept], place, library)


def _remove_all_but_latest(place: Path, newest: str, library: Path) -> None:
    with suppress(OSError):
        files = [path for path in regular_files(place, below=library) if path.suffix == ".json"]
        _remove([path for path in files[:-_MOST_REPAIRED] if path.name != newest], place, library)


def _remove(paths: Iterable[Path], place: Path, library: Path) -> None:
    with suppress(OSError), open_folder(place, below=library) as folder:
        for path in paths:
            with suppress(OSError):
                folder.remove(path.name)


def _listed(place: Path, library: Path) -> list[Backup]:
    backups = []
    with suppress(OSError), open_folder(place, below=library) as folder:
        for each in folder.names():
            if name := _NAME.fullmatch(each):
                with suppress(ValueError):  # no day of any month
                    backups.append(Backup(place / each, date.fromisoformat(name[1]), library))
    return backups
