"""What the name of a file says of the text in it."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.document.structure.person_names import is_chinese_name
from reader.document.structure.title import EDITION, read_formal_title

_LONGEST = 120
# Two dashes are the Chinese dash, before a subtitle.
_PARTED = re.compile(r"(?P<one>[^-–—_＿]+?)\s*(?!——)[-–—_＿]+\s*(?P<other>[^-–—_＿]+)")
_IN_FRONT = re.compile(r"[【\[（(]\s*(?P<other>[^】\]）)]+?)\s*[】\]）)]\s*(?P<one>.+)")
_WITH_EDITION = re.compile(rf"(?P<name>.+?)(?:{EDITION})+")
_LABELLED_EDITION = re.compile(
    r"(?P<name>.{2,}?)[\s_-]*(?:TXT|txt)?[\s_-]*(?:全[本集])?[\s_-]*"
    r"(?:精?校[对對]?|修[订訂]|完整|[实實][体體][书書])版(?:[\s_-]*全[本集])?"
)
_SITE = re.compile(
    r"(?:[\s@＠_-]+|(?=www\.))(?:[a-z0-9-]+\.)+(?:com|net|org|cn|cc)\b.*", re.IGNORECASE
)


class FileName(NamedTuple):
    """What a name says."""

    title: str
    creators: tuple[str, ...]


def read_file_name(stem: str) -> FileName:
    """Read the name of a file, without its type: title, and authors where it gives some.

    A name that has none of the forms of a title with marks or authors is the title as it stands.
    """
    if len(stem) > _LONGEST:
        return FileName(stem, ())
    name = _SITE.sub("", stem) or stem
    if name.endswith(("版", "版全本", "版全集")) and (match := _LABELLED_EDITION.fullmatch(name)):
        name = match["name"]
    spaced = name.replace("_", " ").strip() if "》" in name or "作者" in name else name
    if formal := read_formal_title(spaced):
        return FileName(formal.name or stem, formal.creators)
    for form in (_PARTED, _IN_FRONT):
        match = form.fullmatch(name)
        if match and (found := _with_name(match["one"], match["other"])):
            return found
    if match := _WITH_EDITION.fullmatch(name):
        return FileName(match["name"], ())
    return FileName(name, ())


def _with_name(one: str, other: str) -> FileName | None:
    """Return title and author where one of two parts is a name of a person, the other not."""
    if is_chinese_name(one) == is_chinese_name(other):
        return None
    if one.isdecimal() or other.isdecimal():
        # A number in a list of files.
        return FileName(other if one.isdecimal() else one, ())
    return FileName(other, (one,)) if is_chinese_name(one) else FileName(one, (other,))
