"""Brings the message catalogues up to date with the source.

    python3 -m tests.catalogues            add what is new, drop what is gone, compile
    python3 -m tests.catalogues --check    only say what is not as it should be

New entries are empty: write the translation between the quotes in the `.po` file and run it again.
The output depends on the messages alone: no dates, no line numbers, sorted by the English text.
"""

from __future__ import annotations

import ast
import io
import struct
import sys
from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po

from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCES = ROOT / "reader"
LOCALES = ("zh_CN", "zh_TW")

Key = tuple[str, ...]
"""A message as it stands in the source: one text, or singular and plural."""

_FUNCTIONS = {"tr": None, "trn": (1, 2)}
_HEADER = """\
Language: {locale}
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit
Plural-Forms: nplurals=1; plural=0;
"""


@dataclass(frozen=True)
class Entry:
    """One message of a catalogue."""

    key: Key
    translation: str
    is_fuzzy: bool = False
    comments: tuple[str, ...] = ()


def catalogue_path(locale: str) -> Path:
    """Return the source of a catalogue; the compiled one is beside it."""
    return ROOT / "resources" / "i18n" / locale / "LC_MESSAGES" / "quandian.po"


def messages(folder: Path = SOURCES) -> set[Key]:
    """Return every message in the source files of a folder."""
    found: set[Key] = set()
    for path in sorted(folder.rglob("*.py")):
        for _, _, texts, _ in extract_python(
            io.BytesIO(path.read_bytes()), list(_FUNCTIONS), (), {"encoding": "utf-8"}
        ):
            key = texts if isinstance(texts, tuple) else (texts,)
            found.add(tuple(text for text in key if text))
    return found - {()}


def untranslatable_calls(folder: Path = SOURCES) -> Iterator[str]:
    """Yield the places where a message is no literal, so that no catalogue can hold it."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            if name in _FUNCTIONS:
                count = len(_FUNCTIONS[name] or "1")
                if len(node.args) < count or not all(map(_is_text, node.args[:count])):
                    yield f"{path.relative_to(folder)}:{node.lineno}: {ast.unparse(node)}"


def entries(po: Path) -> dict[Key, Entry]:
    """Return the messages of a catalogue."""
    if not po.exists():
        return {}
    with po.open("rb") as file:
        catalogue = read_po(file)
    found = {}
    for message in catalogue:
        if not message.id:
            continue
        key = message.id if isinstance(message.id, tuple) else (message.id,)
        text = message.string if isinstance(message.string, str) else message.string[0]
        found[key] = Entry(key, text, message.fuzzy, tuple(message.user_comments))
    return found


def faults(known: dict[Key, Entry], used: set[Key]) -> Iterator[str]:
    """Yield what is wrong with a catalogue, a line each."""
    for key in sorted(used - known.keys()):
        yield f"missing: {key[0]}"
    for key in sorted(known.keys() - used):
        yield f"no longer used: {key[0]}"
    for key, entry in sorted(known.items()):
        if not entry.translation:
            yield f"not translated: {key[0]}"
        elif entry.is_fuzzy:
            yield f"fuzzy: {key[0]}"
        elif key in used and _placeholders(entry.translation) != _placeholders(key[-1]):
            yield f"other placeholders: {key[0]} → {entry.translation}"


def po_text(locale: str, known: dict[Key, Entry], used: set[Key]) -> bytes:
    """Return a catalogue with an entry for each message used, and no others."""
    catalogue = Catalog(locale=locale)
    for key in used:
        entry = known.get(key, Entry(key, ""))
        is_plural = len(key) > 1
        catalogue.add(
            key if is_plural else key[0],
            (entry.translation,) if is_plural else entry.translation,
            flags=("fuzzy",) if entry.is_fuzzy else (),
            user_comments=entry.comments,
        )
    out = io.BytesIO()
    out.write(b'msgid ""\nmsgstr ""\n')
    for line in _HEADER.format(locale=locale).splitlines():
        out.write(f'"{line}\\n"\n'.encode())
    out.write(b"\n")
    write_po(out, catalogue, width=100, no_location=True, omit_header=True, sort_output=True)
    return out.getvalue().rstrip() + b"\n"


def mo_bytes(locale: str, known: dict[Key, Entry]) -> bytes:
    """Return the compiled form of a catalogue: GNU's, little-endian, without a hash table."""
    pairs = {b"": _HEADER.format(locale=locale).encode()}
    for entry in known.values():
        if entry.translation and not entry.is_fuzzy:
            pairs["\0".join(entry.key).encode()] = entry.translation.encode()
    ids = sorted(pairs)
    count, start = len(ids), 28
    offset = start + 16 * count
    tables: list[int] = []
    texts = [*ids, *(pairs[id_] for id_ in ids)]
    for text in texts:
        tables += (len(text), offset)
        offset += len(text) + 1
    head = (0x950412DE, 0, count, start, start + 8 * count, 0, start + 16 * count)
    return struct.pack(f"<{7 + 4 * count}I", *head, *tables) + b"".join(t + b"\0" for t in texts)


def update(locale: str, used: set[Key]) -> None:
    """Write a catalogue anew, and its compiled form."""
    po = catalogue_path(locale)
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_bytes(po_text(locale, entries(po), used))
    po.with_suffix(".mo").write_bytes(mo_bytes(locale, entries(po)))


def main(arguments: list[str]) -> int:
    """Update or check the catalogues; 1 where there is still something to do."""
    used = messages()
    to_do = [f"no literal: {place}" for place in untranslatable_calls()]
    for locale in LOCALES:
        if arguments != ["--check"]:
            update(locale, used)
        known = entries(catalogue_path(locale))
        to_do += [f"{locale}: {fault}" for fault in faults(known, used)]
    sys.stdout.write("".join(line + "\n" for line in to_do) or f"{len(used)} messages, all well\n")
    return 1 if to_do else 0


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)
