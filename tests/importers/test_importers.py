from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.errors import (
    SourceBinaryError,
    SourceEmptyError,
    SourceEncodingUnknownError,
    SourceMissingError,
    SourceNotAFileError,
    SourceTooLargeError,
    SourceUndecodableError,
    SourceUnreadableError,
)
from reader.importers import STANDARD_INPUT, import_bytes, open_source, read_bytes
from reader.importers.file_bytes import LARGEST

ARTICLE = (
    "燈下 – 在燈下讀書的人\n"
    "一盞燈，一本書，一枝筆；夜深了，窗外下起雨來，他還沒有要睡的意思，又翻過了一頁。\n"
)


def written(folder: Path, data: bytes, name: str = "燈下.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_text_file_becomes_a_document(tmp_path: Path) -> None:
    data = ARTICLE.encode()

    document = open_source(written(tmp_path, data))

    assert document.source.text == ARTICLE
    assert document.source.encoding == "utf-8"
    assert document.source.digest == "sha256:" + hashlib.sha256(data).hexdigest()
    assert (document.title, document.origin) == ("在燈下讀書的人", "燈下")
    assert document.media_type == "text/plain"
    assert [str(block.kind) for block in document.blocks] == ["title", "paragraph"]


def test_the_source_text_is_canonical_and_the_digest_is_of_the_file(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + "甲\r\n\x07乙".encode()

    source = open_source(written(tmp_path, data)).source

    assert source.text == "甲\n乙"
    assert source.digest.endswith(hashlib.sha256(data).hexdigest())


def test_damage_is_repaired_over_the_source(tmp_path: Path) -> None:
    text = "發(fā)現(xiàn)一區(qū)的規(guī)矩，長得像題目"

    document = open_source(written(tmp_path, (text + "\n" + ARTICLE).encode()))

    assert document.source.text.startswith(text)
    assert document.title == "發現一區的規矩，長得像題目"
    assert document.repaired[0].startswith("發現一區的規矩")
    assert len(document.repairs) == 4


def test_an_article_without_a_title_is_named_after_its_file(tmp_path: Path) -> None:
    document = open_source(written(tmp_path, "只有一句話。\n".encode(), "一句話.txt"))

    assert document.title == "一句話"
    assert [section.title for section in document.sections] == [None]


def test_the_encoding_can_be_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, "読書".encode("shift_jis"))

    assert open_source(path, "shift_jis").source.text == "読書"


def test_a_name_no_importer_knows_is_plain_text(tmp_path: Path) -> None:
    assert open_source(written(tmp_path, ARTICLE.encode(), "燈下.of-no-kind")).origin == "燈下"


def test_a_missing_file(tmp_path: Path) -> None:
    for path in (tmp_path / "無.txt", written(tmp_path, b"x") / "無.txt", Path("a\0b")):
        with pytest.raises(SourceMissingError) as caught:
            read_bytes(path)
        assert caught.value.path == path


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceNotAFileError):
        read_bytes(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, pipe = written(tmp_path, ARTICLE.encode()), tmp_path / "pipe"
    was = file.stat()
    os.mkfifo(pipe)
    monkeypatch.setattr(Path, "stat", lambda *_: was)

    with pytest.raises(SourceNotAFileError):
        read_bytes(pipe)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    with pytest.raises(SourceNotAFileError):
        read_bytes(pipe)


def test_a_file_the_system_refuses_carries_its_reason(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadableError) as caught:
        read_bytes(tmp_path / ("長" * 300))

    assert caught.value.reason


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", "\u3000\n".encode(), b"\xef\xbb\xbf", b"\xff\xfe"]
)
def test_an_empty_file(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(SourceEmptyError):
        open_source(written(tmp_path, data))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)

    with pytest.raises(SourceTooLargeError) as caught:
        read_bytes(path)

    assert (caught.value.size, caught.value.limit) == (LARGEST + 1, LARGEST)


def test_a_binary_file(tmp_path: Path) -> None:
    with pytest.raises(SourceBinaryError):
        open_source(written(tmp_path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "畫.txt"))


def test_an_undecodable_file_says_which_encoding_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(SourceUndecodableError) as caught:
        open_source(written(tmp_path, ARTICLE.encode("big5")), "utf-8")

    assert caught.value.encoding == "utf-8"


def test_an_encoding_nobody_knows_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceEncodingUnknownError) as caught:
        open_source(written(tmp_path, ARTICLE.encode()), "klingon")

    assert caught.value.encoding == "klingon"


def test_standard_input_is_read_for_a_dash() -> None:
    program = (
        "from pathlib import Path; from reader.importers import open_source;"
        "print(open_source(Path('-')).title.encode())"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], input=ARTICLE.encode(), capture_output=True, check=True
    )

    assert done.stdout.decode().strip() == repr("在燈下讀書的人".encode())


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))

    with pytest.raises(SourceEmptyError):
        read_bytes(STANDARD_INPUT)


def test_one_line_of_ten_megabytes_is_opened() -> None:
    data = ("長" * 3_400_000).encode()

    started = time.process_time()
    document = import_bytes(data, Path("長.txt"))

    # Measured at 0.1 s.
    assert time.process_time() - started < 2
    assert len(document.blocks) == 1


def test_the_real_article_is_opened(shared_data: Path) -> None:
    document = open_source(shared_data / "articles" / "ordos-court.txt")

    assert document.origin == "人民法院報"
    assert sum(repair.rule == "inline-pinyin" for repair in document.repairs) == 47


def test_real_texts_are_opened_whatever_their_encoding(shared_data: Path) -> None:
    document = open_source(shared_data / "articles" / "copyright-law.gb18030.txt")

    assert document.source.encoding == "gb18030"
    assert document.title == "中华人民共和国著作权法"
    assert "\r" not in document.source.text
