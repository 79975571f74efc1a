"""Use case: train, dev and test sets that no copy crosses, and the proof.

Articles tied by pairs that might be copies, or that somebody called copies, are one group, through third articles too; a
group is in one split as a whole. What was put apart is then compared again, and what the splits still share is told.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.duplicates.engines import processes
from labeler.duplicates.fingerprints import SIZE, grams
from labeler.duplicates.groups import components
from labeler.duplicates.search import find
from labeler.duplicates.verdicts import COPIES
from labeler.duplicates.words import words_of
from labeler.errors import LabelerError
from labeler.flow import gold_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labeler.progress import Steps
    from labeler.project import Project

NAMES: Final = ("train", "dev", "test")

CAUTIOUS: Final = 0.05
"""Pairs with a passage in common that are copies with this probability or more are kept together: a tie too many costs
less than a leak."""

_TOLD: Final = 10


@dataclass(frozen=True, slots=True)
class Crossing:
    """Two articles of different splits that share a passage."""

    one: str
    other: str
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Splits:
    """Every article in one split.

    Attributes:
        of_article: article id -> split, in order of arrival.
        fractions: what was asked for, by split.
        largest: articles of the largest group that had to stay together.
        leaks: pairs across splits that count as copies: none, unless something is wrong.
        residue: pairs across splits that share a passage and are no copies (quotations, site furniture), the
            likeliest copies first.
        elsewhere: articles half of whose word 5-grams or more stand in articles of another split: counted over every
            5-gram, without fingerprints, candidates or verdicts.
    """

    of_article: Mapping[str, str]
    fractions: Mapping[str, float]
    largest: int
    leaks: tuple[Crossing, ...]
    residue: tuple[Crossing, ...]
    elsewhere: tuple[str, ...]

    @property
    def sizes(self) -> dict[str, int]:
        """How many articles each split has."""
        found = dict.fromkeys(self.fractions, 0)
        for split in self.of_article.values():
            found[split] += 1
        return found

    def lines(self) -> list[str]:
        """The report, a sentence a line."""
        total = max(1, len(self.of_article))
        told = [
            f"{split}: {size} articles, {size / total:.1%} (asked for {self.fractions[split]:.1%})"
            for split, size in self.sizes.items()
        ]
        noun = "article" if self.largest == 1 else "articles"
        told.append(f"The largest group that had to stay together has {self.largest} {noun}.")
        told.append(f"Copies across splits: {len(self.leaks)}.")
        told += [f"  {each.one[:12]} – {each.other[:12]}, {each.score:.2f}" for each in self.leaks[:_TOLD]]
        told.append(f"Articles half of which stands in another split: {len(self.elsewhere)}.")
        told += [f"  {article[:12]}" for article in self.elsewhere[:_TOLD]]
        told.append(f"Pairs across splits that share a passage and are no copies: {len(self.residue)}.")
        told += [
            f"  {each.one[:12]} – {each.other[:12]}, {each.share:.0%} of the shorter one in common"
            for each in self.residue[:_TOLD]
        ]
        return told


def fractions_of(text: str) -> dict[str, float]:
    """Fractions as people write them: "80/10/10", "80/20" (train and test), "0.8/0.1/0.1".

    Raises:
        LabelerError: not two or three numbers above zero.
    """
    try:
        parts = [float(part) for part in text.split("/")]
    except ValueError:
        parts = []
    if len(parts) not in (2, 3) or min(parts) <= 0 or not math.isfinite(sum(parts)):
        raise LabelerError(f"“{text}” is no split. Write two or three numbers, such as 80/10/10 or 80/20.")
    names = NAMES if len(parts) == len(NAMES) else (NAMES[0], NAMES[-1])
    return {name: part / sum(parts) for name, part in zip(names, parts, strict=True)}


def split(project: Project, fractions: Mapping[str, float], seed: int = 0) -> Steps[Splits]:
    """Puts every article into a split, and compares what was put apart.

    The same articles, pairs, labels and seed give the same splits. A group goes, in an order that its articles and the
    seed decide, where most is missing.

    Args:
        project: an open project, which belongs to this thread.
        fractions: of each split, 1 in all.
        seed: another one gives other splits.
    """
    articles = [article.article_id for article in project.store.articles.stream()]
    ties = [
        (pair.left, pair.right)
        for pair in project.store.pairs.all()
        if pair.score >= CAUTIOUS and pair.jaccard > 0
    ]
    ties += _judged_copies(project)
    of_article = assigned(articles, ties, fractions, seed)
    texts = dict(project.store.articles.main_texts())
    with processes() as executor:
        found = yield from find((texts.get(article, "") for article in articles), len(articles), executor)
    leaks: list[Crossing] = []
    residue: list[Crossing] = []
    for each in found:
        one, other = articles[each.one], articles[each.other]
        share = max(each.share_one, each.share_other)
        if of_article[one] != of_article[other] and share > 0:
            crossing = Crossing(one, other, each.score, share)
            (leaks if each.relation in COPIES else residue).append(crossing)
    largest = max(map(len, components(ties)), default=1)
    elsewhere = standing_elsewhere({article: texts.get(article, "") for article in articles}, of_article)
    return Splits(of_article, dict(fractions), largest, tuple(leaks), tuple(residue), tuple(elsewhere))


def standing_elsewhere(texts: Mapping[str, str], of_article: Mapping[str, str]) -> list[str]:
    """The articles half of whose distinct word 5-grams or more stand in articles of another split.

    An exact join of all 5-grams, which knows nothing of how the splits were made.

    Args:
        texts: of each article.
        of_article: the split of each article.
    """
    articles = list(texts)
    words = words_of([texts[article] for article in articles])
    found = grams(words.hashes)
    owner = words.of_word
    within = np.flatnonzero(owner[: len(found)] == owner[SIZE - 1 :][: len(found)])
    splits = {split: number for number, split in enumerate(dict.fromkeys(of_article.values()))}
    side = np.array([splits[of_article[article]] for article in articles], dtype=np.intp)
    order = within[np.lexsort((owner[within], found[within]))]
    gram, whose = found[order], owner[order]
    if not len(gram):
        return []
    new = np.concatenate([[True], (gram[1:] != gram[:-1]) | (whose[1:] != whose[:-1])])
    gram, whose = gram[new], whose[new]
    group = np.cumsum(np.concatenate([[True], gram[1:] != gram[:-1]])) - 1
    # A gram whose least and greatest split differ stands in two.
    begins = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    several = np.minimum.reduceat(side[whose], begins) != np.maximum.reduceat(side[whose], begins)
    shared = np.bincount(whose, weights=several[group], minlength=len(articles))
    total = np.bincount(whose, minlength=len(articles))
    return [articles[place] for place in np.flatnonzero((total > 0) & (shared >= total / 2)).tolist()]


def assigned(
    articles: Sequence[str], ties: Sequence[tuple[str, str]], fractions: Mapping[str, float], seed: int
) -> dict[str, str]:
    """The split of each article; tied ones have the same."""
    groups = components(ties)
    grouped = {article for group in groups for article in group}
    groups += [[article] for article in articles if article not in grouped]
    # Large groups first, as they fit nowhere later; among equals the seed decides.
    groups.sort(key=lambda group: (-len(group), hashlib.sha256(f"{seed} {group[0]}".encode()).hexdigest()))
    missing = {name: fraction * len(articles) for name, fraction in fractions.items()}
    split_of: dict[str, str] = {}
    for group in groups:
        name = max(missing, key=lambda each: missing[each])
        missing[name] -= len(group)
        split_of.update(dict.fromkeys(group, name))
    return {article: split_of[article] for article in articles}


def _judged_copies(project: Project) -> list[tuple[str, str]]:
    """The pairs that an annotator or a ruling calls copies."""
    found = []
    for question in project.codebook.of_kind("duplicate"):
        for key in (question.key, gold_key(question.key)):
            for label in project.store.labels.of_question(key):
                value = label.value["value"] if isinstance(label.value, dict) else label.value
                if value in COPIES:
                    left, right = label.unit_id.split(":")
                    found.append((left, right))
    return found
