"""Use case: train, dev and test sets that no copy crosses, and the proof.

Articles tied by pairs that might be copies, or that somebody called copies, are one group, through third articles too; a
group is in one split as a whole. What was put apart is then compared again, and what the splits still share is told.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from labeler.counting import counted
from labeler.duplicates.verdicts import COPIES
from labeler.errors import ChoiceError, LabelerError
from labeler.flow import gold_key
from labeler.leaks import Leaks, leaks_of
from labeler.split_plan import NAMES, Facts, Placing, SplitPlan, Tie, day_of, place

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping
    from pathlib import Path

    from labeler.progress import Steps
    from labeler.project import Project

CAUTIOUS: Final = 0.05
"""Pairs with a passage in common that are copies with this probability or more are kept together: a tie too many costs
less than a leak."""

_TOLD: Final = 10
_WHY: Final = {"candidate": "likeness", "labelled": "labels", "source": "source"}


@dataclass(frozen=True, slots=True)
class Splits:
    """Every article in one split, and what the splits share."""

    plan: SplitPlan
    placing: Placing
    leaks: Leaks

    @property
    def of_article(self) -> Mapping[str, str]:
        """Article id -> split, in order of arrival."""
        return self.placing.of_article

    @property
    def sizes(self) -> dict[str, int]:
        """How many articles each split has."""
        return self.placing.sizes(self.plan.names)

    @property
    def largest(self) -> int:
        """How many articles the largest group that had to stay together has."""
        return self.placing.largest[0].size if self.placing.largest else 1

    def lines(self) -> list[str]:
        """The report, a sentence a line."""
        return [*placing_lines(self.plan, self.placing), *leak_lines(self.leaks)]


def placing_lines(plan: SplitPlan, placing: Placing) -> list[str]:
    """How large the splits are, how far from what was asked for, what bound articles together, what was moved."""
    sizes = placing.sizes(plan.names)
    total = max(1, sum(sizes.values()))
    asked = {} if plan.train_before else dict(plan.fractions)
    told = []
    for split, size in sizes.items():
        told.append(
            f"{split}: {counted(size, 'article')}, {size / total:.1%}{_asked(asked.get(split), size / total)}"
        )
    largest = placing.largest[0].size if placing.largest else 1
    told.append(f"The largest group that had to stay together has {counted(largest, 'article')}.")
    for group in placing.largest:
        bound = ", ".join(f"{counted(number, 'tie')} by {_WHY[why]}" for why, number in group.bound)
        told.append(
            f"  {counted(group.size, 'article')} with {group.first[:12]}: {bound}; "
            f"most ties: {group.hub[:12]}, {group.ties_of_hub}"
        )
    if placing.kept:
        told.append(f"Kept from earlier splits: {counted(placing.kept, 'article')}.")
    for article, before, now in placing.moved[:_TOLD]:
        told.append(f"  {article[:12]} moved from {before} to {now}: it is now tied to an article there.")
    if len(placing.moved) > _TOLD:
        told.append(f"  … and {len(placing.moved) - _TOLD} more moved.")
    if placing.astray:
        told.append(
            f"On the other side of the date than their split, as a copy of them is older: "
            f"{counted(len(placing.astray), 'article')}."
        )
    if placing.undated:
        told.append(f"Left out, as they have no date: {counted(len(placing.undated), 'article')}.")
    return told


def leak_lines(leaks: Leaks) -> list[str]:
    """What stands in two splits."""
    told = [f"Copies across splits: {len(leaks.copies)}."]
    told += [f"  {each.one[:12]} – {each.other[:12]}, {each.score:.2f}" for each in leaks.copies[:_TOLD]]
    told.append(f"Articles half of which stands in another split: {len(leaks.elsewhere)}.")
    told += [f"  {article[:12]}" for article in leaks.elsewhere[:_TOLD]]
    told.append(f"Pairs across splits that share a passage and are no copies: {len(leaks.residue)}.")
    told += [
        f"  {each.one[:12]} – {each.other[:12]}, {each.share:.0%} of the shorter one in common"
        for each in leaks.residue[:_TOLD]
    ]
    return told


def _asked(fraction: float | None, found: float) -> str:
    if fraction is None:
        return ""
    off = "" if abs(found - fraction) < 0.0005 else f", {100 * (found - fraction):+.1f} points off"
    return f" (asked for {fraction:.1%}{off})"


def fractions_of(text: str) -> dict[str, float]:
    """Fractions as people write them: "80/10/10", "80/20" (train and test), "0.8/0.1/0.1".

    Raises:
        ChoiceError: not two or three numbers above zero.
    """
    try:
        parts = [float(part) for part in text.split("/")]
    except ValueError:
        parts = []
    if len(parts) not in (2, 3) or min(parts) <= 0 or not math.isfinite(sum(parts)):
        raise ChoiceError(f"“{text}” is no split. Write two or three numbers, such as 80/10/10 or 80/20.")
    names = NAMES if len(parts) == len(NAMES) else (NAMES[0], NAMES[-1])
    return {name: part / sum(parts) for name, part in zip(names, parts, strict=True)}


def split(
    project: Project,
    plan: SplitPlan,
    kept: Mapping[str, str] | None = None,
) -> Steps[Splits]:
    """Puts every article into a split, and compares what was put apart.

    The same articles, pairs, labels, plan and earlier splits give the same splits.

    Args:
        project: an open project, which belongs to this thread.
        plan: what is asked for.
        kept: article -> the split it was in before, where it stays.
    """
    articles = list(project.store.articles.stream())
    facts = Facts(
        strata_of(project) if plan.stratified else {},
        {article.article_id: article.source or "" for article in articles},
        {article.article_id: day_of(article.published_at) for article in articles},
        kept or {},
    )
    placing = place([article.article_id for article in articles], ties_of(project), plan, facts)
    texts = dict(project.store.articles.main_texts())

    def read(split: str) -> Iterator[tuple[str, str]]:
        return ((each, texts.get(each, "")) for each, its in placing.of_article.items() if its == split)

    leaks = yield from leaks_of({name: partial(read, name) for name in plan.names})
    return Splits(plan, placing, leaks)


def ties_of(project: Project) -> list[Tie]:
    """What keeps articles together: pairs that might be copies, and those that somebody called copies."""
    found = [
        Tie(pair.left, pair.right, "candidate")
        for pair in project.store.pairs.all()
        if pair.score >= CAUTIOUS and pair.jaccard > 0
    ]
    return found + [Tie(one, other, "labelled") for one, other in _judged_copies(project)]


def strata_of(project: Project) -> dict[str, list[Hashable]]:
    """What shall be spread evenly over the splits: of each article the topics and stances that anybody gave it."""
    found: dict[str, dict[Hashable, None]] = {}
    for question in project.codebook.questions:
        if question.kind in ("topic", "stance"):
            for label in project.store.labels.of_question(question.key):
                values = label.value if isinstance(label.value, list) else [label.value]
                mine = found.setdefault(label.unit_id, {})
                mine.update(dict.fromkeys((question.key, value) for value in values or [""]))
    return {article: list(values) for article, values in found.items()}


def earlier_splits(path: Path) -> dict[str, str]:
    """The splits of an earlier table: article -> split; nothing if there is none.

    Raises:
        LabelerError: it cannot be read, or is no such table.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LabelerError(
            f"The earlier splits in {path} cannot be read ({error}). Move the file away."
        ) from error
    if rows[:1] != [["article", "split"]] or not all(len(row) == 2 and row[1] in NAMES for row in rows[1:]):
        raise LabelerError(
            f"{path} is no table of splits (article, split). Move it away, or choose another name."
        )
    return dict(rows[1:])


def table_of(of_article: Mapping[str, str]) -> str:
    """The table that `earlier_splits` reads."""
    return "article,split\r\n" + "".join(f"{article},{name}\r\n" for article, name in of_article.items())


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
