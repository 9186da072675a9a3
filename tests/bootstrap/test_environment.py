from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from reader.bootstrap.environment import Environment


@pytest.fixture
def made(environment: Environment) -> Environment:
    """An environment with an interpreter in it, ready for one thing."""
    python = Path(environment.python)
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    environment.remember({"one"})
    return environment


def test_claims_are_remembered_and_added_to(made: Environment) -> None:
    made.remember({"two"})

    assert made.claims() == {"one", "two"}


def test_absent_environment_is_ready_for_nothing(environment: Environment) -> None:
    assert environment.claims() == frozenset()
    assert not environment.is_of_another_python()


def test_changed_project_file_voids_the_claims(made: Environment) -> None:
    with Path(made.project_file).open("a") as file:
        file.write("# another dependency\n")

    assert made.claims() == frozenset()


def test_lost_interpreter_voids_the_claims(made: Environment) -> None:
    Path(made.python).unlink()

    assert made.claims() == frozenset()


def test_interpreter_that_an_upgrade_took_away_voids_the_claims(made: Environment) -> None:
    python = Path(made.python)
    python.unlink()
    python.symlink_to("python-of-before")

    assert made.claims() == frozenset()


def test_environment_given_up_is_ready_for_nothing(made: Environment) -> None:
    made.forget()

    assert made.claims() == frozenset()
    assert Path(made.unfinished).exists()


def test_another_version_of_python_voids_the_claims(made: Environment) -> None:
    stamp = Path(made.stamp)
    stamp.write_text(stamp.read_text().replace("python 3.", "python 2."))

    assert made.claims() == frozenset()
    assert made.is_of_another_python()


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"one\ntwo", b"\n\n"])
def test_damaged_stamp_is_no_stamp(made: Environment, damage: bytes) -> None:
    Path(made.stamp).write_bytes(damage)

    assert made.claims() == frozenset()


def test_stamp_that_cannot_be_written_is_not_fatal(environment: Environment) -> None:
    Path(environment.folder).write_text("a file is in the way")

    environment.remember({"one"})

    assert environment.claims() == frozenset()


def test_interpreter_is_running_from_its_own_folder_only(environment: Environment) -> None:
    assert not environment.is_running()

    environment.folder = sys.prefix

    assert environment.is_running()
