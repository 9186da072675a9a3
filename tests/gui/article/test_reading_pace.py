"""The pace of a user, learnt from rests between scrolls."""

from __future__ import annotations

import pytest

from reader.gui.article.reading_time import CHARACTERS_A_MINUTE, ReadingPace


def read(pace: ReadingPace, *, screens: int, characters: int, seconds: float) -> None:
    """Read screen after screen, scrolling to the next in a burst of small moves."""
    now = 1000.0
    for screen in range(screens):
        for part in range(5):
            pace.move(screen * characters + part * characters // 5, now + part * 0.1)
        pace.move((screen + 1) * characters, now + 0.5)
        now += seconds


@pytest.mark.parametrize("per_minute", [150, 300, 600])
def test_a_steady_reader_is_known_after_an_hour(per_minute: int) -> None:
    pace = ReadingPace()

    read(pace, screens=80, characters=400, seconds=60 * 400 / per_minute)

    assert pace.per_minute == pytest.approx(per_minute, rel=0.15)
    assert pace.minutes_for(per_minute * 20) == pytest.approx(20, abs=3)


@pytest.mark.parametrize(
    ("characters", "seconds"), [(400, 1.0), (400, 4.0), (400, 3600), (-400, 30), (20_000, 30)]
)
def test_leafing_leaping_going_back_and_idling_teach_nothing(
    characters: int, seconds: float
) -> None:
    pace = ReadingPace()

    read(pace, screens=40, characters=characters, seconds=seconds)

    assert pace.per_minute == CHARACTERS_A_MINUTE


def test_it_goes_on_from_what_was_kept() -> None:
    pace = ReadingPace()
    read(pace, screens=30, characters=400, seconds=120)

    kept = ReadingPace(round(pace.characters), round(pace.seconds))

    assert kept.per_minute == pytest.approx(pace.per_minute, abs=1)


def test_another_article_is_no_way_from_the_last() -> None:
    pace = ReadingPace()
    pace.move(0, 0.0)
    pace.move(10, 30.0)
    pace.begin()
    pace.move(300, 60.0)
    pace.move(320, 90.0)

    assert pace.seconds == 0
