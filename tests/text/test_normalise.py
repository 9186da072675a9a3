from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.normalise import NORMALISE, changed_words, convert_except
from reader.text.offsets import TextRange
from reader.text.script import convert

if TYPE_CHECKING:
    from pathlib import Path

NAIVE = "于阿婆由于干部的關系，又和干部們去了家里。\n干部說：于阿婆后來也是干部。"

PARTS = (
    *("于阿婆", "由于", "干部", "關系", "家里", "后來", "U盤", "打印機", "軟件", "代碼", "优化"),
    *("祇", "只", "𠮷", "，", "\n"),
)
texts = st.lists(
    st.sampled_from(PARTS) | st.text(max_size=2).filter(str.isprintable), max_size=12
).map("".join)
chains = st.sampled_from([NORMALISE, ("t2s", "s2twp"), ("t2s",), ("tw2sp",)])


def test_changed_words_come_with_their_places_the_commonest_first() -> None:
    found = changed_words(NAIVE)

    assert [(word.original, word.new, word.count) for word in found][:2] == [
        ("干部", "幹部", 4),
        ("于", "於", 2),
    ]
    assert {(word.original, word.new) for word in found[2:]} >= {("由于", "由於"), ("后來", "後來")}
    for word in found:
        assert {place.slice(NAIVE) for place in word.places} == {word.original}


def test_a_text_that_is_right_has_none() -> None:
    assert changed_words("皇后和幹部們在家裡，鄰里說長征。") == ()
    assert changed_words("") == ()


def test_what_is_refused_stays_and_the_rest_is_put_right() -> None:
    converted = convert_except(NAIVE, NORMALISE, {"于"})

    assert converted.text == (
        "于阿婆由於幹部的關係，又和幹部們去了家裡。\n幹部說：于阿婆後來也是幹部。"
    )


def test_nothing_refused_is_a_conversion() -> None:
    assert convert_except(NAIVE, NORMALISE, frozenset()) == convert(NAIVE, NORMALISE)
    assert convert_except(NAIVE, NORMALISE, {"不在"}) == convert(NAIVE, NORMALISE)


def test_a_word_refused_corresponds_by_the_character_again() -> None:
    text = "用打印機和U盤打印"
    converted = convert_except(text, ("t2s", "s2twp"), {"打印機"})

    assert converted.text == "用打印機和隨身碟列印"
    assert converted.map.to_source(TextRange(1, 2)) == TextRange(1, 2)
    assert converted.map.to_source(TextRange(5, 6)) == TextRange(5, 7)


@settings(deadline=None, max_examples=150)
@given(text=texts, chain=chains, data=st.data())
def test_refusing_gives_back_just_the_words_refused(
    text: str, chain: tuple[str, ...], data: st.DataObject
) -> None:
    found = changed_words(text, chain)
    refused = data.draw(st.sets(st.sampled_from([word.original for word in found] or ["無"])))

    converted = convert_except(text, chain, refused)

    assert converted.map.source_length == len(text)
    assert converted.map.target_length == len(converted.text)
    for word in found:
        for place in word.places:
            shown = converted.map.to_target(place)
            expected = word.original if word.original in refused else word.new
            assert shown.slice(converted.text) == expected
            assert converted.map.to_source(shown) == place


@settings(deadline=None, max_examples=100)
@given(text=texts, chain=chains)
def test_refusing_all_gives_the_text_and_none_the_conversion(
    text: str, chain: tuple[str, ...]
) -> None:
    every = {word.original for word in changed_words(text, chain)}

    assert convert_except(text, chain, every).text == text
    assert convert_except(text, chain, ()).text == convert(text, chain).text


@settings(deadline=None, max_examples=100)
@given(text=texts, chain=chains, data=st.data())
def test_a_page_made_line_by_line_agrees_with_the_list(
    text: str, chain: tuple[str, ...], data: st.DataObject
) -> None:
    found = changed_words(text, chain)
    refused = data.draw(st.sets(st.sampled_from([word.original for word in found] or ["無"])))

    lines = text.split("\n")
    shown = "\n".join(convert_except(line, chain, refused).text for line in lines)

    assert shown == convert_except(text, chain, refused).text


def test_only_the_word_that_was_seen_is_refused() -> None:
    text = "于阿婆由于此事，關于干部的事，終于干了這杯。"
    listed = {word.original: word for word in changed_words(text)}
    assert {"于", "由于", "關于", "終于", "干部", "干"} <= set(listed)

    kept = convert_except(text, NORMALISE, {"于", "干"}).text

    assert kept == "于阿婆由於此事，關於幹部的事，終於干了這杯。"


def test_long_texts_are_searched_in_parts_as_if_in_one() -> None:
    once, times = changed_words(NAIVE + "\n"), 300

    found = changed_words((NAIVE + "\n") * times)

    assert {(w.original, w.new, w.count) for w in found} == {
        (w.original, w.new, w.count * times) for w in once
    }
    for word in found:
        places = {place.slice((NAIVE + "\n") * times) for place in word.places}
        assert places == {word.original}


def test_what_is_not_wanted_any_more_is_not_looked_for() -> None:
    asked = []

    def is_wanted() -> bool:
        asked.append(None)
        return len(asked) < 2

    (first, *_) = changed_words((NAIVE + "\n") * 300, is_wanted=is_wanted)

    assert len(asked) == 2
    assert 0 < first.count < 4 * 300


def test_real_texts_are_put_right(shared_data: Path) -> None:
    text = (shared_data / "articles" / "ordos-court.txt").read_text("utf-8")

    found = {word.original: word for word in changed_words(text)}

    assert found["干警"].new == "幹警"
    assert found["干警"].count >= 10
    assert convert_except(text, NORMALISE, found).text == text


@pytest.mark.parametrize("chain", [(), ("s2x",)])
def test_chains_are_those_of_conversion(chain: tuple[str, ...]) -> None:
    if chain:
        with pytest.raises(ValueError, match="s2x"):
            changed_words("文", chain)
    else:
        assert changed_words("文", chain) == ()


@pytest.mark.parametrize("selector", ["\ufe00", "\ufe0f", "\U000e0100"])
@pytest.mark.parametrize("base", ["\n", " ", "\u3000", "0", "a", "☺", "〽"])
def test_a_selector_that_is_behind_no_chinese_character_stays(base: str, selector: str) -> None:
    text = f"{{}}{base}{selector}{{}}"

    assert convert(text.format("頭發", "干部"), NORMALISE).text == text.format("頭髮", "幹部")
