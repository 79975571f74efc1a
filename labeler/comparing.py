"""Use case: the candidate pairs of a project, from all of its main texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.duplicates.candidates import METHOD, candidate_pairs

if TYPE_CHECKING:
    from db.store import Store
    from labeler.progress import Steps


def compare_articles(store: Store) -> Steps[int]:
    """Proposes candidate pairs among all articles anew; returns how many there are."""
    total = store.articles.count()
    pairs = yield from candidate_pairs(store.articles.main_texts(), total)
    store.pairs.replace_candidates(METHOD, pairs, total)
    return len(pairs)
