"""Lines above a text that say under labels what it is called, who wrote it, what else to know."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reader.document.structure.credits import date_in
from reader.document.structure.person_names import names_in
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 160
_LONGEST_TITLE = 80


_TITLES_GIVEN = """
书名 書名 作品名 作品名称 作品名稱 小说名 小说名称 小說名稱 篇名 标题 標題 题目 題目 题名
題名 书籍名称 書籍名稱 书籍名 書籍名 图书名称 圖書名稱 作品标题 作品標題
片名 剧名 劇名 歌名 曲名 文章标题 文章標題 文章名 title ti
"""
_TITLES = frozenset(_TITLES_GIVEN.split())
_AUTHORS_GIVEN = """
作者 作者名 书籍作者 書籍作者 作品作者 小说作者 小說作者 图书作者 圖書作者
楼主 樓主 原著 原作者 著者 编剧 編劇 author ar
"""
_AUTHORS = frozenset(_AUTHORS_GIVEN.split())
_OTHERS_GIVEN = """
类别 類別 类型 類型 分类 分類 体裁 體裁 题材 題材 字数 字數 总字数 本章字数 状态 狀態
进度 進度 连载状态 isbn 出版社 出版者 出版 发行 發行 印刷 印次 版次 版本 开本 開本 印张
印張 页数 頁數 定价 定價 装帧 裝幀 丛书 叢書 丛书名 主角 配角 标签 標籤 内容标签 关键字
搜索关键字 风格 風格 系列 所属系列 首发 首發 收藏 点击 點擊 推荐 推薦 更新 最后更新
最後更新 译者 譯者 翻译 翻譯 编辑 編輯 责任编辑 責任編輯 校对 校對 录入 錄入 扫描 掃描
制作 製作 整理 排版 上传 国别 语言 語言 原名
又名 别名 书号 書號 编号 期刊 刊名 单位 單位 doi 分类号 language producer credits al by
offset
"""
_OTHERS = frozenset(_OTHERS_GIVEN.split())
_TIMES_GIVEN = """
时间 時間 日期 发表日期 發表日期 发表时间 發表時間 发布时间 發布時間 發佈時間 发布日期 提交日期
提交时间 创作时间 出版时间 出版時間 出版日期 出版年月 更新时间 更新時間 date releasedate
"""
_TIMES = frozenset(_TIMES_GIVEN.split())
_MARKS = frozenset(":：】」〗")
_ON_RECORDINGS = lazy_pattern(r"\[([a-z]+):(.*)\]")
"""As lyrics with times have it: `[ti:渡口]`."""


class Labelled(NamedTuple):
    """What a line says that begins with a label."""

    title: tuple[int, int] | None
    """Where the title stands in it; None where it gives none."""
    creators: tuple[str, ...]
    date: str | None = None
    """As ISO 8601 has it."""


def read_labels(line: str) -> Labelled | None:
    """Read a line that begins with a label of what is said of a text; None for any other."""
    if len(line) > _LONGEST or _MARKS.isdisjoint(line):
        return None
    marks = list(_labels_in(line))
    if not marks or marks[0].start:
        return None
    title = date = None
    creators: tuple[str, ...] = ()
    end = len(line) - 1 if _ON_RECORDINGS.fullmatch(line) else len(line)
    for number, mark in enumerate(marks):
        stop = marks[number + 1].start if number + 1 < len(marks) else end
        value = line[mark.end : stop].rstrip(" \t\u3000；;，,")
        if mark.word in _TITLES and value and len(value) <= _LONGEST_TITLE:
            title = title or (mark.end, mark.end + len(value))
        elif mark.word in _AUTHORS:
            creators = creators or names_in(value)
        elif mark.word in _TIMES:
            date = date or date_in(value)
    return Labelled(title, creators, date)


class _Mark(NamedTuple):
    """A label in a line."""

    word: str
    start: int
    end: int


def _labels_in(line: str) -> Iterator[_Mark]:
    for match in _label().finditer(line):
        words = match[1].split()
        for first in range(len(words)):
            word = "".join(words[first:]).lower()
            # 時間：秋天 is of a play.
            is_time = word in _TIMES and date_in(line[match.end() :]) is not None
            if is_time or any(word in known for known in (_TITLES, _AUTHORS, _OTHERS)):
                before = match[1].rfind(words[first]) if first else 0
                start = match.start(1) + before if first else match.start()
                yield _Mark(word, start, match.end())
                break


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        r"(?:^[\s【\[「〖*]*|(?<=[\s；;，,]))([^\W\d_](?:\s{0,4}[^\W\d_]){0,15})"
        r"\s*(?:[】」〗]\s*[:：]?|\**\s*[:：]\**)\s*"
    )
