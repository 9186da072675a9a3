from __future__ import annotations

from reader.text.repair import Confidence, apply_repairs, find_repairs

PROOF = "他發(fā)現(xiàn)這一區(qū)的規(guī)範。\n"


def test_a_swallowed_character_is_the_one_of_its_reading_that_suits() -> None:
    text = PROOF + "要推動?yōu)化的工作"
    *_, repair = find_repairs(text)

    assert (repair.rule, repair.before, repair.after) == ("lost-char", "?yōu)", "優")
    assert repair.applied
    assert apply_repairs(text, find_repairs(text))[0].endswith("要推動優化的工作")


def test_it_is_never_certain() -> None:
    *_, repair = find_repairs(PROOF + "要推動?yōu)化的工作")

    assert repair.confidence is not Confidence.HIGH


def test_where_nothing_suits_it_is_listed_as_it_is() -> None:
    text = PROOF + "磻磻?bēi)磻磻"
    *_, repair = find_repairs(text)

    assert (repair.rule, repair.confidence) == ("lost-char", Confidence.NONE)
    assert not repair.applied
    assert repair.after == repair.before == "?bēi)"


def test_where_the_bytes_tell_of_torn_characters_it_is_listed_as_it_is() -> None:
    # The search for those gives up before the last of so many.
    repairs = find_repairs(PROOF + "我?guī)退谑謾C上" * 100)

    swallowed = [repair for repair in repairs if repair.rule == "lost-char"]
    assert swallowed
    assert {(repair.confidence, repair.after) for repair in swallowed} == {
        (Confidence.NONE, "?guī)")
    }


def test_without_proof_of_the_tool_nothing_is_guessed() -> None:
    assert find_repairs("要推動?yōu)化的工作") == ()
    assert find_repairs(PROOF + "什麼?ok)是這樣")[-1].rule == "inline-pinyin"
