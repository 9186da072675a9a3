"""What can go wrong, as data; `reader.wording.errors` puts it into words for the user."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class ReaderError(Exception):
    """An expected failure: the user can be told what it is and what to do."""


class SourceError(ReaderError):
    """An article cannot be opened.

    Attributes:
        path: the file asked for; `-` stands for standard input.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class SourceMissingError(SourceError):
    """There is no such file."""


class SourceNotAFileError(SourceError):
    """It is a folder, a device or a pipe."""


class SourceUnreadableError(SourceError):
    """The system refuses to read it; `reason` is the system's own message."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path)
        self.reason = reason


class SourceEmptyError(SourceError):
    """It holds no text."""


class SourceBinaryError(SourceError):
    """It holds something other than text."""


class SourceTooLargeError(SourceError):
    """It is larger than what is opened; `size` and `limit` are bytes."""

    def __init__(self, path: Path, size: int, limit: int) -> None:
        super().__init__(path)
        self.size = size
        self.limit = limit


class SourceUndecodableError(SourceError):
    """No known encoding, or not the one asked for, makes text of it.

    Attributes:
        encoding: the encoding the user asked for, or None where it was to be found.
    """

    def __init__(self, path: Path, encoding: str | None = None) -> None:
        super().__init__(path)
        self.encoding = encoding


class SourceEncodingUnknownError(SourceError):
    """There is no encoding of text of the name asked for, `encoding`."""

    def __init__(self, path: Path, encoding: str) -> None:
        super().__init__(path)
        self.encoding = encoding


class QuoteNotFoundError(ReaderError):
    """The text to annotate is not in the article, or not `nth` times; `found` counts the hits."""

    def __init__(self, quote: str, nth: int, found: int) -> None:
        super().__init__(quote)
        self.quote = quote
        self.nth = nth
        self.found = found


class AnnotationsUnreadableError(ReaderError):
    """An annotations file is damaged or not ours. It must not be written over.

    Attributes:
        path: the file.
        reason: where and why reading stopped, for a person who can read JSON.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class AnnotationsNewerError(ReaderError):
    """An annotations file has a schema newer than this program's. It must not be written over."""

    def __init__(self, path: Path, schema: int) -> None:
        super().__init__(f"{path}: schema {schema}")
        self.path = path
        self.schema = schema


class AnnotationsOfAnotherArticleError(ReaderError):
    """An annotations file, `path`, is about another article than the one it lies with."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class ArticleHeldError(ReaderError):
    """Somebody else has the article open, so that here it can only be read.

    Attributes:
        path: its annotations.
        holder: who has it, `user@machine` or only the machine; empty where that is not known.
    """

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(f"{path}: {holder}")
        self.path = path
        self.holder = holder


class LibraryUnreadableError(ReaderError):
    """The library is no folder, or the system refuses to list it.

    Attributes:
        path: the library.
        reason: the system's own message.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class SaveError(ReaderError):
    """A file could not be written; what was there before is still there.

    Attributes:
        path: the file.
        reason: the system's own message.
        number: the system's number of the failure, one of `errno`'s; None where it gave none.
        free: bytes left on the disk where it is full; None otherwise, or where that is not known.
    """

    def __init__(
        self, path: Path, reason: str, *, number: int | None = None, free: int | None = None
    ) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.number = number
        self.free = free


class FolderGoneError(SaveError):
    """The folder of an open article, `path`, is not there any more, nor elsewhere in its library.

    Attributes:
        is_library: whether the whole library is gone; `path` is the library then.
    """

    def __init__(self, path: Path, *, is_library: bool) -> None:
        super().__init__(path, os.strerror(errno.ENOENT), number=errno.ENOENT)
        self.is_library = is_library


class PictureFormatError(ReaderError):
    """A picture was asked for in a file whose ending names no kind that can be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class ChineseFontMissingError(ReaderError):
    """Every Chinese character would be drawn as the same box."""


class OutputIsInputError(ReaderError):
    """What was to be written would take the place of the article it is made of."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class ExpressionError(ReaderError):
    """A regular expression cannot be understood.

    Attributes:
        reason: what is wrong with it, in the words of the library, which are English.
        position: code points before the place in the expression, None where that is not known.
    """

    def __init__(self, reason: str, position: int | None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.position = position


class ExpressionSlowError(ReaderError):
    """A regular expression takes too long on this text."""


class ExpressionsMissingError(ReaderError):
    """The library that bounds the time of regular expressions is not installed."""
