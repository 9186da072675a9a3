"""Several folders of one article, made by devices before they were synchronised.

Opening the article brings together what they hold, in the one that is found first. The others stay
until somebody has the library put right, because another device may still write there.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.annotation.merging import merge
from reader.errors import AnnotationsNewerError, AnnotationsUnreadableError
from reader.storage.atomic import make_durable, make_folder, patiently, save_error
from reader.storage.backups import BACKUPS, MERGED
from reader.storage.conflicts import conflict_copies
from reader.storage.folders import open_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.annotation.model import AnnotationSet
    from reader.storage.article_store import ArticleStore


def together(sets: Iterable[AnnotationSet]) -> list[AnnotationSet]:
    """Return sets with those merged that are about one article, in the order they came."""
    found: dict[str, AnnotationSet] = {}
    for each in sets:
        known = found.get(each.id)
        found[each.id] = merge(known, each) if known else each
    return list(found.values())


def adds_nothing(duplicate: ArticleStore, to: ArticleStore) -> bool:
    """Tell whether all that one folder of an article holds is in the other as well."""
    if conflict_copies(duplicate.folder) or to.source_path is None:
        return False
    try:
        ours, theirs = to.load(), duplicate.load()
    except (AnnotationsUnreadableError, AnnotationsNewerError):
        return False
    if theirs is None:
        return True
    return ours is not None and ours.id == theirs.id and merge(ours, theirs) == ours


def put_folder_aside(folder: Path) -> Path:
    """Move an article's folder to the backups of its library, and return where it is then.

    Raises:
        SaveError: it could not be moved.
    """
    library = folder.parent
    place = library / BACKUPS / MERGED / folder.name
    number = 2
    while os.path.lexists(place):
        place = place.with_name(f"{folder.name} ({number})")
        number += 1
    make_folder(place.parent, below=library)
    try:
        with (
            open_folder(library, below=library) as old,
            open_folder(place.parent, below=library) as new,
        ):
            patiently(lambda: old.rename(folder.name, place.name, new))
            make_durable(new)
            make_durable(old)
    except OSError as error:
        raise save_error(folder, error) from error
    return place
