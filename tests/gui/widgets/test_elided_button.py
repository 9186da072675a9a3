from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QStyleOptionButton

from reader.gui.widgets.elided_button import ElidedButton

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def drawn_on(button: ElidedButton) -> str:
    option = QStyleOptionButton()
    button.initStyleOption(option)
    return option.text


@pytest.mark.parametrize("text", ["留著「" + "字" * 50 + "」", "A & B" * 30])
def test_a_long_text_is_elided_to_the_room_there_is(qtbot: QtBot, text: str) -> None:
    button = ElidedButton(text)
    qtbot.addWidget(button)
    assert button.minimumSizeHint().width() < 100

    button.resize(160, 30)

    drawn = drawn_on(button)
    assert "…" in drawn
    assert drawn[0] == text[0]
    assert button.fontMetrics().horizontalAdvance(drawn.replace("&&", "&")) <= 160
    assert button.accessibleName() == text
    button.resize(4000, 30)
    assert drawn_on(button) == text.replace("&", "&&")
