"""Use case: words in all articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.progress import Progress

if TYPE_CHECKING:
    from db.store import Store
    from labeler.progress import Steps


def read_words(store: Store) -> Steps[int]:
    """Makes the words of articles that came since findable; returns how many articles these were."""
    total, done = store.words.behind(), 0
    for done in store.words.catch_up():
        yield Progress(done, total, "Reading words")
    return done
