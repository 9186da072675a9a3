from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from reader import __version__
from reader.cli import main
from reader.localization import use_locale
from reader.paths import RESOURCES
from reader.storage.library import Library
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLE = RESOURCES / "sample" / "sample.txt"
"""An article with damage in it."""

TEXT = """\
某某日報 – 燈下讀書的一夜

第一章 夜讀

燈下翻書，聲音也輕，窗外的雨聲漸漸重了，屋裡的人卻一點也沒有聽見。

書裡的人在趕路，書外的人也在趕路，走得比書裡的人還要慢一些。

第二章 曉起

天亮了，雨也停了，書還沒有讀完，人倒是先睡著了，夢裡仍在翻書。
"""


class Result(NamedTuple):
    code: int
    out: str
    error: str


Run = "Callable[..., Result]"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def run(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., Result]]:
    """Runs the program in this process, in English, on a library of its own."""
    monkeypatch.setenv("QUANDIAN_LIBRARY", str(library))
    monkeypatch.setattr(sys, "argv", ["main.py"])

    def run(*arguments: str | Path) -> Result:
        code = main([str(argument) for argument in arguments])
        return Result(code, *capsys.readouterr())

    yield run
    use_locale("en")


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# show


def test_show_prints_what_was_understood(run: Callable[..., Result], article: Path) -> None:
    result = run("show", article, "--json")

    assert (result.code, result.error) == (0, "")
    shown = json.loads(result.out)
    assert shown["title"] == "燈下讀書的一夜"
    assert shown["origin"] == "某某日報"
    assert shown["encoding"] == "utf-8"
    assert shown["script"] == "traditional"
    headings = [section["title"] for section in shown["sections"] if section["title"]]
    assert headings == ["第一章 夜讀", "第二章 曉起"]
    for section in shown["sections"]:
        for block in section["blocks"]:
            assert TEXT[block["start"] : block["end"]] == block["text"]


def test_show_tells_who_wrote_it_and_when(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(TEXT.replace("\n\n", "\n2024-05-03 10:20\n作者：沈夜行\n\n", 1), "utf-8")

    shown = json.loads(run("show", path, "--json").out)

    assert (shown["creators"], shown["date"]) == (["沈夜行"], "2024-05-03")
    blocks = [block for section in shown["sections"] for block in section["blocks"]]
    assert [(block["kind"], block.get("role")) for block in blocks[:4]] == [
        ("title", None),
        ("paragraph", "date-line"),
        ("paragraph", "byline"),
        ("heading", None),
    ]


def test_show_says_that_nobody_is_named(run: Callable[..., Result], article: Path) -> None:
    shown = json.loads(run("show", article, "--json").out)

    assert (shown["creators"], shown["date"]) == ([], None)


def test_show_tells_of_repairs(run: Callable[..., Result]) -> None:
    shown = json.loads(run("show", SAMPLE, "--json").out)
    text = SAMPLE.read_text("utf-8")

    assert shown["repairs"]
    for repair in shown["repairs"]:
        assert text[repair["start"] : repair["end"]] == repair["before"]
        assert set(repair) == {
            "rule", "start", "end", "before", "after", "confidence", "alternatives", "applied",
        }  # fmt: skip


def test_show_prints_an_outline_for_people(run: Callable[..., Result], article: Path) -> None:
    lines = run("show", article).out.splitlines()

    assert lines[:2] == ["燈下讀書的一夜", "From 某某日報"]
    assert any("第二章 曉起" in line for line in lines)


def test_it_is_said_where_the_search_for_damage_was_given_up(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    path = tmp_path / "dense.txt"
    path.write_text("他發(fā)現(xiàn)這一區(qū)的規(guī)範。\n" + "我?guī)退谑謾C上" * 100, "utf-8")

    (unfinished,) = json.loads(run("show", path, "--json").out)["unfinished"]
    sentence = f"from character {unfinished['start'] + 1:,} on"
    converted = run("convert", path, "--to", "original")

    assert unfinished["rule"] == "byte-shift"
    assert sentence in run("show", path).out
    assert (converted.code, sentence in converted.error) == (0, True)
    assert run("convert", path, "--to", "original", "--no-repair").error == ""


def test_places_nothing_can_be_done_about_are_no_repairs(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    path = tmp_path / "dense.txt"
    path.write_text("他發(fā)現(xiàn)這一區(qū)的規(guī)範。\n" + "我?guī)退谑謾C上" * 100, "utf-8")
    repairs = json.loads(run("show", path, "--json").out)["repairs"]
    lost = sum(repair["confidence"] == "none" for repair in repairs)

    shown = run("show", path).out

    assert 0 < lost < len(repairs)
    assert f"{lost} places with no way back" in shown
    assert "lost-char" not in shown


def test_show_takes_the_encoding_asked_for(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode("big5hkscs", errors="replace"))

    shown = json.loads(run("show", path, "--json", "--encoding", "big5hkscs").out)

    assert shown["title"] == "燈下讀書的一夜"


# convert


def test_convert_goes_line_by_line(run: Callable[..., Result], article: Path) -> None:
    result = run("convert", article, "--to", "auto-s")

    assert result.code == 0
    assert len(result.out.splitlines()) == len(TEXT.splitlines())
    assert "灯下翻书，声音也轻" in result.out


def test_convert_to_the_original_changes_nothing(run: Callable[..., Result], article: Path) -> None:
    assert run("convert", article, "--to", "original").out == TEXT


def test_convert_repairs_unless_told_not_to(run: Callable[..., Result]) -> None:
    shown = json.loads(run("show", SAMPLE, "--json").out)
    before = next(each for each in shown["repairs"] if each["applied"])["before"]

    assert before not in run("convert", SAMPLE, "--to", "original").out
    assert run("convert", SAMPLE, "--to", "original", "--no-repair").out == SAMPLE.read_text(
        "utf-8"
    )


def test_convert_writes_a_file(run: Callable[..., Result], article: Path, tmp_path: Path) -> None:
    result = run("convert", article, "--to", "t2s", "-o", tmp_path / "out.txt")

    assert result == (0, "", "")
    assert "灯下翻书" in (tmp_path / "out.txt").read_text("utf-8")


# annotate and notes


def test_annotated_passage_is_in_the_notes(run: Callable[..., Result], article: Path) -> None:
    made = run(
        "annotate", article, "--quote", "聲音也輕", "--note", "寫靜", "--color", "green",
        "--style", "wavy", "--tag", "修辭", "--tag", "聲", "--tag", "聲",
    )  # fmt: skip

    assert (made.code, made.error) == (0, "")
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}\n", made.out)
    (noted,) = json.loads(run("notes", article, "--format", "json").out)
    (annotation,) = noted["annotations"]
    assert noted["title"] == "燈下讀書的一夜"
    assert noted["origin"] == "某某日報"
    assert annotation["id"] == made.out.strip()
    assert annotation["quote"] == TEXT[annotation["start"] : annotation["end"]] == "聲音也輕"
    assert annotation["note"] == "寫靜"
    assert (annotation["color"], annotation["style"]) == ("green", "wavy")
    assert annotation["tags"] == ["修辭", "聲"]
    assert annotation["section"] == "第一章 夜讀"
    assert json.loads(run("notes", "--format", "json").out) == [noted]


def test_passage_is_found_in_the_other_script(run: Callable[..., Result], article: Path) -> None:
    assert run("annotate", article, "--quote", "声音也轻").code == 0

    assert "> 聲音也輕" in run("notes", article).out


def test_passage_is_given_as_it_is_shown(run: Callable[..., Result]) -> None:
    shown = json.loads(run("show", SAMPLE, "--json").out)
    repair = next(each for each in shown["repairs"] if each["applied"])
    blocks = [block for section in shown["sections"] for block in section["blocks"]]
    block = next(each for each in blocks if each["start"] <= repair["start"] < each["end"])

    assert run("annotate", SAMPLE, "--quote", block["text"]).code == 0

    (noted,) = json.loads(run("notes", SAMPLE, "--format", "json").out)
    (annotation,) = noted["annotations"]
    assert annotation["quote"] == block["text"]
    assert repair["before"] in SAMPLE.read_text("utf-8")[annotation["start"] : annotation["end"]]


def test_nth_counts_from_one(run: Callable[..., Result], article: Path) -> None:
    run("annotate", article, "--quote", "翻書", "--nth", "2")

    (noted,) = json.loads(run("notes", article, "--format", "json").out)

    assert noted["annotations"][0]["start"] == TEXT.rindex("翻書")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--quote", "沒有這句話"], "does not say “沒有這句話”"),
        (["--quote", "翻書", "--nth", "3"], "2 times, so there is no number 3"),
        (["--quote", "聲音也輕", "--nth", "2"], "once, so there is no number 2"),
        (["--quote", ""], "does not say"),
    ],
)
def test_passage_that_is_not_there(
    run: Callable[..., Result], article: Path, library: Path, options: list[str], said: str
) -> None:
    result = run("annotate", article, *options)

    assert (result.code, result.out) == (1, "")
    assert said in result.error
    assert not library.exists()


def test_notes_are_chosen(run: Callable[..., Result], article: Path) -> None:
    run("annotate", article, "--quote", "翻書", "--color", "blue", "--tag", "甲")
    run("annotate", article, "--quote", "趕路", "--tag", "乙")

    assert "翻書" in run("notes", article, "--color", "blue", "--color", "pink").out
    assert "趕路" not in run("notes", article, "--color", "blue").out
    assert run("notes", "--tag", "丙").out == ""


def test_notes_of_an_article_nobody_annotated(run: Callable[..., Result], article: Path) -> None:
    assert run("notes", article) == (0, "", "")
    assert run("notes", article, "--format", "json").out == "[]\n"


def test_one_damaged_file_does_not_hide_the_notes_of_others(
    run: Callable[..., Result], article: Path, library: Path, tmp_path: Path
) -> None:
    run("annotate", article, "--quote", "翻書")
    (tmp_path / "other.txt").write_text(TEXT + "又一行，內容不同的文章。\n", "utf-8")
    run("annotate", tmp_path / "other.txt", "--quote", "趕路")
    damaged = next(
        each.path for each in Library(library).articles() if "趕路" in each.path.read_text("utf-8")
    )
    damaged.write_text("{", "utf-8")

    result = run("notes")

    assert result.code == 1
    assert "翻書" in result.out
    assert str(damaged) in result.error
    assert len(result.error.splitlines()) == 1


def test_first_of_several_damaged_files_is_named(
    run: Callable[..., Result], article: Path, library: Path
) -> None:
    for number in range(3):
        article.write_text(TEXT + f"第{number}篇不同的文章。\n", "utf-8")
        run("annotate", article, "--quote", "翻書")
    first, second, _ = sorted(library.glob("*/annotations.json"))
    first.write_text("{", "utf-8")
    second.write_text("{", "utf-8")

    result = run("notes")

    assert result.code == 1
    assert "翻書" in result.out
    assert str(first) in result.error
    assert "1 more" in result.error
    assert len(result.error.splitlines()) == 1


def test_notes_outlive_the_copy_of_their_article(
    run: Callable[..., Result], article: Path, library: Path
) -> None:
    run("annotate", article, "--quote", "翻書")
    expected = run("notes")
    (source,) = library.glob("*/source.txt")
    source.unlink()

    assert "翻書" in expected.out
    assert run("notes") == run("notes", article) == expected
    assert run("annotate", article, "--quote", "趕路").code == 0
    assert source.read_bytes() == article.read_bytes()


def test_only_annotate_writes_to_the_library(
    run: Callable[..., Result], article: Path, library: Path
) -> None:
    run("show", article)
    run("convert", article, "--to", "t2s")
    run("notes", article)
    run("notes")
    assert not library.exists()

    run("annotate", article, "--quote", "翻書")
    before = files_in(library)
    run("show", article)
    run("convert", article, "--to", "t2s")
    run("notes", article)
    assert files_in(library) == before


@pytest.fixture
def damaged(run: Callable[..., Result], article: Path, library: Path) -> Path:
    """An annotations file that ends in the middle of the second of two annotations."""
    run("annotate", article, "--quote", "翻書", "--note", "完整")
    run("annotate", article, "--quote", "翻書", "--note", "斷尾")
    (path,) = library.glob("*/annotations.json")
    path.write_text(path.read_text("utf-8")[:-50], "utf-8")
    return path


def test_reading_damaged_annotations_leaves_them_as_they_are(
    run: Callable[..., Result], article: Path, damaged: Path, library: Path
) -> None:
    before = files_in(library)

    result = run("notes", article)

    assert (result.code, result.out) == (1, "")
    assert str(damaged) in result.error
    assert files_in(library) == before


def test_damaged_annotations_are_copied_before_they_are_written_over(
    run: Callable[..., Result], article: Path, damaged: Path
) -> None:
    before = damaged.read_bytes()

    result = run("annotate", article, "--quote", "趕路")

    assert result.code == 0
    (copy,) = damaged.parent.glob("annotations.json.damaged-*")
    assert copy.read_bytes() == before
    assert str(copy) in result.error
    assert "完整" in run("notes", article).out
    assert "趕路" in run("notes", article).out


# Bad input: one line each


@pytest.fixture
def bad_inputs(tmp_path: Path) -> dict[str, Path]:
    contents = {"empty": b"", "binary": b"\x7fELF\0\0\x01" + bytes(range(256)) * 20}
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "line\nbreak").mkdir()
    names = (
        "missing", "two  spaces", "folder", "pipe", "line\nbreak", "nul\0", "\x1b[31mred",
        "missing/below", 300 * "x", *contents,
    )  # fmt: skip
    return {name: tmp_path / name for name in names}


@pytest.mark.parametrize(
    "command",
    [
        ["show"],
        ["show", "--json"],
        ["convert", "--to", "t2s"],
        ["annotate", "--quote", "x"],
        ["notes"],
    ],
    ids=" ".join,
)
def test_bad_files_are_one_line_on_standard_error(
    run: Callable[..., Result], bad_inputs: dict[str, Path], command: list[str], library: Path
) -> None:
    for name, path in bad_inputs.items():
        result = run(*command, path)

        assert (result.code, result.out) == (1, ""), name
        assert len(result.error.splitlines()) == 1, name
        assert repr(str(path))[1:-1] in result.error, name
    assert not library.exists()


def test_output_that_cannot_be_written(
    run: Callable[..., Result], article: Path, tmp_path: Path
) -> None:
    too_long = tmp_path / (300 * "x")
    for out in (tmp_path, tmp_path / "no" / "out.txt", Path("/dev/full"), too_long):
        result = run("convert", article, "--to", "t2s", "-o", out)

        assert (result.code, result.out) == (1, "")
        assert str(out) in result.error
        assert len(result.error.splitlines()) == 1


@pytest.mark.parametrize("name", ["/dev/null", "article.txt", 300 * "x"])
@pytest.mark.parametrize(
    "command", [["notes"], ["notes", "{}"], ["annotate", "{}", "--quote", "翻書"]]
)
def test_library_that_cannot_be_one(
    run: Callable[..., Result], article: Path, name: str, command: list[str]
) -> None:
    library = article.parent / name

    result = run(*(each.format(article) for each in command), "--library", library)

    assert (result.code, result.out) == (1, "")
    assert len(result.error.splitlines()) == 1
    assert str(library) in result.error


def test_library_that_cannot_be_written(
    run: Callable[..., Result], article: Path, tmp_path: Path
) -> None:
    result = run("annotate", article, "--quote", "翻書", "--library", article)

    assert result.code == 1
    assert str(article) in result.error
    assert article.read_text("utf-8") == TEXT


# Usage


@pytest.mark.parametrize(
    "arguments",
    [
        ["show"],
        ["show", "a", "b"],
        ["show", "a", "--jso"],
        ["convert", "a"],
        ["convert", "a", "--to", "s2x"],
        ["annotate", "a"],
        ["annotate", "a", "--quote"],
        ["annotate", "a", "--quote", "x", "--nth", "0"],
        ["annotate", "a", "--quote", "x", "--nth", "eins"],
        ["annotate", "a", "--quote", "x", "--nth", "²"],
        ["annotate", "a", "--quote", "x", "--color", "red"],
        ["notes", "--format", "pdf"],
        ["notes", "--color", "red"],
        ["render", "a"],
        ["render", "a", "-o", "x.png", "--size", "0x10"],
        ["render", "a", "-o", "x.png", "--size", "99999x10"],
        ["render", "a", "-o", "x.png", "--at", "-1"],
        ["render", "a", "-o", "x.png", "--theme", "pink"],
        ["--lang", "fr", "show", "a"],
        ["--lang"],
        ["--nosuch"],
        ["--library", "", "notes"],
        ["--library=", "notes"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_and_exits_with_two(
    run: Callable[..., Result], arguments: list[str]
) -> None:
    result = run(*arguments)

    assert (result.code, result.out) == (2, "")
    assert result.error.startswith("Usage: main.py")
    assert "Traceback" not in result.error


@pytest.mark.parametrize("command", ["", "show", "convert", "annotate", "notes", "render"])
@pytest.mark.parametrize("locale", ["en", "zh_TW", "zh_CN"])
def test_help_is_in_the_language_asked_for(
    run: Callable[..., Result], command: str, locale: str
) -> None:
    result = run(*command.split(), "--help", "--lang", locale)

    assert (result.code, result.error) == (0, "")
    assert "--lang" in result.out
    words = {"en": "show this and stop", "zh_TW": "顯示", "zh_CN": "显示"}
    assert words[locale] in result.out
    # What is left of English are the names on the command line.
    assert locale == "en" or not re.search(
        r"\b(the|usage|options|show this|arguments)\b", result.out
    )


def test_version_is_printed(run: Callable[..., Result]) -> None:
    assert run("--version") == (0, f"Quandian {__version__}\n", "")


def test_wrong_usage_does_not_reach_into_the_terminal(run: Callable[..., Result]) -> None:
    result = run("show", "a", "--\x1b[31m")

    assert "\x1b" not in result.error
    assert result.error.endswith("--\\x1b[31m\n")


def test_common_options_stand_anywhere(
    run: Callable[..., Result], article: Path, tmp_path: Path
) -> None:
    library = str(tmp_path / "mine")

    run("--library", library, "annotate", article, "--quote", "翻書")
    run("annotate", f"--library={library}", article, "--quote", "趕路")

    assert "趕路" in run("notes", article, "--library", library).out
    assert "翻書" in run("--lang=zh_TW", "notes", "--library", library).out
    assert run("notes").out == ""


def test_failure_is_worded_in_the_language_asked_for(run: Callable[..., Result]) -> None:
    sentences = {run("show", "無", "--lang", locale).error for locale in ("en", "zh_TW", "zh_CN")}

    assert len(sentences) == 3


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({"LC_ALL": "zh_HK.UTF-8"}, "檔案"),
        ({"LC_ALL": "zh_SG.UTF-8"}, "文件"),
        ({"LC_ALL": "fr_FR.UTF-8"}, "no file"),
    ],
)
def test_language_follows_the_system(
    run: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    word: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert word in run("show", "missing").error


def test_language_chosen_in_the_window_counts(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "quandian"
    folder.mkdir()
    (folder / "settings.json").write_text('{"locale": "zh_TW"}')
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    assert "檔案" in run("show", "missing").error
    assert "no file" in run("show", "missing", "--lang", "en").error


def test_missing_package_is_mended_where_that_can_be_and_said_elsewhere(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "platformdirs", None)  # importing it raises
    told: list[str | None] = []

    code = main(["show", str(article)], mend=lambda error: told.append(error.name))

    said = capsys.readouterr()
    assert told == ["platformdirs"]
    assert (code, said.out) == (1, "")
    assert len(said.err.splitlines()) == 1
    assert "platformdirs" in said.err


# As a process

BLOCKED = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "PySide6":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
from reader.cli import main
sys.exit(main())
"""


@pytest.fixture
def start(library: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """Starts the program in a process of its own, without PySide6."""

    def start(*arguments: str | Path, **settings: object) -> subprocess.Popen[bytes]:
        environment = os.environ | {"QUANDIAN_LIBRARY": str(library)}
        return subprocess.Popen(
            [sys.executable, "-c", BLOCKED, *map(str, arguments)],
            cwd=ROOT,
            env=environment | settings.pop("env", {}),  # type: ignore[operator]
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | settings,
        )

    return start


def test_commands_run_without_qt(
    start: Callable[..., subprocess.Popen[bytes]], article: Path
) -> None:
    for arguments in (
        ["annotate", article, "--quote", "翻書"],
        ["show", article, "--json"],
        ["convert", article, "--to", "t2s"],
        ["notes", article],
    ):
        with start(*arguments, env={"LC_ALL": "C"}) as process:
            out, error = process.communicate()

        assert (process.returncode, error) == (0, b""), arguments
        assert out.decode("utf-8")


@pytest.mark.parametrize("arguments", [["render", "{}", "-o", "x.png"], ["{}"], ["./show"]])
def test_window_without_qt_is_told(
    start: Callable[..., subprocess.Popen[bytes]], article: Path, arguments: list[str]
) -> None:
    with start(*(each.format(article) for each in arguments)) as process:
        out, error = process.communicate()

    assert (process.returncode, out) == (1, b"")
    assert b"PySide6" in error
    assert len(error.splitlines()) == 1


def test_reader_of_a_pipe_may_stop(
    start: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    (tmp_path / "long.txt").write_text(TEXT * 3000, "utf-8")
    with start("convert", tmp_path / "long.txt", "--to", "original") as process:
        assert process.stdout is not None
        process.stdout.read(10)
        process.stdout.close()
        error = process.stderr.read() if process.stderr else b""

    assert (process.returncode, error) == (0, b"")


def test_closed_standard_output_is_told(
    run: Callable[..., Result], article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)

    result = run("show", article)

    assert result.code == 1
    assert len(result.error.splitlines()) == 1


def test_full_standard_output_is_told(
    start: Callable[..., subprocess.Popen[bytes]], article: Path
) -> None:
    with (
        Path("/dev/full").open("wb") as full,
        start("convert", article, "--to", "original", stdout=full) as process,
    ):
        _, error = process.communicate()

    assert process.returncode == 1
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["show", "missing"], ["shw"], ["show"]])
def test_standard_error_that_takes_nothing_changes_no_exit_code(
    start: Callable[..., subprocess.Popen[bytes]], arguments: list[str]
) -> None:
    with (
        Path("/dev/full").open("wb") as full,
        start(*arguments, stderr=full) as process,
    ):
        process.communicate()

    assert process.returncode == (1 if "missing" in arguments else 2)


def test_nothing_a_library_says_gets_into_a_file_where_no_stream_is_open(tmp_path: Path) -> None:
    code = "from reader.cli import main; main(['--version']); print(open('file', 'w').fileno())"
    shell = ["sh", "-c", 'exec "$@" 0<&- 2>&-', "sh", sys.executable, "-c", code]
    environ = os.environ | {"PYTHONPATH": str(ROOT)}

    ended = subprocess.run(shell, cwd=tmp_path, env=environ, stdout=subprocess.PIPE, check=True)

    assert int(ended.stdout.split()[-1]) > 2


def test_what_nobody_expected_is_one_line_and_a_report(
    run: Callable[..., Result],
    article: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("so\x1b")

    monkeypatch.setattr("reader.articles.read_article", fail)
    for cache, is_kept in ((tmp_path / "cache", True), (article, False)):
        monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
        monkeypatch.setattr("tempfile.tempdir", str(article))

        result = run("show", article)

        report = cache / "quandian" / "last-error.txt"
        assert (result.code, result.out) == (1, "")
        assert "AssertionError: so\\x1b." in result.error
        assert len(result.error.splitlines()) == 1
        assert (str(report) in result.error) == is_kept
        assert not is_kept or "in fail" in report.read_text()


def test_help_that_cannot_be_written_is_told(
    start: Callable[..., subprocess.Popen[bytes]],
) -> None:
    for arguments in (["--help"], ["show", "--help"]):
        with (
            Path("/dev/full").open("wb") as full,
            start(*arguments, stdout=full) as process,
        ):
            _, error = process.communicate()

        assert process.returncode == 1
        assert len(error.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["--help"], ["show"]])
def test_terminal_without_unicode_is_no_reason_to_fail(
    start: Callable[..., subprocess.Popen[bytes]], arguments: list[str]
) -> None:
    poor = {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    with start(*arguments, "--lang", "zh_TW", env=poor) as process:
        out, error = process.communicate()

    assert process.returncode == (0 if arguments == ["--help"] else 2)
    assert ("顯示" in out.decode()) == (arguments == ["--help"])
    assert b"Traceback" not in error


def test_closed_standard_input_is_told(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    result = run("show", "-")

    assert (result.code, result.out) == (1, "")
    assert len(result.error.splitlines()) == 1


def test_article_comes_in_through_a_pipe(
    start: Callable[..., subprocess.Popen[bytes]],
) -> None:
    with start("convert", "-", "--to", "t2s", stdin=subprocess.PIPE) as process:
        out, error = process.communicate(TEXT.encode())

    assert (process.returncode, error) == (0, b"")
    assert "灯下翻书" in out.decode()


class Interrupted:
    """Standard input at which somebody presses Ctrl-C."""

    @property
    def buffer(self) -> Interrupted:
        return self

    def read(self, _: int) -> bytes:
        raise KeyboardInterrupt


def test_interrupt_is_one_line(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Interrupted())

    assert run("show", "-") == (1, "", "Stopped.\n")


def test_annotating_tells_what_another_device_brought(
    run: Callable[..., Result], article: Path, library: Path
) -> None:
    run("annotate", article, "--quote", "翻書", "--note", "此")
    (annotations,) = library.glob("*/annotations.json")
    copy = annotations.with_name("annotations.sync-conflict-20261122-205053-O6FYWIS.json")
    item = b'"id": "urn:uuid:'
    copy.write_bytes(annotations.read_bytes().replace(item, item + b"0")[:-2])

    result = run("annotate", article, "--quote", "趕路")

    assert result.code == 0
    assert "were merged: 1 new." in result.error
    assert "damaged copy" in result.error
    assert not copy.exists()


def test_notes_whose_file_is_gone_are_printed_from_the_backup(
    run: Callable[..., Result], article: Path, library: Path
) -> None:
    run("annotate", article, "--quote", "翻書", "--note", "此")
    run("annotate", article, "--quote", "趕路", "--note", "彼")
    (annotations,) = library.glob("*/annotations.json")
    shutil.rmtree(annotations.parent)

    for asked in ((article,), ()):
        result = run("notes", *asked)
        assert "此" in result.out
        assert "gone" in result.error
    assert "backups" in run("check").out
    assert not annotations.parent.exists()
