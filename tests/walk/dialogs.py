"""What a user does with a dialog or a menu that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QDialog,
    QFileDialog,
    QListWidget,
    QMenu,
    QMessageBox,
)

from reader.gui.window.main_window import MainWindow
from tests.walk.acts import Act

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.walk.world import World


def answer(world: World, front: QWidget) -> Act:
    """Answer what stands before the window."""
    name = type(front).__name__
    if isinstance(front, QMenu):
        return _choose_in(world, front)
    if isinstance(front, QFileDialog):
        return _choose_file(world, front)
    choices = world.rng.random()
    if choices < 0.3:
        _tick_something(world, front)
        return Act(f"tick in {name}")
    if isinstance(front, QDialog) and choices < 0.5:
        front.reject()
        return Act(f"cancel {name}")
    buttons = [
        each
        for each in front.findChildren(QAbstractButton)
        if each.isVisible() and each.isEnabled() and not isinstance(each, QCheckBox)
    ]
    if buttons:
        button = world.rng.choice(buttons)
        said = f"press {button.text()!r} in {name}"
        if isinstance(front, QMessageBox):
            _note_what_goes(world, front, front.buttonRole(button))
        button.click()
        # What is brought back from a backup may be what was taken back.
        return Act(said, takes_back=True)
    front.close()
    return Act(f"close {name}")


def _note_what_goes(world: World, front: QMessageBox, role: QMessageBox.ButtonRole) -> None:
    """Note what need not be kept where a window is closed without saving, or saved elsewhere."""
    window = front.parentWidget()
    if not isinstance(window, MainWindow) or window.session is None:
        return
    digest = window.session.document.source.digest
    if role is QMessageBox.ButtonRole.DestructiveRole:
        world.look(takes_back=True)
        world.model.give_up(digest)
    elif role is QMessageBox.ButtonRole.ActionRole:
        world.look(takes_back=True)
        world.model.save_elsewhere(digest)


def _choose_in(world: World, menu: QMenu) -> Act:
    actions = [each for each in menu.actions() if each.isEnabled() and not each.isSeparator()]
    actions = [each for each in actions if each.objectName() != "quit"]
    if not actions or world.rng.random() < 0.3:
        menu.close()
        return Act("close menu")
    action = world.rng.choice(actions)
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    return Act(f"choose {action.text()!r}", takes_back=True)


def _choose_file(world: World, dialog: QFileDialog) -> Act:
    if world.rng.random() < 0.3:
        dialog.reject()
        return Act("cancel file dialog")
    if dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave:
        path = world.copies / f"copy-{world.rng.randrange(10**6)}.json"
        path.parent.mkdir(exist_ok=True)
    else:
        path = world.rng.choice(world.articles)
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(str(path))
    dialog.done(QDialog.DialogCode.Accepted)
    return Act(f"choose {path.name}")


def _tick_something(world: World, front: QWidget) -> None:
    for part in front.findChildren(QListWidget):
        if part.count():
            item = part.item(world.rng.randrange(part.count()))
            part.setCurrentItem(item)
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                is_checked = item.checkState() is Qt.CheckState.Checked
                item.setCheckState(Qt.CheckState.Unchecked if is_checked else Qt.CheckState.Checked)
