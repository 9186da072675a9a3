"""What is put over a text by those who pass it on: sites that offer it, terms, marks of pages."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from reader.text.patterns import lazy_pattern

_LONGEST = 400
_LONGEST_SITE = 30
_ADDRESS = r"(?:https?://|www\.|[\w-]+\.(?:com|net|org|cn|cc|tw|hk|info|me|la|xyz|top|vip)\b)"
_WORKS = (
    "(?:本|此|该|該|这本|這本)(?:[电電]子)?(?:[书書]|文|作品|小[说說]|文[档檔]|[资資]源|TXT|版本)"
)
_MADE = (
    "整理|提供|制作|製作|上[传傳]|分享|下[载載]|收集|校[对對]|[扫掃]校|[发發]布|發佈|[转轉][载載]|首[发發]|[录錄]入|"
    "[扫掃]描"
)
_BOOKS = "(?:TXT|[书書]|小[说說]|全[本集]|精彩|文[学學]|作品|[资資]源)"
_SITES = (
    "[网網]站?|[书書][库庫城屋院吧坊店社盟包荒迷阁閣斋齋海]|[库庫]|[论論][坛壇]|社[区區]|文[学學]城|[阁閣]|[斋齋]|[轩軒]|"
    "工作室|[频頻]道|[电電]子[书書]|[图圖][书書][馆館]|[公众號眾号]{3}|天堂|之家|中文|[书書]盟|下[载載]|首[发發]|整理|出品|"
    "制作|製作|校[对對]|上[传傳]|提供"
)
_WORK = lazy_pattern(r"\s*(?:本[书書]|小[说說])?\s*《([^《》]{1,40})》")
_DRAWN = frozenset("-–—=~·•")
_BOX = frozenset("│┃║┆┊")
_LINK = re.compile(r"\[\[[^\[\]]{1,40}\]\]")
"""To another page of a wiki."""
_BRACKETS = "【[「〖"
_MARGIN = r"[\W_]*"


_OF_MARKS = frozenset("页頁节節PpＰｐ")
_OF_TERMS = frozenset("明由自源刪删正仅僅版侵站未禁得")
_OF_ADDRESSES = frozenset(".．/／")
_OF_OFFERS = frozenset("更下免在线線论論网網天之尽盡欢歡请請访訪到登关關友群手库庫屋院吧坊店盟")
_OF_SITES = frozenset(
    "网網站书書库庫坛壇区區城阁閣斋齋轩軒室道号號馆馆堂家文盟载載发發理品作对對传傳供館"
)
"""Characters of which a line must have one to be tried: compiling the patterns takes long."""


def is_notice(line: str) -> bool:
    """Tell whether a line, above a text, cannot be of it: an advertisement, terms, a page mark."""
    if len(line) > _LONGEST:
        return False
    if line[:1] in _BOX and line[-1:] in _BOX:
        return True
    if line.startswith("[[") and _LINK.fullmatch(line):
        return True
    plain = unicodedata.normalize("NFKC", line).strip()
    if (_has(plain, _OF_MARKS) or line[:1] in _DRAWN) and _page_mark().fullmatch(plain):
        return True
    if _has(plain, _OF_TERMS) and _terms().search(plain):
        return True
    return has_address(plain) and _offer().search(plain) is not None


def has_address(line: str) -> bool:
    """Tell whether an address is in a line: where others are notices, it is one too."""
    plain = unicodedata.normalize("NFKC", line[:_LONGEST])
    return _has(plain, _OF_ADDRESSES) and _address().search(plain) is not None


def may_be_notice(line: str) -> bool:
    """Tell whether a line above a text may be the name or the words of a site, or a title.

    Which of both it is follows from what stands below.
    """
    is_in_brackets = (
        len(line) <= _LONGEST_SITE
        and line[:1] in _BRACKETS
        and _in_brackets().fullmatch(line) is not None
    )
    return is_in_brackets or has_site_name(line)


def has_site_name(line: str) -> bool:
    """Tell whether a line that may be a notice is named as sites are, or offers something."""
    plain = unicodedata.normalize("NFKC", line[:_LONGEST]).strip()
    if len(plain) <= _LONGEST_SITE and _has(plain, _OF_SITES) and _site().fullmatch(plain):
        return True
    return _has(plain, _OF_OFFERS) and _offer().search(plain) is not None


def _has(line: str, characters: frozenset[str]) -> bool:
    return not characters.isdisjoint(line)


def work_named_in(notice: str) -> tuple[int, int] | None:
    """Return where the title in 《》 stands that a notice begins with; None where it has none."""
    match = _WORK.match(notice)
    return match.span(1) if match else None


def is_beginning(line: str) -> bool:
    """Tell whether a line says that what was above it is no part of the text."""
    return len(line) <= _LONGEST and _beginning().fullmatch(line) is not None


@cache
def _page_mark() -> re.Pattern[str]:
    return re.compile(
        rf"{_MARGIN}(?:[页頁]面|第\s*\d+\s*[页頁]|分[节節][阅閱][读讀]|(?i:page))[\s_]*\d*{_MARGIN}"
        r"|[-–—=~·•\s]*\d{1,4}[-–—=~·•\s]+"
    )


@cache
def _terms() -> re.Pattern[str]:
    """Return the pattern of what only those say who pass on what is not theirs."""
    return re.compile(
        rf"^{_MARGIN}(?:附\s*[:：]\s*)?{_MARGIN}(?:版[权權]|免[责責]|特[别別]|[郑鄭]重|本站)?(?:[声聲]明|申明|[说說]明)\s*[:：]"
        rf"|^{_MARGIN}{_WORKS}.{{0,80}}?(?:由|[来來]自|出自|源自|取自|[来來]源[于於]).{{0,80}}?(?:{_MADE}|{_ADDRESS})"
        r"|^\W*您?下[载載]的.{0,16}(?:[来來]自|由)|(?:未[经經]|禁止|不得).{0,12}(?:[转轉][载載]|翻印)"
        r"|24\s*小[时時][内內][删刪]除|不得用[作于於]商[业業]|[购購][买買]正版|支持正版"
        r"|[仅僅]供.{0,12}(?:[预預][览覽]|[试試][读讀]|[学學][习習]|交流|[参參]考|[阅閱][读讀])"
        r"|版[权權][归歸属屬].{0,16}所有|如有侵[权權]|侵[犯权權].{0,12}[联聯]系"
        r"|本站.{0,30}(?:下[载載]|[转轉][载載]|[网網]友|[提存收])"
    )


@cache
def _address() -> re.Pattern[str]:
    return re.compile(_ADDRESS, re.IGNORECASE)


@cache
def _offer() -> re.Pattern[str]:
    """Return the pattern of an offer; it is one for certain where an address stands beside it."""
    return re.compile(
        rf"更多.{{0,20}}{_BOOKS}|{_BOOKS}.{{0,16}}(?:下[载載]|免[费費]|在[线線]|[论論][坛壇]|[网網]|天堂|之家|[尽盡]在)"
        r"|(?:[欢歡]迎|[请請]).{0,16}(?:[访訪][问問]|光[临臨顾顧]|[关關]注|收藏|加入|常[来來])"
        r"|(?:[访訪][问問]|[尽盡]在|[请請]到|登[录陆錄陸]|[关關]注|下[载載]|[书書]友群|[QＱ]{2}群|[网網]址|[网網]站|手[机機])"
        rf"|[书書][库庫城屋院吧坊盟]|(?:{_MADE}).{{0,8}}{_ADDRESS}|{_ADDRESS}.{{0,20}}(?:{_MADE})",
        re.IGNORECASE,
    )


@cache
def _site() -> re.Pattern[str]:
    return re.compile(rf"{_MARGIN}[^。，；：！？]{{0,24}}(?:{_SITES}){_MARGIN}")


@cache
def _in_brackets() -> re.Pattern[str]:
    return re.compile(r"[【\[「〖][^。，；：！？]{1,24}[】\]」〗]")


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile(
        r"[-–—=＝*＊\s]{3,}[^-–—=＝*＊]{0,20}(?:[内內]容|正文)[^-–—=＝*＊]{0,6}(?:[开開]始)?[-–—=＝*＊\s]{3,}"
        r"|\*{3}\s*START OF .*",
        re.IGNORECASE,
    )
