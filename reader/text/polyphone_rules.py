"""What a character is read as between others, where phrases do not tell.

Each rule has patterns of what stands before and behind a character, in Simplified, within its
clause; the first that fits decides. They are asked about characters that are a word by themselves
only: 数 in 数不清 is a word, that in 数学 is a part of one.
"""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """A reading, and between what it is the right one."""

    reading: str
    before: str = ""
    """Pattern of what ends where the character begins."""
    after: str = ""
    """Pattern of what begins where the character ends."""


_END = r"(?:$|[了吧呢吗啊的])"
_NUMBER = "[一二三四五六七八九十百千两几多数每第半0-9]"
_COUNT = "[一二三四五六七八九十百千万两几每半0-9]"
_DEGREE = "(?:很|太|更|最|真|极|越来越|非常|十分|特别|比较|有点儿?|不够|这么|那么|多么|又)"
_THIS = "[这那哪此某各每几多何两本该同数]"
_TO_BE_LEARNT = "(?:课文|单词|诗|台词|书(?!包)|歌词|公式|词)"

RULES: dict[str, tuple[Rule, ...]] = {
    "还": (
        Rule("hái", after="了?得|清楚|[不没有是在可更要会能想真挺算差过]"),
        Rule("huán", after="$"),
        Rule("huán", before="[没不未要该快才再来去借得已]|如数|按时", after="[人款的]"),
        Rule("huán", after="[了给清回掉完]|[钱债书款礼]|[你我他她它](?:们)?(?:$|钱|书|一)|这笔|那笔"),
    ),
    "数": (
        Rule("shù", after="[十百千万亿年月日次倍种名人位家天度]"),
        Rule("shǔ", before="数[一了不]?"),
        Rule("shǔ", after="数|[一了着过到起完清不得出]|[星羊钱]|.?[几多]少?"),
        Rule("shǔ", before="[我你他她它们来去会]", after="."),
    ),
    "长": (
        Rule("cháng", before=f"得|{_COUNT}(?:公?[米尺里分]|[寸丈年])|{_DEGREE}"),
        Rule("cháng", before="[不的]", after=_END),
        Rule("cháng", after=f"{_COUNT}|短"),
        Rule("cháng", after="了?[点些]|了?一[点些]"),
        Rule("cháng", before="[发胡裤袖绳线路].?", after="了"),
        Rule("zhǎng", after="得|[了出在满成高大胖起肉虫毛草霉着过]"),
        Rule("zhǎng", before="[为任当兼副]"),
    ),
    "行": (
        Rule("xíng", before="一", after=f"人|{_COUNT}|$"),
        Rule("háng", before=f"{_NUMBER}|[这那哪此某各本同]"),
    ),
    "重": (
        Rule("chóng", before=_NUMBER),
        Rule("zhòng", before=_DEGREE),
        Rule("zhòng", after=_END),
        Rule("chóng", after="[做写看走来读抄画建修唱排定拍演装游温申选算买洗回编归译印启组盖聚返订评审考练访]"),
    ),
    "种": (
        Rule("zhǒng", before=f"{_NUMBER}|{_THIS}"),
        Rule("zhòng", after="[着了过在上下满到出好活花树菜草地田瓜豆稻麦棉茶果粮葱竹些得什一两三几]|$"),
        Rule("zhòng", before="[我你他她们家来去会能想要人]"),
    ),
    "为": (
        Rule("wèi", after="[了着何此]|什么|.{0,6}(?:而|服务)"),
        Rule("wéi", before="[选称视改分化变译评推列封尊奉升降调转]|命名|任命|[被让].{0,6}"),
        Rule("wéi", before="(?:[选推聘拜封尊称视立]|推举|选举|任命).{1,3}"),
        Rule("wéi", before="(?<![所可足难予加])以(?![后前上下及来]).{1,8}"),
        Rule("wéi", after=f".{{1,8}}所|{_COUNT}"),
        Rule("wéi", before="[积度量数长高宽深均约]"),
    ),
    "看": (
        Rule("kān", after="(?:着|住|好|了?一下|一会儿?)?(?:行李|摊|铺子|店|瓜|羊|牛|鸭|大门|仓库|场子|犯人|囚犯)"),
        Rule("kān", before="[帮替].{1,4}", after=".{0,3}(?:孩子|小孩|包|车|家|门|东西)"),
    ),
    "教": (
        Rule("jiào", before="[信入传]"),
        Rule("jiào", before="[此该各]", after=_END),
        Rule("jiāo"),
    ),
    "中": (
        Rule("zhòng", after="[了过着奖弹毒暑计标选风枪邪靶彩签榜圈套招]"),
        Rule("zhòng", before="[射打击猜看选说命相考押砍刺投料撞踢抽]", after="[了的过一那这目靶他她它我你要敌]|$"),
    ),
    "当": (
        Rule("dàng", before="[把拿以将].{0,8}|[错直]", after="."),
        Rule("dàng", before="[别不只没莫]", after="[真回一你我他人数]|$"),
    ),
    "相": (
        Rule("xiàng", before="[张副照幅]", after=_END),
        Rule("xiàng", after="$|[了吧呢]"),
    ),
    "弹": (
        Rule("dàn", before=f"{_NUMBER}[颗发枚]|[投扔]"),
        Rule("tán"),
    ),
    "觉": (
        Rule("jiào", before="睡.{0,8}", after="$"),
        Rule("jiào", before="[个一好大懒睡午晚早]|睡[了过着完]|[长整]夜", after=f"{_END}|[醒睡也都后到]|以后"),
    ),
    "血": (Rule("xuè", before="流"), Rule("xiě")),
    "散": (
        Rule("sǎn", before=f"{_DEGREE}|[得松]"),
        Rule("sǎn", after="了架|着(?![步会场])"),
    ),
    "背": (
        Rule("bèi", after=f"[了着过下]?.{{0,4}}{_TO_BE_LEARNT}|得|下来|完|熟|不(?:出|下来|会|完)"),
        Rule("bèi", after="[着了过](?:手|人|父|母|家人|大家|老师|[我你他她]|身|脸|光|对)"),
        Rule("bēi", after="[着起了上在不负].|[行包孩粮水柴米黑锅枪篓筐债]|书包"),
        Rule("bēi", before="书包|行李|孩子|篓|筐|枪"),
    ),
    "假": (
        Rule("jià", before="[天个次日周月长短年病事婚产休请放告销准超续补度暑寒]|[请放休].{1,5}", after="(?![的人货话象钞牌药装])"),
    ),
    "量": (
        Rule("liáng", before="量[了一]?"),
        Rule("liáng", after="[了一过着出完体血身尺腰]|.?(?:长度|宽度|高度)"),
    ),
    "转": (
        Rule("zhuàn", after="[了着]?.{0,3}圈|着|个不停|来转去"),
        Rule("zhuàn", before="[在还地打乱会能不]|团团|跟着|围着.{1,6}|绕着.{1,6}", after=f"{_END}|动"),
    ),
    "切": (Rule("qiè", after="[不勿莫忌记]"), Rule("qiē")),
    "和": (
        Rule("hè", after="[了过].{0,4}[首诗词曲歌]"),
        Rule("huó", before="[在正会去]|忙着", after="[面泥]"),
        Rule("hú", after="了?牌"),
        Rule("hé"),
    ),
    "系": (
        Rule("jì", after="[着好紧住了]|上(?![课的])|鞋带|领带|领结|围裙|围巾|安全带|腰带|扣子|蝴蝶结|.?绳"),
    ),
    "发": (
        Rule("fà", before="[理剪烫染洗护脱秀黑白金银卷束](?:[了完过个]|一次|一个)?", after="[^现展生表布出]|$"),
    ),
    "干": (
        Rule("gān", before="[晒晾烘擦吹风烤拧蒸抹阴喝流哭抽榨沥]", after="[了净透的]|$"),
        Rule("gān", before=_DEGREE, after="$|[吧呢吗啊的]"),
        Rule("gān", after="[坐等瞪][^了]"),
        Rule("gān", after="[柴草粮果裂瘦燥渴枯]"),
        Rule("gàn"),
    ),
    "着": (
        Rule("zháo", before="[睡猜找摸够见碰打挨点逮抓遇犯用管数][不得]"),
        Rule("zháo", before="[睡猜找逮抓]", after=_END),
        Rule("zháo", before="没.", after="."),
        Rule("zháo", after="了[凉火慌魔迷急]"),
    ),
    "了": (Rule("liǎo", before=".不"),),
    "只": (
        Rule("zhī", before=f"{_COUNT}只?"),
        Rule("zhǐ", after="[是有能会要好不想顾求剩说怕见许可得须为在因需]"),
        Rule("zhī", before="[这那哪]"),
        Rule("zhǐ"),
    ),
    "倒": (
        Rule("dǎo", before="[碰打推撞摔跌吹踢绊刮压击卧病晕滑醉砍拉拖难问吓颠扑]"),
        Rule("dào", after="[是也有]|了?.?(?:[杯碗壶茶水酒]|垃圾)|[挂映贴流数退立]"),
        Rule("dǎo", after="[在下闭塌]|了?$"),
    ),
    "调": (
        Rule("tiáo", after="[好整匀高低慢快得温色味音频准]|了?一下"),
        Rule("diào", after="[到去来走往入出回离派]"),
    ),
    "差": (Rule("chā", before="[的之]", after="[是为等]|$"),),
    "宁": (Rule("nìng", before="^|[我你他她们]", after=".{1,4}[不勿毋]"),),
    "降": (Rule("xiáng", before="[死肯拒誓]不|不肯|[请乞]", after=_END),),
    "挑": (Rule("tiǎo", after="[拨起动灯]|.?事端"), Rule("tiāo")),
    "空": (Rule("kòng", before="[抽有没得填留腾闲]", after=f"{_END}|[来去就再]"), Rule("kōng")),
    "闷": (Rule("mēn", after="热|声|在家"), Rule("mēn", before="(?:屋|房|天|空气).{0,3}"), Rule("mèn")),
    "难": (Rule("nàn", before="[遇受罹蒙逃避救落]", after=f"{_END}|[者时后]"), Rule("nán")),
    "都": (Rule("dōu"),),
    "得": (),
    "地": (),
}  # fmt: skip
"""By the Simplified character. 得 and 地 are decided by the kinds of the words around them."""

SURNAMES = {
    "任": "rén", "单": "shàn", "解": "xiè", "区": "ōu", "查": "zhā", "仇": "qiú", "曾": "zēng",
    "朴": "piáo", "翟": "zhái", "缪": "miào", "卜": "bǔ", "燕": "yān", "华": "huà", "葛": "gě",
    "晁": "cháo", "谌": "chén", "覃": "qín", "柏": "bǎi", "牟": "mù",
}  # fmt: skip
"""How the characters are read as surnames that are often read otherwise."""

RARE_SURNAMES = {
    "盖": "gě", "乐": "yuè", "宁": "nìng", "召": "shào", "薄": "bó", "句": "gōu", "祭": "zhài",
    "秘": "bì", "纪": "jǐ", "车": "chē",
}  # fmt: skip
"""Of others, those that are taken for one only where a title or 姓 says so."""

TITLES = (
    "某|氏|老?(?:先生|太太|师傅|爷爷|奶奶)|女士|小姐|老师|教授|博士|医生|大夫|总?经理|主任|[校局部处科师]长|"
    "书记|同志|同学|警官|律师|总裁|董事长|队长|导演|编辑|将军"
)
"""What stands behind a surname."""

TRANSCRIBED = "查[理尔克韦普兹德维斯]|任天堂|单[于身]|区[块别间域]|乐[天高购]|华(?:盛顿|[纳尔沙生])"
"""What begins as a surname and a given name would."""

DEGREE = {
    "很", "太", "极", "更", "最", "真", "像", "如", "如此", "比", "这么", "那么", "这样", "那样", "越来越", "要命",
    "厉害", "不", "非常", "十分",
}  # fmt: skip
"""Words behind 得 that say how, or how much."""

ADVERBS = {
    "还", "就", "也", "都", "总", "只", "必", "必须", "又", "才", "真", "非", "先", "便", "准", "恐怕", "看来",
    "一定", "至少", "起码", "迟早", "早晚", "终究", "终归", "反正", "不然", "否则", "可能", "大概", "往往", "常常", "有时",
    "仍", "仍然", "依然", "毕竟", "到底", "少不了", "说不定", "当然", "自然", "随时", "到时", "最后", "以后", "之后",
}  # fmt: skip
"""Words before 得 that say that, or when, something must be done."""

SUBJECT_GOES_ON = {
    "是", "被", "有", "在", "位于", "也", "都", "已", "就", "和", "与", "的", "不",
}  # fmt: skip
"""Words behind 地 that show it to be a noun."""
