"""Finding a quotation in a text."""

from __future__ import annotations

import re

from reader.text.folding import fold, fold_without_leftovers
from reader.text.offsets import TextRange


def find_quote(text: str, quote: str) -> list[TextRange]:
    """Return where a quotation stands in a text, in order, without overlaps.

    The first of these that finds anything counts: the very characters; the same without regard to
    script (by the character, not 软件 for 軟體), width and case; that without regard to readings in
    brackets and invisible characters; and that without regard to white space, for what was copied
    across paragraphs or broken lines. Ranges are of the text as given. A quotation of nothing but
    white space is nowhere.
    """
    if not quote.strip():
        return []
    if exact := _find_all(text, quote):
        return exact
    if found := _find_all(fold(text), fold(quote)):
        return found
    plain, plain_quote = fold_without_leftovers(text), fold_without_leftovers(quote).text
    if not plain_quote.strip():
        return []
    found = _find_all(plain.text, plain_quote) or _find_all_spaced(plain.text, plain_quote)
    return plain.map.to_source_each((place.start, place.end) for place in found)


def _find_all(text: str, quote: str) -> list[TextRange]:
    found = []
    start = text.find(quote)
    while start >= 0:
        end = start + len(quote)
        found.append(TextRange(start, end))
        start = text.find(quote, end)
    return found


def _find_all_spaced(text: str, quote: str) -> list[TextRange]:
    characters = map(re.escape, "".join(quote.split()))
    pattern = re.compile(r"\s*".join(characters))
    return [TextRange(*match.span()) for match in pattern.finditer(text)]
