"""The whole set-up in a small checkout: real processes, a real pip, a package from this folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.places import ROOT
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from pathlib import Path

COMMAND_LINE = """
import sys
def answer(arguments):
    return 2 if arguments == ["shw"] else None

def main(*, mend):
    try:
        import demo
    except ImportError as error:
        mend(error)
        raise
    print("started", sys.prefix, *sys.argv[1:])
    return 7
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return make_checkout(tmp_path)


@pytest.fixture(scope="module")
def started_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = make_checkout(tmp_path_factory.mktemp("started"))
    start(top, "show").communicate(timeout=LONGEST_S)
    return top


@pytest.fixture
def started(started_once: Path, tmp_path: Path) -> Path:
    """A checkout that was started before, with its environment."""
    return shutil.copytree(started_once, tmp_path / started_once.name, symlinks=True)


def make_checkout(folder: Path) -> Path:
    """Return a checkout of a program with one dependency, which lies beside it."""
    top = folder / "checkout with a space"
    shutil.copytree(ROOT / "reader" / "bootstrap", top / "reader" / "bootstrap")
    shutil.copy(ROOT / "main.py", top)
    for name in ("localization.py", "locking.py", "paths.py"):
        shutil.copy(ROOT / "reader" / name, top / "reader")
    (top / "reader" / "__init__.py").touch()
    (top / "reader" / "cli.py").write_text(COMMAND_LINE)
    wheel = write_wheel(folder)
    (top / "pyproject.toml").write_text(
        f'[project]\ndependencies = ["demo @ {wheel.as_uri()}"]\n[dependency-groups]\ndev = []\n'
    )
    return top


def write_wheel(folder: Path) -> Path:
    path = folder / "demo-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("demo.py", "")
        wheel.writestr(
            "demo-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n"
        )
        wheel.writestr("demo-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr("demo-1.0.dist-info/RECORD", "demo.py,,\n")
    return path


def start(checkout: Path, *arguments: str, python: str = sys.executable) -> subprocess.Popen[str]:
    left_out = {"QUANDIAN_NO_SETUP", "LD_LIBRARY_PATH"}
    environ = {name: os.environ[name] for name in os.environ if name not in left_out}
    return subprocess.Popen(
        [python, "main.py", *arguments],
        cwd=checkout,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_program_starts_in_an_environment_of_its_own_and_later_without_a_word(
    checkout: Path,
) -> None:
    expected = f"started {checkout / '.venv'} show 圈點 --json\n"

    first = start(checkout, "show", "圈點", "--json")
    output, words = first.communicate(timeout=LONGEST_S)

    assert (first.returncode, output) == (7, expected), words
    assert words != ""

    second = start(checkout, "show", "圈點", "--json")

    assert second.communicate(timeout=LONGEST_S) == (expected, "")
    assert second.returncode == 7


@pytest.mark.parametrize("lost", ["demo.py", "bin/python", "bin/python3"])
def test_environment_that_lost_something_is_made_anew(started: Path, lost: str) -> None:
    if lost == "demo.py":
        (package,) = started.glob(f".venv/lib/*/site-packages/{lost}")
        package.unlink()
    else:
        link = started / ".venv" / lost
        link.unlink()
        link.symlink_to("/nowhere/python3")

    again = start(started, "show")
    output, words = again.communicate(timeout=LONGEST_S)

    assert (again.returncode, output) == (7, f"started {started / '.venv'} show\n"), words
    assert "Traceback" not in words
    assert start(started, "show").communicate(timeout=LONGEST_S) == (output, "")


@pytest.mark.parametrize("python", [sys.executable, ".venv/bin/python"])
def test_program_finds_what_was_unpacked_for_it(started: Path, python: str) -> None:
    system = unpack(started)
    (started / "reader" / "cli.py").write_text(
        "import os\ndef main(*, mend): print(os.environ['LD_LIBRARY_PATH'])\n"
    )

    second = start(started, "show", python=python)

    assert second.communicate(timeout=LONGEST_S) == (f"{system / 'lib'}\n", "")


def test_lost_library_is_looked_for_again_without_what_was_there_beside_it(
    started: Path,
) -> None:
    system = unpack(started)
    lost = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (started / "reader" / "cli.py").write_text(
        COMMAND_LINE.replace("import demo", f"if UNPACKED.exists(): raise ImportError('{lost}')")
        + f"import os\nfrom pathlib import Path\nUNPACKED = Path({str(system / 'unpacked')!r})\n"
        + "print(os.environ.get('LD_LIBRARY_PATH'), flush=True)"
    )

    second = start(started, "show")
    output, words = second.communicate(timeout=LONGEST_S)

    assert output.splitlines() == [
        str(system / "lib"),
        "None",  # while it is set up
        "None",
        f"started {started / '.venv'} show",
    ], words
    assert second.returncode == 7
    assert not (system / "unpacked").exists()


def unpack(checkout: Path) -> Path:
    """Let a library be unpacked, as far as the program knows; return the folder."""
    system = checkout / ".venv" / "system"
    system.mkdir()
    (system / "unpacked").write_text("LD_LIBRARY_PATH=lib\n\nlibegl1")
    return system


def test_package_that_cannot_be_had_is_looked_for_once(checkout: Path) -> None:
    project = checkout / "pyproject.toml"
    project.write_text("[project]\ndependencies = []\n[dependency-groups]\ndev = []\n")

    process = start(checkout, "show")
    output, words = process.communicate(timeout=LONGEST_S)

    assert (process.returncode, output) == (1, "")
    assert words.splitlines()[-1] == "ModuleNotFoundError: No module named 'demo'"


@pytest.mark.parametrize("module", ["bootstrap/__init__.py", "bootstrap/environment.py", "cli.py"])
def test_interrupted_start_shows_no_traceback(checkout: Path, module: str) -> None:
    (checkout / "reader" / module).write_text("raise KeyboardInterrupt")

    process = start(checkout, "show")
    output, words = process.communicate(timeout=LONGEST_S)

    assert (process.returncode, output) == (1, "")
    assert "Traceback" not in words


def test_words_are_answered_before_anything_is_made(checkout: Path) -> None:
    process = start(checkout, "shw")

    assert process.communicate(timeout=LONGEST_S) == ("", "")
    assert process.returncode == 2
    assert not (checkout / ".venv").exists()


def test_two_starts_at_the_same_time_both_succeed(checkout: Path) -> None:
    starts = [start(checkout, "show"), start(checkout, "show")]

    outputs = [one.communicate(timeout=LONGEST_S) for one in starts]

    assert [one.returncode for one in starts] == [7, 7], outputs
    assert [output for output, _ in outputs] == [f"started {checkout / '.venv'} show\n"] * 2


def test_failure_is_one_sentence_and_no_traceback(checkout: Path) -> None:
    (checkout.parent / "demo-1.0-py3-none-any.whl").unlink()

    process = start(checkout, "show", "--lang", "en")
    output, words = process.communicate(timeout=LONGEST_S)

    assert (process.returncode, output) == (1, "")
    assert "Traceback" not in words
    assert str(checkout / ".venv") in words.splitlines()[-1]


@pytest.mark.parametrize("module", ["tomllib", "venv"])
def test_standard_library_in_pieces_is_one_sentence(checkout: Path, module: str) -> None:
    (checkout / f"{module}.py").write_text(
        f"raise ModuleNotFoundError('No module named {module}', name='{module}')"
    )

    process = start(checkout, "show")
    output, words = process.communicate(timeout=LONGEST_S)

    assert (process.returncode, output) == (1, "")
    assert module in words
    assert len(words.splitlines()) == 1


def test_setting_up_needs_nothing_but_the_standard_library() -> None:
    subprocess.run(
        [sys.executable, "-S", "-c", "import reader.bootstrap.setup"], cwd=ROOT, check=True
    )


def test_start_that_finds_all_ready_loads_nothing_slow() -> None:
    code = "import sys, reader.bootstrap; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    assert "reader.bootstrap" in loaded
    assert {"typing", "pathlib", "dataclasses", "tomllib", "subprocess"}.isdisjoint(loaded)
