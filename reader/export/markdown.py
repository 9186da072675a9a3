"""Notes as Markdown: the article's headings, each passage quoted, the note below it.

All text is escaped, notes too: what a person typed is shown as it was typed, and cannot become a
heading or a piece of HTML in the document it lands in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.annotation.model import Annotation
    from reader.export.notes import ArticleNotes

_DEEPEST_HEADING = 6
_INLINE = re.compile(r"[\\`*_\[\]<>&~|$]")
_AT_START = re.compile(r"[#+=-]|\d{1,9}(?=[.)])")
"""What makes a heading, a list or a rule of a line; `>` is escaped everywhere."""


def export(articles: Sequence[ArticleNotes], /) -> str:
    """Return one document with a chapter for each article."""
    blocks = [block for article in articles for block in _article(article)]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def escaped(line: str) -> str:
    """Return a line of text as Markdown that shows it, without the spaces around it."""
    # Indented by four it would be code, with two spaces at its end it would end the line.
    text = _INLINE.sub(r"\\\g<0>", line.strip(" \t"))
    if special := _AT_START.match(text):
        digits = special[0] if special[0].isdigit() else ""
        return f"{digits}\\{text[len(digits) :]}"
    return text


def _article(article: ArticleNotes) -> Iterator[str]:
    yield f"# {_one_line(article.title)}"
    below = ("、".join(article.creators), article.origin, article.date)
    if any(below):
        yield " · ".join(_one_line(words) for words in below if words)
    above: tuple[tuple[int, str], ...] = ()
    for annotation in article.annotations:
        headings = annotation.target.headings if annotation.target else ()
        yield from _new_headings(above, headings)
        above = headings
        yield from _annotation(annotation)


def _new_headings(
    above: tuple[tuple[int, str], ...], headings: tuple[tuple[int, str], ...]
) -> Iterator[str]:
    for depth, (_, title) in enumerate(headings):
        if headings[: depth + 1] != above[: depth + 1]:
            yield f"{'#' * min(depth + 2, _DEEPEST_HEADING)} {_one_line(title)}"


def _annotation(annotation: Annotation) -> Iterator[str]:
    if not annotation.is_of_article:
        paragraphs = [escaped(line) for line in _passage(annotation).splitlines()]
        yield "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs if paragraph)
    if annotation.note.strip():
        yield _note(annotation.note)
    tags = annotation.body.tags if annotation.body else ()
    yield " · ".join([*(f"\\#{_one_line(tag)}" for tag in tags), _time(annotation.modified)])


def _passage(annotation: Annotation) -> str:
    target = annotation.target
    if annotation.quote.strip() or not target or not target.range.is_empty:
        return annotation.quote or (target.exact if target else "")
    # A bookmark quotes nothing; what follows it says where it is.
    return target.suffix.strip().partition("\n")[0] + "…"


def _note(note: str) -> str:
    paragraphs = re.split(r"\n\s*\n", "\n".join(note.strip().splitlines()))
    return "\n\n".join(
        "\\\n".join(escaped(line) for line in paragraph.splitlines()) for paragraph in paragraphs
    )


def _one_line(text: str) -> str:
    return escaped(" ".join(text.splitlines()))


def _time(moment: str) -> str:
    return f"{moment[:10]} {moment[11:16]} UTC" if moment.endswith("Z") else moment
