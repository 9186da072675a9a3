"""What a web page puts around an article: breadcrumbs, buttons, links to other pages."""

from __future__ import annotations

import re
from functools import cache

_LONGEST = 100
_BETWEEN = re.compile(r"[\s|｜丨/／·•:：【】\[\]［］()（）]+|(?<=\w)\d+")
_SIZES = frozenset("大中小")
_BUTTONS = _SIZES | frozenset(
    (
        *(
            "打印",
            "列印",
            "打印本頁",
            "打印本页",
            "列印本頁",
            "關閉",
            "关闭",
            "關閉窗口",
            "关闭窗口",
        ),
        *(
            "關閉視窗",
            "收藏",
            "分享",
            "評論",
            "评论",
            "點贊",
            "点赞",
            "按讚",
            "轉發",
            "转发",
            "留言",
        ),
        *(
            "舉報",
            "举报",
            "複製",
            "复制",
            "複製鏈接",
            "复制链接",
            "糾錯",
            "纠错",
            "放大",
            "縮小",
            "缩小",
        ),
        *(
            "默認",
            "默认",
            "預設",
            "字體",
            "字体",
            "字號",
            "字号",
            "首頁",
            "首页",
            "目錄",
            "目录",
            "登錄",
        ),
        *(
            "登录",
            "登入",
            "註冊",
            "注册",
            "上一篇",
            "下一篇",
            "上一章",
            "下一章",
            "上一頁",
            "上一页",
        ),
        *(
            "下一頁",
            "下一页",
            "上一節",
            "上一节",
            "下一節",
            "下一节",
            "微信",
            "微博",
            "朋友圈",
            "在看",
        ),
    )
)
_TITLE_WORDS = _SIZES | frozenset(("目錄", "目录", "收藏", "分享", "微信", "微博", "留言"))
"""What may also be the words of a title."""


def is_boilerplate(line: str) -> bool:
    """Tell whether a line belongs to the page an article was taken from, not to the article."""
    return len(line) <= _LONGEST and (
        _is_of_buttons(line) or _boilerplate().fullmatch(line) is not None
    )


def _is_of_buttons(line: str) -> bool:
    """Tell whether a line is several labels of buttons, or one in brackets or unmistakable."""
    words = [word for word in _BETWEEN.split(line) if word and not word.isdecimal()]
    return len(words) > 1 and _BUTTONS.issuperset(words) and not _TITLE_WORDS.issuperset(words)


@cache
def _boilerplate() -> re.Pattern[str]:
    """Return the pattern of a line of the page; compiled for the first line to try."""
    return re.compile(
        # 當前位置：首頁 > 讀書
        r"(?:(?:[當当]前|您?[現现]?在?的?)位置|您的位置)\s*[:：].*|"
        r"(?:[^\s>＞»›]{1,12}\s*[>＞»›]\s*){2,}\S{0,20}|首[頁页]\s*[>＞»›/].*|"
        # 字號：大 中 小
        r"字[號号體体]\s*[:：][\s大中小特【】\[\]|]*|"
        # 上一篇：曉起
        r"[上下前後后]一[篇章頁页節节條条則则]\s*[:：].*|"
        # 分享到：微信
        r"(?:一[鍵键])?分享[到至]?\s*[:：].{0,30}|分享[到至].{0,12}|"
        r"[【\[]?(?:(?:打|列)印本?[頁页文]|[關关][閉闭](?:本[頁页]|窗口|[視视]窗)|"
        r"返回(?:[頂顶]部|首[頁页]|列表|目[錄录]|上一?[頁页級级]))[】\]]?|"
        # 點擊藍字關注我們
        r".{0,3}(?:[點点][擊击]?|戳|[長长]?按).{0,4}[藍蓝]字.{0,16}|"
        r".{0,3}[點点][擊击].{0,8}[關关]注.{0,12}|"
        # 喜歡就點個在看
        r"在看|.{0,20}[點点][個个亮]?[「“]?在看[」”]?.{0,8}|"
        # 某ICP備05070218號
        r".*(?:ICP|公[網网]安)[備备证證].{0,30}"
    )
