"""Answers made by hand, without a project, for tests of what is worked out from them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from db.records import Label
from labeler.answers import Answers
from labeler.codebook_files import codebook_from_json
from labeler.study import Study
from tests.builders import CODEBOOK, NOW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.records import Json
    from labeler.codebook import Question

TOPIC, STANCE, _, DUPLICATE, BLOCKS = CODEBOOK.questions
ORDERED = codebook_from_json(
    {
        "name": "Ordered",
        "question": [
            {
                "key": "stance_levy",
                "kind": "stance",
                "target": "the levy",
                "title": "Levy",
                "ordered": True,
                "values": ["AGAINST", "NONE", "FAVOR"],
            }
        ],
    }
).questions[0]
NAMES = ("Ana", "Ben", "Chi")
VERSIONS = {"digest 1": 1, "digest 2": 2}
DAYS = ("2026-01-01", "2026-02-11")
"""When `give` gives an answer: on the first under the first codebook version, on the other under the second."""


def answers(
    question: Question,
    units: Mapping[str, Mapping[str, Json]],
    days: Mapping[str, str] | None = None,
    digests: Mapping[str, str] | None = None,
) -> Answers:
    """Answers: unit -> annotator -> value; pairs are called "a:b", lines "a:0".

    Args:
        days: unit -> ISO date on which it was answered.
        digests: unit -> codebook digest under which it was answered.
    """
    labels = {}
    for unit, given in units.items():
        time = f"{(days or {}).get(unit, NOW[:10])}{NOW[10:]}"
        digest = (digests or {}).get(unit, "digest 1")
        labels[unit] = {
            who: Label(who, unit, question.key, value, f"{unit} {who}", digest, time)
            for who, value in given.items()
        }
    parts = {unit: tuple(unit.split(":")) for unit in units}
    articles = {unit: part[:1] if question.kind == "boilerplate" else part for unit, part in parts.items()}
    return Answers(question, {unit: dict(given) for unit, given in units.items()}, labels, articles)


def study(
    question: Question,
    units: Mapping[str, Mapping[str, Json]],
    clusters: Mapping[str, str] | None = None,
    days: Mapping[str, str] | None = None,
    digests: Mapping[str, str] | None = None,
) -> Study:
    """A study of answers made by hand."""
    cluster_of = None if clusters is None else lambda unit: clusters.get(unit, unit)
    return Study(answers(question, units, days, digests), cluster_of, VERSIONS)


def give(found: Study, unit: str, annotator: str, value: Json, day: str) -> None:
    """Puts another answer in, or takes one away."""
    kept = found.answers
    if value is None:
        kept.given.get(unit, {}).pop(annotator, None)
        kept.labels.get(unit, {}).pop(annotator, None)
        if not kept.given.get(unit, {"": ""}):
            del kept.given[unit], kept.labels[unit], kept.articles[unit]
    else:
        made = answers(found.question, {unit: {annotator: value}}, {unit: day})
        kept.given.setdefault(unit, {})[annotator] = value
        kept.labels.setdefault(unit, {})[annotator] = replace(
            made.labels[unit][annotator], codebook_digest=f"digest {1 + DAYS.index(day)}"
        )
        kept.articles[unit] = made.articles[unit]
    found.change([unit], annotator)


def of_two(question: Question, rows: list[tuple[Json, Json]]) -> Study:
    """A study of what Ana and Ben answered, unit by unit; None where one did not."""
    units = {
        f"u{place}": {who: value for who, value in zip(NAMES, row, strict=False) if value is not None}
        for place, row in enumerate(rows, start=1)
    }
    return study(question, units)


def values_of(question: Question) -> st.SearchStrategy[Json]:
    """Any answer to a question, in its stored form."""
    known = [entry.value for entry in question.values]
    if question.kind != "topic":
        return st.sampled_from(known)
    return st.sets(st.sampled_from(known)).map(lambda chosen: [each for each in known if each in chosen])


def studies_of(question: Question) -> st.SearchStrategy[Study]:
    """Studies of up to eight units and three annotators, on any days and under either codebook."""
    given = st.dictionaries(st.sampled_from(NAMES), values_of(question), min_size=1)
    facts = st.tuples(
        given, st.sampled_from(["2026-01-01", "2026-02-11", "2026-02-12"]), st.sampled_from(list(VERSIONS))
    )

    def made(rows: list[tuple[dict[str, Json], str, str]]) -> Study:
        units = {f"a{place}:b{place}": row for place, row in enumerate(rows)}
        return study(
            question,
            {unit: row[0] for unit, row in units.items()},
            None,
            {unit: row[1] for unit, row in units.items()},
            {unit: row[2] for unit, row in units.items()},
        )

    return st.lists(facts, max_size=8).map(made)
