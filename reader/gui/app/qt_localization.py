"""Qt in the user's language: its own dialogs, and the interface's font."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from reader.gui.widgets.fonts import Region, interface_font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_REGIONS = {"zh_TW": Region.TAIWAN, "zh_CN": Region.MAINLAND, "en": Region.TAIWAN}
_INTERFACE_PIXELS = 14


def localize(application: QApplication, locale: str) -> None:
    """Load Qt's own translations for a locale; a wheel without them leaves it in English."""
    QLocale.setDefault(QLocale(locale))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{locale}", folder):
        application.installTranslator(translator)
    application.setFont(interface_font(_REGIONS.get(locale, Region.TAIWAN), _INTERFACE_PIXELS))
