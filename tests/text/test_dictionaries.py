from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.paths import RESOURCES
from reader.text.alignment import Order
from reader.text.dictionaries import CHAINS, Dictionaries, load, load_of_the_engine, names, overlaps
from reader.text.script import CONFIGS, convert
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LOWEST_RATE = 0.97


@pytest.fixture(scope="module")
def current() -> Dictionaries:
    return load()


@pytest.fixture(scope="module")
def fallback() -> Dictionaries:
    return load_of_the_engine()


def test_the_current_ones_are_used_where_they_are_installed(current: Dictionaries) -> None:
    assert current.order is Order.LEFTMOST


def test_without_them_the_engine_s_own_are_used() -> None:
    script = (
        "import sys\n"
        "import importlib.util as u\n"
        "find = u.find_spec\n"
        "u.find_spec = lambda name: None if name == 'opencc_purepy' else find(name)\n"
        "from reader.text.script import convert\n"
        "from opencc import OpenCC\n"
        "text = '頭發表會，几周围，茶几周围'\n"
        "sys.exit(convert(text, ('s2tw',)).text != OpenCC('s2tw').convert(text))\n"
    )

    assert (
        subprocess.run([sys.executable, "-c", script], check=False, timeout=LONGEST_S).returncode
        == 0
    )


def test_every_conversion_has_its_tables(current: Dictionaries, fallback: Dictionaries) -> None:
    assert set(CHAINS) == set(CONFIGS)
    for config in CONFIGS:
        assert all(current.groups(config))
        assert all(fallback.groups(config))


def test_an_unknown_conversion_is_refused(current: Dictionaries) -> None:
    with pytest.raises(ValueError, match="s2x"):
        current.groups("s2x")


@pytest.mark.parametrize("config", CONFIGS)
def test_the_engine_has_the_same_stages(config: str, fallback: Dictionaries) -> None:
    from opencc import OpenCC

    loaded = OpenCC(config)
    chain = [[group] if isinstance(group, str) else group for group in loaded._dict_chain]
    expected = tuple(tuple(Path(name).stem for name in group) for group in chain)

    assert fallback.groups(config) == expected


def test_every_correction_is_one_and_has_a_reason(current: Dictionaries) -> None:
    lines = (RESOURCES / "conversion" / "corrections.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]

    assert rows
    for name, word, new, reason in rows:
        assert current.tables[name][word] == new
        assert reason
    assert len({(name, word) for name, word, *_ in rows}) == len(rows)


def test_where_the_package_has_other_words_than_opencc_those_of_opencc_are_taken(
    current: Dictionaries,
) -> None:
    lines = (RESOURCES / "conversion" / "opencc.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]

    assert rows
    assert all(current.tables["STPhrases"][word] == new for word, new in rows)
    assert convert("刚才他昏困了", ("s2t",)).text == "剛纔他昏睏了"
    assert convert("娘家的海参", ("s2hk",)).text == "娘家的海參"


@pytest.mark.parametrize(
    ("text", "config", "new"),
    [
        ("他站着看著名的画", "s2tw", "他站著看著名的畫"),
        ("他站着看著名的画", "s2hk", "他站着看著名的畫"),
        ("屋里群众吃面", "s2t", "屋裏羣衆喫麪"),
        ("屋里群众吃面", "s2tw", "屋裡群眾吃麵"),
        ("他口吃，里程很长", "s2t", "他口吃，里程很長"),
        ("为什么", "s2hk", "為什麼"),
        ("抬头", "s2tw", "抬頭"),
        ("社区", "s2twp", "社群"),
        ("社区", "s2tw", "社區"),
        ("演算法", "tw2sp", "算法"),
        ("门外摆着旧茶几周围的椅子", "s2tw", "門外擺著舊茶几周圍的椅子"),
        ("什么", "t2s", "什么"),
        ("薰衣草", "t2s", "薰衣草"),
        ("上腭和颚骨", "s2t", "上齶和顎骨"),
        ("秘密，嘴唇", "s2tw", "秘密，嘴唇"),
        ("秘密，嘴唇", "s2hk", "秘密，嘴唇"),
        ("丹尼-博伊尔", "s2twp", "丹尼-鮑伊"),
    ],
)
def test_words_come_out_as_they_are_printed(text: str, config: str, new: str) -> None:
    assert convert(text, (config,)).text == new


@pytest.mark.parametrize("first", ["真理", "办理", "机理", "原理", "道理", "治理", "管理", "审理"])
@pytest.mark.parametrize("second", ["发生", "发现", "发展", "发放", "发布", "发出", "发挥", "发表"])
def test_a_word_does_not_cut_two_others(first: str, second: str) -> None:
    assert "髮" not in convert(first + second, ("s2tw",)).text


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("他开了一张假发票", "他開了一張假發票"),
        ("这头发现了猎物的豹子", "這頭發現了獵物的豹子"),
        ("她的头发现在短了", "她的頭髮現在短了"),
        ("理发店门口，理发师在理发", "理髮店門口，理髮師在理髮"),
        ("戴假发的人", "戴假髮的人"),
        ("这一干涉惹了麻烦", "這一干涉惹了麻煩"),
        ("城里人马不多", "城裡人馬不多"),
        ("四面包围，三面环水", "四面包圍，三面環水"),
        ("他和面容模糊的人说话", "他和面容模糊的人說話"),
        ("妈妈和面包饺子", "媽媽和麵包餃子"),
        ("绕地球一周要八十天", "繞地球一周要八十天"),
        ("船走了三十里水路", "船走了三十里水路"),
        # A word that is written as its characters cuts others as well.
        ("政府干预，政府干涉，政府干部", "政府干預，政府干涉，政府幹部"),
        ("老张必须发誓，必须发一封信", "老張必須發誓，必須發一封信"),
        ("中国制度，美国制造，手机制造商", "中國制度，美國製造，手機製造商"),
        ("一块面积很大的地", "一塊面積很大的地"),
        ("她一把头发剪了，秀发白了", "她一把頭髮剪了，秀髮白了"),
        ("我想了解他，他先了解情况", "我想瞭解他，他先瞭解情況"),
        ("问题得到了解决，作了解释", "問題得到了解決，作了解釋"),
    ],
)
def test_words_are_cut_where_that_is_likeliest(text: str, new: str) -> None:
    assert convert(text, ("s2tw",)).text == new


@pytest.mark.parametrize("made", [overlaps, names])
def test_what_was_made_is_in_the_table_and_changes_no_length(
    made: Callable[[], Mapping[str, str]], current: Dictionaries
) -> None:
    table = made()

    assert table
    assert all(len(word) == len(new) > 1 for word, new in table.items())
    assert all(current.tables["STPhrases"][word] for word in table)


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("于先生来了，于总也来了", "于先生來了，于總也來了"),
        ("范主任、余局长和游老师", "范主任、余局長和游老師"),
        ("报社位于先生街，属于经理室", "報社位於先生街，屬於經理室"),
        ("他请教于先生", "他請教於先生"),
        ("事故发生于总部，属于总公司", "事故發生於總部，屬於總公司"),
        ("三千余记者", "三千餘記者"),
        ("模范教师，其余老师", "模範教師，其餘老師"),
        ("导游小姐带我们旅游", "導遊小姐帶我們旅遊"),
        ("于同学、范姑娘和余团长", "于同學、范姑娘和余團長"),
        ("有助于同学们，他出生于公子家，死于公子府", "有助於同學們，他出生於公子家，死於公子府"),
    ],
)
def test_a_surname_before_a_title_stays_what_it_is(text: str, new: str) -> None:
    assert convert(text, ("s2tw",)).text == new


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("姓于的和姓余的来了，他姓范", "姓于的和姓余的來了，他姓范"),
        ("姓党、姓干、姓种、姓涂、姓郁、姓钟、姓万", "姓党、姓干、姓种、姓涂、姓郁、姓鍾、姓萬"),
        ("老百姓干活，百姓余粮不多", "老百姓幹活，百姓餘糧不多"),
        ("范某与于某系夫妻，余某某、钟某作证", "范某與于某系夫妻，余某某、鍾某作證"),
        ("原告干某诉被告党某、游某、郁某", "原告干某訴被告党某、游某、郁某"),
        ("于某年某月，位于某地，由于某种原因", "於某年某月，位於某地，由於某種原因"),
        ("模范某人，其余某些，干某事，政党某派", "模範某人，其餘某些，幹某事，政黨某派"),
        ("老于说完，老范和小余点头，阿涂没来", "老于說完，老范和小余點頭，阿涂沒來"),
        ("老干部，小范围，小游戏，小于三，老于世故", "老幹部，小範圍，小遊戲，小於三，老於世故"),
        ("终老于乡，古老于是可亲", "終老於鄉，古老於是可親"),
        ("张三、于平、范良、余声、钟二", "張三、于平、范良、余聲、鍾二"),
        ("余额、余下、范围、钟表、于是", "餘額、餘下、範圍、鐘錶、於是"),
        ("范范和余余", "范范和余余"),
    ],
)
def test_what_stands_around_tells_a_surname(text: str, new: str) -> None:
    assert convert(text, ("s2tw",)).text == new


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("头发干了，水泥干后，油漆干透", "頭髮乾了，水泥乾後，油漆乾透"),
        ("他走后干了一天，干部干了什么", "他走後幹了一天，幹部幹了什麼"),
    ],
)
def test_what_can_be_wet_is_dry(text: str, new: str) -> None:
    assert convert(text, ("s2tw",)).text == new


@pytest.mark.parametrize(
    ("text", "config"),
    [
        ("于先生與鄰里皆說長征之事，皇后在後面。", "t2tw"),
        ("于先生與鄰里皆説長征之事，皇后在後面，裏面有人抬頭。", "t2hk"),
        ("于先生与邻里都说长征的事，皇后在后面。", "t2s"),
        ("秘書說甚麼，老師說什麼。", "t2tw"),
    ],
)
def test_what_is_in_the_script_already_is_left_alone(text: str, config: str) -> None:
    assert convert(text, (config,)).text == text


def test_opencc_s_own_cases_pass(shared_data: Path) -> None:
    cases: list[dict[str, Any]] = json.loads(
        (shared_data / "opencc-cases.json").read_text("utf-8")
    )["cases"]
    all_of, passed = Counter[str](), Counter[str]()

    for case in cases:
        for config, expected in case["expected"].items():
            all_of[config] += 1
            converted = convert(case["input"], (config,)).text
            passed[config] += converted == expected
            if converted != expected:
                sys.stdout.write(f"{case['id']} {config}\n  - {expected}\n  + {converted}\n")

    rates = {config: f"{passed[config]}/{count}" for config, count in all_of.items()}
    sys.stdout.write(f"{rates}\n")
    assert passed.total() >= LOWEST_RATE * all_of.total()
