from __future__ import annotations

from reader.text.repair.pinyin_table import lead_bytes, readings
from tests.making.pinyin import TABLE, make_readings


def test_the_shipped_table_is_what_pypinyin_says() -> None:
    assert TABLE.read_text("utf-8") == make_readings()


def test_readings_have_the_default_one_first() -> None:
    assert readings()["長"][0] == "zhǎng"
    assert "cháng" in readings()["長"]
    assert "人" not in readings()


def test_lead_bytes_are_those_of_gbk() -> None:
    assert "規".encode("gbk")[:1] in lead_bytes()["guī"]
    assert "wǒ" not in lead_bytes()
