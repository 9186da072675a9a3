"""Rules that the import linter and ruff cannot see."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

READER = ROOT / "reader"
TESTS = ROOT / "tests"

NOT_OURS = {".git", ".venv", "__pycache__", "dist", "build", "node_modules"}
TEXT_SUFFIXES = {
    "", ".cfg", ".css", ".csv", ".html", ".json", ".md", ".po", ".pot", ".py", ".sh", ".svg",
    ".toml", ".tsv", ".txt", ".xml", ".yaml", ".yml",
}  # fmt: skip

REGISTRIES = [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com")]
DEVELOPERS_FOLDERS = ["home", "Users", "root", "work", "tmp"]

IMPORT_CORE_WITHOUT_QT = """
import importlib, sys
sys.modules["PySide6"] = None  # importing it raises
for name in sys.argv[1:]:
    importlib.import_module(name)
"""
PRINT_LOADED = "import sys, reader.cli; print(*sys.modules)"
PRINT_LOADED_TO_ASK = """
import sys, reader.cli, reader.gui.app.launch, reader.gui.app.single_instance
print(*sys.modules)
"""


def python(code: str, *arguments: str) -> str:
    outcome = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    return outcome.stdout


def matches(pattern: str, files: Iterator[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]


def sources(folder: Path, *, outside: Path | None = None) -> Iterator[Path]:
    for path in folder.rglob("*.py"):
        if path != outside and outside not in path.parents:
            yield path


def text_files() -> Iterator[Path]:
    for path in ROOT.rglob("*"):
        parts = set(path.relative_to(ROOT).parts)
        is_cache = any(part.endswith("_cache") or part == ".hypothesis" for part in parts)
        if (
            path.is_file()
            and path.suffix in TEXT_SUFFIXES
            and not is_cache | bool(parts & NOT_OURS)
        ):
            yield path


def test_core_can_be_imported_where_qt_is_not_installed() -> None:
    core = sources(READER, outside=READER / "gui")
    modules = [path.relative_to(ROOT).with_suffix("") for path in core if path.stem != "__init__"]

    python(IMPORT_CORE_WITHOUT_QT, *(".".join(module.parts) for module in modules))


def test_starting_the_command_line_loads_nothing_heavy() -> None:
    loaded = {name.partition(".")[0] for name in python(PRINT_LOADED).split()}

    assert loaded.isdisjoint({"PySide6", "shiboken6", "opencc", "pypinyin", "uuid6"})


def test_asking_the_first_instance_loads_nothing_that_reads_articles() -> None:
    pytest.importorskip("PySide6")

    loaded = set(python(PRINT_LOADED_TO_ASK).split())

    assert "reader.gui.app.single_instance" in loaded
    assert loaded.isdisjoint({"reader.document", "reader.annotation", "reader.text.repair"})


def test_only_the_dictionaries_import_the_conversion_engine() -> None:
    elsewhere = sources(READER, outside=READER / "text" / "dictionaries.py")

    assert matches(r"^\s*(import|from) opencc\b", elsewhere) == []


def test_qt_positions_stay_in_the_page() -> None:
    elsewhere = sources(READER, outside=READER / "gui" / "page")

    assert matches(r"\bsetPosition\((?!QPointF)|\bQTextCursor\b", elsewhere) == []


def test_the_program_never_runs_the_loop_of_events_within_what_an_event_did() -> None:
    assert matches(r"\bprocessEvents\b", sources(READER)) == []


def test_labels_and_tool_tips_take_no_words_for_html() -> None:
    elsewhere = list(sources(READER / "gui", outside=READER / "gui" / "widgets" / "plain_text.py"))

    assert matches(r"\bQLabel\b|\bQTextBrowser\b|\bQTextEdit\b|\bsetHtml\(", iter(elsewhere)) == []
    assert matches(r"\bset(Tool|Status)Tip\((?!plain_tip\()", iter(elsewhere)) == []


def test_no_test_waits_for_time_to_pass() -> None:
    others = sources(TESTS, outside=Path(__file__))

    assert matches(r"\bqtbot\.wait\(|\bqWait\b|\btime\.sleep\b", others) == []


def test_nothing_names_a_registry_or_a_machine() -> None:
    hosts = "|".join(re.escape(f"{name}.{end}") for name, end in REGISTRIES)
    folders = "|".join(DEVELOPERS_FOLDERS)

    assert matches(rf"\b(?:{hosts})\b|(?<![\w.:/~-])/(?:{folders})/\w", text_files()) == []


def test_what_the_map_of_the_code_names_is_there() -> None:
    said = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    quoted = set(re.findall(r"`([^`\s]+)`", said))
    assert "gui/page/marks.py" in quoted
    files = [*READER.rglob("*"), *TESTS.rglob("*"), *(ROOT / "resources").rglob("*"), READER, TESTS]
    ends = "".join(f"/{path.relative_to(ROOT).as_posix()}\n" for path in files)
    is_file = re.compile(r"[\w/]+\.(?:py|tsv)|[\w/]+/")
    paths = {name for name in quoted if is_file.fullmatch(name)}
    lost = {name for name in paths if f"/{name.rstrip('/')}\n" not in ends}
    code = "\n".join(path.read_text(encoding="utf-8") for path in READER.rglob("*.py"))
    known = set(re.findall(r"\w+", code))
    names = {name for name in quoted if re.fullmatch(r"(?!Q[A-Z])[A-Z]\w*[a-z]\w*(?:\.\w+)?", name)}
    lost |= {name for name in names if not set(name.split(".")) <= known}
    assert not lost
