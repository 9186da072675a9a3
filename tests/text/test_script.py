from __future__ import annotations

import subprocess
import sys
from functools import cache
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader.text import alignment
from reader.text.alignment import Order, Stage
from reader.text.dictionaries import load, load_of_the_engine
from reader.text.offsets import OffsetMap, TextRange
from reader.text.script import (
    AUTO,
    CONFIGS,
    ORIGINAL,
    PUTTING_RIGHT,
    Script,
    chain_for,
    convert,
    detect_script,
    simplified_characters,
)
from reader.text.segments import Segment
from reader.text.signs import without_selectors
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from opencc import OpenCC

    from reader.text.dictionaries import Dictionaries

# Loading a dictionary inside a test takes longer than the tests themselves.
unhurried = settings(deadline=None, max_examples=60)

SIMPLIFIED = (
    "后来他在图书馆里读书，发现书页边上有许多前人留下的圈点。有人用红笔画圈，有人在空白处写几句话。"
    "这些话虽然简单，却让他觉得自己不是一个人在读。"
)
TRADITIONAL = (
    "後來他在圖書館裡讀書，發現書頁邊上有許多前人留下的圈點。有人用紅筆畫圈，有人在空白處寫幾句話。"
    "這些話雖然簡單，卻讓他覺得自己不是一個人在讀。"
)
NAIVE = (
    "后來他在圖書館里讀書，發現書頁邊上有許多前人留下的圈點。有人用紅筆畫圈，有人在空白處寫几句話。"
    "這些話雖然簡單，這里面的關系卻讓他覺得自己不是一個人在讀。"
)
OVERCONVERTED = (
    "皇後隻有一個念頭：這個係統的製度方麵，她要親自來定。圖書館裡的書，她讀過許多，"
    "也寫過許多，隻是冇有人知道她的意誌。"
)


LEGITIMATE = (
    "皇后和范先生坐在幾公里外的茶几旁，不干涉北斗系統的制度，只說後會有期，這裡批准遠征。" * 3
)
MIXED_LENGTHS = "用鼠标点𠮷祥的打印机，把U盘里的软件代码优化；互联网上的头发𠗣，算法与内存。"


CURRENT = "current"
FALLBACK = "fallback"


@cache
def known(which: str) -> Dictionaries:
    return load() if which == CURRENT else load_of_the_engine()


@cache
def engine(config: str, which: str) -> OpenCC:
    """Return the conversion engine loaded with dictionaries."""
    from opencc import OpenCC

    loaded = OpenCC(config)
    if which == CURRENT:
        loaded.convert("")
        loaded._dict_chain_data = [
            [measured(known(which).tables[name]) for name in group]
            for group in known(which).groups(config)
        ]
    return loaded


def measured(entries: Mapping[str, str]) -> tuple[int, int, Mapping[str, str]]:
    lengths = set(map(len, entries))
    return max(lengths), min(lengths), entries


def longest_word(entries: Mapping[str, str]) -> int:
    if id(entries) not in _longest_words:
        _longest_words[id(entries)] = max(map(len, entries))
    return _longest_words[id(entries)]


_longest_words: dict[int, int] = {}
"""By the identity of a dictionary: counting anew each time would take most of the tests' time."""


@cache
def stages_in_the_engines_order(config: str, which: str) -> list[Stage]:
    return [
        Stage(
            [known(which).tables[name] for name in group],
            Order.LONGEST,
            engine(config, which).split_chars_re,
        )
        for group in known(which).groups(config)
    ]


@cache
def dictionary_words() -> list[str]:
    tables = (*known(CURRENT).tables.values(), *known(FALLBACK).tables.values())
    return sorted({word for entries in tables for word in entries})


words = st.deferred(lambda: st.sampled_from(dictionary_words()))


@cache
def words_by_beginning() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in dictionary_words():
        if len(word) > 1:
            found.setdefault(word[0], []).append(word)
    return found


@st.composite
def overlapping_words(draw: st.DrawFn) -> str:
    text = draw(words)
    for _ in range(draw(st.integers(1, 3))):
        following = words_by_beginning().get(text[-1])
        if following:
            text += draw(st.sampled_from(following))[1:]
    return text


texts = st.lists(
    st.one_of(
        words,
        overlapping_words(),
        words.map(lambda word: word[1:]),
        words.map(lambda word: word[:-1]),
        st.sampled_from(
            [" ", "\n", "，", "。", "．", "-", ",", "“", "\u3000", "U", "𠮷", "😀", "·"]
        ),
        st.text(max_size=3),
    ),
    max_size=12,
).map("".join)


def replaced_one_by_one(text: str, config: str, which: str, order: Order) -> tuple[str, OffsetMap]:
    """Convert in the plainest way that keeps positions."""
    simple = simplified_characters()
    whole = OffsetMap.identity(len(text))
    for names in known(which).groups(config):
        group = [known(which).tables[name] for name in names]
        if order is Order.LONGEST:
            found = longest_first(text, group, engine(config, which).split_chars_re)
        else:
            found = leftmost_first(text, group)
        new_text, replacements, done = "", [], 0
        for start, (end, news) in sorted(found.items()):
            new = news.split(" ")[0]
            new_text += text[done:start] + new
            done = end
            pairs = zip(text[start:end], new, strict=False)
            alike = all(a.translate(simple) == b.translate(simple) for a, b in pairs)
            if len(new) != end - start or (len(new) > 1 and not alike):
                replacements.append((start, end, len(new)))
        whole = whole.then(OffsetMap.from_replacements(len(text), replacements))
        text = new_text + text[done:]
    return text, whole


Found = dict[int, tuple[int, str]]


def longest_first(
    text: str, group: Sequence[Mapping[str, str]], separators: re.Pattern[str]
) -> Found:
    found: Found = {}
    free = [separators.match(c) is None for c in text]
    for entries in group:
        for length in range(min(longest_word(entries), len(text)), 0, -1):
            for start in range(len(text) - length + 1):
                end = start + length
                if all(free[start:end]) and text[start:end] in entries:
                    found[start] = end, entries[text[start:end]]
                    free[start:end] = [False] * length
    return found


def leftmost_first(text: str, group: Sequence[Mapping[str, str]]) -> Found:
    found: Found = {}
    start = 0
    while start < len(text):
        for entries in group:
            ends = range(min(start + longest_word(entries), len(text)), start, -1)
            end = next((end for end in ends if text[start:end] in entries), None)
            if end is not None:
                found[start] = end, entries[text[start:end]]
                break
        start = found[start][0] if start in found else start + 1
    return found


# --- conversion


@pytest.mark.alike(8)
@pytest.mark.parametrize("which", [CURRENT, FALLBACK])
@pytest.mark.parametrize("config", CONFIGS)
@unhurried
@given(text=texts)
def test_in_the_engines_order_the_text_is_what_the_engine_makes_of_it(
    config: str, which: str, text: str
) -> None:
    stages = stages_in_the_engines_order(config, which)

    converted, offsets = alignment.convert(text, stages, simplified_characters())

    assert converted == engine(config, which).convert(text)
    assert (converted, offsets) == replaced_one_by_one(text, config, which, Order.LONGEST)


@pytest.mark.parametrize("config", CONFIGS)
@unhurried
@given(text=texts)
def test_the_text_and_the_map_are_those_of_replacing_from_left_to_right(
    config: str, text: str
) -> None:
    # Characters are converted without what selects a variant of them.
    assume(without_selectors(text)[0] == text)
    converted = convert(text, (config,))

    assert (converted.text, converted.map) == replaced_one_by_one(
        text, config, CURRENT, Order.LEFTMOST
    )
    assert converted.map.source_length == len(text)
    assert converted.map.target_length == len(converted.text)


@unhurried
@given(text=texts, chain=st.lists(st.sampled_from(CONFIGS), max_size=3).map(tuple))
def test_a_chain_composes_texts_and_maps(text: str, chain: tuple[str, ...]) -> None:
    converted = convert(text, chain)

    whole = OffsetMap.identity(len(text))
    step_text = text
    for config in chain:
        step = convert(step_text, (config,))
        step_text, whole = step.text, whole.then(step.map)
    assert converted.text == step_text
    assert [whole.to_target(TextRange(i, i + 1)) for i in range(len(text))] == [
        converted.map.to_target(TextRange(i, i + 1)) for i in range(len(text))
    ]


@unhurried
@given(
    text=st.one_of(texts, st.lists(st.sampled_from(list(MIXED_LENGTHS))).map("".join)),
    chain=st.sampled_from([("s2twp",), ("s2tw",), ("t2s",), ("t2s", "s2twp"), ("tw2sp",)]),
    data=st.data(),
)
def test_a_range_seen_in_another_script_and_chosen_there_covers_the_same(
    text: str, chain: tuple[str, ...], data: st.DataObject
) -> None:
    text += MIXED_LENGTHS
    start = data.draw(st.integers(0, len(text) - 1))
    source = TextRange(start, data.draw(st.integers(start + 1, len(text))))
    converted = convert(text, chain)

    shown = converted.map.to_target(source)
    back = converted.map.to_source(shown)

    assert back.start <= source.start
    assert source.end <= back.end
    assert converted.map.to_target(back) == shown


@pytest.mark.parametrize(
    ("text", "config", "new", "segments"),
    [
        ("头发", "s2t", "頭髮", ()),
        ("頭髮，以後", "t2s", "头发，以后", ()),
        ("打印机", "s2tw", "打印機", ()),
        ("一台打印机。", "s2twp", "一臺印表機。", [Segment(2, 5, 2, 5)]),
        ("软件和U盘", "s2twp", "軟體和隨身碟", [Segment(0, 2, 0, 2), Segment(3, 5, 3, 6)]),
        ("互联网上的头发", "s2twp", "網際網路上的頭髮", [Segment(0, 3, 0, 4)]),
        ("埠", "tw2sp", "端口", [Segment(0, 1, 0, 2)]),
        ("㓆", "s2t", "𠗣", ()),
        ("", "s2twp", "", ()),
        # The first word from the left, 茶几, comes before a longer one, 几周围.
        ("茶几周围", "s2t", "茶几周圍", ()),
    ],
)
def test_words_that_agree_by_the_character_need_no_segment(
    text: str, config: str, new: str, segments: list[Segment]
) -> None:
    converted = convert(text, (config,))

    assert converted.text == new
    assert converted.map.segments == tuple(segments)


def test_no_conversion_is_the_identity() -> None:
    converted = convert("皇后在后面", ())

    assert converted.text == "皇后在后面"
    assert converted.map.is_identity


def test_traditional_made_by_the_character_is_put_right() -> None:
    chain = chain_for("auto-tw", Script.NAIVE_TRADITIONAL)

    assert convert("干部們在家里的關系，皇后以后再說", chain).text == (
        "幹部們在家裡的關係，皇后以後再說"
    )


def test_an_unknown_conversion_is_refused() -> None:
    with pytest.raises(ValueError, match="s2x"):
        convert("文", ("s2x",))


def test_several_threads_may_convert_at_once() -> None:
    script = (
        "import sys\n"
        "from concurrent.futures import ThreadPoolExecutor as Pool\n"
        "from reader.text.script import CONFIGS, convert\n"
        "with Pool(8) as pool:\n"
        "    made = list(pool.map(lambda c: convert(sys.argv[1], (c,)).text, CONFIGS * 4))\n"
        "sys.stdout.buffer.write('\\n'.join(made).encode())\n"
    )
    # A process of its own: here everything may be loaded already.
    output = subprocess.run(
        [sys.executable, "-c", script, MIXED_LENGTHS],
        capture_output=True,
        check=True,
        timeout=LONGEST_S,
    ).stdout.decode()

    assert output.split("\n") == [convert(MIXED_LENGTHS, (c,)).text for c in CONFIGS] * 4


def test_dictionaries_are_read_when_something_is_converted() -> None:
    script = (
        "import sys, reader.text.script as s\n"
        "sys.addaudithook(lambda event, args: event == 'open' and '.txt' in str(args[0])\n"
        "    and sys.exit(1))\n"
        "s.convert('文', ()), s.chain_for('auto-s', s.Script.SIMPLIFIED)\n"
    )

    assert (
        subprocess.run([sys.executable, "-c", script], check=False, timeout=LONGEST_S).returncode
        == 0
    )


def test_long_text_without_punctuation_takes_time_in_proportion() -> None:
    # Words overlap all along: one cluster as long as the text.
    line = "中国人民共和国家里面包车里程度量子" * 500

    short = min(_seconds(line) for _ in range(3))
    long = min(_seconds(line * 10) for _ in range(2))

    assert long < 40 * max(short, 0.001)


@pytest.mark.parametrize(("config", "text"), [("t2s", TRADITIONAL), ("s2tw", SIMPLIFIED)])
def test_it_is_at_least_twice_as_fast_as_the_engine(config: str, text: str) -> None:
    text = "\n".join([text] * 200)
    theirs = engine(config, FALLBACK)

    # Measured at 5 times and more, the map included.
    ours_took = min(_seconds(text, config) for _ in range(5))
    start = process_time()
    theirs.convert(text)

    assert process_time() - start > 2 * ours_took


def _seconds(text: str, config: str = "s2tw") -> float:
    start = process_time()
    convert(text, (config,))
    return process_time() - start


# --- targets


@pytest.mark.parametrize(
    ("target", "script", "chain"),
    [
        ("auto-s", Script.SIMPLIFIED, ()),
        ("auto-tw", Script.SIMPLIFIED, ("s2tw",)),
        ("auto-hk", Script.SIMPLIFIED, ("s2hk",)),
        ("auto-s", Script.TRADITIONAL, ("t2s",)),
        ("auto-tw", Script.TRADITIONAL, ("t2tw",)),
        ("auto-hk", Script.TRADITIONAL, ("t2hk",)),
        ("auto-s", Script.NAIVE_TRADITIONAL, ("t2s",)),
        ("auto-tw", Script.NAIVE_TRADITIONAL, (PUTTING_RIGHT, "t2tw")),
        ("auto-hk", Script.NAIVE_TRADITIONAL, ("putting-right-hk", "t2hk")),
        ("s2twp", Script.OTHER, ("s2twp",)),
    ],
)
def test_the_source_decides_what_automatic_means(
    target: str, script: Script, chain: tuple[str, ...]
) -> None:
    assert chain_for(target, script) == chain


@pytest.mark.parametrize("script", Script)
def test_the_original_is_left_alone_and_a_name_is_taken_at_its_word(script: Script) -> None:
    assert chain_for(ORIGINAL, script) == ()
    assert [chain_for(config, script) for config in CONFIGS] == [(config,) for config in CONFIGS]


def test_a_text_that_is_not_chinese_is_left_alone() -> None:
    assert [chain_for(target, Script.OTHER) for target in AUTO] == [()] * 3


@pytest.mark.parametrize("target", ["", "s2x", "auto", "Original"])
def test_an_unknown_target_is_refused(target: str) -> None:
    with pytest.raises(ValueError, match="convert to"):
        chain_for(target, Script.SIMPLIFIED)


# --- detection


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (SIMPLIFIED, Script.SIMPLIFIED),
        (TRADITIONAL, Script.TRADITIONAL),
        (NAIVE, Script.NAIVE_TRADITIONAL),
        (OVERCONVERTED, Script.NAIVE_TRADITIONAL),
        (TRADITIONAL + SIMPLIFIED[:40], Script.NAIVE_TRADITIONAL),
        (SIMPLIFIED + TRADITIONAL[:20], Script.SIMPLIFIED),
        (LEGITIMATE, Script.TRADITIONAL),
        ("It was a dark and stormy night. " * 20 + "漢", Script.OTHER),
        ("国語の本を読んでいると、余白に書き込みがあった。" * 5, Script.OTHER),
        ("1234 -- 5678", Script.OTHER),
        ("", Script.OTHER),
        ("山水之心", Script.SIMPLIFIED),
    ],
)
def test_a_text_tells_its_script(text: str, script: Script) -> None:
    assert detect_script(text) is script


def test_a_conversion_is_recognised() -> None:
    assert detect_script(convert(NAIVE, ("t2s", "s2tw")).text) is Script.TRADITIONAL
    assert detect_script(convert(NAIVE, ("t2s", "s2hk")).text) is Script.TRADITIONAL
    assert detect_script(convert(TRADITIONAL, ("t2s",)).text) is Script.SIMPLIFIED


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("這篇文章談論讀書，讀者們愿意慢慢讀，終于讀完了。", Script.NAIVE_TRADITIONAL),
        ("這篇文章談論讀書，讀者們願意慢慢讀，終於讀完了。", Script.TRADITIONAL),
        # Forms of Hong Kong are no mistakes.
        ("這裏的人説，讀書為樂，着重讀完。", Script.TRADITIONAL),
        ("这篇文章谈论读书，终于读完了。", Script.SIMPLIFIED),
        ("Reading is a pleasure.", Script.OTHER),
    ],
)
def test_of_a_text_known_to_be_converted_one_form_tells(text: str, script: Script) -> None:
    assert detect_script(text, is_converted=True) is script


def test_one_form_alone_proves_nothing() -> None:
    text = "這篇文章談論讀書，讀者們願意慢慢讀，終於讀完了。" * 40 + "讀完以后，又讀一遍。"

    assert detect_script(text) is Script.TRADITIONAL
    assert detect_script(text, is_converted=True) is Script.NAIVE_TRADITIONAL


def test_of_a_long_text_all_parts_are_looked_at() -> None:
    assert detect_script("Preface. " * 1_000 + SIMPLIFIED * 400) is Script.SIMPLIFIED
    assert detect_script(SIMPLIFIED[:8] + TRADITIONAL * 2_000) is Script.TRADITIONAL


@pytest.mark.parametrize(
    ("name", "encoding", "script"),
    [
        ("ordos-court.txt", "utf-8", Script.NAIVE_TRADITIONAL),
        ("hongloumeng-01-03.txt", "utf-8", Script.NAIVE_TRADITIONAL),
        ("ah-q.txt", "utf-8", Script.TRADITIONAL),
        ("panlongcheng-hk.txt", "utf-8", Script.TRADITIONAL),
        ("rust-book-tw-references.md", "utf-8", Script.TRADITIONAL),
        ("copyright-law.gb18030.txt", "gb18030", Script.SIMPLIFIED),
    ],
)
def test_real_texts_tell_their_script(
    shared_data: Path, name: str, encoding: str, script: Script
) -> None:
    text = (shared_data / "articles" / name).read_text(encoding)

    assert detect_script(text) is script


def test_words_are_converted_across_a_selected_variant() -> None:
    text = "他的头\U000e0100发\ufe00很长。"

    converted = convert(text, ("s2tw",))

    assert converted.text == "他的頭髮很長。"
    assert converted.map.to_source(TextRange(2, 3)) == TextRange(2, 4)
    assert converted.map.to_source(TextRange(4, 5)) == TextRange(6, 7)


@pytest.mark.parametrize(
    "description", ["⿰虫风", "⿱艹发", "⿲彳⿰虫风亍", "⿰亻⿱艹发", "⿾干", "⿰虫⿰", "⿰"]
)
def test_the_parts_of_a_described_character_stay_what_they_are(description: str) -> None:
    assert convert(f"头发作{description}", ("s2tw",)).text == f"頭髮作{description}"


def test_what_follows_a_described_character_has_its_place() -> None:
    converted = convert("此字作⿰虫风，头发", ("s2tw",))

    assert converted.text == "此字作⿰虫风，頭髮"
    assert converted.map.to_source(TextRange(7, 9)) == TextRange(7, 9)
