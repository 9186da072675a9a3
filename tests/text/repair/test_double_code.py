from __future__ import annotations

import time
import unicodedata

import pytest

from reader.text.double_codes import characters_of_doubles, characters_of_radicals
from reader.text.matching import find_quote
from reader.text.repair import apply_repairs, double_code

PROSE = (
    "第一章 大人的生日\n一、前言\n"
    "　　他用心读书，走了八里土路，口里说着：人生一世，要有自己的方法。\n"
    "　　门口停着马车，长长的风吹过山谷，父子二人手里提着鱼和水瓜，高高兴兴地走进小屋。\n"
)
TRADITIONAL = (
    "他用心讀書，走了八里土路，口裡說著：人生一世，要有自己的方法。門口停著馬車，"
    "父子二人手裡提著魚，高高興興地走進小屋，行李放在金色的車門旁。"
)


def repaired(text: str) -> str:
    return apply_repairs(text, double_code.find(text))[0]


def radicals(text: str) -> str:
    """Write each character as the sign of a radical where there is one, those of Kangxi first."""
    table = {character: code for code, character in reversed(characters_of_radicals().items())}
    return text.translate(table)


def doubles(text: str) -> str:
    table = {character: code for code, character in characters_of_doubles().items()}
    return text.translate(table)


@pytest.mark.parametrize("text", [PROSE, TRADITIONAL, "第一章", "一方面", "马车、青风、飞鸟"])
def test_signs_of_radicals_in_words_are_characters(text: str) -> None:
    damaged = radicals(text)

    assert damaged != text
    assert repaired(damaged) == text


@pytest.mark.parametrize("share", [1, 2, 7])
def test_it_does_not_matter_how_many_there_are(share: int) -> None:
    damaged = "".join(
        radicals(c) if number % share == 0 else c for number, c in enumerate(PROSE * 2)
    )

    assert repaired(damaged) == PROSE * 2


def test_the_radical_of_a_door_is_what_the_script_of_the_text_has() -> None:
    assert repaired("用⼾说过，这里的客⼾很多。") == "用户说过，这里的客户很多。"
    assert repaired("用⼾說過，這裡的客⼾很多。") == "用戶說過，這裡的客戶很多。"


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("他站在⾨口看⻋，这时候还没有开始下雨。", "他站在门口看车，这时候还没有开始下雨。"),
        ("他站在⾨口看⾞，這時候還沒有開始下雨。", "他站在門口看車，這時候還沒有開始下雨。"),
        ("这条⾺路上⾵很大，我们⾒过的⾞不多。", "这条马路上风很大，我们见过的车不多。"),
        ("這條⾺路上⾵很大，我們⾒過的⾞不多。", "這條馬路上風很大，我們見過的車不多。"),
    ],
)
def test_radicals_are_the_characters_of_the_script_around_them(damaged: str, meant: str) -> None:
    assert repaired(damaged) == meant


@pytest.mark.parametrize("text", [TRADITIONAL, "歷史與文學，禮樂與立法，不良的行為。"])
def test_second_codes_are_the_characters(text: str) -> None:
    damaged = doubles(text)

    assert damaged != text
    assert repaired(damaged) == text


@pytest.mark.parametrize(
    "text",
    [
        "部首：⼀ ⼁ ⼂ ⼃ ⼄ ⼅\n⼆ ⼇ ⼈ ⼉ ⼊ ⼋",
        "⼀、⼁、⼂、⼃、⼄、⼅、⼆",
        "⼀⼁⼂⼃⼄⼅⼆⼇⼈⼉⼊⼋⼌⼍⼎⼏⼐⼑⼒⼓⼔⼕⼖⼗⼘⼙⼚⼛⼜⼝⼞⼟⼠",
        "⼀部\n⼆部\n⼤部\n⼿部\n⾯部",
        "「⽔」是水的部首，「⽕」是火的部首，「⼈」字旁的字都和人有關。",
        "⻓（长）、⻔（门）、⻢（马）",
        "U+F914 樂\tU+F9B4 領\tU+F91C 卵",
        "｜⼈｜人｜⼝｜口｜",
    ],
)
def test_a_text_about_them_stays_what_it_is(text: str) -> None:
    assert not double_code.find(text)


@pytest.mark.parametrize(
    "text", ["漢字와 樂園을 말한다. 우리는 樂園에 간다.", "神社へ行きました。樂しい祝日でした。"]
)
def test_korean_and_japanese_keep_their_codes(text: str) -> None:
    damaged = doubles(text)

    assert damaged != text
    assert not double_code.find(damaged)


def test_unified_characters_among_the_second_codes_are_none() -> None:
    assert all(c not in characters_of_doubles() for c in map(ord, "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"))


def test_the_table_agrees_with_unicode() -> None:
    for code, character in characters_of_radicals().items():
        normal = unicodedata.normalize("NFKC", chr(code))
        assert normal in (chr(code), chr(character))


@pytest.mark.parametrize(("quote", "count"), [("方法", 1), ("長長", 1), ("樂園", 1), ("⽅法", 1)])
def test_quotes_are_found_in_either_code(quote: str, count: int) -> None:
    assert len(find_quote("有⽅法的人在樂園，⻓⻓的路", quote)) == count


def test_a_long_damaged_text_is_looked_at_in_no_time() -> None:
    text = radicals(PROSE) * 5_000
    begun = time.process_time()
    double_code.find(text)

    assert time.process_time() - begun < 2
