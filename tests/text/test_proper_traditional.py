"""Proper Traditional, of whichever region and age, is no mistake and stays what it is."""

from __future__ import annotations

from itertools import product

import pytest

from reader.text.dictionaries import load
from reader.text.normalise import NORMALISE, changed_words
from reader.text.script import Script, chain_for, convert, detect_script

TAIWAN = (
    "清晨的渡船還沒有開，候船室裡坐著三個老人，談論去年秋天的水患。他們說，河水漲到街口那棵榕樹底下，"
    "郵差划著木筏送信。後來水退了，牆上留下一條灰線，孩子們拿粉筆在線旁邊寫日期。"
)
HONG_KONG = (
    "清晨的渡輪還沒有開，候船室裏坐着三個老人，談論去年秋天的水患。他們説，河水漲到街口那棵榕樹底下，"
    "衞生署派人敍述防疫的事，枱上放着温水。恒久的雨把牆壁浸得發黑，户户都閂了門，税單擱在卧室的牀頭。"
)
MAINLAND = (
    "清晨的渡船還没有開，候船室裏坐着三個老人，談論去年秋天的水患。他們説，河水漲到街口那棵榕樹底下，"
    "册子上録着别人的姓名，脚下的烟灰吹散了，猪和猫都上了屋頂。吴家的窗户没關，黄昏時凉風吹進來。"
)
CANTONESE = (
    "朝早隻船仲未開，候船室度坐咗三個老人家，傾緊舊年秋天嗰場水。佢哋話，條街口嗰棵榕樹底下都浸晒，"
    "派信嘅要撐木排嚟。之後水退咗，幅牆留低一條灰線，啲細路攞粉筆喺條線側邊寫日子。"
)
CLASSICAL = (
    "余嘗泊舟於渡口，見老者三人坐柳下，語舊歲之水。云水及市門，榕樹沒其半，吏乘桴傳書。既退，"
    "壁間有痕如帶，兒童競書時日於其側。余聞而歎曰，天下之事，記之者蓋鮮矣。"
)
NEWSPAPER = (
    "本埠消息，渡口輪船公司昨日開董事會，議決添置新船兩艘，併將碼頭修葺。據聞經費係由各商號攤認，"
    "惟鄉間人士頗有異議，謂船價旣昂，乘客又稀，恐難持久云云。主席答稱，此事業經詳細調査，決無他慮。"
)
PROPER = {
    "Taiwan": TAIWAN,
    "Hong Kong": HONG_KONG,
    "mainland": MAINLAND,
    "Cantonese": CANTONESE,
    "classical": CLASSICAL,
    "newspaper": NEWSPAPER,
}
QUOTED = (
    "这个时候，我们还没来，后面的人在里面边吃边说，什么关系都没有，以后他们会把这里的东西带走。"
)
MARKS = ("「{}」", "『{}』", "“{}”", "《{}》", "\n{}\n", "\n　　{}")


@pytest.mark.parametrize("kind", PROPER)
@pytest.mark.parametrize("times", [1, 20, 200])
def test_every_kind_of_proper_traditional_is_traditional(kind: str, times: int) -> None:
    assert detect_script((PROPER[kind] + "\n") * times) is Script.TRADITIONAL


@pytest.mark.parametrize(("kind", "marks"), list(product(PROPER, MARKS)))
@pytest.mark.parametrize(("length", "times"), [(6, 1), (12, 1), (30, 1), (46, 3), (46, 30)])
def test_a_quotation_in_simplified_does_not_turn_a_text_over(
    kind: str, marks: str, length: int, times: int
) -> None:
    # Of the characters that tell, the longest is nearly a half.
    text = f"{PROPER[kind]}信上寫著{marks.format(QUOTED[:length])}，他看完了。\n" * times

    assert detect_script(text) is Script.TRADITIONAL


@pytest.mark.parametrize("kind", PROPER)
@pytest.mark.parametrize("quoted", ["「这」", "《红楼》", "“这”、“们”、“时”", "他寫的是‘说’字"])
def test_characters_quoted_do_not_either(kind: str, quoted: str) -> None:
    assert detect_script(PROPER[kind][:40] + quoted) is Script.TRADITIONAL


@pytest.mark.parametrize(
    "text",
    [
        TAIWAN.replace("裡", "里").replace("後來", "后來").replace("沒有", "没有") * 3,
        # Every sentence mixed, as converters leave it that lack characters.
        "候船室里坐着三个老人，談論去年秋天的水患，他们說河水漲到这裡，郵差划着木筏送信，还沒有到。",
        TAIWAN + QUOTED,
        "信上說「後来這个人还沒有來」，又說「他们談論這件事的时候」。",
    ],
)
def test_what_is_mixed_in_itself_is_not_proper(text: str) -> None:
    assert detect_script(text) is Script.NAIVE_TRADITIONAL


def test_a_text_that_is_mostly_simplified_is_simplified() -> None:
    assert detect_script(QUOTED * 4 + f"信上寫著「{TAIWAN[:30]}」。") is Script.SIMPLIFIED


def test_the_forms_of_a_region_are_left_alone_there() -> None:
    def shown(text: str, target: str) -> str:
        return convert(text, chain_for(target, detect_script(text))).text

    assert shown(HONG_KONG + "群眾在山峰下吃麵，羣峯。", "auto-hk") == (
        HONG_KONG + "群眾在山峰下吃麵，羣峯。"
    )
    assert shown(TAIWAN, "auto-tw") == TAIWAN


@pytest.mark.parametrize("table", ["HKVariants", "TWVariants"])
def test_every_form_of_a_region_has_a_simplified_one(table: str) -> None:
    def simplified(character: str) -> str:
        return convert(character, ("t2s",)).text

    in_gb = {
        form: standard
        for standard, forms in load().tables[table].items()
        if (form := forms.split(" ")[0]) != standard
    }
    wrong = {
        form: (simplified(form), simplified(standard))
        for form, standard in in_gb.items()
        if simplified(form).encode("gb2312", "ignore") == b""
        and simplified(standard).encode("gb2312", "ignore")
    }

    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "simplified"),
    [
        ("衞生署敍述枱上的户口税務", "卫生署叙述台上的户口税务"),
        ("痺症，屋簷，睪丸", "痹症，屋檐，睾丸"),
        ("粧臺，碁子，砲聲，姪女，疎遠，村隣", "妆台，棋子，炮声，侄女，疏远，村邻"),
        ("他祇說了一句，神祇不答", "他只说了一句，神祇不答"),
    ],
)
def test_old_and_regional_forms_have_a_simplified_one(text: str, simplified: str) -> None:
    assert convert(text, ("t2s",)).text == simplified


@pytest.mark.parametrize(
    "proper",
    [
        *("他睏了", "演了三齣", "一捲紙", "揹書包", "么妹和么兒", "敍述"),
        *("説話", "衆人", "牀邊", "歎息", "雞與鷄"),
    ],
)
def test_normalising_leaves_what_only_traditional_has(proper: str) -> None:
    text = f"干部在家里說：{proper}。"

    assert convert(text, NORMALISE).text == f"幹部在家裡說：{proper}。"
    assert {word.original for word in changed_words(text)} == {"干部", "家里"}


def test_normalising_puts_right_the_wrong_one_of_two() -> None:
    text = "皇後吃餅幹，頭發亂，隻有復雜的係統，時鍾在響"

    assert convert(text, NORMALISE).text == "皇后吃餅乾，頭髮亂，只有複雜的系統，時鐘在響"


def test_for_hong_kong_both_forms_stay_where_a_text_is_put_right() -> None:
    chain = chain_for("auto-hk", Script.NAIVE_TRADITIONAL)

    assert convert("干部和群眾在山峰下", chain).text == "幹部和群眾在山峰下"
