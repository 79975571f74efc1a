"""Use case: which answers were given before their question came to mean something else."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from labeler.answering import asked_of_article
from labeler.codebook_changes import changes, moves_of
from labeler.codebook_editing import versions
from labeler.flow import STATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from labeler.codebook import Codebook
    from labeler.codebook_changes import QuestionChange
    from labeler.project import Project


@dataclass(frozen=True, slots=True)
class Outdated:
    """One annotator's answers to one question that were given under an older version.

    Attributes:
        version: the newest version that changed what the question means.
        why: what it changed, in words.
        units: articles or pairs, in the order of their labels.
    """

    annotator: str
    question: str
    version: int
    why: str
    units: tuple[str, ...]


def changed_meanings(project: Project) -> dict[str, tuple[int, str]]:
    """Question key -> the newest version that changed what the question means, and how; unchanged ones are left out."""
    found: dict[str, tuple[int, str]] = {}
    if project.store.codebooks.mark() == 1:
        return found  # as nearly always: there is no older version
    every = versions(project)
    for (_, before, _), (number, after, steps) in itertools.pairwise(every):
        moves = moves_of(steps, before)
        for change in changes(before, after):
            key = change.question.key
            if change.changes_meaning(moves.get(key, {})):
                found[key] = number, _why(change, moves.get(key, {}))
    return found


def _why(change: QuestionChange, moved: dict[str, str | None]) -> str:
    if change.is_new:
        return "the question is new"
    titles = change.question.title_of
    added = [titles(value) for value in change.added if value not in moved.values()]
    redefined = [titles(value) for value in change.redefined]
    taken = [f"“{value}”" for value, became in moved.items() if became is None]
    parts = [
        f"{', '.join(names[:3])}{' and more' if len(names) > 3 else ''} {what}"
        for names, what in ((added, "added"), (redefined, "redefined"), (taken, "taken out"))
        if names
    ]
    return "; ".join(parts) or "other guidelines"


def outdated_labels(
    project: Project, changed: Mapping[str, tuple[int, str]], annotator: str, unit_id: str
) -> set[str]:
    """The questions of which one label was given before they came to mean what they mean now.

    Args:
        project: an open project.
        changed: as `changed_meanings` tells.
        annotator: whose label.
        unit_id: an article or a pair.
    """
    return {
        question
        for question, (version, _) in changed.items()
        for _, _, given in project.store.origins.given_under(question, annotator, unit_id)
        if given < version
    }


def outdated_units(project: Project, question: str) -> set[tuple[str, str]]:
    """The labels of a question from before it came to mean what it means now: (annotator, unit id)."""
    changed = changed_meanings(project).get(question)
    if changed is None:
        return set()
    return {
        (annotator, unit_id)
        for annotator, unit_id, given in project.store.origins.given_under(question)
        if given < changed[0]
    }


def worklist(project: Project, annotator: str = "") -> list[Outdated]:
    """What is to be looked at again, by annotator and question.

    Besides labels given under an older version: answers that a change has taken, and submitted articles without an
    answer to a question that was added later.

    Args:
        project: an open project.
        annotator: only this one's; "" for everybody's.
    """
    numbers = {row.digest: row.version for row in project.store.codebooks.all()}
    asked = {question.key for question in asked_of_article(project.codebook) if question.required}
    submitted = [
        (label.annotator, label.unit_id, numbers.get(label.codebook_digest, 0))
        for label in project.store.labels.of_question(STATE)
        if label.value["state"] == "submitted"
    ]
    found: list[Outdated] = []
    changed = changed_meanings(project)
    for question in project.codebook.questions:
        if question.key not in changed:
            continue
        version, why = changed[question.key]
        units: dict[str, dict[str, None]] = {}
        for name, unit_id, given in project.store.origins.given_under(question.key):
            if given < version:
                units.setdefault(name, {})[unit_id] = None
        for name, unit_id in project.store.origins.taken_by_change(question.key):
            units.setdefault(name, {})[unit_id] = None
        if question.key in asked:
            answered = {
                (label.annotator, label.unit_id) for label in project.store.labels.of_question(question.key)
            }
            for name, unit_id, number in submitted:
                if number < version and (name, unit_id) not in answered:
                    units.setdefault(name, {})[unit_id] = None
        found += [
            Outdated(name, question.key, version, why, tuple(units[name]))
            for name in sorted(units)
            if annotator in ("", name)
        ]
    return found


def reasons(codebook: Codebook, work: Iterable[Outdated]) -> dict[str, str]:
    """Each article of a worklist with the sentence why it is on it.

    Args:
        codebook: the version in force, for the titles of the questions.
        work: as `worklist` tells, of one annotator.
    """
    found: dict[str, dict[str, None]] = {}
    for each in sorted(work, key=lambda outdated: outdated.version):
        title = codebook.question(each.question).title
        for unit in each.units:
            articles = unit.split(":")
            of_pair = ", of a pair" if len(articles) > 1 else ""
            for article in articles:
                why = f"version {each.version} (“{title}”{of_pair}: {each.why})"
                found.setdefault(article, {})[why] = None
    return {article: f"Answered before {' and '.join(whys)}." for article, whys in found.items()}
