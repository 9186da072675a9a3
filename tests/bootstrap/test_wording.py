from __future__ import annotations

from string import Formatter

import pytest

from reader.bootstrap.wording import MESSAGES, language_of

LANGUAGES = {"en", "zh_TW", "zh_CN"}


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


@pytest.mark.parametrize("key", MESSAGES)
def test_message_says_the_same_in_every_language(key: str) -> None:
    message = MESSAGES[key]

    assert set(message) == LANGUAGES
    assert len({frozenset(fields(text)) for text in message.values()}) == 1


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "en"),
        ({"LANG": "zh_TW.UTF-8"}, "zh_TW"),
        ({"LANG": "zh_HK"}, "zh_TW"),
        ({"LANG": "zh_MO.big5hkscs"}, "zh_TW"),
        ({"LANG": "zh_CN.GB18030"}, "zh_CN"),
        ({"LANG": "zh_SG.utf8@x"}, "zh_CN"),
        ({"LANG": "zh"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh_TW"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh_CN"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh_CN"),
    ],
)
def test_language_is_that_of_the_locale(environ: dict[str, str], language: str) -> None:
    assert language_of([], environ) == language


@pytest.mark.parametrize(
    ("command_line", "language"),
    [
        ("--lang zh_TW", "zh_TW"),
        ("show a.txt --lang=zh_CN", "zh_CN"),
        ("--lang en", "en"),
        ("--lang zh-Hant", "zh_TW"),
        ("--lang", "zh_CN"),
    ],
)
def test_asked_for_language_goes_before_the_locale(command_line: str, language: str) -> None:
    assert language_of(command_line.split(), {"LANG": "zh_CN.UTF-8"}) == language
