"""A window that is used while its overrides of Qt's methods raise.

    python3 -m tests.drills.overrides each|creeping

A process of its own: where an exception leaves an override, Qt for Python crashes. Prints what
never raised, then `alive`.
"""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QInputMethodEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPlainTextEdit, QWidget

import reader.gui
from reader.gui.article.stack_steps import put_steps
from reader.gui.window.side_panel import BIN, NOTES, REPAIRS
from tests.support.dropping import dragged, dropping, entering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from reader.gui.window.main_window import MainWindow

_TEXT = """燈下讀書記

先讀後記

有人讀書從最後一頁讀起，說後記裡有作者的真心話，讀過再回頭看正文，處處都是伏筆，處處都有來歷，這也是一種讀法。

筆記寫在哪裡才好

筆記寫在書邊上最好，因為下次翻到這一頁，當時的想法還在原處等著；寫在本子上也好，只是讀書的人要記得寫下頁碼。

"""
_NOT_OF_THE_WINDOW = {"reader.gui.app.qt_probe"}
"""Starts Qt where it is imported to be run."""
PAINTS_WITHIN = {"paint_sheet", "draw", "_draw_hint", "_draw_heading"}
"""Functions that overrides call while a painter is at work."""


class InjectedError(Exception):
    """Raised on purpose."""


def overrides() -> Iterator[tuple[str, Callable[..., object]]]:
    """Yield each method of reader.gui that takes the place of one of Qt's, with its name."""
    for module in pkgutil.walk_packages(reader.gui.__path__, "reader.gui."):
        if module.name in _NOT_OF_THE_WINDOW:
            continue
        for name, kind in vars(importlib.import_module(module.name)).items():
            if inspect.isclass(kind) and kind.__module__ == module.name:
                bases = [base for base in kind.__mro__ if base.__module__.startswith("PySide6.")]
                for attribute, method in vars(kind).items():
                    is_override = any(attribute in vars(base) for base in bases)
                    if inspect.isfunction(method) and is_override and attribute != "__init__":
                        yield f"{module.name}.{name}.{attribute}", method


class Injection:
    """Raises in overrides: at the beginning of each call, or a little later at each call."""

    def __init__(self, *, creeps: bool) -> None:
        self._creeps = creeps
        # By what they are and not by what they hold, which takes longer to compare than a call.
        self._names = {id(inspect.unwrap(method).__code__): name for name, method in overrides()}
        self._calls: dict[int, int] = {}
        self.untouched = set(self._names.values())

    def begin(self) -> None:
        sys.excepthook = lambda *_: sys.settrace(self._trace)  # a trace that raised is gone
        sys.settrace(self._trace)

    def end(self) -> None:
        sys.excepthook = sys.__excepthook__
        sys.settrace(None)

    def _trace(self, frame: FrameType, event: str, argument: Any) -> Any:
        del argument
        code = frame.f_code
        if id(code) not in self._names and not (self._creeps and code.co_name in PAINTS_WITHIN):
            return None
        if event != "call":
            return None
        self.untouched.discard(self._names.get(id(code), ""))
        if not self._creeps:
            raise InjectedError(code.co_qualname)
        left = self._calls[id(code)] = self._calls.get(id(code), -1) + 1

        def step(frame: FrameType, event: str, argument: Any) -> Any:
            nonlocal left
            del frame, argument
            left -= event == "line"
            if left < 0:
                raise InjectedError(code.co_qualname)
            return step

        return step


def main(mode: str) -> None:
    """Use a window while its overrides raise, and once more when they no longer do."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder = Path(tempfile.mkdtemp(prefix="quandian-overrides-"))
    file = folder / "article.txt"
    file.write_text(_TEXT.replace("，", "﹐") * 8, "utf-8")
    injection = Injection(creeps=mode == "creeping")
    window = _window(folder)
    window.show()
    window.open_now(file)
    app.processEvents()
    session = window.session
    assert session is not None
    assert session.document.repairs
    for block in session.document.blocks:
        session.set_note(session.highlight(block.range, "pink"), "記")
    for _ in range(12 if mode == "creeping" else 1):
        for use in _uses(window, file):
            injection.begin()
            try:
                use()
                app.processEvents()
            except InjectedError:
                pass
            except Exception as error:  # what came of it
                del error
            finally:
                injection.end()
        window.show()
        window.open_now(file)
        app.processEvents()
    print(*sorted(injection.untouched), sep="\n")
    assert _works(window, app)
    print("alive", flush=True)
    os._exit(0)  # to close would ask about what could not be saved


def _window(folder: Path) -> MainWindow:
    from reader.gui.article.device_state import DeviceState
    from reader.gui.window.main_window import MainWindow
    from reader.storage.library import Library
    from reader.storage.settings import SettingsStore

    return MainWindow(Library(folder / "library"), DeviceState(SettingsStore(folder / "settings")))


def _works(window: MainWindow, app: QApplication) -> bool:
    session = window.session
    assert session is not None
    window.resize(1000, 700)
    app.processEvents()
    before = window.grab().toImage()
    window.workspace.page.select(session.document.blocks[2].range)
    window.features.marking.mark("blue")
    app.processEvents()
    return window.grab().toImage() != before


def _uses(window: MainWindow, file: Path) -> Iterator[Callable[[], object]]:
    """Yield what brings Qt to call each of the overrides."""
    workspace = window.workspace
    page, cards = workspace.page, workspace.annotations.cards
    session = window.session
    assert session is not None
    block = session.document.blocks[1].range
    # What is low is painted sooner, and painted it is with every use.
    yield lambda: window.resize(1000 if window.width() > 1000 else 1300, 450)
    yield window.update
    for widget in (page.viewport(), page.strip, cards.viewport(), workspace.outline, window):
        yield from _touches(widget)
    yield lambda: page.select(block)
    yield lambda: window.features.marking.mark("green")
    yield window.features.marking.write_note
    editor = window.findChild(QPlainTextEdit, "noteEditor")
    assert isinstance(editor, QPlainTextEdit)
    yield lambda: QTest.keyClicks(editor, "ab")
    yield lambda: QApplication.clipboard().setText("c")
    yield lambda: QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    yield lambda: QApplication.sendEvent(editor, QInputMethodEvent())
    yield lambda: QTest.keyClick(editor, Qt.Key.Key_Escape)
    bar = cards.verticalScrollBar()
    yield lambda: bar.setValue(bar.value() + (9 if bar.value() < 90 else -90))
    yield editor.setFocus
    yield page.setFocus
    yield lambda: QTest.keyClick(page, Qt.Key.Key_PageDown)
    yield lambda: QTest.keyClick(cards, Qt.Key.Key_Down)
    yield lambda: session.set_note(cards.ids[0], "一")
    yield lambda: session.set_note(cards.ids[0], "一二")
    yield session.undo_stack.undo
    yield session.undo_stack.redo
    yield from _steps(window)
    yield lambda: put_steps(session.undo_stack, session.steps, session)
    yield session.undo_stack.undo
    yield session.undo_stack.redo
    yield lambda: workspace.show_tab(REPAIRS)
    yield from _repairs(window)
    yield lambda: session.remove(cards.ids[0])
    yield lambda: workspace.show_tab(BIN)
    yield lambda: workspace.bin.list.viewport().grab()
    yield lambda: QTest.keyClick(workspace.bin.list, Qt.Key.Key_Return)
    yield lambda: workspace.show_tab(NOTES)
    yield from _bars(window)
    yield from _tags(window)
    yield from _parts(window, file)


def _touches(widget: QWidget) -> Iterator[Callable[[], object]]:
    middle = widget.rect().center()
    at, around = QPointF(middle), QPointF(widget.mapToGlobal(middle))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    kinds = (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
    )
    for kind in kinds:
        event = QMouseEvent(kind, at, around, left, left, none)
        yield lambda event=event: QApplication.sendEvent(widget, event)
    turn = QPoint(0, -120)
    for keys in (none, Qt.KeyboardModifier.ControlModifier):
        wheel = QWheelEvent(at, around, turn, turn, left, keys, Qt.ScrollPhase.NoScrollPhase, False)
        yield lambda wheel=wheel: QApplication.sendEvent(widget, wheel)
    tip = QHelpEvent(QEvent.Type.ToolTip, middle, around.toPoint())
    yield lambda: QApplication.sendEvent(widget, tip)
    yield widget.repaint


def _steps(window: MainWindow) -> Iterator[Callable[[], object]]:
    from reader.annotation.changes import Change
    from reader.gui.article.undo_commands import BatchCommand, OverlayCommand

    session = window.session
    assert session is not None
    stack = session.undo_stack
    (item, *_) = session.annotations.items or (None,)
    overlays = session._displayed.overlays
    if item is not None:
        change = Change(before=item, after=item)
        yield lambda: stack.push(BatchCommand(session, [change], "several"))
        yield stack.undo
    yield lambda: stack.push(OverlayCommand(session, overlays, overlays, "overlay"))
    yield stack.undo


def _repairs(window: MainWindow) -> Iterator[Callable[[], object]]:
    from reader.gui.panels.repairs_model import RepairsModel
    from reader.gui.widgets.elided_button import ElidedButton
    from reader.text.repair import Confidence, Repair

    view = window.workspace.repairs.list
    model = view.model()
    assert isinstance(model, RepairsModel)
    kind = {"rule": "inline-pinyin", "before": "讀", "after": "書"}
    repair = Repair(start=0, end=1, confidence=Confidence.LOW, **kind)
    yield lambda: model.show_repairs([repair], [repair])
    yield view.viewport().repaint
    yield lambda: QTest.keyClick(view, Qt.Key.Key_Down)
    yield lambda: view.resize(view.width(), view.height() + 1)
    button = ElidedButton("讀書", window)
    yield button.grab
    yield button.minimumSizeHint
    yield lambda: model.show_repairs([], [])


def _bars(window: MainWindow) -> Iterator[Callable[[], object]]:
    from reader.gui.panels.text_panel import TextPanel
    from reader.gui.window.context_menus import ContextMenu

    finding, going = window.features.finding, window.features.going_to
    bar, found = finding.bar, finding.bar.list
    field = bar.findChild(QLineEdit, "findField")
    assert isinstance(field, QLineEdit)
    escape = Qt.Key.Key_Escape
    yield finding.open
    yield lambda: field.setText("讀書" if field.text() == "書" else "書")
    yield lambda: QTest.keyClick(field, Qt.Key.Key_Down)
    yield found.show
    yield found.viewport().repaint
    yield lambda: found.sizeHintForRow(0)
    yield found.hide
    yield lambda: QTest.keyClick(bar, escape)
    yield going.bar.ask
    yield lambda: QTest.keyClick(going.bar, escape)
    menu = ContextMenu(window)
    yield lambda: QTest.keyClick(menu, Qt.Key.Key_1)
    yield window._actions["text"].trigger
    panel = window.findChild(TextPanel)
    if panel is not None:
        yield lambda: QTest.keyClick(panel, escape)


def _tags(window: MainWindow) -> Iterator[Callable[[], object]]:
    from reader.gui.panels.filter_menu import _StayingMenu
    from reader.gui.panels.tag_bar import TagBar
    from reader.gui.panels.tag_field import _Offers

    menu, bar = _StayingMenu(window), TagBar(window)
    menu.addAction("讀書").setCheckable(True)
    offers = _Offers(window.font(), window.workspace.annotations.cards._theme)
    offers.show_tags(["讀書"])
    offers.resize(200, 60)
    yield lambda: QTest.keyClick(menu, Qt.Key.Key_Down)
    yield lambda: QTest.mouseClick(menu, Qt.MouseButton.LeftButton)
    yield lambda: QTest.keyClick(bar, Qt.Key.Key_Escape)
    yield offers.grab
    yield lambda: QTest.mouseClick(offers, Qt.MouseButton.LeftButton)


def _parts(window: MainWindow, file: Path) -> Iterator[Callable[[], object]]:
    from reader.gui.dialogs.restore_dialog import RestoreDialog
    from reader.gui.panels.repairs import RepairsPanel
    from reader.gui.panels.versions import VersionsBox
    from reader.gui.widgets.first_paint import FirstPaint

    page = window.workspace.page
    yield lambda: FirstPaint(page.viewport(), lambda: None)
    yield page.viewport().repaint
    data = dragged(file)
    yield lambda: QApplication.sendEvent(window, entering(data))
    yield lambda: QApplication.sendEvent(window, dropping(data))
    yield lambda: QTest.keyClick(window, Qt.Key.Key_F2)
    versions = window.findChild(VersionsBox)
    repairs = window.findChild(RepairsPanel)
    assert versions is not None
    assert repairs is not None
    yield versions.show
    yield lambda: versions.resize(QSize(versions.width() + 7, 90))
    yield lambda: QTest.keyClick(versions, Qt.Key.Key_A)
    yield versions.hide
    yield repairs.show
    dialog = RestoreDialog(
        [],
        lambda _: None,
        choose_file=lambda: None,
        obstacle=str,
        obstacle_changed=window.controller.holder_changed,
        parent=window,
    )
    yield lambda: dialog._list.addItem("item")
    yield dialog._list.show
    yield dialog.show
    yield lambda: dialog._list.sizeHintForRow(0)
    yield dialog.close
    care = window.features.library_care
    yield care.check
    yield lambda: care._check and care._check.done(0)
    for view in window.findChildren(QListView):
        yield lambda view=view: view.sizeHintForRow(0)
        yield view.viewport().repaint
    yield window.close
    yield window.show


if __name__ == "__main__":
    main(sys.argv[1])
