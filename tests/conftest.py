"""What all tests share: a place of their own, and doing without Qt where it is absent."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import HealthCheck, settings

from reader.document.model import Block, BlockKind, Document, Extraction, Section, Source
from reader.text.offsets import TextRange
from reader.text.repair import apply_repairs
from tests.places import ROOT
from tests.support.collector import SparingCollector
from tests.support.few import FEW, few_of_those_alike, some_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.text.repair import Repair
    from tests.support.few import Few

TESTS = ROOT / "tests"
SHARED_DATA = TESTS.parent.parent / "shared" / "data"

# How long an example takes tells of the machine and what else it does; bounds are measured apart.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

_One = TypeVar("_One")
_COLLECTOR = SparingCollector()
_HAS_QT = importlib.util.find_spec("PySide6") is not None
collect_ignore = [] if _HAS_QT else ["gui"]


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Take pytest-qt away where there is no Qt: it would stop every test, not only its own."""
    parser.addoption(FEW, action="store_true", help="run some of the tests that are much alike")
    if not _HAS_QT and pluginmanager.has_plugin("pytest-qt"):
        pluginmanager.unregister(name="pytest-qt")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the tests, and what they start, off the screen and away from a person's files."""
    private = Path(tempfile.mkdtemp(prefix="quandian-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(private, ignore_errors=True))
    os.environ.update(
        LANGUAGE="",
        LC_ALL="C.UTF-8",
        QT_QPA_PLATFORM="offscreen",
        QUANDIAN_LIBRARY=str(private / "library"),
        QUANDIAN_NO_SETUP="1",
        XDG_CACHE_HOME=str(private / "cache"),
        XDG_CONFIG_HOME=str(private / "config"),
        XDG_DATA_HOME=str(private / "data"),
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what lies in tests/gui, and skip what needs Qt where it is absent."""
    if config.getoption(FEW):
        items[:], left_out = few_of_those_alike(items)
        config.hook.pytest_deselected(items=left_out)
    for item in items:
        if TESTS / "gui" in item.path.parents:
            item.add_marker(pytest.mark.gui)
        if not _HAS_QT and item.get_closest_marker("gui"):
            item.add_marker(pytest.mark.skip(reason="PySide6 is not installed"))


def pytest_collection_finish() -> None:
    _COLLECTOR.begin()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Have the collector pass over what the tests of the file before have loaded to stay."""
    _COLLECTOR.begin_file(item.path)


@pytest.fixture
def few(request: pytest.FixtureRequest) -> Few:
    return some_of if request.config.getoption(FEW) else _all


def _all(all_: Sequence[_One], number: int, seed: int = 0) -> Sequence[_One]:
    del number, seed
    return all_


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real texts that lies beside a developer's checkout."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"no real texts here: {SHARED_DATA} is absent")
    return SHARED_DATA


@pytest.fixture(scope="session")
def make_document() -> Callable[..., Document]:
    """Builds a document from a text: a line is a block, `# ` before it makes it a heading."""
    return _document


def _document(
    text: str,
    *,
    title: str = "燈下讀書記",
    origin: str | None = None,
    repairs: Sequence[Repair] = (),
) -> Document:
    blocks = []
    for line in re.finditer(r"[^\S\n]*(?P<marks>#*) *(?P<words>\S.*)", text):
        kind = BlockKind.HEADING if line["marks"] else BlockKind.PARAGRAPH
        words = TextRange(line.start("words"), line.end("words"))
        blocks.append(Block(kind=kind, range=words, level=len(line["marks"])))
    digest = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    return Document(
        extraction=Extraction(
            source=Source(text=text, encoding="utf-8", digest=digest), name=title
        ),
        found=tuple(repairs),
        repairs=tuple(repairs),
        repaired=apply_repairs(text, repairs),
        sections=_sections(text, blocks),
        title=title,
        origin=origin,
    )


def _sections(text: str, blocks: list[Block]) -> tuple[Section, ...]:
    starts = [i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    if starts[:1] != [0]:
        starts.insert(0, 0)
    sections = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        first = blocks[start] if blocks else None
        is_headed = first is not None and first.kind is BlockKind.HEADING
        level = first.level if first is not None else 0
        after = [blocks[i] for i in starts if i > start and blocks[i].level <= level]
        reach = TextRange(
            first.range.start if first is not None else 0,
            after[0].range.start if after else len(text),
        )
        sections.append(
            Section(
                title=first.range.slice(text) if first is not None and is_headed else None,
                level=level,
                range=reach,
                blocks=tuple(blocks[start:end]),
            )
        )
    return tuple(sections)
