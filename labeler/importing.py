"""Use case: files to articles in the project, as steps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from db.digests import sha256_bytes
from db.records import RawArticle
from db.store import utc_now
from labeler.boilerplate.stripped import StrippedPage
from labeler.comparing import compare_articles
from labeler.counting import counted
from labeler.progress import Failure, Progress
from labeler.readers.choose import files_in, read_file
from labeler.readers.source import Skipped
from labeler.searching import read_words
from labeler.stripping import Stripper, look_for_repeats

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from db.records import Extraction
    from db.store import Store
    from labeler.progress import Steps
    from labeler.readers.source import Item, Source

_BATCH = 16
"""Articles written in one transaction: whole articles always, and the file is never held for long."""

_LONGEST_TITLE = 300


@dataclass(slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        added: articles that are new.
        known: articles that were there already.
        captures: new sightings of articles that were there already.
        failures: what could not be read, and why.
        skipped: records that hold no article, counted by file and kind.
        pairs: candidate pairs in the project afterwards; None if nothing new came, so nothing was compared.
    """

    added: int = 0
    known: int = 0
    captures: int = 0
    failures: list[Failure] = field(default_factory=list)
    skipped: Counter[Skipped] = field(default_factory=Counter)
    pairs: int | None = None

    def sentence(self) -> str:
        """The report in one or two sentences."""
        if not self.added and not self.known:
            text = "No article was found."
        elif not self.added and not self.captures:
            text = f"Nothing new: {counted(self.known, 'article')} {'was' if self.known == 1 else 'were'} there already."
        else:
            text = f"{counted(self.added, 'article')} added."
            if self.known:
                text = f"{counted(self.added, 'article')} added, {self.known} known already."
        if self.failures:
            count = len(self.failures)
            text += f" {count} {'item was' if count == 1 else 'items were'} not read."
        if self.skipped:
            text += f" {counted(self.skipped.total(), 'record')} without an article passed over."
        return text

    def details(self) -> list[str]:
        """A line for each failure, and one for all records of a file that were passed over for one reason."""
        return [
            *(f"{failure.where}: {failure.why}" for failure in self.failures),
            *(
                f"{skipped.where}: {counted(count, 'record')} passed over: {skipped.why}."
                for skipped, count in self.skipped.most_common()
            ),
        ]


@dataclass(frozen=True, slots=True)
class _Prepared:
    raw: RawArticle
    extraction: Extraction | None


def import_paths(store: Store, paths: Iterable[Path]) -> Steps[ImportReport]:
    """Reads files and folders, strips each article, stores it, then proposes candidate pairs.

    A bad file is a failure in the report and the rest goes on. Cancelled between two steps, the project holds
    whole articles only, and importing again takes up where it stopped.

    Args:
        store: an open project, which belongs to this thread.
        paths: files and folders.
    """
    report = ImportReport()
    stripper = Stripper.in_force(store)
    files, report.failures = files_in(paths)
    for done, path in enumerate(files):
        yield Progress(done, len(files), f"Reading {path.name}")
        items = read_file(path)
        count = 0
        while batch := list(islice(items, _BATCH)):
            _store_batch(store, stripper, batch, report)
            count += len(batch)
            if count >= _BATCH:
                yield Progress(done, len(files), f"Reading {path.name}, item {count}")
    yield from read_words(store)
    yield from look_for_repeats(store)
    # Also after an import that was cancelled before it could compare.
    if store.pairs.are_due():
        report.pairs = yield from compare_articles(store)
    yield Progress(len(files), len(files), "Done")
    return report


def _store_batch(store: Store, stripper: Stripper, batch: list[Item], report: ImportReport) -> None:
    prepared = list(_prepare(store, stripper, batch, report))
    if not prepared:
        return
    now = utc_now()
    with store.transaction():
        for item in prepared:
            added = store.articles.add(item.raw, now)
            if added.is_new:
                report.added += 1
                if item.extraction is not None:
                    store.articles.add_extraction(item.extraction, now)
            else:
                report.known += 1
                report.captures += added.new_capture


def _prepare(
    store: Store, stripper: Stripper, batch: list[Item], report: ImportReport
) -> Iterator[_Prepared]:
    """Strips what is new, outside any transaction, so that a label can be written meanwhile."""
    for item in batch:
        if isinstance(item, Failure):
            report.failures.append(item)
            continue
        if isinstance(item, Skipped):
            report.skipped[item] += 1
            continue
        prepared = _strip(stripper, item, known=store.articles.has(sha256_bytes(item.data)))
        if prepared.extraction is not None and not prepared.raw.text.strip():
            if item.if_bare is None:
                report.failures.append(Failure(item.where, "It holds no text."))
            else:
                report.skipped[item.if_bare] += 1
            continue
        yield prepared


def _strip(stripper: Stripper, source: Source, *, known: bool) -> _Prepared:
    capture = source.capture
    if known:
        # Only the sighting may be new; the text is there and is not stripped again.
        return _Prepared(RawArticle(source.data, "", source.media_type, source.encoding, capture, ""), None)
    stripped = stripper.strip(source.content, source.media_type, capture.title, capture.url, capture.source)
    url, site, published_at, language = capture.url, capture.source, capture.published_at, None
    if isinstance(stripped, StrippedPage):
        url, site = url or stripped.url, site or stripped.source
        published_at, language = published_at or stripped.published_at, stripped.language
    # Where no headline was found, the first line of the article names it better than the first one of a menu.
    named = capture.title or stripped.title or _first_line(stripped.main_text) or _first_line(stripped.text)
    title = named or source.where
    raw = RawArticle(
        data=source.data,
        text=stripped.text,
        media_type=source.media_type,
        encoding=source.encoding,
        capture=capture,
        title=" ".join(title.split())[:_LONGEST_TITLE],
        url=url,
        source=site,
        published_at=published_at,
        language=language,
    )
    return _Prepared(raw, stripper.extraction(sha256_bytes(source.data), source.media_type, stripped))


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip(" \t-•*|")), "")
