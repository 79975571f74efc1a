"""Use case: how long an annotator has an article open, without the time in which nothing is done."""

from __future__ import annotations

import bisect
import time
from typing import TYPE_CHECKING

from db.events import new_event_id
from db.records import Visit
from db.store import utc_now
from labeler.flow import STATE, first_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from labeler.project import Project

IDLE = 60.0
"""A stretch longer than this (seconds) in which nobody pressed a key or moved the mouse does not count."""

_SHORTEST = 0.5
"""Articles that are only passed by (seconds) are no visits."""


class Stopwatch:
    """Adds up the stretches between one deed and the next.

    Args:
        clock: seconds on any clock that is never set.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._counted = 0.0
        self._last: float | None = None

    def start(self) -> None:
        """Begins anew."""
        self._counted, self._last = 0.0, self._clock()

    def act(self) -> None:
        """Somebody did something."""
        if self._last is not None:
            now = self._clock()
            self._counted += self._stretch(now)
            self._last = now

    def stop(self) -> float:
        """Ends; returns the seconds that count."""
        self.act()
        self._last = None
        return self._counted

    @property
    def seconds(self) -> float:
        """The seconds that count so far."""
        return self._counted if self._last is None else self._counted + self._stretch(self._clock())

    def _stretch(self, now: float) -> float:
        """The stretch since the last deed, if it counts."""
        stretch = now - (self._last or 0.0)
        return stretch if stretch <= IDLE else 0.0


class Visiting:
    """One annotator's visits: of the article that is open, and of those before.

    Visits that ended wait until `write` is called, so that no key waits for them.
    """

    def __init__(self, project: Project, annotator: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._project = project
        self._annotator = annotator
        self._watch = Stopwatch(clock)
        self._article = ""
        self._ended: list[Visit] = []
        found = project.store.visits.seconds(annotator, STATE, {"state": "submitted"})
        self._seconds = {article: seconds for article, (seconds, _) in found.items()}
        self._of_done = {article: seconds for article, (seconds, done) in found.items() if done}
        self._sorted = sorted(self._of_done.values())

    def begin(self, article_id: str) -> None:
        """An article is open, and seen; the visit of another one ends."""
        if article_id == self._article:
            self._watch.act()
            return
        self.leave()
        self._article = article_id
        self._watch.start()

    def act(self) -> None:
        """The annotator did something."""
        self._watch.act()

    def leave(self, *, submitted: bool = False) -> None:
        """The article is no longer seen.

        Args:
            submitted: whether it stands as submitted; only such articles make the median.
        """
        article, self._article = self._article, ""
        if not article:
            return
        seconds = self._watch.stop()
        if seconds >= _SHORTEST:
            self._ended.append(
                Visit(new_event_id(), self._annotator, first_key(article), round(seconds, 3), utc_now())
            )
            self._seconds[article] = self._seconds.get(article, 0.0) + seconds
        if submitted and article in self._seconds:
            self._put(article, self._seconds[article])

    def _put(self, article: str, seconds: float) -> None:
        if article in self._of_done:
            del self._sorted[bisect.bisect_left(self._sorted, self._of_done[article])]
        self._of_done[article] = seconds
        bisect.insort(self._sorted, seconds)

    @property
    def article(self) -> str:
        """The article whose visit goes on, or ""."""
        return self._article

    @property
    def seconds(self) -> float:
        """How long the open article was open, over all visits."""
        return self._seconds.get(self._article, 0.0) + (self._watch.seconds if self._article else 0.0)

    @property
    def median(self) -> float | None:
        """How long an article that was submitted was open; half of them were open longer. None before the first."""
        count = len(self._sorted)
        if not count:
            return None
        return (self._sorted[(count - 1) // 2] + self._sorted[count // 2]) / 2

    def write(self) -> None:
        """Writes the visits that ended.

        Raises:
            StoreError: they could not be written; they stay until the next time.
        """
        if self._ended:
            self._project.store.visits.add(self._ended)
            self._ended.clear()


def shown_seconds(seconds: float) -> str:
    """Seconds as on a watch: "0:42", "12:05", "1:02:03"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
