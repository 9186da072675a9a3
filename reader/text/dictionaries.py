"""The dictionaries of script conversion: where they come from, and what is put right in them.

The current ones are those of the package opencc-purepy, text files in OpenCC's format. Where it is
absent those of the conversion engine, opencc-python-reimplemented, do; they are of 2022. Only the
files of the two packages are read, none of their code, but for the engine's separators.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.paths import RESOURCES
from reader.text.alignment import Order

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_TO_TRADITIONAL = ("STPhrases", "STCharacters")
_TO_SIMPLIFIED = ("TSPhrases", "TSCharacters")
_TO_TAIWAN = ("TWVariantsPhrases", "TWVariants")
_TO_HONG_KONG = ("HKVariantsPhrases", "HKVariants")
_FROM_TAIWAN = ("TWVariantsRevPhrases", "TWVariantsRev")
_FROM_HONG_KONG = ("HKVariantsRevPhrases", "HKVariantsRev")

CHAINS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "s2t": (_TO_TRADITIONAL,),
    "t2s": (_TO_SIMPLIFIED,),
    "s2tw": (_TO_TRADITIONAL, _TO_TAIWAN),
    "tw2s": (_FROM_TAIWAN, _TO_SIMPLIFIED),
    "s2hk": (_TO_TRADITIONAL, _TO_HONG_KONG),
    "hk2s": (_FROM_HONG_KONG, _TO_SIMPLIFIED),
    "s2twp": (_TO_TRADITIONAL, ("TWPhrases",), _TO_TAIWAN),
    "tw2sp": (("TWPhrasesRev", *_FROM_TAIWAN), _TO_SIMPLIFIED),
    "t2tw": (_TO_TAIWAN,),
    "t2hk": (_TO_HONG_KONG,),
}
"""The stages of each conversion and the dictionaries of each stage, as OpenCC has them.

The engine has the same, without the phrases that are exceptions to a region's forms.
"""

_NAMES = frozenset(name for chain in CHAINS.values() for group in chain for name in group)

_STANDARD_FORMS = str.maketrans(
    "為眾偽吃啟媯嫻峰溈濕灶痴群艷裡麵稜蒍",
    "爲衆僞喫啓嬀嫺峯潙溼竈癡羣豔裏麪棱蔿",
)
"""From what opencc-purepy writes to OpenCC's own form of the same character.

OpenCC's are what the tables of Taiwan's and Hong Kong's forms start from: with 裡 for 裏, a text
for Hong Kong would get Taiwan's form.
"""
_KEPT = "着"
"""OpenCC keeps it where Simplified has it, as Hong Kong does; for Taiwan it becomes 著 later."""

_SURNAMES = "于余范游郁涂"
"""Those that are other words too, and then other characters; 位于 and the like begin earlier."""
_TITLES = """
先生 女士 小姐 太太 夫人 老师 师傅 师父 教授 博士 主任 书记 同志 医生 医师 大夫 护士 律师
法官 警官 记者 编辑 导演 教练 老板 总 董 董事长 总经理 经理 校长 院长 所长 局长 厅长 处长
科长 部长 市长 县长 省长 镇长 乡长 村长 队长 班长 司令 将军 大爷 大妈 大叔 阿姨 大哥 大姐
同学 团长 连长 排长 政委 行长 台长 社长 会长 站长 馆长 组长 主席 师兄 师姐 师弟 师妹 姑娘 公子
"""
"""What stands behind a surname."""

_CORRECTIONS = RESOURCES / "conversion" / "corrections.tsv"
OVERLAPS: Final = RESOURCES / "conversion" / "overlaps.tsv"
"""Words and pairs of words that keep a word of the dictionaries from cutting others in two."""
NAMES: Final = RESOURCES / "conversion" / "names.tsv"
"""Surnames where they stand, and the words that look like them."""
_OF_OPENCC = RESOURCES / "conversion" / "opencc.tsv"
"""Where OpenCC's own dictionary has something else than the package."""
_VARIANTS = RESOURCES / "conversion" / "variants.tsv"
"""Forms of Traditional characters that OpenCC leaves in Simplified, as it does Hong Kong's 衞."""


@dataclass(frozen=True, slots=True)
class Dictionaries:
    """What a conversion needs to know."""

    tables: Mapping[str, Mapping[str, str]]
    """By OpenCC's names; from word to its replacements, separated by spaces, the first counts."""
    order: Order
    separators: re.Pattern[str] | None
    """What no word reaches across."""

    def groups(self, config: str) -> tuple[tuple[str, ...], ...]:
        """Return the names of the tables of each stage of a conversion, as far as there are any.

        Raises:
            ValueError: there is no such conversion.
        """
        if config not in CHAINS:
            raise ValueError(f"not a conversion: {config!r}")
        return tuple(
            tuple(name for name in group if name in self.tables) for group in CHAINS[config]
        )


def load() -> Dictionaries:
    """Return the current dictionaries, or the engine's where they are not installed."""
    folder = _folder("opencc_purepy", "dicts")
    return load_current(folder) if folder is not None else load_of_the_engine()


def load_current(folder: Path) -> Dictionaries:
    """Return the dictionaries of opencc-purepy, put right.

    Words are looked for as OpenCC does, which two more of its own cases ask for (茶几周围).
    """
    return Dictionaries(_CurrentTables(folder), Order.LEFTMOST, None)


class _CurrentTables(Mapping[str, Mapping[str, str]]):
    """The tables of opencc-purepy, put right; each is read when it is first asked for.

    All of them take a fifth of a second, those to Simplified, which telling the script of an
    article needs, a tenth of that.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tables: dict[str, Mapping[str, str]] = {}

    def __getitem__(self, name: str) -> Mapping[str, str]:
        if name not in _NAMES:
            raise KeyError(name)
        if name not in self._tables:
            self._tables[name] = self._made(name)
        return self._tables[name]

    def __contains__(self, name: object) -> bool:
        return name in _NAMES

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)

    def _made(self, name: str) -> Mapping[str, str]:
        table = _read(self._folder / f"{name}.txt")
        if name in _TO_TRADITIONAL:
            table = {
                word: _with_kept(word, news.translate(_STANDARD_FORMS))
                for word, news in table.items()
            }
        if name in ("TWPhrases", "TWPhrasesRev"):
            table = _with_hyphens(table)
        if name == "TWPhrases":
            # What goes from stage to stage is in the standard forms.
            table |= {word.translate(_STANDARD_FORMS): news for word, news in table.items()}
        if name == "STPhrases":
            table |= _read(_OF_OPENCC)
        if name == "TSCharacters":
            table = _read(_VARIANTS) | table
        table |= _corrections().get(name, {})
        if name == "STPhrases":
            table = {
                **_leading_to(self["TWPhrases"], self["TSCharacters"]),
                **overlaps(),
                **names(),
                **_addresses(self["STCharacters"]),
                **table,
            }
        return table


@cache
def _corrections() -> Mapping[str, Mapping[str, str]]:
    """Return our own entries by the table they belong to."""
    tables: dict[str, dict[str, str]] = {}
    for line in _CORRECTIONS.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, word, new, _reason = line.split("\t")
            tables.setdefault(name, {})[word] = new
    return tables


def _addresses(characters: Mapping[str, str]) -> dict[str, str]:
    """Return surnames with titles, in which a surname stays what it is: 于先生."""
    traditional = {ord(old): _first(news) for old, news in characters.items()}
    return {
        name + title: name + title.translate(traditional)
        for name in _SURNAMES
        for title in _TITLES.split()
    }


@cache
def overlaps() -> Mapping[str, str]:
    """Return what `tests/making/overlaps.py` found, in OpenCC's standard forms."""
    return _read(OVERLAPS)


@cache
def names() -> Mapping[str, str]:
    """Return what `tests/making/names.py` found, in OpenCC's standard forms."""
    return _read(NAMES)


def load_of_the_engine() -> Dictionaries:
    """Return the engine's dictionaries and order, which together give the engine's own result."""
    # Loading takes tens of milliseconds, and most articles are read as they are.
    from opencc import OpenCC

    folder = _folder("opencc", "dictionary")
    if folder is None:
        raise ModuleNotFoundError("opencc", name="opencc")
    # It comes with exceptions to Hong Kong's forms, but makes no use of them.
    names = _NAMES - {"HKVariantsPhrases"}
    tables = {name: _read(path) for name in names if (path := folder / f"{name}.txt").exists()}
    return Dictionaries(tables, Order.LONGEST, OpenCC().split_chars_re)


def _folder(package: str, inside: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    for location in (spec and spec.submodule_search_locations) or ():
        if (folder := Path(location) / inside).is_dir():
            return folder
    return None


def _read(path: Path) -> dict[str, str]:
    lines = path.read_text("utf-8-sig").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def _with_kept(word: str, news: str) -> str:
    if _KEPT not in word:
        return news
    new = _first(news)
    if len(new) != len(word):
        return news
    return "".join(old if old == _KEPT else c for old, c in zip(word, new, strict=True))


def _with_hyphens(words: Mapping[str, str]) -> dict[str, str]:
    """Add foreign names with a hyphen in place of the point: 伯克希爾·哈撒韋, 伯克希爾-哈撒韋."""
    hyphened = {word: news for word, news in words.items() if "·" in word}
    return {
        word.replace("·", "-"): news.replace("·", "-") for word, news in hyphened.items()
    } | dict(words)


def _leading_to(words: Mapping[str, str], characters: Mapping[str, str]) -> dict[str, str]:
    """Return Simplified words by which the words of the next stage come about.

    Else another word may come first: 布列 (布列 → 佈列) hides 布列茲 from the table of names.
    """
    simplified = {ord(old): _first(news) for old, news in characters.items()}
    return {
        word.translate(simplified): word.translate(_STANDARD_FORMS)
        for word in words
        if len(word) > 1
    }


def _first(replacements: str) -> str:
    return replacements.split(" ", 1)[0]
