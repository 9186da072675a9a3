from __future__ import annotations

import re

import pytest

from reader.text.patterns import lazy_pattern


def test_a_pattern_is_compiled_when_it_is_first_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_now = re.compile
    monkeypatch.setattr(re, "compile", lambda p, f: compiled.append(p) or compile_now(p, f))

    pattern = lazy_pattern("第(.)章", re.DOTALL)
    assert pattern.pattern == "第(.)章"
    assert compiled == []

    found = [pattern.search("第一章第二章") for _ in range(3)]
    assert [match and match[1] for match in found] == ["一"] * 3
    assert compiled == ["第(.)章"]


@pytest.mark.parametrize("name", ["search", "match", "fullmatch", "finditer", "findall", "split"])
def test_it_answers_as_a_compiled_one_does(name: str) -> None:
    lazy, compiled = lazy_pattern("[a-c]", re.IGNORECASE), re.compile("[a-c]", re.IGNORECASE)

    for text in ("A", "xBx", "", "cab"):
        ours, others = getattr(lazy, name)(text), getattr(compiled, name)(text)
        if name == "finditer":
            ours, others = list(ours), list(others)
        assert str(ours) == str(others)
    assert lazy.sub("-", "xAx") == "x-x"
    assert lazy.flags == compiled.flags


def test_one_of_bytes_finds_bytes() -> None:
    assert lazy_pattern(rb"\xe4.").findall(b"\xe4\xb8\xad") == [b"\xe4\xb8"]


def test_a_wrong_one_fails_where_it_is_used() -> None:
    pattern = lazy_pattern("(")

    with pytest.raises(re.error, match="unterminated"):
        pattern.search("")
