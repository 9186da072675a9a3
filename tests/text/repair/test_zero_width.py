from __future__ import annotations

import random
import time

import pytest

from reader.text.repair import apply_repairs, zero_width

SIGNS = [
    *"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180e\u200b\u200c\u200d\u200e\u200f",
    *"\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2064\u2066\u2069\u206a\u206f\u2800\u3164",
    *"\ufe00\ufe0e\ufe0f\ufeff\uffa0\ufff9\ufffa\ufffb\U000e0001\U000e0041\U000e007f\U000e0100",
    "\U000e01ef",
]
CLEAN = (
    "古人讀書，手邊總有一枝朱筆；讀到會心之處，便在字旁加一個圈。里头还有头发、铅笔与1984年的A班。"
)


def repaired(text: str) -> str:
    return apply_repairs(text, zero_width.find(text))[0]


@pytest.mark.parametrize("character", SIGNS)
def test_what_nobody_sees_is_removed_among_chinese(character: str) -> None:
    assert repaired(f"头{character}发，{character * 3}很长\n{character}\n第{character}一章") == (
        "头发，很长\n\n第一章"
    )


@pytest.mark.parametrize("character", SIGNS)
@pytest.mark.parametrize("share", [0.05, 0.3, 1.0])
def test_it_is_removed_wherever_it_stands_in_a_chinese_text(character: str, share: float) -> None:
    rng = random.Random(f"{character}{share}")  # noqa: S311 - repeatable, not secret
    marked = "".join(c + (character if rng.random() < share else "") for c in CLEAN * 3)

    assert repaired(f"{character}头{character}发{character}\n" + marked) == "头发\n" + CLEAN * 3


def test_several_kinds_in_one_run_are_removed_together() -> None:
    rng = random.Random(3)  # noqa: S311 - repeatable, not secret
    marked = "".join(c + "".join(rng.sample(SIGNS, rng.randint(0, 3))) for c in CLEAN)

    assert repaired(marked) == CLEAN


@pytest.mark.parametrize("space", ["\u202f", "\u2009", "\u200a"])
def test_spaces_too_thin_to_be_seen_are_closed_between_han(space: str) -> None:
    assert repaired(f"头{space}发很长，高{space}5{space}米") == f"头发很长，高{space}5{space}米"


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("an emoji of several people", "一家人👨\u200d👩\u200d👧出門"),
        ("an emoji of several signs", "他的❤\ufe0f\u200d🔥还在"),
        ("a sign shown as an emoji", "注意⚠\ufe0f前面，谢谢❤\ufe0f。"),
        ("a sign shown as text", "春☀\ufe0e天"),
        ("an emoji among Chinese punctuation", "恭贺㊗\ufe0f新年〰\ufe0f"),
        ("a keycap", "第1\ufe0f\u20e3条"),
        ("a flag", "他来自🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f那里"),
        ("Hindi", "क्\u200dष 與 क्\u200cष"),
        ("Hindi beside Chinese", "他写क्\u200d这个字"),
        ("Persian", "他说می\u200cخواهم这个词"),
        ("Hebrew", "他说\u200fשלום\u200f。然后走了。"),
        ("Arabic, isolated", "他写\u2067مرحبا!\u2069这个词"),
        ("Mongolian", "蒙文ᠭ\u180bᠠ\u180e这样写"),
        ("Korean", "韩文\u115fᅡ和ㄱ\u3164字母"),
        ("Khmer", "高棉文ក\u17b4字"),
        ("Thai words", "ภาษา\u200bไทย"),
        ("Braille", "盲文⠁\u2800⠃"),
        ("a reading", "他写\ufff9漢\ufffaかん\ufffb字"),
        ("a hyphen of a German word", "Donau\u00addampf"),
        ("a registered variant", "葛\U000e0100先生把劍\U000e0101放在邊\U000e0103上"),
        ("a standard variant", "神\ufe00社"),
        ("a comma in the middle of its square", "讀書，\ufe01寫字"),
        ("Korean alone on a line", "안녕\n\u3164\n안녕"),
        ("nothing", "春眠不覺曉"),
    ],
)
def test_what_is_spelling_is_left_alone(why: str, text: str) -> None:
    assert not zero_width.find(text), why


@pytest.mark.parametrize("emoji", ["👨\u200d👩\u200d👧", "❤\ufe0f", "1\ufe0f\u20e3"])
def test_an_emoji_stays_whole_in_a_text_full_of_its_parts(emoji: str) -> None:
    text = f"头发\ufe0f，很\u200d长。{emoji}里头"

    assert repaired(text) == f"头发，很长。{emoji}里头"


def test_marks_of_direction_stay_on_each_line_of_letters_that_need_them() -> None:
    line = "讀\u200e書\u200e讀\u200e書"

    assert repaired(f"{line} שלום\n{line}\n{line} שלום\n{line}\n") == (
        f"{line} שלום\n讀書讀書\n{line} שלום\n讀書讀書\n"
    )


def test_a_soft_hyphen_in_a_word_is_one_of_those_that_stand_everywhere() -> None:
    assert repaired("头\u00ad发，Wi\u00adFi和Donau\u00addampf") == "头发，WiFi和Donaudampf"


def test_a_selector_that_stands_behind_anything_selects_nothing() -> None:
    assert repaired("葛\U000e0100先生的头\U000e0100发") == "葛先生的头发"


@pytest.mark.parametrize("text", ["头\u200b" * 200_000, "\u200e" * 400_000, "a\u200c" * 200_000])
def test_a_long_text_of_them_is_looked_at_in_no_time(text: str) -> None:
    begun = time.process_time()
    zero_width.find(text + "头发\u200b")

    assert time.process_time() - begun < 2
