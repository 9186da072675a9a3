from __future__ import annotations

import pytest

from reader.text.repair import apply_repairs, private_use


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (bytes.fromhex("a6d9a6daa6dba6dca6dda6dea6dfa6eca6eda6f3"), "︐︒︑︓︔︕︖︗︘︙"),
        (bytes.fromhex("fe59fe61fe66fe67fe6dfe7efe90fea0"), "龴龵龶龷龸龹龺龻"),
        (bytes.fromhex("a8bc"), "ḿ"),
        (bytes.fromhex("fe51fe52fe53fe6cfe76fe91"), "𠂇𠂉𠃌𡗗𢦏𤇾"),
    ],
)
def test_codes_of_the_newest_edition_are_characters(data: bytes, text: str) -> None:
    source = "部首" + data.decode("gb18030") + "。"

    assert apply_repairs(source, private_use.find(source))[0] == f"部首{text}。"


@pytest.mark.parametrize("source", ["首页\ue78d设置\ue600", "自造字\uf8f8和\ue81e", "没有"])
def test_other_private_codes_tell_of_another_font(source: str) -> None:
    assert not private_use.find(source)
