"""The encodings on offer: in the File menu, on the status line, beside a sentence that doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QToolButton

from reader.gui.widgets.plain_text import plain_tip
from reader.gui.window.commands import ENCODING_COMMANDS, Menu, encoding_title
from reader.localization import tr
from reader.text.encoding import Certainty
from reader.wording.texts import encoding_found

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from reader.document.model import Source
    from reader.gui.window.actions import Actions


class EncodingMenu:
    """Says in which encoding an article is read, and offers the others."""

    def __init__(self, actions: Actions, button: QToolButton) -> None:
        """Take over a button of the status line."""
        self._actions = actions
        self._button = button
        button.setObjectName("encodingFound")
        button.setMenu(self.menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.hide()

    @property
    def menu(self) -> QMenu:
        """The encodings, as in the File menu."""
        return self._actions.menu(Menu.ENCODING)

    def show(self, source: Source, guess: str) -> None:
        """Show the encoding of an article, and how sure it is.

        Args:
            source: the article as it is read.
            guess: the encoding it would be read in if nobody had said another.
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
