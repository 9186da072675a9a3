"""A passage as one quotes it: in quotation marks, with the source behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.article.display_titles import Titles
from reader.gui.widgets.plain_text import in_a_line
from reader.localization import tr
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from reader.document.rendition import Rendition
    from reader.text.offsets import TextRange

_INNER = {"「": ("『", "』"), "“": ("‘", "’")}
"""The marks of a quotation within one, by the mark that the outer one begins with."""
_CLOSING = {"「": "」", "“": "”"}
_SINGLE = lazy_pattern("‘([^‘’]*)’")


def quotation(rendition: Rendition, part: TextRange) -> str:
    """Return a range of an article as displayed, quoted as in the language of the program."""
    words = rendition.text_of(part).strip()
    # The marks are the translator's, so that they are those of the language.
    quoted = tr("“{words}”")
    mark = quoted[:1]
    if mark in _INNER:
        words = _nested(words, mark)
    source = _source(rendition, part)
    return tr("{quotation} — {source}").format(quotation=quoted.format(words=words), source=source)


def _source(rendition: Rendition, part: TextRange) -> str:
    """Return author, title and section; what the text does not say is left out."""
    document, titles = rendition.document, Titles(rendition)
    index = document.section_index(part.start)
    title = titles.article
    section = titles.of_section(index) if document.sections[index].title is not None else ""
    if section and section != title:
        place = tr("“{title}”, section “{section}”").format(title=title, section=section)
    else:
        place = tr("“{title}”").format(title=title)
    authors = tr(", ").join(in_a_line(rendition.words(n)) for n in document.creators)
    return tr("{authors}, {place}").format(authors=authors, place=place) if authors else place


def _nested(words: str, mark: str) -> str:
    """Return words with their own quotation marks made those of a quotation within one."""
    opening, closing = _INNER[mark]
    outer: dict[str, int | str | None] = {mark: opening, _CLOSING[mark]: closing}
    if mark == "“":
        # ’ by itself is an apostrophe.
        inside = _SINGLE.sub("\ue000\\1\ue001", words)
        swapped = inside.translate(str.maketrans(outer))
        return swapped.replace("\ue000", "“").replace("\ue001", "”")
    swaps = {**outer, opening: mark, closing: _CLOSING[mark]}
    return words.translate(str.maketrans(swaps))
