"""Words over what stands before the first chapter, and what a play or a report says first."""

from __future__ import annotations

_LONGEST = 30
_AROUND = "【[（(〖】]）)〗:：# "
_EDIT = ("[编辑]", "[編輯]")
_WORDS_GIVEN = """
導讀 导读 導言 导言 凡例 出版說明 出版说明 出版者的話 出版者的话 出版前言 出版後記
出版后记 內容提要 内容提要 內容簡介 内容简介 内容介绍 內容介紹 内容标签 作者簡介 作者简介
作品簡介 作品简介 作品介绍 图书简介 书籍简介 书籍导读 故事简介 人物简介 角色简介 簡介
简介 簡述 文案 譯序 译序 譯者序 译者序 再版序 再版前言 再版自序 代序 編者按 编者按
編者的話 编者的话 編按 编按 題外話 题外话 题外说明 編輯推薦 编辑推荐 媒体推荐 名人推荐
专家推荐 作品相關 作品相关 正文 全文 版权页 版權頁 版权信息 版權信息 人物 人物表 主要人物
主要人物表 扉頁 扉页 封面 獻詞 献词 題獻 题献
"""
_WORDS = frozenset(_WORDS_GIVEN.split())
_SETTING_GIVEN = """
時間 时间 地點 地点 人物 主持 主持人 口述 口述者 筆錄 笔录 記錄 记录 記錄人 记录人 主題
主题 參加人 参加人 出席 出席人
"""
_SETTING = frozenset(_SETTING_GIVEN.split())


def is_front_word(line: str) -> bool:
    """Tell whether a line heads a part before the first chapter, and names no text."""
    if len(line) > _LONGEST:
        return False
    for mark in _EDIT:
        line = line.removesuffix(mark)
    return "".join(line.strip(_AROUND).split()) in _WORDS


def is_of_setting(line: str) -> bool:
    """Tell whether a line says when and where a play or a talk takes place, and who is in it."""
    label, mark, _ = line[:_LONGEST].replace("：", ":").partition(":")
    return bool(mark) and "".join(label.split()) in _SETTING
