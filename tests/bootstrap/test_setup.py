from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.bootstrap.needs import CORE, QT, TESTS, WINDOW
from reader.bootstrap.setup import has_everything, make_ready
from reader.bootstrap.wording import SetupError

if TYPE_CHECKING:
    from reader.bootstrap.environment import Environment
    from tests.bootstrap.conftest import FakeMachine

ONLY_CORE = frozenset({CORE})
A_WINDOW = frozenset({CORE, WINDOW, QT + "offscreen"})


def test_first_start_makes_an_environment_ready(
    environment: Environment, machine: FakeMachine
) -> None:
    make_ready(environment, A_WINDOW, machine)

    assert environment.claims() == A_WINDOW
    assert Path(environment.python).exists()
    assert len(machine.commands) == 1
    assert f"-m pip --python {environment.python} install" in machine.commands[0]
    assert "PySide6-Essentials>=" in machine.commands[0]
    assert "pytest>=" not in machine.commands[0]


def test_words_go_to_standard_error_alone(
    environment: Environment, machine: FakeMachine, capfd: pytest.CaptureFixture[str]
) -> None:
    machine.is_root = True
    machine.has_font = False

    make_ready(environment, A_WINDOW, machine)

    written = capfd.readouterr()
    assert written.out == ""
    assert "apt-get install -y fonts-noto-cjk" in written.err


def test_commands_without_a_window_do_not_install_qt(
    environment: Environment, machine: FakeMachine
) -> None:
    make_ready(environment, ONLY_CORE, machine)

    assert "PySide6" not in machine.commands[0]
    assert environment.claims() == ONLY_CORE


def test_tests_get_their_packages(environment: Environment, machine: FakeMachine) -> None:
    make_ready(environment, frozenset({CORE, WINDOW, TESTS}), machine)

    assert "pytest>=" in machine.commands[0]
    assert "PySide6-Essentials>=" in machine.commands[0]


def test_more_is_installed_when_more_is_needed(
    environment: Environment, machine: FakeMachine
) -> None:
    make_ready(environment, ONLY_CORE, machine)
    make_ready(environment, A_WINDOW, machine)

    assert len(machine.commands) == 2
    assert machine.said.count("making") == 1
    assert environment.claims() == A_WINDOW


def test_nothing_is_done_twice(environment: Environment, machine: FakeMachine) -> None:
    make_ready(environment, A_WINDOW, machine)
    said = list(machine.said)

    make_ready(environment, A_WINDOW, machine)

    assert len(machine.commands) == 1
    assert machine.said == [*said, "ready"]


def test_changed_dependencies_are_installed_into_the_same_environment(
    environment: Environment, machine: FakeMachine
) -> None:
    make_ready(environment, ONLY_CORE, machine)
    project = Path(environment.project_file)
    project.write_text(project.read_text().replace('"uuid6>=2025.0.1', '"uuid6>=2025.0.2'))

    make_ready(environment, ONLY_CORE, machine)

    assert "uuid6>=2025.0.2" in machine.commands[1]
    assert machine.said.count("making") == 1
    assert environment.claims() == ONLY_CORE


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (
            "Looking up\nWARNING: Retrying after connection broken by 'NewConnectionError'\n"
            "ERROR: No matching distribution found for uuid6\nNotice\n",
            "no-packages",
        ),
        ("ERROR: No matching distribution found for PySide6-Essentials<6.13\n", "no-build"),
        ("ERROR: rjieba-0.2-cp39.whl is not a supported wheel on this platform.\n", "no-build"),
        ("ERROR: Could not install: [Errno 28] No space left on device\n", "no-space"),
        ("ERROR: HTTP error 503 while getting it\n", "no-packages"),
    ],
)
def test_failed_installation_says_what_to_do_and_is_completed_at_the_next_start(
    environment: Environment, machine: FakeMachine, output: str, message: str
) -> None:
    machine.pip_error = output
    with pytest.raises(SetupError) as caught:
        make_ready(environment, ONLY_CORE, machine)
    assert caught.value.message == message
    error = next(line for line in output.splitlines() if line.startswith("ERROR"))
    assert caught.value.values["reason"] == error
    assert machine.log in caught.value.in_words("en")
    assert environment.claims() == frozenset()

    machine.pip_error = ""
    make_ready(environment, ONLY_CORE, machine)

    assert environment.claims() == ONLY_CORE


def test_pip_that_knows_no_other_environment_is_to_be_renewed(
    environment: Environment, machine: FakeMachine
) -> None:
    machine.pip_error = "Usage:\n  pip <command> [options]\n\nno such option: --python\n"

    with pytest.raises(SetupError) as caught:
        make_ready(environment, ONLY_CORE, machine)

    assert caught.value.in_words("en").endswith("-m pip install --user --upgrade pip")


def test_commands_without_a_window_survive_that_qt_cannot_be_installed(
    environment: Environment, machine: FakeMachine
) -> None:
    make_ready(environment, ONLY_CORE, machine)
    machine.pip_error = "ERROR: No matching distribution found for PySide6-Essentials\n"

    with pytest.raises(SetupError):
        make_ready(environment, A_WINDOW, machine)

    assert environment.claims() == ONLY_CORE


def test_what_a_killed_installation_left_is_thrown_away(
    environment: Environment, machine: FakeMachine
) -> None:
    half_written = Path(environment.folder, "lib", "half-written")

    def be_killed() -> None:
        half_written.touch()
        raise KeyboardInterrupt

    machine.during_pip = be_killed
    with pytest.raises(KeyboardInterrupt):
        make_ready(environment, ONLY_CORE, machine)
    assert half_written.exists()

    machine.during_pip = lambda: None
    make_ready(environment, ONLY_CORE, machine)

    assert not half_written.exists()
    assert environment.claims() == ONLY_CORE


def test_environment_of_another_python_is_made_anew(
    environment: Environment, machine: FakeMachine
) -> None:
    make_ready(environment, ONLY_CORE, machine)
    stamp = Path(environment.stamp)
    stamp.write_text(stamp.read_text().replace("python 3.", "python 2."))

    make_ready(environment, ONLY_CORE, machine)

    assert machine.said.count("making") == 2
    assert environment.claims() == ONLY_CORE


@pytest.mark.parametrize("has_link", [True, False])
def test_environment_whose_interpreter_does_not_run_is_made_anew(
    environment: Environment, machine: FakeMachine, has_link: bool
) -> None:
    make_ready(environment, ONLY_CORE, machine)
    left_over = Path(environment.folder, "lib", "left-over")
    left_over.touch()
    python = Path(environment.python)
    python.unlink()
    if has_link:
        python.symlink_to("python-of-before")
    else:
        python.write_text("not a program")

    make_ready(environment, ONLY_CORE, machine)

    assert not left_over.exists()
    assert python.resolve() == Path(sys.executable).resolve()
    assert environment.claims() == ONLY_CORE


def test_environment_that_somebody_else_made_is_kept(
    environment: Environment, machine: FakeMachine
) -> None:
    python = Path(environment.python)
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    theirs = Path(environment.folder, "lib", "theirs")
    theirs.parent.mkdir()
    theirs.touch()

    make_ready(environment, ONLY_CORE, machine)

    assert theirs.exists()
    assert "making" not in machine.said


def test_missing_pip_is_reported_before_anything_is_made(
    environment: Environment, machine: FakeMachine
) -> None:
    machine.has_pip = False

    with pytest.raises(SetupError) as caught:
        make_ready(environment, ONLY_CORE, machine)

    assert caught.value.message == "no-pip"
    assert not Path(environment.python).exists()


def test_folder_that_cannot_be_written_is_reported(
    environment: Environment, machine: FakeMachine
) -> None:
    Path(environment.folder).write_text("a file is in the way")

    with pytest.raises(SetupError) as caught:
        make_ready(environment, ONLY_CORE, machine)

    assert caught.value.message == "no-environment"
    assert caught.value.values == {"folder": environment.folder, "reason": "File exists"}


def test_missing_font_is_looked_for_again(environment: Environment, machine: FakeMachine) -> None:
    machine.leaves_apt = True
    machine.has_font = False
    make_ready(environment, A_WINDOW, machine)
    assert environment.claims() == {CORE, WINDOW}

    machine.has_font = True
    make_ready(environment, A_WINDOW, machine)

    assert environment.claims() == A_WINDOW


@pytest.mark.parametrize("tests", [True, False])
def test_missing_font_is_said_of_where_nothing_that_starts_says_it_itself(
    environment: Environment, machine: FakeMachine, *, tests: bool
) -> None:
    machine.leaves_apt = True
    machine.has_font = False

    make_ready(environment, A_WINDOW | ({TESTS} if tests else set()), machine)

    assert ("need-font" in machine.said) is tests


def test_interpreter_with_all_packages_needs_no_environment(environment: Environment) -> None:
    project = Path(environment.project_file)
    template = '[project]\ndependencies = ["{}"]\n[dependency-groups]\ndev = ["pytest>={}"]\n'
    project.write_text(template.format("hypothesis>=6", 9))
    assert has_everything(environment, {CORE, TESTS})

    project.write_text(template.format("hypothesis>=6", 999))

    assert has_everything(environment, {CORE})
    assert not has_everything(environment, {CORE, TESTS})
