"""Use case: check a project file against its digests, as steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.progress import Progress

if TYPE_CHECKING:
    from db.store import Store
    from labeler.progress import Steps


def check_project(store: Store) -> Steps[list[str]]:
    """Re-hashes everything in a project file; returns the faults found, as sentences.

    Takes the store, not the project: a damaged codebook must not keep the rest from being checked.
    """
    faults: list[str] = []
    for done, total, found in store.check():
        faults.extend(found)
        yield Progress(done, total, "Checking")
    return faults
