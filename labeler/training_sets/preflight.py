"""Use case: what one should know before an export is written. Nothing is hidden; errors block it unless allowed by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from labeler.counting import counted
from labeler.errors import LabelerError
from labeler.training_sets.decided import DIVIDED
from labeler.training_sets.ids import Ids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from db.records import Json
    from labeler.project import Project
    from labeler.training_sets.prepared import Prepared

Name = Literal[
    "conflicts",
    "disputed",
    "empty-sets",
    "untrained-classes",
    "leaks",
    "unlabelled",
    "half-labelled",
    "old-codebook",
    "empty-classes",
    "absent-classes",
    "changed-text",
    "undated",
    "parted-pairs",
]
ERRORS: Final[tuple[Name, ...]] = ("conflicts", "empty-sets", "untrained-classes", "leaks")
"""What makes a set smaller than people think, useless, or its test figures false. All else is told, and written."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know.

    Attributes:
        name: by which it is allowed.
        count: how many there are of it.
        words: what it is, and what happens to it.
        articles: the ones it is about.
    """

    name: Name
    count: int
    words: str
    articles: Sequence[str] = ()

    @property
    def is_error(self) -> bool:
        """Whether it blocks an export."""
        return self.name in ERRORS

    def to_json(self) -> Json:
        """Its plain form."""
        severity = "error" if self.is_error else "warning"
        return {"name": self.name, "severity": severity, "count": self.count, "words": self.words}


class BlockedError(LabelerError):
    """An export was not written because of errors that nobody allowed."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        names = dict.fromkeys(finding.name for finding in findings)
        allowing = " ".join(f"--allow {name}" for name in names)
        super().__init__(
            f"Nothing was written, because of: {', '.join(names)}. Settle that, or allow it ({allowing})."
        )


def block(findings: Iterable[Finding], allowed: Collection[str]) -> None:
    """Ends an export on errors that are not allowed.

    Raises:
        BlockedError: there are some.
    """
    errors = [finding for finding in findings if finding.is_error and finding.name not in allowed]
    if errors:
        raise BlockedError(errors)


def findings_of(project: Project, prepared: Prepared) -> list[Finding]:
    """Everything worth knowing before a text is read, errors first. Leaks are found in the written files."""
    found = [
        *_conflicts(prepared),
        *_empty_sets(prepared),
        *_classes(prepared),
        *_coverage(prepared),
        *_outdated(prepared),
        *_changed_texts(project, prepared),
        *_left_out_by_splits(prepared),
    ]
    return sorted(found, key=lambda finding: not finding.is_error)


def _conflicts(prepared: Prepared) -> list[Finding]:
    found: list[Finding] = []
    scope = prepared.scope
    weighed = prepared.options.labels not in ("majority", "dawid_skene")
    for asked in prepared.asked.values():
        ratings, divided = asked.ratings, asked.divided
        noun = "pair" if ratings.judged is not None else "article"
        if len(divided):
            what = (
                "annotators are divided"
                if prepared.options.labels == "majority"
                else "there are too few labels for the model"
            )
            found.append(
                Finding(
                    "conflicts",
                    len(divided),
                    f"{ratings.question.title}: on {counted(len(divided), noun)} {what} and nobody has ruled; left out "
                    "unless you rule.",
                    scope.ids_at(ratings.articles(divided)),
                )
            )
        disputed = asked.decisions.disputed
        disputed = disputed[asked.decisions.of_unit[disputed] != DIVIDED]
        if len(disputed):
            how = "all answers go in" if weighed else "the majority goes in"
            found.append(
                Finding(
                    "disputed",
                    len(disputed),
                    f"{ratings.question.title}: on {counted(len(disputed), noun)} annotators differ without a ruling; "
                    f"{how}.",
                    scope.ids_at(ratings.articles(disputed)),
                )
            )
    return found


def _empty_sets(prepared: Prepared) -> list[Finding]:
    asked_for = {each.task for each in prepared.sets}
    found = [
        Finding("empty-sets", 1, f"The codebook asks nothing that {task} could be trained from.")
        for task in prepared.options.tasks
        if task not in asked_for
    ]
    for training_set in prepared.sets:
        rows = rows_by_split(prepared, training_set.name)
        empty = [split for split, number in rows.items() if not number]
        if len(empty) == len(rows):
            found.append(Finding("empty-sets", 1, f"{training_set.name}: there is no label to write."))
        elif empty:
            found.append(
                Finding(
                    "empty-sets", len(empty), f"{training_set.name}: {' and '.join(empty)} would have no row."
                )
            )
    return found


def rows_by_split(prepared: Prepared, name: str) -> dict[str, int]:
    """How many units of a training set are in each split."""
    training_set = next(each for each in prepared.sets if each.name == name)
    counts = np.zeros(len(prepared.splits), dtype=np.int64)
    for question in training_set.questions:
        if training_set.task == "boilerplate":
            sides = prepared.side[prepared.views[question.key].articles]
        elif training_set.task == "duplicates" and not training_set.paired:
            sides = prepared.side[prepared.clusters[question.key].places]
        else:
            sides = prepared.sides_of(question.key)[prepared.asked[question.key].written]
        counts += np.bincount(sides[sides >= 0], minlength=len(prepared.splits))
    return dict(zip(prepared.splits, counts.tolist(), strict=True))


def _classes(prepared: Prepared) -> list[Finding]:
    found = []
    for training_set in prepared.sets:
        classes = next((column.classes for column in training_set.columns if column.classes), ())
        if not classes or not sum(rows_by_split(prepared, training_set.name).values()):
            continue
        balance = prepared.balance(training_set)
        empty = [each for each in classes if not any(counts[each] for counts in balance.values())]
        if empty:
            found.append(
                Finding("empty-classes", len(empty), f"{training_set.name}: no row has {_listed(empty)}.")
            )
        first, *others = prepared.splits
        untrained = [each for each in classes if each not in empty and not balance[first][each]]
        if untrained:
            found.append(
                Finding(
                    "untrained-classes",
                    len(untrained),
                    f"{training_set.name}: {first} has no {_listed(untrained)}, but what is tested on has.",
                )
            )
        for split in others:
            absent = [each for each in classes if each not in empty and not balance[split][each]]
            if absent:
                found.append(
                    Finding(
                        "absent-classes",
                        len(absent),
                        f"{training_set.name}: {split} has no {_listed(absent)}.",
                    )
                )
    return found


def _listed(values: Sequence[str], most: int = 6) -> str:
    shown = ", ".join(f"“{value}”" for value in values[:most])
    return shown if len(values) <= most else f"{shown} and {len(values) - most} more"


def _coverage(prepared: Prepared) -> list[Finding]:
    """Articles without any answer to what is asked of articles, and those with some but not all."""
    asked = [each for each in prepared.asked.values() if each.ratings.judged is None]
    if not asked:
        return []
    times = np.zeros(len(prepared.scope), dtype=np.int16)
    for each in asked:
        times += (each.ratings.coded.codes >= 0).any(axis=1) | (each.decisions.of_unit > DIVIDED)
    none = np.flatnonzero(times == 0)
    half = np.flatnonzero((times > 0) & (times < len(asked)))
    found = []
    if len(none):
        found.append(
            Finding(
                "unlabelled",
                len(none),
                f"{counted(len(none), 'article')} without a label; left out.",
                prepared.scope.ids_at(none),
            )
        )
    if len(half):
        words = f"{counted(len(half), 'article')} with a label for some questions and not for others."
        found.append(Finding("half-labelled", len(half), words, prepared.scope.ids_at(half)))
    return found


def _outdated(prepared: Prepared) -> list[Finding]:
    return [
        Finding(
            "old-codebook",
            len(ratings.outdated),
            f"{ratings.question.title}: {counted(len(ratings.outdated), 'unit')} with a label from before the question "
            "was changed.",
            prepared.scope.ids_at(ratings.articles(np.array(ratings.outdated, dtype=np.intp))),
        )
        for ratings in (asked.ratings for asked in prepared.asked.values())
        if ratings.outdated
    ]


def _changed_texts(project: Project, prepared: Prepared) -> list[Finding]:
    """Articles with a label that somebody gave on another main text than the one there is now."""
    if prepared.options.text == "raw" and not prepared.views:
        return []
    articles = project.store.articles
    changed: dict[str, None] = {}
    for row, article, created_at in project.store.streams.stripped_since():
        if article not in changed and prepared.scope.places((row,))[0] >= 0:
            then = articles.extraction_at(article, created_at)
            if then is not None and then.main_text != articles.main_text(article):
                changed[article] = None
    if not changed:
        return []
    words = f"The main text of {counted(len(changed), 'article')} has changed since a label was given."
    return [Finding("changed-text", len(changed), words, Ids(changed))]


def _left_out_by_splits(prepared: Prepared) -> list[Finding]:
    found = []
    undated = prepared.placing.undated if prepared.placing else ()
    if undated:
        words = f"{counted(len(undated), 'article')} without a date; left out, as the splits go by date."
        found.append(Finding("undated", len(undated), words, undated))
    for key, asked in prepared.asked.items():
        if asked.ratings.judged is not None and prepared.placing:
            parted = prepared.parted(key)
            if len(parted):
                words = (
                    f"{asked.ratings.question.title}: {counted(len(parted), 'pair')} left out, as their articles are in "
                    "two splits."
                )
                articles = prepared.scope.ids_at(asked.ratings.articles(parted))
                found.append(Finding("parted-pairs", len(parted), words, articles))
    return found
