"""The menus of page and panels: short, in groups, and only what can act now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget, QWidgetAction

from reader.annotation.model import COLORS, STYLES
from reader.annotation.note_markdown import links_in
from reader.annotation.versions import versions
from reader.gui.page.color_dots import SWATCH, swatch
from reader.gui.widgets.color_names import color_names
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import beginning_of, in_a_line, plain_caption, plain_tip
from reader.gui.window.commands import Menu
from reader.gui.window.links import open_link
from reader.localization import tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QKeyEvent

    from reader.annotation.model import Annotation
    from reader.gui.page.view import PageView
    from reader.gui.widgets.theme import Theme
    from reader.gui.window.actions import Actions
    from reader.gui.window.features.navigation import Navigation
    from reader.gui.window.workspace import Workspace

_MOST_LINKS = 8
_LONGEST_LINK = 80
"""Characters of a link's address."""
_COLORS = tuple(f"color-{color}" for color in COLORS)
_STYLES = tuple(f"style-{style}" for style in STYLES)
_OF_BIN = ("restore-deleted", "restore-all-deleted", "empty-bin")
_OF_CARD = ("note", "tags", "earlier-texts", "copy", "copy-quotation", "delete")


class ContextMenu(QMenu):
    """A menu with a row of swatches, for which the keys of the colours work as well."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys: dict[int, QAction] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add_swatches(self, colors: Iterable[QAction], theme: Theme) -> None:
        """Offer colours in one row.

        Args:
            colors: an action for each of `COLORS`.
            theme: which the swatches are painted in.
        """
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(10, 4, 10, 4)
        line.setSpacing(2)
        names = color_names()
        for number, (color, action) in enumerate(zip(COLORS, colors, strict=True), start=1):
            button = QToolButton()
            button.setObjectName(action.objectName())
            button.setIcon(swatch(QColor(theme.fills[color]), QColor(theme.strokes[color])))
            button.setIconSize(QSize(SWATCH, SWATCH))
            button.setAutoRaise(True)
            named = tr("{color} ({key})").format(color=names[color], key=number)
            button.setToolTip(plain_tip(named))
            button.setAccessibleName(named)
            button.clicked.connect(partial(self._choose, action))
            line.addWidget(button)
            self._keys[Qt.Key.Key_0 + number] = action
        line.addStretch()
        whole = QWidgetAction(self)
        whole.setObjectName("colors")
        whole.setDefaultWidget(row)
        self.addAction(whole)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in self._keys:
            self._choose(self._keys[event.key()])
        else:
            super().keyPressEvent(event)

    def _choose(self, action: QAction, *_: object) -> None:
        self.close()
        action.trigger()


class ContextMenus(QObject):
    """Opens the menus of a window's widgets."""

    def __init__(
        self, workspace: Workspace, navigation: Navigation, actions: Actions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._navigation = navigation
        self._actions = actions
        self._theme: Theme | None = None
        for widget, open_ in (
            # Not its viewport: a scroll area asks for the menu itself, for mouse and key alike.
            (workspace.page, self._open_of_page),
            (workspace.annotations.cards, self._open_of_card),
            (workspace.outline.list, self._open_of_section),
        ):
            self._give(widget, open_)
        workspace.side.repairs_made.connect(self._on_side_repairs_made)
        workspace.pages.second_shown.connect(self._on_pages_second_shown)
        workspace.side.bin_made.connect(self._on_side_bin_made)

    def set_theme(self, theme: Theme) -> None:
        """Paint swatches in other colours."""
        self._theme = theme

    def _give(self, widget: QWidget, fill: Callable[[ContextMenu, QPoint], None]) -> None:
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        widget.customContextMenuRequested.connect(partial(self._open, widget, fill))

    def _on_side_repairs_made(self) -> None:
        self._give(self._workspace.repairs.list, self._open_of_repair)

    def _on_pages_second_shown(self, page: PageView) -> None:
        self._give(page, self._open_of_page)

    def _on_side_bin_made(self) -> None:
        self._give(self._workspace.bin.list, self._open_of_bin)

    def _open(
        self, widget: QWidget, fill: Callable[[ContextMenu, QPoint], None], at: QPoint
    ) -> None:
        menu = ContextMenu(widget)
        fill(menu, at)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(widget.mapToGlobal(at))

    def _open_of_page(self, menu: ContextMenu, _: QPoint) -> None:
        others = [
            (command, action)
            for command, action in self._actions.of_page
            if command.name not in _COLORS
        ]
        self._add_swatches(menu)
        self._add(menu, [action for command, action in others if command.menu is Menu.MARK])
        self._add(menu, [action for command, action in others if command.menu is Menu.EDIT])
        self._add_roles(menu, lambda action: action)

    def _open_of_card(self, menu: ContextMenu, _: QPoint) -> None:
        if self._workspace.active.id is None:
            return
        # What is offered is for the card, and no longer for what was selected.
        self._workspace.page.select(None)
        session, id_ = self._workspace.article.session, self._workspace.active.id
        annotation = session.annotation(id_) if session is not None and id_ is not None else None
        if annotation is None:
            return
        if (count := len(self._workspace.active.ids)) > 1:
            words = trn("{count} note is chosen.", "{count} notes are chosen.", count)
            menu.addAction(words.format(count=count)).setEnabled(False)
        if annotation.has_look:
            self._add_swatches(menu)
            self._add_styles(menu)
        self._add(menu, [self._actions[name] for name in _OF_CARD])
        if len(versions(annotation)) > 1:
            self._add(menu, [self._actions["versions"]])
        self._add_of_note(menu, annotation)

    def _add_styles(self, menu: ContextMenu) -> None:
        styles = [self._actions[name] for name in _STYLES]
        if any(action.isEnabled() for action in styles):
            menu.addMenu(tr("Style")).addActions(styles)

    def _add_of_note(self, menu: ContextMenu, annotation: Annotation) -> None:
        """Add what can be done with what an annotation's note shows."""
        cards, id_ = self._workspace.annotations.cards, annotation.id
        links = links_in(annotation.note)[:_MOST_LINKS]
        if cards.is_long(id_) or links:
            menu.addSeparator()
        if cards.is_long(id_):
            fold = menu.addAction(cards.words_of_folding(id_), partial(cards.fold, id_))
            fold.setObjectName("fold-note")
        for link in links:
            named = tr("Open {address}").format(address=plain_caption(in_a_line(link)))
            menu.addAction(beginning_of(named, _LONGEST_LINK), partial(open_link, link))

    def _open_of_section(self, menu: ContextMenu, at: QPoint) -> None:
        index = self._workspace.outline.section_at(at)
        if index is None:
            return
        go = menu.addAction(
            tr("Go to this section"), partial(self._navigation.go_to_section, index)
        )
        go.setObjectName("go-to-section")
        menu.addSeparator()
        self._add_roles(menu, partial(self._at_section, menu, index))

    def _open_of_repair(self, menu: ContextMenu, _: QPoint) -> None:
        for button in self._workspace.repairs.choices:
            action = menu.addAction(button.text(), button.click)
            action.setEnabled(button.isEnabled())
            action.setCheckable(button.isChecked())
            action.setChecked(button.isChecked())

    def _open_of_bin(self, menu: ContextMenu, _: QPoint) -> None:
        self._add(menu, [self._actions[name] for name in _OF_BIN])

    def _at_section(self, menu: QMenu, index: int, action: QAction) -> QAction:
        """Return an action that shows a section before it does the same to its heading."""

        def run() -> None:
            self._navigation.go_to_section(index)
            self._workspace.page.select(None)
            action.trigger()

        there = QAction(action.text(), menu)
        there.setObjectName(action.objectName())
        there.setEnabled(action.isEnabled())
        there.triggered.connect(lambda *_: run())
        return there

    def _add_swatches(self, menu: ContextMenu) -> None:
        colors = [self._actions[name] for name in _COLORS]
        if self._theme is not None and all(action.isEnabled() for action in colors):
            menu.add_swatches(colors, self._theme)

    @staticmethod
    def _add(menu: QMenu, actions: Iterable[QAction]) -> None:
        """Add a group of actions, those that can do something."""
        offered = [action for action in actions if action.isEnabled()]
        if offered and not menu.isEmpty():
            menu.addSeparator()
        menu.addActions(offered)

    def _add_roles(self, menu: QMenu, made: Callable[[QAction], QAction]) -> None:
        roles = [a for c, a in self._actions.of_page if c.menu is Menu.STRUCTURE and a.isEnabled()]
        if roles:
            menu.addSeparator()
            inner = menu.addMenu(tr("What it is"))
            inner.addActions([made(action) for action in roles])
