"""The article that is open on the labelling page: what was read of it, and what stands for this annotator."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.records import pair_id
from labeler.corrections import corrected
from labeler.counting import counted
from labeler.duplicates.aligning import align
from labeler.flow import JUDGED
from labeler.stripper_quality import NO_SOURCE
from labeler.text import first_strong_is_rtl, word_count
from ui.widgets.article_pair import rows_for_pair
from ui.widgets.article_pane import Caption
from ui.widgets.candidate_list import Candidate

if TYPE_CHECKING:
    from db.records import Article, Block, Json, Pair
    from labeler.labelling import Labelling
    from labeler.project import Project
    from ui.widgets.article_rows import Row

DAMAGED = "This capture is damaged: its digest differs. Skip it, or check the project with “labeler check”."


@dataclass(frozen=True, slots=True)
class Beside:
    """The candidate that stands beside the article.

    Attributes:
        facts: where it came from, in words.
        text: its main text.
        titled: whether the first line is its headline.
    """

    article_id: str
    title: str
    facts: str
    text: str
    titled: bool


@dataclass(slots=True)
class Opened:
    """One open article.

    Attributes:
        text: its raw text.
        size: of its raw bytes.
        extracted: the extractor's blocks.
        blocks: the same with this annotator's corrections.
        answers: this annotator's standing answers: question -> value.
        candidates: other articles that share passages.
        file_name: the file it came in, shown beside “no source” where that is not known.
        damage: a sentence if the text no longer has its digest, else "".
        unfolded: keys of the runs of dropped lines that are shown.
        beside: the candidate shown beside it, if any.
    """

    article: Article
    text: str
    size: int
    extracted: tuple[Block, ...]
    damage: str
    file_name: str = ""
    blocks: tuple[Block, ...] = ()
    answers: dict[str, Json] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)
    unfolded: frozenset[int] = frozenset()
    beside: Beside | None = None
    _words: dict[tuple[int, int], int] = field(default_factory=dict, repr=False)

    def refresh(self, project: Project, labelling: Labelling) -> None:
        """Reads again what stands for the article."""
        self.answers = labelling.labels_of(self.article.article_id)
        questions = project.codebook.of_kind("boilerplate")
        corrections = self.answers.get(questions[0].key) if questions else None
        self.blocks = corrected(self.extracted, corrections)
        self.candidates = _candidates(project, labelling, self.article.article_id)

    def strip_again(self, project: Project, labelling: Labelling) -> None:
        """Takes over the article's current extraction, which training and imports may have changed."""
        extraction = project.store.articles.extraction(self.article.article_id)
        self.extracted = extraction.blocks if extraction else ()
        self.refresh(project, labelling)

    @property
    def corrected(self) -> frozenset[int]:
        """Numbers of the blocks this annotator decided."""
        return frozenset(
            number
            for number, (block, extracted) in enumerate(zip(self.blocks, self.extracted, strict=True))
            if block != extracted
        )

    @property
    def title(self) -> str:
        """The article's title."""
        return self.article.title

    @property
    def facts(self) -> list[str]:
        """What is known of where it came from, in the order shown; the file where no source is known."""
        article = self.article
        return [
            article.source or NO_SOURCE,
            (article.published_at or "")[:10],
            article.language or "",
            article.url or "",
            f"file {self.file_name}" if self.file_name and not article.source else "",
        ]

    def captions(self) -> tuple[Caption, Caption]:
        """The headings of the raw and the main text."""
        kept = [block for block in self.blocks if block.kept]
        words = sum(self._words_in(block) for block in kept)
        direction = ", right to left" if first_strong_is_rtl(self.text) else ""
        raw = f"{counted(len(self.blocks), 'line')}, {shown_size(self.size)}, {self.article.encoding}{direction}"
        main = f"{counted(words, 'word')}, {len(kept)} of {counted(len(self.blocks), 'line')}"
        if not kept:
            main = "no article found"
        return Caption("Raw capture", raw), Caption("Main text", main)

    def _words_in(self, block: Block) -> int:
        """How many words a block has; each is counted once, as a line may be 200 kB long."""
        place = block.start, block.end
        if place not in self._words:
            self._words[place] = word_count(self.text[block.start : block.end])
        return self._words[place]

    def turn_fold(self, key: int) -> None:
        """Shows or hides a run of dropped lines."""
        self.unfolded ^= {key}

    def open_beside(self, project: Project, other: str) -> None:
        """Puts another article beside this one."""
        articles = project.store.articles
        article, extraction = articles.get(other), articles.extraction(other)
        if article is None or extraction is None:
            return
        facts = ", ".join(fact for fact in (article.source, article.published_at) if fact)
        titled = begins_with_headline(extraction.blocks)
        self.beside = Beside(other, article.title, facts, extraction.main_text, titled)

    def pair_rows(self) -> list[Row]:
        """Both main texts, level by level."""
        if self.beside is None:
            return []
        mine = "\n".join(self.text[block.start : block.end] for block in self.blocks if block.kept)
        titled = self.beside.titled and begins_with_headline(self.blocks)
        return rows_for_pair(
            mine, self.beside.text, align(mine, self.beside.text, titled=titled), titled=titled
        )

    def pair_captions(self) -> tuple[Caption, Caption]:
        """The headings of the two articles."""
        found = self._beside_candidate()
        share = f"{_percent(found.share)} stands in B" if found else ""
        other = f"{_percent(found.share_of_other)} stands in A" if found else ""
        return Caption("A", share), Caption("B", other)

    def beside_relation(self) -> str:
        """The relation given to the pair, as stored; "" if not judged."""
        found = self._beside_candidate()
        return found.relation_value if found else ""

    def beside_why(self) -> str:
        """What the program measured of the pair, in a sentence or two."""
        found = self._beside_candidate()
        if found is None:
            return ""
        return (
            f"{_percent(found.share)} of A’s words stand in B, in passages of five words and more; "
            f"{_percent(found.share_of_other)} of B’s in A."
            if found.share
            else "They share names, and no passage of five words."
        )

    def _beside_candidate(self) -> Candidate | None:
        if self.beside is None:
            return None
        return next((each for each in self.candidates if each.article_id == self.beside.article_id), None)


def open_article(project: Project, labelling: Labelling, article_id: str) -> Opened:
    """Reads an article and what stands for this annotator.

    Raises:
        StoreError: it cannot be read.
    """
    articles = project.store.articles
    article = articles.get(article_id)
    if article is None:
        raise LookupError(article_id)
    text = articles.raw_text(article_id)
    extraction = articles.extraction(article_id)
    intact = articles.text_is_intact(article_id, text)
    opened = Opened(
        article=article,
        text=text,
        size=articles.raw_size(article_id),
        extracted=extraction.blocks if extraction else (),
        damage="" if intact else DAMAGED,
        file_name=next((each.file_name for each in articles.captures(article_id) if each.file_name), ""),
    )
    opened.refresh(project, labelling)
    return opened


def _candidates(project: Project, labelling: Labelling, article_id: str) -> list[Candidate]:
    questions = project.codebook.of_kind("duplicate")
    if not questions:
        return []
    question = questions[0]
    given = labelling.relations_of(question.key, article_id)
    found = []
    for pair in project.store.pairs.of_article(article_id):
        mine = pair.left == article_id
        other = pair.right if mine else pair.left
        relation = given.get(pair_id(article_id, other), "")
        if pair.method == JUDGED and not relation:
            # Somebody else judged a pair that no method proposed; that stays theirs.
            continue
        article = project.store.articles.get(other)
        if article is not None:
            found.append(_candidate(article, pair, relation, question.title_of(relation), mine=mine))
    return found


def _candidate(article: Article, pair: Pair, relation: str, words: str, *, mine: bool) -> Candidate:
    return Candidate(
        article_id=article.article_id,
        title=article.title,
        source=article.source or "",
        share=pair.share_left if mine else pair.share_right,
        share_of_other=pair.share_right if mine else pair.share_left,
        relation_value=relation,
        relation=words if relation else "",
    )


def begins_with_headline(blocks: tuple[Block, ...]) -> bool:
    """Whether the first line of the main text is the article's headline."""
    first = next((block for block in blocks if block.kept), None)
    return first is not None and first.reason == "headline"


def shown_size(size: int) -> str:
    """A number of bytes as people read it (kB = 1 000 bytes)."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
