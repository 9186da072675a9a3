"""Windows, articles and sizes of letters leave nothing behind in the memory of a process."""

from __future__ import annotations

import sys
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING

import pytest

from tests.drills.memory_growth import own_megabytes, resident_megabytes
from tests.support.run_python import run_python

if TYPE_CHECKING:
    from pathlib import Path

MOST_MEGABYTES = 10
_A_PAGE_PAINTED_AFTER_FACES_WENT = """
import sys
from pathlib import Path
from reader.gui.app.qt_application import application
from reader.gui.window.last_article import SAMPLE
from reader.gui.article.device_state import DeviceState
from reader.gui.widgets.fonts import faces
from reader.gui.app.windows import Windows
from reader.storage.library import Library
from reader.storage.settings import SettingsStore
from tests.drills.memory_growth import come_to_rest

def mapped():
    lines = Path("/proc/self/maps").read_text("utf-8").splitlines()
    return sum(line.endswith((".ttc", ".otf", ".ttf")) for line in lines)

folder = Path(sys.argv[1])
app = application("en")
app.setQuitOnLastWindowClosed(False)
windows = Windows(Library(folder / "library"), DeviceState(SettingsStore(folder / "settings")))
windows.add()
come_to_rest()
before = mapped()
window = windows.add()
window.open_now(SAMPLE)
page = window.workspace.page
page.show_at_top(len(window.session.document.source.text) - 1)
come_to_rest()
faces.let_go()
page.viewport().grab()
shown = mapped()
window.close()
del window, page
come_to_rest()
print(before, shown, mapped())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_closed_windows_and_articles_leave_nothing_in_memory() -> None:
    done = run_python("-m", "tests.drills.memory_growth")

    assert done.returncode == 0, done.stderr
    grown = dict(line.split("\t") for line in done.stdout.splitlines())
    assert grown.keys() == {"30 windows", "100 articles", "26 sizes"}
    assert {what: each for what, each in grown.items() if float(each) >= MOST_MEGABYTES} == {}


@pytest.mark.skipif(sys.platform != "linux", reason="what is mapped is read from /proc")
def test_faces_that_a_page_loaded_anew_go_with_it(tmp_path: Path) -> None:
    done = run_python("-c", _A_PAGE_PAINTED_AFTER_FACES_WENT, str(tmp_path))

    assert done.returncode == 0, done.stderr
    before, shown, after = map(int, done.stdout.split())
    assert before < shown
    assert after <= before


_LABELS_SHOWN = """
from pathlib import Path
from PySide6.QtWidgets import QLabel
from reader.gui.app.qt_application import application
from reader.gui.widgets.fonts import faces

def mapped():
    lines = Path("/proc/self/maps").read_text("utf-8").splitlines()
    return sum(line.endswith((".ttc", ".otf", ".ttf")) for line in lines)

app = application("zh_TW")
label = QLabel("燈下讀書")
label.grab()
shown = mapped()
for _ in range(2):
    label = QLabel("燈下讀書")
    label.grab()
    del label
    faces.let_go()
print(shown, mapped())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what is mapped is read from /proc")
def test_faces_of_the_interface_go_each_time() -> None:
    done = run_python("-c", _LABELS_SHOWN)

    assert done.returncode == 0, done.stderr
    shown, after = map(int, done.stdout.split())
    assert shown > 0
    assert after == 0


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_pages_of_files_are_none_of_a_process_s_own(tmp_path: Path) -> None:
    path = tmp_path / "face.otf"
    path.write_bytes(bytes(range(256)) * 4 * 2**16)
    own, resident = own_megabytes(), resident_megabytes()

    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as face:
        assert face[::1024] == bytes(2**16)
        with_face = own_megabytes() - own, resident_megabytes() - resident
    made = bytearray(b"a") * (64 * 2**20)

    assert with_face[0] < 32 < with_face[1]
    assert own_megabytes() - own > 32
    assert len(made) == 64 * 2**20
