from __future__ import annotations

from string import Formatter

import pytest

from reader.bootstrap.wording import MESSAGES, language_of
from reader.localization import LOCALES


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


@pytest.mark.parametrize("key", MESSAGES)
def test_message_says_the_same_in_every_language(key: str) -> None:
    message = MESSAGES[key]

    assert set(message) == set(LOCALES)
    assert len({frozenset(fields(text)) for text in message.values()}) == 1
    assert all(len(text.splitlines()) == 1 for text in message.values())


def test_language_is_that_of_the_environment() -> None:
    assert language_of([], {"LANG": "zh_HK.UTF-8"}) == "zh_TW"
    assert language_of(["article.txt"], {}) == "en"


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
