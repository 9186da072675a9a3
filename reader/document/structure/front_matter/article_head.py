"""What stands between the title and the body: subtitle, byline, date line, lead."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from reader.document.model import BlockKind
from reader.document.structure.credits import Credits, read_credits
from reader.document.structure.front_matter.labels import read_labels
from reader.document.structure.front_matter.official_papers import is_document_number
from reader.document.structure.front_matter.site_notices import is_notice
from reader.document.structure.headings.chapters import has_number
from reader.document.structure.headings.enumerations import is_counted
from reader.document.structure.headings.front_words import is_front_word
from reader.document.structure.person_names import is_chinese_name, names_in
from reader.document.structure.punctuation import FINAL, LETTER, STOPS
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_LINES = 20
"""Of a head, at most."""
_LONGEST_SUBTITLE = 50
_LONGEST_LEAD = 1_000
_LONGEST_PEN_NAME = 5
_LONGEST_GENRE = 24
_IN_BRACKETS = lazy_pattern(r"[（(][^（）()。，；：\d]+[）)]")
_LONGEST_LINE_OF_IMPRINT = 90
_SHORTEST_HALF = 6
_FEWEST_BELOW = 3
_SENTENCE = 12
"""Code points from which a line is taken for part of the body, whatever it ends with."""
_SUBTITLE = lazy_pattern(r"[—–―─－-]{1,3}\s*(?![—–―─－-])\S.*|副[標标][題题]\s*[:：].+")

_BEFORE_NAMES = frozenset((BlockKind.SUBTITLE, BlockKind.DATE_LINE))
_PIECE = lazy_pattern(r"^[^、，,;；]+[（(]\s*[\d一二三四五六七八九十]{1,3}\s*[)）]$")
"""A name with a number behind it and no other name: the first piece of something."""
_REFERENCE = re.compile(rf"(?<={LETTER})(?:\d(?:[,，]\d)*\*?|[¹²³⁴*＊①-⑨])(?=[\s、，,;；]|$)")
_AFFILIATION = lazy_pattern(
    r"[（(].*(?:大[學学]|[學学][院校]|研究[院所]|中心|[醫医]院|公司|法院|[圖图][書书][館馆]).*[）)]"
)


class Head(NamedTuple):
    """What was found between title and body."""

    kinds: dict[int, BlockKind]
    """Of the lines that belong to it, by index."""
    credits: Credits


def find_head(
    texts: Sequence[str], is_of_body: Callable[[str], bool], *, has_authors: bool = False
) -> Head:
    """Find the head of an article.

    Args:
        texts: the lines after the title; what comes after `MOST_LINES` is not looked at.
        is_of_body: tells whether a line that could be a name belongs to the body, as a heading
            among others or as a word the article is about.
        has_authors: whether they are known, so that no line need be their names alone.
    """
    kinds: dict[int, BlockKind] = {}
    known = Credits()
    texts = [text.replace("**", "") or text for text in texts[:MOST_LINES]]
    announced = False
    for index, text in enumerate(texts):
        read = None if announced else _read_line(text)
        if announced or is_lead(text):
            kinds[index] = BlockKind.LEAD
            announced = not announced and _lead().fullmatch(text) is not None
        elif read is not None:
            kinds[index] = _kind_of(read)
            known = joined(known, read)
        elif _is_under_title(texts, index, kinds):
            kinds[index] = BlockKind.SUBTITLE
        elif is_notice(text):
            kinds[index] = BlockKind.BACK_MATTER
        elif _is_over_authors(texts, index):
            kinds[index] = BlockKind.RULE
        elif not has_authors and _is_pen_name(texts, index, kinds):
            kinds[index] = BlockKind.BYLINE
            known = joined(known, Credits(names_in(text)))
        elif not has_authors and _are_names_alone(texts, index, kinds) and not is_of_body(text):
            kinds[index] = BlockKind.BYLINE
            known = joined(known, Credits(_names_alone(text)))
        elif BlockKind.BYLINE in kinds.values() and _is_of_imprint(text):
            kinds[index] = BlockKind.BYLINE
        else:
            break
    return Head(kinds, known)


def is_lead(text: str) -> bool:
    """Tell whether a paragraph says that it is a lead or an editor's note."""
    return len(text) <= _LONGEST_LEAD and _lead().match(text) is not None


def credits_of(texts: Sequence[str]) -> Credits:
    """Return what the lines of credits among some lines say together."""
    # Joined once: what was known copied for each line takes the square of their number.
    found = [read for text in texts if (read := _read_line(text)) is not None]
    creators = dict.fromkeys(chain.from_iterable(read.creators for read in found))
    date = next((read.date for read in found if read.date), None)
    origin = next((read.origin for read in found if read.origin), None)
    return Credits(tuple(creators), date, origin)


def _kind_of(read: Credits) -> BlockKind:
    is_date = read.date is not None and not read.creators
    return BlockKind.DATE_LINE if is_date else BlockKind.BYLINE


def joined(known: Credits, more: Credits) -> Credits:
    """Return all that two lines of credits say; the first counts where they differ."""
    creators = dict.fromkeys((*known.creators, *more.creators))
    return Credits(tuple(creators), known.date or more.date, known.origin or more.origin)


def _read_line(text: str) -> Credits | None:
    """Read a line of credits, of labels, or the number of an official paper."""
    if (read := read_credits(text)) is not None:
        return read
    if (labels := read_labels(text)) is not None:
        return Credits(labels.creators, labels.date)
    return Credits() if is_document_number(text) else None


def _is_over_authors(texts: Sequence[str], index: int) -> bool:
    """Tell whether a line is drawn under the title, and the authors stand right below it."""
    if index + 1 == len(texts) or any(map(str.isalnum, texts[index][:_LONGEST_LEAD])):
        return False
    below = _read_line(texts[index + 1])
    return below is not None and bool(below.creators)


def _is_of_imprint(text: str) -> bool:
    """Tell whether a line says where its authors work, or where and how a book was published."""
    return _AFFILIATION.fullmatch(text) is not None or (
        len(text) <= _LONGEST_LINE_OF_IMPRINT and _imprint().fullmatch(text) is not None
    )


def _is_second_half(texts: Sequence[str]) -> bool:
    """Tell whether the line under a title goes on with it: subtitle and date stand below."""
    text = texts[0]
    if len(text) > _LONGEST_SUBTITLE or text.endswith(FINAL) or len(texts) < _FEWEST_BELOW:
        return False
    return len(text) >= _SHORTEST_HALF and _is_subtitle(texts[1])


def _is_pen_name(texts: Sequence[str], index: int, kinds: dict[int, BlockKind]) -> bool:
    """Tell whether a line is a name of any kind right under the title, and a chapter follows."""
    if kinds or index + 1 >= len(texts) or not has_number(texts[index + 1]):
        return False
    names = names_in(texts[index])
    is_name = len(names) == 1 and len(names[0]) <= _LONGEST_PEN_NAME and len(names[0]) > 1
    is_plain = "".join(texts[index].split()).isalnum()
    return is_name and is_plain and not is_counted(texts[index]) and not is_front_word(texts[index])


def _is_subtitle(text: str) -> bool:
    return (
        len(text) <= _LONGEST_SUBTITLE
        and not text.endswith(STOPS)
        and _SUBTITLE.fullmatch(text) is not None
    )


def _is_under_title(texts: Sequence[str], index: int, kinds: dict[int, BlockKind]) -> bool:
    """Tell whether a line is a subtitle: right under the title, or under its second half."""
    if index == 0:
        return _is_subtitle(texts[0]) or _is_second_half(texts) or _is_genre(texts)
    return kinds == {0: BlockKind.SUBTITLE} and index == 1 and _is_subtitle(texts[1])


def _is_genre(texts: Sequence[str]) -> bool:
    """Tell whether the line under a title says in brackets what it is, above its authors."""
    text = texts[0]
    if len(text) > _LONGEST_GENRE or not _IN_BRACKETS.fullmatch(text) or len(texts) < 2:
        return False
    below = _read_line(texts[1])
    return below is not None and bool(below.creators)


def _are_names_alone(texts: Sequence[str], index: int, kinds: dict[int, BlockKind]) -> bool:
    """Tell whether a line is names right under the title, and what follows is no list of them."""
    if not _BEFORE_NAMES.issuperset(kinds.values()):
        return False
    # 為政篇第二 under the title of the book is no transcribed name.
    is_counted_itself = "第" in texts[index] or _PIECE.search(texts[index]) is not None
    names = () if is_counted_itself else _names_alone(texts[index])
    if not names or not all(map(is_chinese_name, names)) or index + 1 >= len(texts):
        return False
    following = texts[index + 1]
    return (
        # A surname and two more characters are hardly ever anything else.
        len(names) > 1
        or len(names[0]) > 2
        or len(following) >= _SENTENCE
        or following.endswith(FINAL)
        or is_lead(following)
        or is_counted(following)
        or read_credits(following) is not None
        # Verse without punctuation.
        or (len(following) > 4 and len(set(map(len, texts[index + 1 : index + 3]))) == 1)
    )


def _names_alone(text: str) -> tuple[str, ...]:
    """Return the names of a line, without the figures that refer to affiliations under it."""
    return names_in(_REFERENCE.sub("", text))


@cache
def _imprint() -> re.Pattern[str]:
    return re.compile(
        r"\S{2,20}(?:出版(?:社|公司|集[团團])|[书書]局|印[书書][馆館])(?:.{0,20}\d{4}.{0,16})?"
        r"|[图圖][书書]在版[编編]目.{0,12}|ISBN[\s:：]*[\dXx—–-]{9,20}.{0,20}"
        r"|.{2,40}[/／].{2,30}著.{0,40}\d{4}.{0,6}"
    )


@cache
def _lead() -> re.Pattern[str]:
    """Return the pattern of what a lead begins with; the whole of one that follows on its own."""
    word = (
        r"(?:[導导][讀读語语言]|[內内]?容?[摘提]\s*要|[內内]容[簡简]介|[編编]\s*者?\s*[按案]|[編编]者的[話话]|"
        r"核心提示|[關关][鍵键][詞词字]|前情提要|中[圖图]分[類类][號号]|"
        r"文[獻献][標标][識识志][碼码]|基金[項项]目|收稿日期)"
    )
    return re.compile(rf"[【\[［〔(（]\s*{word}\s*[】\]］〕)）]\s*[:：]?|{word}\s*[:：]")
