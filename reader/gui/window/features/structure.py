"""Correcting the structure: saying what a block of the article is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.model import BlockKind
from reader.gui.window.commands import ARTICLE, ActsOn, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.page.view import PageView

_ROLES = {
    "role-title": (BlockKind.TITLE, 0),
    "role-subtitle": (BlockKind.SUBTITLE, 0),
    "role-byline": (BlockKind.BYLINE, 0),
    "role-date-line": (BlockKind.DATE_LINE, 0),
    "role-lead": (BlockKind.LEAD, 0),
    "role-heading-1": (BlockKind.HEADING, 1),
    "role-heading-2": (BlockKind.HEADING, 2),
    "role-heading-3": (BlockKind.HEADING, 3),
    "role-paragraph": (BlockKind.PARAGRAPH, 0),
    "role-caption": (BlockKind.CAPTION, 0),
    "role-back-matter": (BlockKind.BACK_MATTER, 0),
}
"""What each command makes of a block: its kind and level."""
_KEYS = {
    "role-heading-1": ("Ctrl+Shift+1",),
    "role-heading-2": ("Ctrl+Shift+2",),
    "role-heading-3": ("Ctrl+Shift+3",),
    "role-paragraph": ("Ctrl+Shift+0",),
}


class Structure(Feature):
    """Gives blocks another role."""

    def __init__(self, article: ActiveArticle, page: PageView, parent: QObject) -> None:
        super().__init__(parent)
        self._article = article
        self._page = page

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return a command for each role."""
        titles = {
            "role-title": tr("Make it the title"),
            "role-subtitle": tr("Make it the subtitle"),
            "role-byline": tr("Make it the byline"),
            "role-date-line": tr("Make it the date line"),
            "role-lead": tr("Make it the lead"),
            "role-heading-1": tr("Make it a heading"),
            "role-heading-2": tr("Make it a heading of level 2"),
            "role-heading-3": tr("Make it a heading of level 3"),
            "role-paragraph": tr("Make it a paragraph"),
            "role-caption": tr("Make it a caption"),
            "role-back-matter": tr("Make it back matter"),
        }
        return [
            Command(
                name=name,
                text=titles[name],
                menu=Menu.STRUCTURE,
                run=Structure.correct,
                arguments=role,
                needs=ARTICLE,
                keys=_KEYS.get(name, ()),
                starts_group=name in {"role-heading-1", "role-paragraph"},
                is_in_page_menu=True,
                acts_on=ActsOn.BLOCK,
            )
            for name, role in _ROLES.items()
        ]

    def correct(self, kind: BlockKind, level: int = 0) -> None:
        """Say what the block selected, or pointed at last, is."""
        session = self._article.session
        if session is not None and not self._article.refuses_changes():
            selection = self._page.selection
            offset = selection.start if selection else self._page.pointed_offset
            session.correct(offset, kind, level)
