"""What a card says in words, for those who do not see how it is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotation.versions import versions
from reader.gui.panels.card import kind_in_words, tags_in_words
from reader.gui.widgets.plain_text import beginning_of, in_a_line
from reader.localization import tr, trn

if TYPE_CHECKING:
    from reader.annotation.model import Annotation

_LONGEST = 400
"""Characters of a passage, and of a note: the page and the editor have them whole."""


def card_in_words(annotation: Annotation, quote: str) -> str:
    """Return an annotation's passage, colour, style, note, tags, and how many versions it has."""
    note, count = annotation.note, len(versions(annotation))
    whole = tr("The whole article") if annotation.is_of_article else ""
    parts = [whole or in_a_line(beginning_of(quote, _LONGEST)), kind_in_words(annotation)]
    if note:
        words = in_a_line(beginning_of(note, _LONGEST))
        parts.append(tr("Note: {words}").format(words=words))
    if annotation.body and annotation.body.tags:
        parts.append(tags_in_words(annotation.body.tags))
    if count > 1:
        parts.append(trn("{count} version", "{count} versions", count).format(count=count))
    return " · ".join(filter(None, parts))
