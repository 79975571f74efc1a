"""Use case: the stripper learns from corrections: what it would gain on articles it has not seen, then adoption."""

from __future__ import annotations

import hashlib
import io
import math
from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from db.store import utc_now
from labeler.agreement.intervals import student
from labeler.boilerplate import html, plain_text
from labeler.boilerplate.boosting import boosted
from labeler.boilerplate.familiar import line_key
from labeler.boilerplate.learned import project_odds, said_of_themselves
from labeler.boilerplate.words import mostly_latin
from labeler.counting import counted
from labeler.errors import LabelerError
from labeler.progress import Progress
from labeler.queue import groups_of_copies
from labeler.readers.decoding import decode_again
from labeler.readers.source import HTML
from labeler.stripper_quality import quality_of
from labeler.stripper_truth import checked_articles
from labeler.stripping import Stripper, choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from db.records import Block
    from db.store import Store
    from labeler.boilerplate.html import MeasuredPage
    from labeler.boilerplate.plain_text import MeasuredText
    from labeler.boilerplate.stripped import Stripped
    from labeler.progress import Steps
    from labeler.project import Project
    from labeler.stripper_truth import Checked
    from labeler.trees import Trees

FEWEST: Final = 20
"""Fewer judged articles than this teach nothing that could be measured."""
_MOST: Final = 1500
"""So many judged articles, the newest, are learned from."""
_FOLDS: Final = 5
_ROOTS: Final = 0.3
"""How much a line counts as a line, beside what it counts by its words."""


@dataclass(frozen=True, slots=True)
class Gain:
    """What learning gains on articles that were not learned from.

    Attributes:
        articles: how many were judged and measured.
        corrected: how many of them somebody had corrected.
        before: mean F1 of the program's own stripper, words weighed.
        after: the same of the learned one.
        low: lower end of the 95 % interval of the gain, copies of one story counted as one.
        high: upper end.
        better: articles that come out better.
        worse: articles that come out worse.
    """

    articles: int
    corrected: int
    before: float
    after: float
    low: float
    high: float
    better: int
    worse: int

    @property
    def gain(self) -> float:
        """After less before."""
        return self.after - self.before

    def sentence(self) -> str:
        """The gain in two sentences, and whether it may be chance."""
        told = (
            f"On articles it has not seen, F1 goes from {self.before:.3f} to {self.after:.3f} "
            f"({self.gain:+.3f}; 95 % interval {self.low:+.3f} to {self.high:+.3f})."
        )
        articles = f"{self.better} of {counted(self.articles, 'judged article')} come out better, {self.worse} worse."
        chance = "" if self.low > 0 or self.gain <= 0 else " So small a gain may be chance."
        return f"{told} {articles}{chance}"


@dataclass(frozen=True, slots=True)
class Training:
    """A stripper that was learned and measured, but is not in force yet.

    Attributes:
        stripper: what was learned.
        gain: what that gains.
        without_source: how many of the articles have no source.
    """

    stripper: Stripper
    gain: Gain
    without_source: int

    def sentence(self) -> str:
        """The gain, and what could not be learned for want of sources."""
        if not self.without_source:
            return self.gain.sentence()
        return (
            f"{self.gain.sentence()} {counted(self.without_source, 'judged article')} without a source taught no line "
            "that comes again: these are remembered by source."
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Lesson:
    """One judged article, looked at once.

    Attributes:
        group: the name of the story it tells; copies are learned from, or measured on, together.
        kept: for each row of the measured text what people say: 1, 0, or -1 where they do not.
        weight: how much each row counts.
        start: the log-odds of each row as the program's own stripper has them.
        own: the blocks of the program's own stripper.
    """

    checked: Checked
    text: str
    found: MeasuredText | MeasuredPage
    group: str
    kept: NDArray[np.int8]
    weight: NDArray[np.float64]
    start: NDArray[np.float64]
    own: tuple[Block, ...]

    @property
    def is_page(self) -> bool:
        return isinstance(self.found, html.MeasuredPage)

    def f1(self, blocks: Sequence[Block]) -> float:
        """How well some blocks fit what people left."""
        return quality_of(self.text, blocks, self.checked).f1

    def stripped(self, stripper: Stripper) -> tuple[Block, ...]:
        """The blocks as a stripper has them."""
        return stripper.with_lessons(_decided(self.found, stripper), self.checked.article.source).blocks


def _decided(found: MeasuredText | MeasuredPage, stripper: Stripper) -> Stripped:
    if isinstance(found, html.MeasuredPage):
        return html.decided_page(found, stripper.page, stripper.text)
    return plain_text.decided(found, stripper.text)


def train(project: Project, seed: int = 0) -> Steps[Training]:
    """Learns from everything that people judged, and measures it by cross-validation; nothing changes yet.

    Args:
        project: an open project, which belongs to this thread.
        seed: decides the folds and which columns each tree sees; the same seed and labels give the same stripper.

    Raises:
        LabelerError: too few articles were judged or corrected.
    """
    judged = list(checked_articles(project))[-_MOST:]
    corrected = sum(each.corrected for each in judged)
    if len(judged) < FEWEST or not corrected:
        raise LabelerError(
            f"Too little to learn from: {counted(len(judged), 'article')} judged, {corrected} corrected. "
            f"At least {FEWEST} judged articles are needed, with corrections (X) among them."
        )
    group_of = {article: group[0] for group in groups_of_copies(project) for article in group}
    own = Stripper.of_program()
    lessons = []
    total = len(judged) + _FOLDS + 1
    for done, checked in enumerate(judged):
        yield Progress(done, total, f"Reading what people left of article {checked.article.number}")
        article_id = checked.article.article_id
        lesson = _lesson(project.store, own, checked, group_of.get(article_id, article_id))
        if lesson is not None:
            lessons.append(lesson)
    corrected = sum(lesson.checked.corrected for lesson in lessons)
    if len(lessons) < FEWEST or not corrected:
        raise LabelerError(
            f"Too little to learn from: of {counted(len(judged), 'judged article')} {len(lessons)} can be measured, "
            f"{corrected} of them corrected. At least {FEWEST} are needed."
        )
    folds = _folds([lesson.group for lesson in lessons], seed)
    scores: list[tuple[str, float, float]] = []
    for fold in range(_FOLDS):
        yield Progress(len(judged) + fold, total, f"Measuring, part {fold + 1} of {_FOLDS}")
        held = [lesson for lesson, at in zip(lessons, folds, strict=True) if at == fold]
        learned = _learned(own, [x for x, at in zip(lessons, folds, strict=True) if at != fold], seed)
        scores += [(x.group, x.f1(x.own), x.f1(x.stripped(learned))) for x in held]
    yield Progress(total - 1, total, "Learning from all of them")
    without_source = sum(not lesson.checked.article.source for lesson in lessons)
    return Training(_learned(own, lessons, seed), _gain(scores, corrected), without_source)


def adopt(store: Store, training: Training) -> str:
    """Puts a learned stripper in force for what is stripped from now on; the earlier ones stay in the file.

    Returns:
        Its digest.
    """
    stripper, own = training.stripper, Stripper.of_program()
    lines = {
        source: {key: list(both) for key, both in taught.items()}
        for source, taught in stripper.taught.items()
    }
    digest = store.strippers.add(
        None if stripper.text is own.text else _bytes(stripper.text),
        None if stripper.page is own.page else _bytes(stripper.page),
        lines,
        asdict(training.gain),
        utc_now(),
    )
    choose(store, digest)
    return digest


def _bytes(trees: Trees) -> bytes:
    target = io.BytesIO()
    trees.write(target)
    return target.getvalue()


def _lesson(store: Store, own: Stripper, checked: Checked, group: str) -> _Lesson | None:
    """A judged article as rows; None for a web page that this version of the program renders otherwise."""
    article = checked.article
    text = store.articles.raw_text(article.article_id)
    capture = store.articles.captures(article.article_id)[0]
    found: MeasuredText | MeasuredPage
    if article.media_type == HTML:
        content = decode_again(store.articles.data(article.article_id), article.encoding)
        found = html.measured_page(content, capture.url)
        if found.text != text:
            return None
    else:
        found = plain_text.measured(text, capture.title)
    spans = found.spans
    says = checked.kept(spans)
    kept = np.array([-1 if each is None else int(each) for each in says], dtype=np.int8)
    words = np.array([len(text[start:end].split()) for start, end in spans], dtype=np.float64)
    article_words = max(30.0, float(words[kept == 1].sum()))
    roots = max(10.0, float(np.sqrt(words[kept == 1]).sum()))
    weight = np.minimum(words / article_words + _ROOTS * np.sqrt(words) / roots, 1.0) * (kept >= 0)
    return _Lesson(checked, text, found, group, kept, weight, _start(found, own), _decided(found, own).blocks)


def _start(found: MeasuredText | MeasuredPage, own: Stripper) -> NDArray[np.float64]:
    """What the program's own stripper says of each row."""
    if not len(found.rows):
        return np.zeros(0)
    if isinstance(found, html.MeasuredPage):
        return own.page.odds(found.rows) - said_of_themselves(found.features)
    latin = mostly_latin(" ".join(line.text for line in found.looked))
    return project_odds(found.rows, own.text, latin=latin) - said_of_themselves(found.features)


def _folds(groups: Sequence[str], seed: int) -> list[int]:
    """The fold of each lesson: a group all in one, in an order that the seed decides, always the fold that has fewest."""
    sizes = Counter(groups)
    held = [0] * _FOLDS
    fold_of: dict[str, int] = {}
    for group in sorted(sizes, key=lambda each: hashlib.sha256(f"{seed} {each}".encode()).digest()):
        fold = min(range(_FOLDS), key=held.__getitem__)
        held[fold] += sizes[group]
        fold_of[group] = fold
    return [fold_of[group] for group in groups]


def _learned(own: Stripper, lessons: Sequence[_Lesson], seed: int) -> Stripper:
    """A stripper that learned from some articles."""
    text = [lesson for lesson in lessons if not lesson.is_page]
    pages = [lesson for lesson in lessons if lesson.is_page and len(lesson.found.rows)]
    return replace(
        own,
        text=_model(own.text, text, seed),
        page=_model(own.page, pages, seed),
        taught=_taught(lessons),
    )


def _model(model: Trees, lessons: Sequence[_Lesson], seed: int) -> Trees:
    if len(lessons) < FEWEST // 2:
        return model
    rows = np.concatenate([lesson.found.rows for lesson in lessons])
    kept = np.concatenate([lesson.kept for lesson in lessons])
    weight = np.concatenate([lesson.weight for lesson in lessons])
    weighed = weight > 0
    if not weighed.any():
        return model
    start = np.concatenate([lesson.start for lesson in lessons])[weighed]
    weight = weight[weighed] / weight[weighed].mean()
    return boosted(model, rows[weighed], start, kept[weighed] == 1, weight, seed)


def _taught(lessons: Sequence[_Lesson]) -> dict[str, dict[str, tuple[int, int]]]:
    """What people did with lines that come again in their source, or that the program had wrong."""
    counts: dict[str, Counter[tuple[str, bool]]] = {}
    wrong: dict[str, set[str]] = {}
    for lesson in lessons:
        source = lesson.checked.article.source
        if not source:
            continue
        says = lesson.checked.kept([(block.start, block.end) for block in lesson.own])
        seen = {}
        for block, kept in zip(lesson.own, says, strict=True):
            key = line_key(lesson.text[block.start : block.end])
            if kept is not None and key:
                seen[key] = kept
                if kept != block.kept:
                    wrong.setdefault(source, set()).add(key)
        counts.setdefault(source, Counter()).update(seen.items())
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for source, lines in counts.items():
        for key in sorted({key for key, _ in lines}):
            both = lines[key, True], lines[key, False]
            if sum(both) > 1 or key in wrong.get(source, ()):
                found.setdefault(source, {})[key] = both
    return found


def _gain(scores: Sequence[tuple[str, float, float]], corrected: int) -> Gain:
    """Means over articles; the interval from the means of stories (Student)."""
    by_group: dict[str, list[float]] = {}
    for group, before, after in scores:
        by_group.setdefault(group, []).append(after - before)
    steps = np.array([math.fsum(each) for each in by_group.values()])
    sizes = np.array([len(each) for each in by_group.values()], dtype=np.float64)
    mean = steps.sum() / sizes.sum()
    groups = len(steps)
    # A ratio of sums over stories: its variance by linearisation.
    spread = math.sqrt(float(((steps - mean * sizes) ** 2).sum()) * groups / max(1, groups - 1)) / sizes.sum()
    half = student(0.975, max(1, groups - 1)) * spread
    return Gain(
        articles=len(scores),
        corrected=corrected,
        before=float(np.mean([before for _, before, _ in scores])),
        after=float(np.mean([after for _, _, after in scores])),
        low=float(mean - half),
        high=float(mean + half),
        better=sum(after > before + 1e-9 for _, before, after in scores),
        worse=sum(after < before - 1e-9 for _, before, after in scores),
    )
