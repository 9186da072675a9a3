"""Markup that a scraper left in a text: `他說&ldquo;好&rdquo;。<br>`.

What stands for a character becomes that character, once: `&amp;lt;` is the author's `&lt;`. Tags
are taken out; one that ends a line of a page ends it here. A text that talks of markup, shows code
or is Markdown keeps its own, and so does one that is a whole page: nothing there is left over.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from reader.text.patterns import lazy_pattern
from reader.text.repair.model import Confidence, Repair, RepairRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NAME = "entity"

_ENTITY = lazy_pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BREAKING = (
    "address|article|blockquote|br|dd|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|section|table"
    "|tr|ul"
)
"""Tags that begin or end a line of a page."""
_PAIRED = (
    "a|abbr|b|big|center|cite|em|font|i|ins|mark|nobr|o:p|q|s|small|span|strike|strong|sub|sup"
    "|tbody|td|tfoot|th|thead|u"
)
"""Tags that come in twos. One of a kind, without an attribute, may be a formula: `a<b>c`."""
_TAG = lazy_pattern(
    # Nothing here passes the next `<`, so that any number of them is read once.
    rf"<(?=[/!a-z])(?:(?P<closes>/)?(?:(?P<breaks>{_BREAKING})|img|wbr|(?P<paired>{_PAIRED}))"
    r"(?P<attributes>\s++[a-z][a-z:-]*+\s*+=[^<>\n]*+)?\s*+/?>|!--[^<>\n]*+>)",
    re.IGNORECASE,
)

_OWN = lazy_pattern(
    # A heading or a link of Markdown, or code; a whole page; a word about markup.
    r"^ {0,3}(?:#{1,6}[ \t]|```|~~~)|\]\((?:https?:|[./#])|`[^`\n]{0,200}[<&]"
    r"|<(?:!doctype|html|head|body|script|style|\?xml|\?php)\b"
    r"|(?<![./a-z-])(?:x?html5?|xml|css)(?![a-z/])|innerhtml|javascript"
    r"|標籤|标签|標記語言|标记语言|轉義|转义",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTES = frozenset({"“”", "「」", "『』", "‘’", '""', "''"})
_MENTIONED_SHARE = 0.2
"""Of all that is found, how much may stand as words do that are talked about."""


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each character reference and each tag, if they are left over."""
    if "&" not in source and "<" not in source:
        return ()
    entities = [*_entities(source)]
    tags = _known_tags(source)
    if not (entities or tags) or _OWN.search(source):
        return ()
    mentioned = sum(_is_quoted(source, each.start, each.end) for each in entities)
    mentioned += sum(
        _is_quoted(source, m.start(), m.end()) or _is_set_apart(source, m) for m in tags
    )
    if mentioned > _MENTIONED_SHARE * (len(entities) + len(tags)):
        return ()
    return sorted([*entities, *_without_tags(source, tags)], key=lambda repair: repair.start)


RULE = RepairRule(NAME, "a scraper left marks of HTML in the text", find)


def _entities(source: str) -> Iterator[Repair]:
    known: dict[str, str | None] = {}
    for match in _ENTITY.finditer(source):
        reference = match[0]
        if reference not in known:
            known[reference] = _character(reference)
        character = known[reference]
        if character is not None:
            yield _repair(source, match, character, Confidence.HIGH)


def _character(reference: str) -> str | None:
    """Return what a reference stands for; None if that is nothing that can be shown."""
    # The table of names takes two milliseconds to import, and few texts need it.
    from html import unescape
    from html.entities import html5

    if reference[1] != "#" and reference[1:] not in html5:
        return None
    character = unescape(reference).replace("\r", "\n")
    if character in {"", "\N{REPLACEMENT CHARACTER}"}:
        return None
    # Control characters, lone surrogates and what is not assigned; not line ends and hyphens.
    is_shown = all(unicodedata.category(c) not in {"Cc", "Cs", "Cn", "Co"} for c in character)
    return character if is_shown or character in {"\n", "\t"} else None


def _known_tags(source: str) -> list[re.Match[str]]:
    """Return the tags of a text: those that may stand alone, and those that come in pairs."""
    tags = [*_TAG.finditer(source)]
    closed = {match["paired"].lower() for match in tags if match["paired"] and match["closes"]}
    opened = {match["paired"].lower() for match in tags if match["paired"] and not match["closes"]}
    twos = closed & opened
    return [
        match
        for match in tags
        if not match["paired"] or match["attributes"] or match["paired"].lower() in twos
    ]


def _is_quoted(source: str, start: int, end: int) -> bool:
    return start > 0 and source[start - 1] + source[end : end + 1] in _QUOTES


def _is_set_apart(source: str, tag: re.Match[str]) -> bool:
    start, end = tag.span()
    return start > 0 and source[start - 1] == " " and source.startswith(" ", end)


def _without_tags(source: str, tags: Sequence[re.Match[str]]) -> Iterator[Repair]:
    """Return a repair for each tag: a line end for one between words of a line that breaks it."""
    has_text_after = _lines_go_on(source, tags)
    has_text_before = False
    end = 0
    for match, goes_on in zip(tags, has_text_after, strict=True):
        _, line_end, line = source[end : match.start()].rpartition("\n")
        has_text_before = bool(line.strip()) or (has_text_before and not line_end)
        is_break = bool(match["breaks"]) and has_text_before and goes_on
        yield _repair(source, match, "\n" if is_break else "", Confidence.MEDIUM)
        has_text_before = has_text_before and not is_break
        end = match.end()


def _lines_go_on(source: str, tags: Sequence[re.Match[str]]) -> Iterable[bool]:
    """Tell for each tag whether anything but tags follows on its line."""
    found = []
    goes_on = False
    next_start = len(source)
    for match in reversed(tags):
        line, line_end, _ = source[match.end() : next_start].partition("\n")
        goes_on = bool(line.strip()) or (goes_on and not line_end)
        found.append(goes_on)
        next_start = match.start()
    return reversed(found)


def _repair(source: str, match: re.Match[str], after: str, confidence: Confidence) -> Repair:
    return Repair(
        rule=NAME,
        start=match.start(),
        end=match.end(),
        before=source[match.start() : match.end()],
        after=after,
        confidence=confidence,
    )
