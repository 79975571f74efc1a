"""Use case: the stripper of a project, at work: on what is imported, and again on what is there."""

from __future__ import annotations

import io
from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Self
from zipfile import BadZipFile

from db.records import Extraction
from db.store import utc_now
from labeler.boilerplate import html, plain_text
from labeler.boilerplate.familiar import FEWEST, as_taught, stories_of_lines, without_repeats
from labeler.boilerplate.stripped import Stripped
from labeler.comparing import compare_articles
from labeler.counting import counted
from labeler.errors import LabelerError
from labeler.progress import Progress
from labeler.readers.decoding import decode_again
from labeler.readers.source import HTML
from labeler.trees import PAGE, TEXT, Trees, shipped

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from db.records import Article
    from db.store import Store
    from db.strippers import StripperRow
    from labeler.boilerplate.familiar import Taught
    from labeler.progress import Steps

_ADOPTED: Final = "strippers"
_SEEN: Final = "repeats_seen"
"""The number of the last article that was looked at for lines that come again."""
_LOOKED_AT: Final = 200
"""So many captures of a source tell which of its lines come again."""
_EVERY: Final = 20
"""So many articles between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Stripper:
    """The models and lessons in force.

    Attributes:
        digest: of the stripper that the project learned; "" for the one that comes with the program.
        text: the model for plain text.
        page: the model for web pages.
        taught: source -> what annotators did with its lines.
    """

    digest: str
    text: Trees
    page: Trees
    taught: Mapping[str, Taught] = field(default_factory=dict)

    @classmethod
    def of_program(cls) -> Self:
        """The one that comes with the program."""
        return cls("", shipped(TEXT), shipped(PAGE))

    @classmethod
    def of_row(cls, row: StripperRow) -> Self:
        """One that a project learned.

        Raises:
            LabelerError: it was made by another version of the program, whose models look at other numbers.
        """
        own = cls.of_program()
        models = []
        for stored, ours in ((row.text_model, own.text), (row.page_model, own.page)):
            try:
                model = ours if stored is None else Trees.read(io.BytesIO(stored))
            except (ValueError, KeyError, OSError, EOFError, BadZipFile) as error:
                raise LabelerError(
                    f"The stripper {row.digest[:8]} is damaged. Go back to the one before it, or train it again."
                ) from error
            if model.columns != ours.columns:
                raise LabelerError(
                    f"The stripper {row.digest[:8]} was learned with another version of the program. "
                    "Train it again, or go back to the one that comes with the program."
                )
            models.append(model)
        taught = {
            source: {key: (kept, dropped) for key, (kept, dropped) in lines.items()}
            for source, lines in row.lines.items()
        }
        return cls(row.digest, models[0], models[1], taught)

    @classmethod
    def in_force(cls, store: Store) -> Self:
        """The one that a project uses.

        Raises:
            LabelerError: as `of_row`.
        """
        row = chosen(store)
        return cls.of_program() if row is None else cls.of_row(row)

    def strip(
        self, content: str, media_type: str, title: str | None, url: str | None, source: str | None
    ) -> Stripped:
        """Marks the boilerplate of a capture.

        Args:
            content: the capture, decoded.
            media_type: `HTML`, or anything else for plain text.
            title: its headline, if known; for plain text.
            url: its address, if known.
            source: where it is from, if the page does not say; decides which lessons hold.
        """
        found: Stripped
        if media_type == HTML:
            page = html.strip_html(content, url, self.page, self.text)
            found, source = page, source or page.source
        else:
            found = plain_text.strip_text(content, title, self.text)
        return self.with_lessons(found, source)

    def with_lessons(self, found: Stripped, source: str | None) -> Stripped:
        """The same after what annotators did with the lines of its source."""
        taught = self.taught.get(source or "")
        return replace(found, blocks=as_taught(found.text, found.blocks, taught)) if taught else found

    def extraction(self, article_id: str, media_type: str, stripped: Stripped) -> Extraction:
        """What is stored of a run over an article."""
        name, version = (
            (html.EXTRACTOR, html.VERSION)
            if media_type == HTML
            else (plain_text.EXTRACTOR, plain_text.VERSION)
        )
        version += f"+{self.digest[:8]}" if self.digest else ""
        return Extraction(article_id, name, version, stripped.main_text, stripped.blocks)


def chosen(store: Store) -> StripperRow | None:
    """The learned stripper that a project uses; None: the one that comes with the program."""
    return _row(store, _adopted(store)[-1:])


def choose(store: Store, digest: str) -> None:
    """Puts a learned stripper in force for what is stripped from now on."""
    store.codebooks.set_setting(_ADOPTED, [*_adopted(store), digest])


def go_back(store: Store) -> StripperRow | None:
    """Puts the stripper in force that was so before this one; returns it, None for the one of the program.

    Raises:
        LabelerError: none was adopted, or the one before cannot be used; then nothing has changed.
    """
    adopted = _adopted(store)
    if not adopted:
        raise LabelerError("The program's own stripper is in use; there is none before it.")
    before = _row(store, adopted[-2:-1])
    if before is not None:
        Stripper.of_row(before)
    store.codebooks.set_setting(_ADOPTED, adopted[:-1])
    return before


def _adopted(store: Store) -> list[str]:
    """The strippers that were adopted and not taken back, the one in force last."""
    found: list[str] = store.codebooks.settings().get(_ADOPTED, [])
    return found


def _row(store: Store, digests: list[str]) -> StripperRow | None:
    return next((row for row in store.strippers.all() if row.digest in digests), None)


# -- lines that come again -----------------------------------------------------------------------------------


def look_for_repeats(store: Store) -> Steps[int]:
    """Drops the lines of newly imported articles that stand on pages of other stories of their source.

    What somebody has labelled stays as it is. Takes up where an import that was cancelled stopped.

    Returns:
        How many articles changed.
    """
    seen = store.codebooks.settings().get(_SEEN, 0)
    new = [article for article in store.articles.stream() if article.number > seen]
    stories = _stories(store, {article.source for article in new if article.source})
    labelled = store.labels.articles_with_labels()
    changed = 0
    for done, article in enumerate(new):
        if done % _EVERY == 0:
            yield Progress(done, len(new), "Looking for lines that come again")
        repeated = stories.get(article.source or "")
        before = store.articles.extraction(article.article_id)
        if not repeated or before is None or article.article_id in labelled:
            continue
        text = store.articles.raw_text(article.article_id)
        now = Stripped(text, without_repeats(text, before.blocks, repeated), None)
        if now.blocks == before.blocks:
            continue
        with store.transaction():
            # Somebody may have labelled it in the meantime.
            if not store.labels.has_article(article.article_id):
                store.articles.add_extraction(
                    replace(before, main_text=now.main_text, blocks=now.blocks), utc_now()
                )
                changed += 1
            # What was weighed once is not weighed again, if this is cancelled now.
            store.codebooks.set_setting(_SEEN, article.number)
    store.codebooks.set_setting(_SEEN, store.articles.mark())
    return changed


def _stories(store: Store, sources: set[str]) -> dict[str, dict[str, int]]:
    """Of each source on pages of how many stories its lines stand, from its newest captures."""
    newest: dict[str, deque[str]] = {source: deque(maxlen=_LOOKED_AT) for source in sources}
    for article in store.articles.stream():
        if article.source in newest:
            newest[article.source].append(article.article_id)
    return {
        source: stories_of_lines(
            (store.articles.raw_text(each), found.blocks)
            for each in articles
            if (found := store.articles.extraction(each)) is not None
        )
        for source, articles in newest.items()
        if len(articles) >= FEWEST
    }


# -- stripping again -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class AgainReport:
    """What stripping again did.

    Attributes:
        changed: articles whose main text is another now.
        same: articles that came out as they were.
        left: articles with labels, which were left alone.
        kept: web pages that this version of the program renders otherwise: labels would lose their places, so
            they stay as they are.
    """

    changed: int = 0
    same: int = 0
    left: int = 0
    kept: int = 0

    def sentence(self) -> str:
        """The report in one sentence or two."""
        total = self.changed + self.same
        text = f"{counted(total, 'article')} stripped again, {self.changed} changed."
        if self.left:
            text += f" {self.left} with labels {_stayed(self.left)}."
        if self.kept:
            verb = "is" if self.kept == 1 else "are"
            text += f" {counted(self.kept, 'page')} {verb} rendered otherwise now and {_stayed(self.kept)}."
        return text


def _stayed(count: int) -> str:
    return "was left as it is" if count == 1 else "were left as they are"


def strip_again(store: Store, *, labelled_too: bool = False) -> Steps[AgainReport]:
    """Strips the articles of a project again with the stripper in force. Earlier extractions stay in the file.

    Args:
        store: an open project, which belongs to this thread.
        labelled_too: also articles that somebody has labelled. Corrections and evidence are anchored in the raw
            text and stay where they are.
    """
    report = AgainReport()
    stripper = Stripper.in_force(store)
    labelled: Collection[str] = () if labelled_too else store.labels.articles_with_labels()
    articles = store.articles.all()
    stories = _stories(store, {article.source for article in articles if article.source})
    for done, article in enumerate(articles):
        if done % _EVERY == 0:
            yield Progress(done, len(articles), "Stripping again")
        if article.article_id in labelled:
            report.left += 1
            continue
        text = store.articles.raw_text(article.article_id)
        stripped = _again(store, stripper, article, text)
        if stripped.text != text:
            report.kept += 1
            continue
        repeated = stories.get(article.source or "", {})
        stripped = replace(stripped, blocks=without_repeats(text, stripped.blocks, repeated))
        before = store.articles.extraction(article.article_id)
        now = stripper.extraction(article.article_id, article.media_type, stripped)
        with store.transaction():
            # Somebody may have labelled it in the meantime.
            if not labelled_too and store.labels.has_article(article.article_id):
                report.left += 1
                continue
            if before is None or before.blocks != now.blocks:
                store.articles.add_extraction(now, utc_now())
        if before is None or before.main_text != now.main_text:
            report.changed += 1
        else:
            report.same += 1
    if store.pairs.are_due():
        yield from compare_articles(store)
    yield Progress(len(articles), len(articles), "Done")
    return report


def _again(store: Store, stripper: Stripper, article: Article, text: str) -> Stripped:
    capture = store.articles.captures(article.article_id)[0]
    content = text
    if article.media_type == HTML:
        content = decode_again(store.articles.data(article.article_id), article.encoding)
    return stripper.strip(content, article.media_type, capture.title, capture.url, article.source)
