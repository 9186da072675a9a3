"""A second view of the article, in another script or with its damage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.rendition import UNREPAIRED
from reader.gui.window.commands import ARTICLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.gui.window.features.scripts import SCRIPTS, script_names
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.article.session import Session
    from reader.gui.window.actions import Actions

_NONE = "none"
VIEWS = (*SCRIPTS, UNREPAIRED)
"""What a second view can show."""


class SecondView(Feature):
    """Shows the article a second time, beside the page."""

    def __init__(self, article: ActiveArticle, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._article = article
        self._actions = actions

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return a command for each thing that a second view can show, and one for none."""
        texts = {_NONE: tr("None"), **script_names(), UNREPAIRED: tr("Without repairs")}
        return [
            Command(
                name=f"second-{name}",
                text=text,
                menu=Menu.SECOND_VIEW,
                run=SecondView.show,
                arguments=(name,),
                needs=ARTICLE,
                keys=(f"Ctrl+Alt+{number}",),
                group="second-view",
                is_checked=name == _NONE,
            )
            for number, (name, text) in enumerate(texts.items())
        ]

    def show(self, name: str) -> None:
        """Show what one of `VIEWS` shows beside the page; nothing for any other name."""
        if self._article.session is not None:
            self.begin_in(name, self._article.session)

    def begin_in(self, name: str, session: Session) -> None:
        """Have the second view of an article before it is shown, so that it is laid out once."""
        is_known = name in VIEWS
        self._actions[f"second-{name if is_known else _NONE}"].setChecked(True)
        session.show_second(name if is_known else None)
