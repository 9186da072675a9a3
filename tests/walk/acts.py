"""What a user may do at a window, one thing at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QToolButton, QWidget

from reader.gui.window.features.feature_set import commands
from tests.support.hand import Mouse, trigger
from tests.walk.folders import move_folders
from tests.walk.library_moves import move_library
from tests.walk.others import meddle
from tests.walk.starts import start_again
from tests.walk.writing import write_note

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.gui.window.main_window import MainWindow
    from tests.walk.world import World

_MOST_WINDOWS = 5
_KEYS = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Return,
    Qt.Key.Key_Left, Qt.Key.Key_Right,
)  # fmt: skip
_DELETING_KEYS = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_MODIFIERS = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier,
)  # fmt: skip
_TAKING_BACK = frozenset({"undo", "redo", "delete", "restore", "quit"})


@dataclass(frozen=True)
class Act:
    """Something that was done."""

    said: str
    takes_back: bool = False
    """Whether what is missing afterwards was taken back by it."""


def act(world: World, window: MainWindow, note: Callable[[str], None]) -> Act:
    """Do something at a window.

    Args:
        world: where.
        window: the one the user looks at.
        note: told what is about to be done.
    """
    kinds, weights = zip(*_ACTS, strict=True)
    kind = world.rng.choices(kinds, weights)[0]
    note(kind.__name__[1:])
    return kind(world, window)


def _trigger(world: World, window: MainWindow) -> Act:
    action = world.rng.choice(window.actions())
    name = action.objectName()
    is_enabled = action.isEnabled()
    if name == "quit" and world.rng.random() < 0.7:
        return Act("no quit")
    action.trigger()
    return Act(f"{name}{'' if is_enabled else ' (not offered)'}", name in _TAKING_BACK)


def _press_shortcut(world: World, window: MainWindow) -> Act:
    command = world.rng.choice([each for each in commands() if each.keys])
    if command.name == "quit" and world.rng.random() < 0.7:
        return Act("no quit")
    focused = _focused(window)
    # A letter in the editor is a letter; what deletes there, deletes.
    QTest.keySequence(focused, QKeySequence(world.rng.choice(command.keys)))
    is_over = command.name in _TAKING_BACK or _is_editor(focused)
    return Act(f"keys of {command.name}", takes_back=is_over)


def _press_key(world: World, window: MainWindow) -> Act:
    key = world.rng.choice(_KEYS)
    modifier = world.rng.choice(_MODIFIERS)
    focused = _focused(window)
    QTest.keyClick(focused, key, modifier)
    # On a button the enter key and the space bar press it.
    is_over = isinstance(focused, QToolButton) or _is_editor(focused)
    return Act(f"{key.name} {modifier.name} on {_name(focused)}", takes_back=is_over)


def _delete_by_key(world: World, window: MainWindow) -> Act:
    key = world.rng.choice(_DELETING_KEYS)
    focused = _focused(window)
    QTest.keyClick(focused, key)
    return Act(f"{key.name} on {_name(focused)}", takes_back=True)


def _type(world: World, window: MainWindow) -> Act:
    return Act(write_note(world, window))


def _select(world: World, window: MainWindow) -> Act:
    """Drag over the page, forwards or backwards, sometimes beyond its edges."""
    viewport = window.workspace.page.viewport()
    start, end = (_point(world, viewport, beyond=30) for _ in range(2))
    Mouse().drag(viewport, QPointF(start), QPointF(end))
    return Act(f"drag {start.toTuple()} to {end.toTuple()}")


def _select_and_mark(world: World, window: MainWindow) -> Act:
    done = _select(world, window)
    name = world.rng.choice(("color-yellow", "color-green", "highlight", "note"))
    trigger(window, name)
    return Act(f"{done.said}, {name}")


def _drag_end(world: World, window: MainWindow) -> Act:
    """Drag an end of the mark that has a frame, where one is in sight."""
    page = window.workspace.page
    boxes = page.boxes_of(page.chosen) if page.chosen is not None else []
    if not boxes:
        return Act("no end to drag")
    grip = world.rng.choice((boxes[0].topLeft(), boxes[-1].bottomRight()))
    end = QPointF(_point(world, page.viewport(), beyond=30))
    Mouse().drag(page.viewport(), grip, end)
    return Act(f"drag an end from {grip.toTuple()} to {end.toTuple()}")


def _click(world: World, window: MainWindow) -> Act:
    """Click on anything that is to be seen."""
    seen = [each for each in window.findChildren(QWidget) if each.isVisible() and each.isEnabled()]
    widget = world.rng.choice(seen)
    at = _point(world, widget)
    clicks = QTest.mouseDClick if world.rng.random() < 0.2 else QTest.mouseClick
    said = f"click {_name(widget)} {at.toTuple()}"
    clicks(widget, Qt.MouseButton.LeftButton, world.rng.choice(_MODIFIERS), at)
    # There is a button for nearly everything.
    return Act(said, takes_back=True)


def _click_page(world: World, window: MainWindow) -> Act:
    viewport = window.workspace.page.viewport()
    at = _point(world, viewport)
    clicks = QTest.mouseDClick if world.rng.random() < 0.3 else QTest.mouseClick
    clicks(viewport, Qt.MouseButton.LeftButton, world.rng.choice(_MODIFIERS), at)
    return Act(f"click page {at.toTuple()}")


def _ask_for_menu(world: World, window: MainWindow) -> Act:
    page = window.workspace.page
    at = _point(world, page.viewport())
    reason = world.rng.choice((QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard))
    event = QContextMenuEvent(reason, at, page.viewport().mapToGlobal(at))
    QApplication.sendEvent(page.viewport(), event)
    return Act(f"menu {at.toTuple()}", takes_back=True)


def _turn_wheel(world: World, window: MainWindow) -> Act:
    seen = [each for each in window.findChildren(QWidget) if each.isVisible()]
    widget = world.rng.choice((world.rng.choice(seen), window.workspace.page.viewport()))
    at = QPointF(_point(world, widget))
    turn = QPoint(0, world.rng.choice((-1200, -120, -7, 7, 120, 1200)))
    event = QWheelEvent(
        at, QPointF(widget.mapToGlobal(at)), QPoint(), turn, Qt.MouseButton.NoButton,
        world.rng.choice(_MODIFIERS), Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return Act(f"wheel {turn.y()} on {_name(widget)}")


def _resize(world: World, window: MainWindow) -> Act:
    size = world.rng.choice(((1200, 800), (500, 400), (760, 900), (300, 200), (2400, 1300)))
    window.resize(*size)
    return Act(f"resize {size}")


def _open(world: World, window: MainWindow) -> Act:
    path = world.rng.choice(world.articles)
    window.open_now(path)
    return Act(f"open {path.name}")


def _open_odd(world: World, window: MainWindow) -> Act:
    path = world.rng.choice(world.odd)
    window.open_now(path)
    return Act(f"open {path.name}")


def _open_copy(world: World, window: MainWindow) -> Act:
    """Open the same article from another place, perhaps while another window has it."""
    original = world.rng.choice(world.articles)
    copy = world.folder / f"copy-{original.name}"
    copy.write_bytes(original.read_bytes())
    window.open_now(copy)
    return Act(f"open {copy.name}")


def _change_underneath(world: World, _: MainWindow) -> Act:
    """Let a file hold another article from now on; the one before stays in the library."""
    index = world.rng.randrange(len(world.articles))
    path = world.articles[index]
    former = path.with_name(f"former-{world.model.token('f').strip('«»')}{path.suffix}")
    path.rename(former)
    path.write_text(world.text(index), "utf-8")
    return Act(f"change {path.name}")


def _start_again(world: World, _: MainWindow) -> Act:
    return Act(start_again(world, free=_MOST_WINDOWS - len(world.open_ones)))


def _close(world: World, window: MainWindow) -> Act:
    world.look(takes_back=False)
    window.close()
    return Act("close")


def _meddle(world: World, _: MainWindow) -> Act:
    return Act(f"others {meddle(world)}")


def _move_folders(world: World, _: MainWindow) -> Act:
    return Act(move_folders(world))


def _move_library(world: World, window: MainWindow) -> Act:
    return Act(move_library(world, window))


_ACTS: tuple[tuple[Callable[[World, MainWindow], Act], int], ...] = (
    (_trigger, 22),
    (_press_shortcut, 12),
    (_press_key, 8),
    (_delete_by_key, 2),
    (_type, 12),
    (_select, 6),
    (_select_and_mark, 12),
    (_drag_end, 6),
    (_click, 8),
    (_click_page, 8),
    (_ask_for_menu, 2),
    (_turn_wheel, 5),
    (_resize, 2),
    (_open, 5),
    (_open_odd, 3),
    (_open_copy, 1),
    (_change_underneath, 1),
    (_start_again, 5),
    (_close, 2),
    (_meddle, 6),
    (_move_folders, 2),
    (_move_library, 1),
)


def _focused(window: MainWindow) -> QWidget:
    return window.focusWidget() or window.workspace.page


def _is_editor(widget: QWidget) -> bool:
    """Tell whether a key writes there: within what was written, or in place of what is selected."""
    return isinstance(widget, QPlainTextEdit)


def _point(world: World, widget: QWidget, *, beyond: int = 0) -> QPoint:
    x = world.rng.randint(-beyond, max(0, widget.width() - 1) + beyond)
    return QPoint(x, world.rng.randint(-beyond, max(0, widget.height() - 1) + beyond))


def _name(widget: QWidget) -> str:
    return widget.objectName() or type(widget).__name__
