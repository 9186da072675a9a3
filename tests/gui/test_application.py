from __future__ import annotations

import pytest

from reader.gui.application import use_reachable_input_method


@pytest.mark.parametrize(
    ("asked", "used"), [("fcitx", "ibus"), ("fcitx5", "ibus"), ("ibus", "ibus"), ("xim", "xim")]
)
def test_chinese_input_goes_by_a_way_that_the_wheels_have(asked: str, used: str) -> None:
    environ = {"QT_IM_MODULE": asked}

    use_reachable_input_method(environ)

    assert environ == {"QT_IM_MODULE": used}


def test_no_input_method_is_asked_for_where_none_was() -> None:
    environ: dict[str, str] = {}

    use_reachable_input_method(environ)

    assert environ == {}
