from __future__ import annotations

from unittest.mock import Mock

import pytest

from reader.document.structure import credits as of_line
from reader.document.structure.credits import read_credits
from tests.bounds.patterns import units_of

_ROLES = """
原作者 作者 撰文 文 文字 撰 撰稿 著者 記者 记者 通訊員 通讯员 口述 責任編輯 责编
責任編 編輯 编辑 編者 校對 校对 审核 審稿 攝影 摄 圖 图片 插圖 插画 繪圖 绘画 繪畫
譯者 译 翻譯 翻译 採訪 采访 監製 监制 製圖 制作 整理
"""


@pytest.mark.parametrize("field", of_line._FIELDS, ids=range(len(of_line._FIELDS)))
def test_a_form_has_its_signs_in_whatever_it_fits(field: of_line._Field) -> None:
    fitting = [text for text in units_of(field.pattern.pattern) if field.pattern.match(text)]

    assert fitting
    assert all(not signs.isdisjoint(text) for text in fitting for signs in field.signs)


@pytest.mark.parametrize("role", _ROLES.split())
def test_whoever_did_something_is_read_after_the_word_for_it(role: str) -> None:
    assert read_credits(f"{role}：王小明") is not None
    assert read_credits(f"{role}|王小明 2024-03-01") is not None


def test_forms_without_a_sign_in_the_line_are_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = [Mock(**{"match.return_value": None}) for _ in of_line._FIELDS]
    forms = [f._replace(pattern=p) for f, p in zip(of_line._FIELDS, patterns, strict=True)]
    monkeypatch.setattr(of_line, "_FIELDS", tuple(forms))

    assert read_credits("天地玄黃") is None
    assert not any(pattern.match.called for pattern in patterns)
    assert read_credits("2024/3/1") is None
    assert patterns[0].match.called
    assert not patterns[-1].match.called
