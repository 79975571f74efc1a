from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from labeler.labelling import Labelling
from labeler.visiting import IDLE, Stopwatch, Visiting, shown_seconds
from tests.builders import add_article

if TYPE_CHECKING:
    from labeler.project import Project


class Clock:
    now = 50.0

    def __call__(self) -> float:
        return self.now


def test_stretches_up_to_a_minute_add_up_and_longer_ones_do_not() -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    assert (watch.seconds, watch.stop()) == (0.0, 0.0)
    watch.start()
    for stretch in (10, IDLE, IDLE + 0.1, 3):
        clock.now += stretch
        watch.act()
    clock.now += 2
    assert watch.seconds == pytest.approx(75)
    assert watch.stop() == pytest.approx(75)
    clock.now += 5
    watch.act()
    assert watch.seconds == pytest.approx(75)


def test_the_median_is_of_submitted_articles_over_all_their_visits(project: Project) -> None:
    ids = [add_article(project.store, f"Report {number}.") for number in range(4)]
    ana, clock = Labelling(project, "Ana"), Clock()
    visiting = Visiting(project, "Ana", clock)
    assert Visiting(project, "Ana", clock).median is None
    for article, seconds, submitted in (
        (ids[0], 10, True),
        (ids[1], 20, False),
        (ids[2], 40, True),
        (ids[0], 10, True),
    ):
        visiting.begin(article)
        clock.now += seconds
        if submitted:
            ana.submit(article)
        visiting.leave(submitted=submitted)
    assert visiting.median == 30.0
    visiting.write()
    visiting.write()  # what was written is not written again
    again = Visiting(project, "Ana", clock)
    assert again.median == 30.0
    again.begin(ids[1])
    clock.now += 1
    assert again.seconds == 21.0
    assert Visiting(project, "Ben", clock).median is None


def test_seconds_are_shown_as_on_a_watch() -> None:
    assert [shown_seconds(seconds) for seconds in (0, 42.9, 60, 725, 3723)] == [
        "0:00",
        "0:42",
        "1:00",
        "12:05",
        "1:02:03",
    ]
