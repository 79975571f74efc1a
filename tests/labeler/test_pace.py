from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from labeler.pace import OwnProgress, pace

BEGIN = datetime(2026, 3, 1, 8, tzinfo=UTC)


def times(*waits: float) -> list[str]:
    """Moments so many seconds apart."""
    found = [BEGIN]
    for wait in waits:
        found.append(found[-1] + timedelta(seconds=wait))
    return [moment.isoformat(timespec="milliseconds") for moment in found]


def test_the_pace_is_that_of_the_newest_articles() -> None:
    assert pace(times(*[60] * 6)) == pytest.approx(60)
    assert pace(times(*[30] * 100, *[60] * 40)) == pytest.approx(60)


def test_pauses_and_what_is_written_together_do_not_count() -> None:
    assert pace(times(60, 60, 4000, 60, 60, 0.01, 0.01, 60, 60)) == pytest.approx(60)


def test_too_few_articles_tell_no_pace() -> None:
    assert pace([]) is None
    assert pace(times(60, 60, 60, 60)) is None
    assert pace(times(*[0.01] * 30)) is None


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (OwnProgress(0, 0), ("", "")),
        (OwnProgress(38, 82), ("38 of 120 done, 82 left", "")),
        (OwnProgress(38, 82, 38.0), ("38 of 120 done, 82 left", "38 an hour: about 2 h 10 min at your pace")),
        (OwnProgress(119, 1, 60.0), ("119 of 120 done, 1 left", "60 an hour: about 1 min at your pace")),
        (OwnProgress(100, 20, 40.0), ("100 of 120 done, 20 left", "40 an hour: about 30 min at your pace")),
        (OwnProgress(0, 120, 40.0), ("0 of 120 done, 120 left", "40 an hour: about 3 h at your pace")),
        (OwnProgress(120, 0, 40.0), ("120 of 120 done, 0 left", "")),
    ],
)
def test_what_remains_is_said_in_words(progress: OwnProgress, words: tuple[str, str]) -> None:
    assert progress.words == words
