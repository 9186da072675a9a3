"""The contents: sections with the number of notes in each, and which one is being read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.gui.widgets.clearing import offer_clearing
from reader.gui.widgets.guard import guarded, saved
from reader.gui.widgets.missing_scripts import with_stand_ins
from reader.gui.widgets.plain_text import PlainLabel, plain_tip
from reader.localization import tr, trn
from reader.search.query import Query
from reader.wording.texts import count_repairs

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.article.session import Session

_COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
_LEVEL_ROLE = Qt.ItemDataRole.UserRole + 2
_COUNT_WIDTH = 36
_LEVEL_INDENT = 14

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class OutlineModel(QAbstractListModel):
    """One row a section."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None

    def show_session(self, session: Session) -> None:
        """Show the sections of an article."""
        self.beginResetModel()
        self._session = session
        self.endResetModel()

    def refresh(self) -> None:
        """Titles or counts have changed."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    @guarded(0)
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if parent.isValid() or self._session is None:
            return 0
        return len(self._session.document.sections)

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        session = self._session
        if session is None or not index.isValid():
            return None
        section = session.document.sections[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return session.titles.of_section(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(session.titles.of_section(index.row()))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._description(session, index.row())
        if role == _COUNT_ROLE:
            return session.annotation_index.count_in(index.row())
        if role == _LEVEL_ROLE:
            return section.level
        return None

    @staticmethod
    def _description(session: Session, row: int) -> str:
        """Return what is only painted of a section: how deep it lies, and its annotations."""
        level, count = session.document.sections[row].level, session.annotation_index.count_in(row)
        parts = [tr("Level {level}").format(level=level)] if level > 1 else []
        if count:
            parts.append(
                trn("{count} annotation", "{count} annotations", count).format(count=f"{count:,}")
            )
        return " · ".join(parts)


class _SectionDelegate(QStyledItemDelegate):
    """Draws the title indented by its level, and the count at the right."""

    @guarded(None)
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = with_stand_ins(option.text)

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        count = index.data(_COUNT_ROLE)
        indent = _LEVEL_INDENT * max(0, index.data(_LEVEL_ROLE) - 1)
        self.initStyleOption(option, index)
        title, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        role = option.palette.ColorRole.Link if is_current else option.palette.ColorRole.Text
        with saved(painter):
            painter.setFont(option.font)
            painter.setPen(option.palette.color(role))
            box = QRect(option.rect).adjusted(10 + indent, 0, -10, 0)
            middle = Qt.AlignmentFlag.AlignVCenter
            shown = option.fontMetrics.elidedText(
                title, Qt.TextElideMode.ElideRight, box.width() - (_COUNT_WIDTH if count else 0)
            )
            painter.drawText(box, middle, shown)
            if count:
                painter.setPen(option.palette.color(option.palette.ColorRole.PlaceholderText))
                painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, str(count))


class OutlinePanel(QFrame):
    """Shows the sections of a session and follows the reading."""

    section_activated = Signal(int)
    """A section was clicked or entered; its index."""
    repairs_requested = Signal()
    """The number of repairs was clicked."""

    def __init__(self, article: ActiveArticle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._article = article
        self._model = OutlineModel(self)
        heading = PlainLabel(tr("Contents"))
        heading.setProperty("heading", True)
        self._filter = QLineEdit()
        self._filter.setObjectName("outlineFilter")
        offer_clearing(self._filter)
        self._filter.setPlaceholderText(tr("Find a section"))
        self._filter.setAccessibleName(tr("Find a section"))
        self._filter.textChanged.connect(self._on_filter_text_changed)
        self._filter.returnPressed.connect(self._on_filter_return_pressed)
        around = QHBoxLayout()
        around.setContentsMargins(10, 2, 10, 4)
        around.addWidget(self._filter)
        self.list = QListView()
        """With a row for each section."""
        self.list.setObjectName("outline")
        self.list.setAccessibleName(tr("Contents"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(_SectionDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_list_activated)
        self.list.activated.connect(self._on_list_activated)
        self._repairs = QToolButton()
        self._repairs.setObjectName("repairCount")
        self._repairs.clicked.connect(self.repairs_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 10)
        column.setSpacing(2)
        column.addWidget(heading)
        column.addLayout(around)
        column.addWidget(self.list)
        column.addWidget(self._repairs)
        article.shown.connect(self._on_article_shown)
        article.document_changed.connect(self._on_article_document_changed)
        article.rendition_changed.connect(self._model.refresh)
        article.rendition_changed.connect(self._apply_filter)
        article.annotations_changed.connect(self._model.refresh)
        article.reading_moved.connect(self._on_article_reading_moved)

    def section_at(self, at: QPoint) -> int | None:
        """Return the index of the section at a point of the list; None where there is none."""
        index = self.list.indexAt(at)
        return index.row() if index.isValid() else None

    def follow(self, section: int) -> None:
        """Show which section is being read."""
        index = self._model.index(section)
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def _show_sections(self, current: int) -> None:
        if (session := self._article.session) is not None:
            self._model.show_session(session)
            found, applied = len(session.document.repairs), session.document.applied_count
            self._repairs.setText(count_repairs(applied, found - applied))
            # Of a part they are not yet counted.
            self._repairs.setVisible(found > 0 and session.document.part is None)
            self._apply_filter()
            self.follow(current)

    def _apply_filter(self) -> None:
        """Show the sections whose titles have what is typed, in whichever script."""
        query = Query(self._filter.text())
        pattern = None if query.is_empty else query.pattern()
        for row in range(self._model.rowCount()):
            title = self._model.index(row).data()
            is_shown = pattern is None or any(pattern.finditer(title, 0, len(title)))
            self.list.setRowHidden(row, not is_shown)

    def _on_filter_text_changed(self) -> None:
        self._apply_filter()

    def _on_filter_return_pressed(self) -> None:
        rows = range(self._model.rowCount())
        first = next((row for row in rows if not self.list.isRowHidden(row)), None)
        if first is not None:
            self.section_activated.emit(first)

    def _on_article_shown(self) -> None:
        self._filter.clear()
        self._show_sections(0)

    def _on_article_document_changed(self) -> None:
        self._show_sections(self.list.currentIndex().row())

    def _on_article_reading_moved(self) -> None:
        if (session := self._article.session) is not None:
            self.follow(session.document.section_index(self._article.reading_offset))

    def _on_list_activated(self, index: QModelIndex) -> None:
        self.section_activated.emit(index.row())
