"""The bytes of an article as they were when it was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import AnnotationsUnreadableError, SourceUnreadableError
from reader.storage.folder_names import is_named_for
from reader.storage.read_regular import read_bytes
from reader.storage.sources import digest_of, forms_of, named_source

if TYPE_CHECKING:
    from reader.storage.article_store import ArticleStore


def read_source(store: ArticleStore) -> bytes | None:
    """Return the bytes of an article as they were opened; None where they are gone.

    Where the lines of the file have other ends now, they are those it had; see `forms_of`.

    Raises:
        SourceUnreadableError: the system refuses, or it is no regular file.
    """
    path = store.source_path
    try:
        data = None if path is None else read_bytes(path, below=store.library)
    except AnnotationsUnreadableError as error:
        raise SourceUnreadableError(error.path, error.reason) from error
    if data is None:
        return None
    named, name = named_source(store.path), store.folder.name
    for form in forms_of(data):
        digest = digest_of(form)
        if digest == named or (named is None and is_named_for(name, digest)):
            return form
    return data
