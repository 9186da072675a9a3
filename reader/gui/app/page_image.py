"""A picture of the page, without a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

from reader.document.readings import readings_of
from reader.document.rendition import Rendition
from reader.errors import PictureFormatError
from reader.gui.article.byline import byline
from reader.gui.article.session import Session
from reader.gui.page.view import PageView
from reader.gui.page.writing_mode import HORIZONTAL, VERTICAL
from reader.gui.widgets.theme import load_theme
from reader.gui.window.features.zoom import EM
from reader.storage.atomic import write_atomically
from reader.storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from reader.annotation.model import AnnotationSet
    from reader.document.model import Document
    from reader.text.phonetics import Notation


def picture_format(out: Path) -> str:
    """Return Qt's name of the kind of picture a file's ending asks for.

    Raises:
        PictureFormatError: Qt cannot write that kind.
    """
    name = out.suffix.removeprefix(".").lower()
    known = {bytes(each.data()).decode() for each in QImageWriter.supportedImageFormats()}
    if name not in known:
        raise PictureFormatError(out)
    return name


def draw_page(
    document: Document,
    annotations: AnnotationSet | None,
    *,
    refused: Collection[str] = (),
    size: tuple[int, int],
    target: str,
    theme: str,
    is_vertical: bool,
    ruby: Notation | None,
    at: int | None,
) -> QImage:
    """Return a picture of the page; the application must be there.

    Args:
        document: the article.
        annotations: what is marked in it, and decided on its repairs.
        refused: words that normalising leaves as they are.
        size: width and height in pixels.
        target: the script view.
        theme: one of `reader.gui.widgets.theme.THEMES`.
        is_vertical: whether it is written in columns.
        ruby: what readings are written in; None for none.
        at: source offset whose line is the first one; None for the top of the page.
    """
    page = PageView(load_theme(theme), EM, mode=VERTICAL if is_vertical else HORIZONTAL)
    page.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.set_corner_quotes(Settings().corner_quotes)
    page.resize(QSize(*size))
    if ruby is not None:
        page.set_readings(readings_of, ruby)
    if annotations is None:
        rendition = Rendition(document, target, refused=refused)
        page.show_document(rendition, lambda _: (), byline(rendition))
    else:
        session = Session(document, annotations, is_read_only=True, refused_everywhere=refused)
        session.show_in(target)
        page.show_document(session.rendition, session.marks_in, byline(session.rendition))
    if at is not None:
        page.show_at_top(at)
    image = QImage(QSize(*size), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        page.render(painter, QPoint())
    page.deleteLater()
    return image


def write_picture(image: QImage, out: Path) -> None:
    """Write a picture; what was there before is replaced as a whole or stays.

    Raises:
        PictureFormatError: the file's ending names no kind of picture Qt can write.
        SaveError: it could not be written.
    """
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(picture_format(out).encode())).write(image):
        raise PictureFormatError(out)
    write_atomically(out, bytes(data.data()), durable=False, is_private=False)
