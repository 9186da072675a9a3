from __future__ import annotations

from dataclasses import replace

from reader.annotation.color_names import color_names, with_color_names
from reader.annotation.merging import merge
from reader.annotation.model import About, AnnotationSet
from reader.annotation.mv_registers import ALTERNATIVES

EMPTY = AnnotationSet(id="urn:uuid:s", about=About(title="燈下讀書記"))


def test_names_are_kept_by_color() -> None:
    named = with_color_names(EMPTY, {"yellow": "重點", "pink": "疑問"})

    assert color_names(named) == {"yellow": "重點", "pink": "疑問"}
    assert color_names(with_color_names(named, {"pink": "疑問"})) == {"pink": "疑問"}
    assert color_names(EMPTY) == {}


def test_names_of_two_devices_are_merged_color_by_color() -> None:
    base = with_color_names(EMPTY, {"yellow": "重點", "pink": "疑問"})
    here = with_color_names(base, {"yellow": "要點", "pink": "疑問"})
    there = with_color_names(base, {"yellow": "重點", "green": "修辭"})

    both = merge(here, there)

    assert both == merge(there, here)
    assert color_names(both) == {"yellow": "要點", "green": "修辭"}


def test_two_names_of_one_color_are_both_kept() -> None:
    both = merge(*(with_color_names(EMPTY, {"yellow": name}) for name in ("重點", "要點")))

    (record,) = both.colors
    names = {record["name"], *(each["name"] for each in record[ALTERNATIVES])}
    assert names == {"重點", "要點"}
    assert color_names(with_color_names(both, {"yellow": "重要"})) == {"yellow": "重要"}


def test_what_others_store_there_stays() -> None:
    strange = (7, {"color": "red", "x": 1})
    named = with_color_names(replace(EMPTY, colors=strange), {"yellow": "重點"})

    assert color_names(named) == {"yellow": "重點"}
    assert all(each in named.colors for each in strange)
