"""Use case: the candidate pairs of a project. Of a large one only what is new is read and compared.

What was read is kept in the person's cache folder, beside no project: it is a shortcut that may be thrown away at any time, and
holds no text. A project remembers nothing of it.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import platformdirs

from labeler.duplicates.candidates import METHOD, proposed
from labeler.duplicates.engines import processes
from labeler.duplicates.index import Index
from labeler.duplicates.search import Equals, add, compare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from db.store import Store
    from labeler.progress import Steps

    Digests = NDArray[np.uint8]
    Places = NDArray[np.intp]

_PROJECT: Final = "project.txt"
KEPT_FROM: Final = 5_000
"""Projects of fewer articles are compared anew each time: that takes a second or two."""


def compare_articles(store: Store, executor: Executor | None = None) -> Steps[int]:
    """Brings the candidate pairs up to date with the main texts; returns how many there are.

    Args:
        store: an open project, which belongs to this thread.
        executor: who runs the steps; None: this thread, or this machine's processes where there is much to do.
    """
    total = store.articles.count()
    folder = _folder(store.path) if total >= KEPT_FROM else None
    index = Index(folder)
    try:
        if not _is_of(index, store):
            index.forget()
        yield from _brought_up_to_date(index, store, executor)
        if folder is not None:
            # Without the shortcut, on a full disk say, the next comparison takes longer.
            with contextlib.suppress(OSError):
                index.save()
                _forget_lost_projects()
    finally:
        index.close()
    return store.pairs.count(METHOD)


def _brought_up_to_date(index: Index, store: Store, executor: Executor | None) -> Steps[None]:
    # An interrupted comparison left articles without pairs: then all are compared, though not read again.
    is_known = index.articles > 0 and index.notes["compared"] == store.pairs.compared()
    known = len(index.runs) if is_known else 0
    mark = int(index.notes["sequence"]) if index.articles else 0
    # What others strip while this reads is left for the next time, whole.
    newest, fresh = store.articles.newest_extraction(), store.articles.count_after(mark)
    new: list[bytes] = []

    def texts() -> Iterator[str]:
        for sequence, article_id, text in store.articles.main_texts_after(mark):
            if sequence <= newest:
                new.append(bytes.fromhex(article_id))
                yield text

    with contextlib.ExitStack() as stack:
        runner = executor or stack.enter_context(processes())
        yield from add(index, texts(), fresh, runner)
        before = index.arrays["ids"] if index.articles > len(new) else np.empty((0, 32), dtype=np.uint8)
        added = np.frombuffer(b"".join(new), dtype=np.uint8).reshape(-1, 32)
        # A main text that changed is another article here, in place of the one before.
        changed = _places(before, added)
        gone_before = index.arrays.get("gone", changed[:0])
        gone = np.union1d(gone_before, changed)
        if known and len(changed) and _led_equals(index, gone_before, changed):
            known = 0
        copies = index.arrays.get("copies", np.empty((0, 2), dtype=np.intp)) if known else None
        if copies is not None:
            copies = copies[~np.isin(copies, gone).any(axis=1)]
        verdicts = yield from compare(index, known, copies, gone, runner)
    ids = np.concatenate([before, added])
    pairs = proposed(ids, verdicts)
    if known:
        store.pairs.add_candidates(METHOD, pairs, [each.tobytes().hex() for each in before[changed]], newest)
    else:
        store.pairs.replace_candidates(METHOD, pairs, newest)
    found = verdicts.copies()
    index.arrays = {
        "ids": ids,
        "gone": gone,
        "copies": found if copies is None else np.concatenate([copies, found]),
    }
    index.notes = {
        "sequence": newest,
        "extraction": store.articles.extraction_at_sequence(newest),
        "compared": newest,
    }


def _led_equals(index: Index, gone: Places, changed: Places) -> bool:
    """Whether other articles were tied to one that changed as the first of their equals: then all are compared."""
    first = Equals.of(np.concatenate([run.keys for run in index.runs]), gone).first
    return bool((np.isin(first, changed) & (first != np.arange(len(first)))).any())


def _places(among: Digests, wanted: Digests) -> Places:
    """Where in a list of digests the wanted ones stand."""
    digest = np.dtype((np.void, among.shape[1]))
    return np.flatnonzero(
        np.isin(
            np.ascontiguousarray(among).view(digest).ravel(),
            np.ascontiguousarray(wanted).view(digest).ravel(),
        )
    )


def _is_of(index: Index, store: Store) -> bool:
    """Whether an index was made from this very file: another may lie under its name, or an older state of it."""
    notes = index.notes
    return bool(notes) and notes["extraction"] == store.articles.extraction_at_sequence(notes["sequence"])


def _cache() -> Path:
    return Path(platformdirs.user_cache_path("labeler", appauthor=False), "compared")


def _folder(project: Path) -> Path | None:
    """Where what was read of a project is kept; None where no such folder can be made."""
    name = hashlib.sha256(str(project.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    folder = _cache() / name
    try:
        # It tells what words a project has, to somebody with a dictionary.
        _cache().mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        (folder / _PROJECT).write_text(str(project.resolve()), encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    return folder


def _forget_lost_projects() -> None:
    """Throws away what was kept of projects that are no longer where they were."""
    for folder in _cache().iterdir():
        try:
            path = (folder / _PROJECT).read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            continue
        if not Path(path).exists():
            shutil.rmtree(folder, ignore_errors=True)
