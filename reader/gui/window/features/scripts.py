"""The script an article is shown in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.window.commands import ARTICLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.article.session import Session
    from reader.gui.window.actions import Actions

SCRIPTS = ("original", "auto-s", "auto-tw", "auto-hk")
"""The script views, the one that shows the text as it is in the file first."""


class Scripts(Feature):
    """Shows the article in another script."""

    def __init__(self, article: ActiveArticle, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._article = article
        self._actions = actions

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return a command for each script view."""
        texts = script_names()
        return [
            Command(
                name=f"script-{target}",
                text=texts[target],
                menu=Menu.VIEW,
                run=Scripts.show_in,
                arguments=(target,),
                needs=ARTICLE,
                keys=(f"Ctrl+{number}",),
                group="script",
                is_checked=target == SCRIPTS[0],
            )
            for number, target in enumerate(SCRIPTS, start=1)
        ]

    def show_in(self, target: str) -> None:
        """Show the article in a script of `SCRIPTS`; in that of the file for any other name."""
        if self._article.session is not None:
            self.begin_in(target, self._article.session)

    def begin_in(self, target: str, session: Session) -> None:
        """Have an article in a script before it is shown, so that it is laid out only once."""
        target = target if target in SCRIPTS else SCRIPTS[0]
        self._actions[f"script-{target}"].setChecked(True)
        session.show_in(target)


def script_names() -> dict[str, str]:
    """Return what the script views are called in the user's language, in the order of `SCRIPTS`."""
    return {
        "original": tr("As in the file"),
        "auto-s": tr("Simplified"),
        "auto-tw": tr("Traditional, Taiwan"),
        "auto-hk": tr("Traditional, Hong Kong"),
    }
