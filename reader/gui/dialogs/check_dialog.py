"""The dialog that checks the library, and repairs it when asked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.errors import ReaderError
from reader.gui.dialogs.check_job import Checking
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import PlainLabel
from reader.gui.widgets.within_screen import resize_within_screen
from reader.localization import join_sentences, tr, trn
from reader.wording.errors import explain
from reader.wording.library_check import explain_finding, what_becomes_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.storage.check.findings import Examined, Finding
    from reader.storage.library import Library


class CheckDialog(QDialog):
    """Looks through a library as soon as it is shown. Nothing is changed before “Repair”."""

    def __init__(
        self, library: Library, save: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        """Begin to look.

        Args:
            library: where articles are kept.
            save: brings to disk what is open, so that it is looked at too.
            parent: the window.
        """
        super().__init__(parent)
        self._save = save
        self._findings: list[Finding] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Check library"))
        resize_within_screen(self, 720, 480)
        self._said = PlainLabel()
        self._said.setObjectName("checkSaid")
        self._said.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._list = QListWidget()
        self._list.setObjectName("findings")
        self._list.setAccessibleName(tr("What was found"))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._plan = PlainLabel()
        self._plan.setObjectName("repairPlan")
        self._plan.setWordWrap(True)
        self._repair = QPushButton(tr("Repair"))
        self._repair.setObjectName("repairLibrary")
        self._repair.clicked.connect(self._on_repair_clicked)
        self._stop = QPushButton(tr("Stop"))
        self._stop.setObjectName("stopChecking")
        self._stop.clicked.connect(self._on_stop_clicked)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.addButton(self._repair, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._stop, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self._said, self._bar, self._list, self._plan, buttons):
            column.addWidget(widget)
        self._checking = Checking(library, self)
        self._checking.progressed.connect(self._on_checking_progressed)
        self._checking.finished.connect(self._on_checking_finished)
        self._begin(repairs=False)

    @property
    def is_busy(self) -> bool:
        """Whether it is looking, or repairing."""
        return self._checking.is_busy

    @guarded(None)
    def done(self, result: int) -> None:
        """Stop, however the window is closed."""
        try:
            self._checking.stop()
        finally:
            super().done(result)

    def _begin(self, *, repairs: bool) -> None:
        self._save()
        self._findings.clear()
        self._list.clear()
        self._plan.clear()
        self._said.setText(tr("Repairing…") if repairs else tr("Looking through the library…"))
        self._bar.setRange(0, 0)
        self._bar.show()
        self._repair.setEnabled(False)
        self._stop.setEnabled(True)
        self._checking.begin(repairs=repairs)

    def _on_checking_progressed(self, examined: Examined) -> None:
        self._bar.setRange(0, examined.total)
        self._bar.setValue(examined.number)
        for finding in examined.findings:
            self._list_finding(finding)

    def _list_finding(self, finding: Finding) -> None:
        """Put problems before information."""
        place = sum(each.stays for each in self._findings) if finding.stays else self._list.count()
        self._findings.insert(place, finding)
        said = join_sentences(explain_finding(finding), what_becomes_of(finding))
        words = tr("To be looked at: {what}") if finding.stays else tr("For information: {what}")
        self._list.insertItem(place, QListWidgetItem(words.format(what=said)))

    def _on_checking_finished(self, problem: Exception | None) -> None:
        if isinstance(problem, ReaderError):
            self._rest(explain(problem))
        elif problem is not None:
            self._say_stopped()  # a fault, which has been told of
        else:
            self._rest(self._summary())

    def _on_stop_clicked(self) -> None:
        self._checking.stop()
        self._say_stopped()

    def _say_stopped(self) -> None:
        self._rest(tr("Stopped. Not all of the library was looked at."))

    def _on_repair_clicked(self) -> None:
        self._begin(repairs=True)

    def _rest(self, said: str) -> None:
        self._said.setText(said)
        self._bar.hide()
        self._stop.setEnabled(False)
        repairable = sum(each.can_repair and not each.is_repaired for each in self._findings)
        self._repair.setEnabled(repairable > 0)
        if repairable:
            words = trn(
                "Repair puts right {count} of them; each file it changes is kept as it was in the"
                " library's backups first.",
                "Repair puts right {count} of them; each file it changes is kept as it was in the"
                " library's backups first.",
                repairable,
            )
            self._plan.setText(words.format(count=repairable))

    def _summary(self) -> str:
        staying = sum(each.stays for each in self._findings)
        if not staying:
            return tr("The library is in order.")
        sentence = trn(
            "{count} thing in the library is not as it should be.",
            "{count} things in the library are not as they should be.",
            staying,
        )
        return sentence.format(count=staying)
