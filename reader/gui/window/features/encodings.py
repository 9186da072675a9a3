"""The encodings on offer: in the File menu, on the status line, beside a sentence that doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton

from reader.gui.widgets.plain_text import plain_tip
from reader.gui.window.commands import ARTICLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr
from reader.text.encoding import OFFERED, Certainty
from reader.wording.texts import encoding_found, encoding_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QMenu

    from reader.document.model import Source
    from reader.gui.window.actions import Actions

ENCODING_COMMANDS = {f"encoding-{codec}": codec for codec in OFFERED}
"""The encoding each command reads the article in."""


class Encodings(Feature):
    """Says in which encoding an article is read, and offers the others."""

    chosen = Signal(str)
    """The article is to be read in an encoding."""

    def __init__(self, actions: Actions, button: QToolButton, parent: QObject) -> None:
        """Take over a button of the status line."""
        super().__init__(parent)
        self._actions = actions
        self._button = button
        button.setObjectName("encodingFound")
        button.setMenu(self.menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.hide()

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return a command for each encoding."""
        return [
            Command(
                name=name,
                text=encoding_title(codec),
                menu=Menu.ENCODING,
                run=Encodings.choose,
                arguments=(codec,),
                needs=ARTICLE,
                group="encoding",
            )
            for name, codec in ENCODING_COMMANDS.items()
        ]

    @property
    def menu(self) -> QMenu:
        """The encodings, as in the File menu."""
        return self._actions.menu(Menu.ENCODING)

    def choose(self, codec: str) -> None:
        """Have the article read in another encoding."""
        self.chosen.emit(codec)

    def show(self, source: Source, guess: str) -> None:
        """Show the encoding of an article, and how sure it is.

        Args:
            source: the article as it is read.
            guess: the encoding it would be read in if the user had chosen none.
        """
        for name, codec in ENCODING_COMMANDS.items():
            title = encoding_title(codec)
            is_guess = codec == guess
            text = tr("{encoding} · found").format(encoding=title) if is_guess else title
            self._actions[name].setText(text)
            self._actions[name].setChecked(codec == source.encoding)
        found = encoding_found(source.encoding, source.certainty)
        self._button.setText(found)
        self._button.setToolTip(plain_tip(tr("Read the file in another encoding")))
        self._button.setAccessibleName(tr("Encoding: {encoding}").format(encoding=found))
        self._button.setProperty("doubtful", source.certainty is Certainty.DOUBTFUL)
        # A style sheet looks at properties only when it is applied.
        self._button.style().polish(self._button)
        self._button.show()


def encoding_title(codec: str) -> str:
    """Return an encoding with the smaller ones that are read as it."""
    smaller = {"gb18030": "GBK, GB2312"}.get(codec)
    return f"{encoding_name(codec)} ({smaller})" if smaller else encoding_name(codec)
