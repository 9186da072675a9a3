"""What the tool tip over a place of the page says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.widgets.style_names import look_in_words
from reader.localization import tr
from reader.text.offsets import TextRange
from reader.text.repair.trivial import TRIVIAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.annotation.mark import Mark
    from reader.gui.page.page_layout import PageLayout
    from reader.text.phonetics import Notation


_MOST_MARKS = 6
"""Of those that lie over each other."""


def tip_over(
    page_layout: PageLayout, offset: int, notation: Notation | None, marks: Sequence[Mark]
) -> str:
    """Return how the word at a source offset is read, what the file has, and how it is marked.

    Args:
        page_layout: what is displayed.
        offset: of the character pointed at.
        notation: what readings are written in; None for none.
        marks: over the character, the one on top last.
    """
    rendition = page_layout.setting.rendition
    said = []
    if notation is not None:
        from reader.document.readings import reading_of_word  # with rules about damage

        unit, inside = page_layout.flow.place(offset)
        part = page_layout.flow.units[unit].range
        word, reading = reading_of_word(rendition, part, inside, notation)
        said += [f"{word}  {reading}"] if reading else []
    here = rendition.document.repairs_in(TextRange(offset, offset + 1))
    repairs = [repair for repair in here if repair.rule not in TRIVIAL]
    said += [tr("In the file: {words}").format(words=repair.before) for repair in repairs[:1]]
    return "\n".join([*said, *looks_in_words(marks)])


def looks_in_words(marks: Sequence[Mark]) -> list[str]:
    """Return what marks that lie over each other look like, the one on top first."""
    return [look_in_words(mark.color, mark.style) for mark in reversed(marks[-_MOST_MARKS:])]
