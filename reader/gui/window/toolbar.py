"""The toolbar: title, script views, size, theme, panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolBar, QToolButton, QWidget

from reader.gui.widgets.elided_label import ElidedLabel
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.icons import icon
from reader.gui.widgets.plain_text import plain_tip
from reader.gui.window.features.scripts import SCRIPTS
from reader.gui.window.window_placement import usual_place
from reader.localization import tr

if TYPE_CHECKING:
    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.widgets.theme import Theme
    from reader.gui.window.actions import Actions

_SCRIPT_LABELS = {"original": "原文", "auto-s": "简", "auto-tw": "臺", "auto-hk": "港"}
"""What is on the buttons of the script views, the same in every language of the interface."""

_ICONS = {
    "contents": "contents",
    "back": "back",
    "forward": "forward",
    "vertical": "vertical",
    "zoom-out": "smaller",
    "zoom-in": "larger",
    "next-theme": "theme",
    "notes": "notes",
}


class ToolBar(QToolBar):
    """Buttons for what is used while reading."""

    def __init__(
        self, actions: Actions, article: ActiveArticle, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._article = article
        self.setObjectName("toolbar")
        self.setWindowTitle(tr("Tool bar"))
        self.setMovable(False)
        self._buttons: dict[str, QToolButton] = {}
        self._add(actions, "contents")
        self._add(actions, "back")
        self._add(actions, "forward")
        self._title = ElidedLabel(narrowest=0)
        self._title.setObjectName("articleTitle")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(self._title)
        self.addWidget(self._script_buttons(actions))
        for name in ("vertical", "zoom-out", "zoom-in", "next-theme", "notes"):
            self._add(actions, name)
        for signal in (article.shown, article.rendition_changed, article.document_changed):
            signal.connect(self._show_title)

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        # A tool bar puts away what has no room; here only the title gives way, unless the screen
        # itself is too narrow.
        return self.sizeHint().boundedTo(usual_place(self.screen().availableGeometry()).size())

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in other colours."""
        for name, button in self._buttons.items():
            button.defaultAction().setIcon(icon(_ICONS[name], theme.text))

    def _show_title(self) -> None:
        if (session := self._article.session) is not None:
            titles = filter(None, (session.titles.origin, session.titles.article))
            self._title.show_text(" · ".join(titles))

    def _add(self, actions: Actions, name: str) -> None:
        button = QToolButton()
        button.setDefaultAction(actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(actions[name].text())
        self.addWidget(button)
        self._buttons[name] = button

    @staticmethod
    def _script_buttons(actions: Actions) -> QWidget:
        box = QWidget()
        box.setObjectName("scriptButtons")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(box)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for target in SCRIPTS:
            action = actions[f"script-{target}"]
            # Not its default action, which would put its own words on the button.
            button = QToolButton()
            button.setText(_SCRIPT_LABELS[target])
            button.setToolTip(plain_tip(action.toolTip()))
            button.setCheckable(True)
            button.setChecked(action.isChecked())
            button.setEnabled(action.isEnabled())
            button.clicked.connect(action.trigger)
            action.toggled.connect(button.setChecked)
            action.enabledChanged.connect(button.setEnabled)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(action.text())
            row.addWidget(button)
        return box
