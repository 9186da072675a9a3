"""Characters that no face can shape cost no search through all faces."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontDatabase

from reader.gui.widgets import missing_scripts
from reader.gui.widgets.missing_scripts import with_stand_ins

_WRITTEN = {
    "Syriac": "ܫܠܡܐ", "Thaana": "ދިވެހި", "Nko": "ߒߞߏ", "Devanagari": "नमस्ते", "Bengali": "বাংলা",
    "Gurmukhi": "ਪੰਜਾਬੀ", "Gujarati": "ગુજરાતી", "Oriya": "ଓଡ଼ିଆ", "Tamil": "தமிழ்",
    "Telugu": "తెలుగు", "Kannada": "ಕನ್ನಡ", "Malayalam": "മലയാളം", "Sinhala": "සිංහල",
    "Khmer": "ខ្មែរ",
}  # fmt: skip


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("script", list(_WRITTEN))
def test_a_square_stands_for_what_no_face_can_shape(script: str) -> None:
    written = _WRITTEN[script]
    has_face = bool(QFontDatabase.families(QFontDatabase.WritingSystem[script]))

    shown = with_stand_ins(f"讀{written}書")

    assert shown == f"讀{written if has_face else '□' * len(written)}書"


def test_what_a_face_can_shape_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing_scripts, "_has_face", {"Tamil": True, "Telugu": False}.__getitem__)

    assert with_stand_ins("தமிழ் తెలుగు") == "தமிழ் □□□□□□"


@pytest.mark.parametrize("text", ["", "讀書 a", "𠮷 \U0001f600", "עברית", "한글", "ไทย"])
def test_other_texts_are_the_same(text: str) -> None:
    assert with_stand_ins(text) is text
