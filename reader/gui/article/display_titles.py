"""What an article and its parts are called, in the script it is shown in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.widgets.plain_text import beginning_of, in_a_line
from reader.localization import tr

if TYPE_CHECKING:
    from reader.document.rendition import Rendition

_FIRST_WORDS = 12
"""Characters of an untitled part of a long text that stand for its title."""
_LONGEST = 500
"""Characters. Of a file that is one line a million stand in the title; Qt measures them all."""


class Titles:
    """Titles in one rendition, each put into its script when it is first asked for."""

    def __init__(self, rendition: Rendition) -> None:
        self._rendition = rendition
        self._document = rendition.document
        self._of_sections: dict[int, str] = {}

    @property
    def article(self) -> str:
        """The title of the article."""
        return in_a_line(self._rendition.title(_beginning(self._document.title)))

    @property
    def origin(self) -> str:
        """Who published the article; empty where that is not known."""
        return in_a_line(self._rendition.words(_beginning(self._document.origin or "")))

    def of_section(self, index: int) -> str:
        """Return the title of a section; words of ours for what precedes the first."""
        if index not in self._of_sections:
            title = self._document.sections[index].title
            words = (
                self._untitled(index) if title is None else self._rendition.title(_beginning(title))
            )
            self._of_sections[index] = in_a_line(words)
        return self._of_sections[index]

    def _untitled(self, index: int) -> str:
        """Return words of ours for what precedes the first heading, else the first of its own."""
        if index == 0 and not self._document.sections[0].range.start:
            return tr("Opening")
        first = self._document.sections[index].blocks[0].range
        text = self._rendition.text_of(first, enough=_FIRST_WORDS + 1)
        return beginning_of(text, _FIRST_WORDS)


def _beginning(title: str) -> str:
    return beginning_of(title, _LONGEST)
