"""The words of the program in the language of the person who reads them.

Messages go through the standard library's gettext and not through Qt Linguist, because the command
line speaks every language too and must do so where Qt is not installed. English is what stands in
the source; the catalogues are `resources/i18n/<locale>/LC_MESSAGES/quandian.po`, compiled beside by
`python3 -m tests.catalogues`.
"""

from __future__ import annotations

import gettext
import os
import re
from typing import TYPE_CHECKING, Literal

from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Locale = Literal["zh_TW", "zh_CN", "en"]

LOCALES: tuple[Locale, ...] = ("zh_TW", "zh_CN", "en")
"""The languages the program speaks."""

CATALOGUES = RESOURCES / "i18n"
DOMAIN = "quandian"

_WIDE_ENDS = tuple("。！？」）")
_TRADITIONAL = frozenset(("hant", "tw", "hk", "mo"))
_translations: gettext.NullTranslations = gettext.NullTranslations()
_in_use: Locale = "en"


def pick_locale(preferred: Iterable[str]) -> Locale:
    """Return the locale for a person's preferences, the most wanted language first.

    Chinese is chosen by script: Hong Kong and Macao read Traditional, Singapore and a mere `zh`
    Simplified. Names may be POSIX's (`zh_HK.UTF-8`) or BCP 47's (`zh-Hant-HK`).
    """
    for name in preferred:
        language, *subtags = re.split("[-_]", re.split("[.@]", name.lower())[0])
        if language == "en":
            return "en"
        if language == "zh":
            is_traditional = "hans" not in subtags and _TRADITIONAL.intersection(subtags)
            return "zh_TW" if is_traditional else "zh_CN"
    return "en"


def system_languages(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return the languages the environment asks for, the most wanted first.

    As GNU gettext has it: $LANGUAGE is a list, and counts only where a locale is set as well.
    """
    locale = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        "C",
    )
    if locale.partition(".")[0] in ("C", "POSIX"):
        return []
    return [name for name in (*environment.get("LANGUAGE", "").split(":"), locale) if name]


def use_locale(locale: Locale) -> None:
    """Speak this language from here on; what was said stays as it was."""
    global _translations, _in_use  # noqa: PLW0603 - like the locale of the C library, there is one
    _in_use = locale
    _translations = gettext.translation(
        DOMAIN, CATALOGUES, languages=[locale], fallback=locale == "en"
    )


def locale_in_use() -> Locale:
    """Return the language that `use_locale` was given last."""
    return _in_use


def tr(message: str) -> str:
    """Return a message in the language in use; `message` is a literal, for the catalogues' sake.

    Values come in afterwards, by name: `tr("{count} notes in {title}").format(count=…, title=…)`.
    """
    return _translations.gettext(message) if message else message


def trn(singular: str, plural: str, count: int) -> str:
    """Return the form of a message for a count, its values still to be filled in; see `tr`."""
    return _translations.ngettext(singular, plural, count)


def join_sentences(*sentences: str) -> str:
    """Return sentences as one text; a Chinese full stop brings its own space, empty ones none."""
    joined = ""
    for sentence in filter(None, sentences):
        between = "" if not joined or joined.endswith(_WIDE_ENDS) else " "
        joined += between + sentence
    return joined
