"""Recognising Traditional that was converted from Simplified character by character.

Where Simplified has one character for several, a conversion that knows no words keeps it (以后 for
以後) or takes the commonest of the several everywhere (皇後 for 皇后). Neither Taiwan nor Hong Kong
writes so, and a few such words tell the two apart.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from operator import add

_MISTAKES = (
    # character, what is right (in Taiwan, in Hong Kong), words of two characters with it.
    # Kept from Simplified:
    ("后", "後",
     "之后 以后 然后 最后 今后 背后 前后 先后 其后 此后 隨后 后來 "
     "后面 后果 后續 后者 后方 后悔 落后 后人 后代 日后 午后 戰后 "
     "事后 身后 幕后 后期 后勤 后退 往后 后世 后備"),
    ("里", "裡裏",
     "這里 那里 哪里 里面 家里 心里 手里 城里 夜里 屋里 嘴里 眼里 "
     "夢里 店里 里頭 里邊 懷里 怀里 房里 車里 院里 肚里 袋里"),
    ("干", "幹",
     "干部 干警 骨干 干活 能干 才干 干勁 苦干 實干 主干 精干 樹干 "
     "干嗎 干掉"),
    ("干", "乾", "干燥 干淨 干凈 餅干 干杯 干旱 干脆 曬干 晒干 擦干 干枯"),
    ("斗", "鬥", "奮斗 戰斗 斗爭 搏斗 斗志 爭斗 打斗 格斗 決斗"),
    ("面", "麵", "面包 面條 面粉"),
    ("云", "雲", "云南 白云 烏云 云計 云端 風云 云霧 云彩 云層"),
    ("几", "幾",
     "几個 几乎 几天 几年 几次 几位 几十 几百 几千 几句 好几 十几 "
     "几種 几日 几時 几人 几步 几分 几點 几聲 几何"),
    ("筑", "築", "建筑 構筑 修筑 筑牢 筑起 筑成"),
    ("范", "範", "范圍 規范 模范 示范 典范 防范 風范 師范 范例 范疇"),
    ("系", "係繫", "關系"),
    ("系", "繫係", "聯系 維系"),
    ("制", "製", "制造 制作 制品 研制 繪制 復制 複制"),
    ("准", "準", "標准 准備 准確 水准 准時 精准 基准 瞄准 對准 准則"),
    ("复", "復複覆", "恢复 回复 反复 重复 复雜 复興 复習 修复 康复 答复 复印"),
    ("征", "徵", "特征 象征 征求 征收 征集 征兆"),
    ("松", "鬆", "輕松 放松 松散 松懈 寬松 松開"),
    ("郁", "鬱", "憂郁 抑郁 郁悶"),
    ("采", "採", "采取 采用 采訪 采購"),
    ("谷", "穀", "稻谷 谷物"),
    ("丑", "醜", "丑陋 丑聞 丑惡"),
    ("沖", "衝", "沖突 沖動"),
    ("愿", "願", "愿意 志愿 愿望 心愿 自愿 不愿 寧愿 祝愿"),
    ("舍", "捨", "舍棄 取舍"),
    ("叶", "葉", "茶叶 樹叶 叶子 落叶"),
    ("仆", "僕", "仆人 公仆 奴仆"),
    ("游", "遊", "旅游 游客 游戲 導游"),
    ("志", "誌", "雜志"),
    ("杰", "傑", "杰出 豪杰"),
    ("于", "於", "由于 對于 關于 基于 位于"),
    ("么", "麼麽", "什么 怎么 這么 那么 多么"),
    ("歷", "曆", "日歷 農歷 陽歷"),
    ("發", "髮", "頭發 理發"),
    ("復", "複", "復雜 重復 復制 復印"),
    ("听", "聽", "听見 听說 听了 听到 打听 好听 听得"),
    ("怀", "懷", "怀疑 怀抱 怀念 關怀 胸怀 怀中 怀孕"),
    ("万", "萬", "千万 百万 十万 万物 万分"),
    ("极", "極", "極极 积极 積极 极其 极為 太极 北极"),
    ("适", "適", "合适 适合 适應 适當 舒适"),
    ("据", "據", "根据 證据 數据 据說 依据"),
    ("种", "種", "种種 這种 各种 种類 种子"),
    ("并", "並併", "并且 并不 并非 并沒 并未 并無 合并 一并"),
    # The commonest taken everywhere:
    ("後", "后", "皇後 太後"),
    ("隻", "只", "隻有 隻是 隻能 隻要 不隻 隻好"),
    ("裡", "里", "公裡 英裡 千裡 裡程 萬裡"),
    ("裏", "里", "公裏 英裏 千裏 裏程 萬裏"),
    ("係", "系", "係統 體係 係列"),
    ("乾", "干", "乾涉 乾擾 乾預 若乾"),
    ("幹", "干", "幹涉 幹擾 幹預 若幹"),
    ("製", "制", "製度 限製 控製 體製 機製 強製"),
    ("準", "准", "準許 批準"),
    ("徵", "征", "徵服 長徵 遠徵"),
    ("麵", "面", "方麵 麵對 表麵 麵前 全麵 麵積 麵臨 見麵 對麵 上麵"),
    ("鬆", "松", "鬆樹 鬆鼠"),
    ("鬥", "斗", "北鬥 漏鬥"),
    ("誌", "志", "同誌 意誌 誌願"),
    ("錶", "表", "代錶 錶示 錶現 發錶 錶面"),
    ("遊", "游", "遊泳 上遊 下遊"),
    ("瞭", "了", "成瞭 去瞭 起瞭 出瞭 進瞭"),
    ("纔", "才", "人纔 天纔 纔能"),
)  # fmt: skip

_FEWEST_MISTAKES = 0.002
"""For each Han character. Texts made by the character have 0.002 to 0.02, others below 0.0002."""
_LOWEST_SHARE = 0.3
"""Of mistakes among the words with a character that is used wrongly."""


def is_naive(text: str, han: int) -> bool:
    """Tell whether a Traditional text was made from Simplified by the character.

    Args:
        text: the text or a sample of it.
        han: how many Han characters it has.
    """
    mistakes, proper_forms = count_evidence(text)
    return mistakes > 0 and (
        mistakes >= _FEWEST_MISTAKES * han and mistakes >= _LOWEST_SHARE * (mistakes + proper_forms)
    )


def count_evidence(text: str) -> tuple[int, int]:
    """Count the words that are mistakes, and those with the same characters used properly.

    Characters never used wrongly are left out: each conversion has its own list of what it keeps,
    and what it converts is no sign of care.
    """
    pairs = Counter(map(add, text, text[1:]))
    mistakes = proper_forms = 0
    for wrong, right in _words():
        found = sum(pairs[word] for word in wrong if word in pairs)
        if found:
            mistakes += found
            proper_forms += sum(pairs[word] for word in right if word in pairs)
    return mistakes, proper_forms


def has_mistake(text: str) -> bool:
    """Tell whether any word of a text is a mistake; much faster than to count them."""
    return any(word in text for wrong, _ in _words() for word in wrong)


def is_mistake(character: str, right: str) -> bool:
    """Tell whether a character for another one is a mistake that people do not make."""
    return right in _rights().get(character, "")


@cache
def _rights() -> dict[str, str]:
    rights: dict[str, str] = {}
    for mistake, right, _ in _MISTAKES:
        rights[mistake] = rights.get(mistake, "") + right
    return rights


@cache
def _words() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return for each character of the table its mistakes and their proper forms."""
    every_mistake = {word for _, _, words in _MISTAKES for word in words.split()}
    return tuple(
        (
            frozenset(words.split()),
            frozenset(word.replace(mistake, proper) for word in words.split() for proper in propers)
            - every_mistake,
        )
        for mistake, propers, words in _MISTAKES
    )
