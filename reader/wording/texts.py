"""What scripts, encodings and repairs are called, in the user's language.

Apart from `wording`, because the rules that these words are about take long to import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.localization import tr, trn
from reader.text.encoding import Certainty
from reader.text.repair import Confidence
from reader.text.script import Script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.model import Source
    from reader.text.repair import GivenUp


def script_name(script: Script) -> str:
    """Return what a script is called in the language in use."""
    return {
        Script.SIMPLIFIED: tr("Simplified"),
        Script.TRADITIONAL: tr("Traditional"),
        Script.NAIVE_TRADITIONAL: tr("Machine-converted Traditional"),
        Script.OTHER: tr("Not Chinese"),
    }[script]


def encoding_name(codec: str) -> str:
    """Return what an encoding is usually called, the same in every language."""
    names = {
        "utf-8": "UTF-8",
        "gb18030": "GB18030",
        "big5hkscs": "Big5-HKSCS",
        "cp950": "Big5 (CP950)",
        "utf-16-le": "UTF-16 LE",
        "utf-16-be": "UTF-16 BE",
        "cp1252": "Windows-1252",
    }
    return names.get(codec, codec.upper())


def encoding_found(codec: str, certainty: Certainty) -> str:
    """Return an encoding, and how sure it is where it is not certain."""
    words = {Certainty.LIKELY: tr("likely"), Certainty.DOUBTFUL: tr("uncertain")}
    return " · ".join(filter(None, (encoding_name(codec), words.get(certainty))))


def explain_doubt(source: Source) -> str:
    """Return that no encoding was found for all of a file; empty where one was."""
    if source.certainty is Certainty.CERTAIN or not source.damage:
        return ""
    sentence = tr(
        "Parts of this file are not in {encoding}, the likeliest encoding, and shown as \ufffd."
    )
    return sentence.format(encoding=encoding_name(source.encoding))


def rule_name(rule: str) -> str:
    """Return what a repair rule repairs, in the language in use; an unknown rule's own name."""
    names = {
        "inline-pinyin": tr("pinyin in the text"),
        "toneless-pinyin": tr("pinyin without tones"),
        "byte-shift": tr("bytes torn apart"),
        "lost-char": tr("a lost character"),
        "nbsp": tr("lost spaces"),
        "entity": tr("HTML codes"),
        "zero-width": tr("invisible characters"),
        "lost-byte": tr("a lost byte"),
        "padding": tr("empty bytes"),
        "private-use": tr("characters without a code"),
        "double-code": tr("radicals for characters"),
        "mojibake": tr("wrong encoding"),
        "line-end": tr("odd line ends"),
        "page-break": tr("page breaks"),
        "rewrap": tr("broken lines"),
        "split-word": tr("spaces within words"),
        "widen": tr("half-width punctuation"),
        "small-forms": tr("small punctuation"),
        "terminal-colors": tr("codes for colors of a terminal"),
    }
    return names.get(rule, rule)


def count_repairs(applied: int, offered: int) -> str:
    """Return how many repairs are applied, and how many are offered besides."""
    words = trn("{count:,} repair", "{count:,} repairs", applied).format(count=applied)
    if offered:
        words += " · " + trn("{count:,} offered", "{count:,} offered", offered).format(
            count=offered
        )
    return words


def confidence_name(confidence: Confidence) -> str:
    """Return how sure a repair is, in the language in use."""
    return {
        Confidence.HIGH: tr("certain"),
        Confidence.MEDIUM: tr("likely"),
        Confidence.LOW: tr("uncertain"),
        Confidence.NONE: tr("unknown"),
    }[confidence]


def explain_giving_up(given_up: Sequence[GivenUp]) -> str:
    """Return that rules did not look at all of a text, and where the first of them stopped."""
    sentence = tr(
        "Looking for damage took too long: from character {place} on, the text may still have"
        " some ({rules})."
    )
    rules = tr(", ").join(rule_name(each.rule) for each in given_up)
    place = min(each.start for each in given_up) + 1
    return sentence.format(place=f"{place:,}", rules=rules)
