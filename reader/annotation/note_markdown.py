"""Notes are Markdown: what of it they show, as blocks of text with styles.

Nothing of a note is HTML, no picture is shown, and what a link leads to is only said. A line end is
one, as who types a note expects, and four spaces make no code: they are an indent. Emphasis ends
beside Chinese marks as it does beside Chinese characters, which CommonMark does not let it, because
no space stands between 「重點。」 and what follows.
"""

from __future__ import annotations

from enum import Flag, auto
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_SIGNS = lazy_pattern(
    r"[*_`\\]|~~|\]\(|<(?:https?|mailto):|^\s{0,3}(?:#{1,6}\s|>|[-+]\s|\d{1,9}[.)]\s|-{3,}\s*$)",
    8,  # re.MULTILINE: ^ and $ are at every line
)
OPENED = ("http://", "https://", "mailto:")
"""What a link begins with that may be opened."""
MOST_READ = 20_000
"""Characters of a note that are looked through for signs; a longer one is shown as it is typed."""
_MOST_SIGNS = 4_000
"""More of them are no text that somebody writes."""
_NESTING = 40
"""Levels of lists and quotations that are read, twice as many as there are lists;"""
_DEEPEST = 8
"""so many levels are indented."""
_INDENT = "\u3000"
_STANDS_IN = "\ufdd0"
"""For an ideographic space: Markdown takes away such spaces at the ends of lines."""


class Style(Flag):
    """How a run of text looks."""

    PLAIN = 0
    STRONG = auto()
    EMPHASIS = auto()
    CODE = auto()
    STRUCK = auto()


class Run(NamedTuple):
    """Some text in one style."""

    text: str
    style: Style = Style.PLAIN
    link: str = ""
    """Where it leads to; empty for none, and for what is not to be opened."""


class Block(NamedTuple):
    """A paragraph, heading or item; line ends in its runs are line ends."""

    runs: tuple[Run, ...]
    indent: int = 0
    """Levels of lists and quotations it is in."""
    marker: str = ""
    """Before the first line of a list's item."""
    is_quoted: bool = False
    is_rule: bool = False
    is_close: bool = False
    """Whether no gap is above it."""

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(run.text for run in self.runs)


@lru_cache(maxsize=1024)
def blocks_of(note: str) -> tuple[Block, ...]:
    """Return a note as blocks; none where it is to be shown as it was typed."""
    if len(note) > MOST_READ or not _SIGNS.search(note):
        return ()
    parser = _parser()
    if parser is None or sum(map(note.count, "*_`[]~>")) > _MOST_SIGNS:
        return ()
    tokens = parser.parse(note.replace(_INDENT, _STANDS_IN))
    if max((token.level for token in tokens), default=0) >= _NESTING - 2:
        return ()  # the parser leaves out what is deeper
    blocks = tuple(_Reading(tokens).blocks())
    # What only looks like Markdown keeps its empty lines.
    is_shown_otherwise = "\\" in note and "\n".join(block.text for block in blocks) != note
    return blocks if is_shown_otherwise or not all(map(_is_plain, blocks)) else ()


def _is_plain(block: Block) -> bool:
    """Tell whether nothing of a block shows that it is Markdown."""
    is_text = not (block.indent or block.marker or block.is_rule)
    return is_text and all(run == Run(run.text) for run in block.runs)


def links_in(note: str) -> list[str]:
    """Return where the links of a note lead to, each once, in order."""
    return list(
        dict.fromkeys(run.link for block in blocks_of(note) for run in block.runs if run.link)
    )


@cache
def _parser() -> MarkdownIt | None:
    """Return a parser; None where the library is not installed, and notes are as they are typed."""
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        return None
    options = {"html": False, "breaks": True, "maxNesting": _NESTING}
    parser = MarkdownIt("commonmark", options)
    parser.enable("strikethrough")
    parser.disable(["image", "html_block", "html_inline", "code", "lheading", "reference"])
    parser.inline.ruler.at("emphasis", _emphasis)
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Note * and _ that may begin or end emphasis, beside Chinese wherever no space stands."""
    from markdown_it.rules_inline.state_inline import Delimiter

    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    before = state.src[state.pos - 1] if state.pos else " "
    end = state.pos + scanned.length
    after = state.src[end] if end < state.posMax else " "
    opens, closes = scanned.can_open, scanned.can_close
    if marker == "*" and (_is_chinese(before) or _is_chinese(after)):
        opens, closes = not after.isspace(), not before.isspace()
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        place = len(state.tokens) - 1
        state.delimiters.append(
            Delimiter(ord(marker), scanned.length, place, end=-1, open=opens, close=closes)
        )
    state.pos = end
    return True


def _is_chinese(character: str) -> bool:
    """Tell whether a character is Han or a mark as they are written beside such."""
    return character >= "\u2e80" or character in "“”‘’—…·"


class _Reading:
    """Turns the parser's tokens into blocks."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._lists: list[int | None] = []
        """The number of the next item of each list; None where they have points."""
        self._quotes = 0
        self._marker = ""
        self._is_close = True

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in order."""
        is_heading = False
        for token in self._tokens:
            self._enter(token)
            match token.type:
                case "heading_open":
                    is_heading = True
                case "heading_close":
                    is_heading = False
                case "inline":
                    bold = Style.STRONG if is_heading else Style.PLAIN
                    yield self._block(tuple(_runs(token.children or (), bold)))
                case "fence" | "code_block":
                    text = "\n".join(filter(None, (token.info.strip(), token.content.rstrip("\n"))))
                    yield self._block((Run(_restored(text), Style.CODE),))
                case "hr":
                    yield self._block((Run(" "),))._replace(is_rule=True)

    def _enter(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
                self._is_close = bool(self._lists)
            case "list_item_open":
                number = self._lists[-1]
                self._marker = "•" if number is None else f"{number}."
                if number is not None:
                    self._lists[-1] = number + 1
            case "blockquote_open":
                self._quotes += 1
            case "blockquote_close":
                self._quotes -= 1

    def _block(self, runs: tuple[Run, ...]) -> Block:
        marker, self._marker = self._marker, ""
        is_close = self._is_close or bool(marker and len(self._lists) > 1)
        # Items stand close to each other; what is not in a list has a gap above it.
        self._is_close = bool(self._lists)
        depth = min(len(self._lists) + self._quotes, _DEEPEST)
        return Block(runs, depth, marker, is_quoted=self._quotes > 0, is_close=is_close)


def _runs(tokens: Sequence[Token], style: Style) -> Iterator[Run]:
    """Yield the runs of a block, each in its style."""
    link = ""
    for token in tokens:
        match token.type:
            case "strong_open":
                style |= Style.STRONG
            case "strong_close":
                style &= ~Style.STRONG
            case "em_open":
                style |= Style.EMPHASIS
            case "em_close":
                style &= ~Style.EMPHASIS
            case "s_open":
                style |= Style.STRUCK
            case "s_close":
                style &= ~Style.STRUCK
            case "link_open":
                link = _address(str(token.attrs.get("href", "")))
            case "link_close":
                link = ""
            case "code_inline":
                yield Run(_restored(token.content), style | Style.CODE, link)
            case "softbreak" | "hardbreak":
                yield Run("\n", style)
            case _ if token.content:
                yield Run(_restored(token.content), style, link)


def _address(href: str) -> str:
    return href if href.casefold().startswith(OPENED) else ""


def _restored(text: str) -> str:
    return text.replace(_STANDS_IN, _INDENT)
