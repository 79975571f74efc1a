"""Pure: which plans would break a study, each with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from labeler.counting import counted
from labeler.plan import share_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from labeler.plan import Articles, Plan

Name = Literal[
    "range",
    "no-roster",
    "one-annotator",
    "too-few-annotators",
    "idle-overlap",
    "own-choice",
    "distance",
    "no-room",
    "no-gold",
    "dealt-anew",
]
Setting = Literal["overlap", "per_article", "roster", "gold", "repeats", "distance", "self_chosen", "seed"]

ALLOWABLE: Final[tuple[Name, ...]] = ("dealt-anew",)
"""What can be accepted by name; everything else never makes sense."""

LEAST_DISTANCE: Final = 5
"""Nearer than this, people remember what they answered."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that speaks against a plan.

    Attributes:
        name: by which it is allowed, if it can be.
        setting: the one to change.
        words: the reason, and the next step.
    """

    name: Name
    setting: Setting
    words: str

    @property
    def allowable(self) -> bool:
        """Whether it can be accepted by name."""
        return self.name in ALLOWABLE


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What a plan is held against.

    Attributes:
        before: the plan in force.
        articles: the articles.
        given: annotator -> labels given under the plan in force.
        answered: annotator -> the articles they have answered.
    """

    before: Plan
    articles: Articles
    given: Mapping[str, int]
    answered: Mapping[str, Collection[str]]


def blocking(findings: Iterable[Finding], allowed: Collection[str]) -> list[Finding]:
    """The findings that keep a plan from being put in force."""
    return [each for each in findings if not (each.allowable and each.name in allowed)]


def findings_of(plan: Plan, facts: Facts, people: Sequence[tuple[str, int, int]]) -> Iterator[Finding]:
    """What speaks against a plan.

    Args:
        plan: the plan.
        facts: what it is held against.
        people: (annotator, places in their queue, hidden gold among them).
    """
    yield from _of_ranges(plan)
    yield from _of_roster(plan)
    yield from _of_choice(plan)
    yield from _of_hidden(plan, facts, [each for each in people if not plan.roster or each[0] in plan.roster])
    yield from _of_labels(plan, facts)


def _of_ranges(plan: Plan) -> Iterator[Finding]:
    shares: tuple[tuple[Setting, float, str], ...] = (
        ("overlap", plan.overlap, "overlap"),
        ("gold", plan.gold, "hidden gold"),
        ("repeats", plan.repeats, "repeats"),
    )
    for setting, share, title in shares:
        if not 0.0 <= share <= 1.0:
            yield Finding(
                "range", setting, f"The share of {title} lies between 0 and 1 (100 %), not at {share:g}."
            )
    if plan.per_article < 0:
        yield Finding(
            "range", "per_article", "The number of annotators an article is 0 (all of them) or more."
        )


def _of_roster(plan: Plan) -> Iterator[Finding]:
    people = len(plan.roster)
    if (plan.overlap or plan.per_article) and not people:
        setting: Setting = "overlap" if plan.overlap else "per_article"
        yield Finding(
            "no-roster",
            setting,
            "Articles can be dealt only among people who are named. Say who labels first.",
        )
        return
    if plan.per_article > people:
        yield Finding(
            "too-few-annotators",
            "per_article",
            f"{counted(plan.per_article, 'annotator')} an article are wanted, and {people} "
            f"{'is' if people == 1 else 'are'} named. Name more people, or ask for fewer.",
        )
    elif plan.overlap and people == 1:
        yield Finding(
            "one-annotator",
            "overlap",
            f"What {plan.roster[0]} answers alone agrees with nobody. Name a second annotator, or set the overlap to 0.",
        )
    elif plan.overlap and plan.per_article in (0, people):
        yield Finding(
            "idle-overlap",
            "overlap",
            "Everybody gets every article anyway, so an overlap adds nothing. Say how many annotators the other "
            "articles get, fewer than there are, or set the overlap to 0.",
        )


def _of_choice(plan: Plan) -> Iterator[Finding]:
    if plan.self_chosen and plan.overlap:
        yield Finding(
            "own-choice",
            "self_chosen",
            "While articles are picked, the overlap is not shared: each would answer the part of it that they like, and "
            "agreement would be that of easy articles. Let the project set the order, or set the overlap to 0.",
        )
    elif plan.self_chosen and plan.repeats:
        yield Finding(
            "own-choice",
            "self_chosen",
            "While articles are picked, repeats come at any time or never. Let the project set the order, or set the "
            "repeats to 0.",
        )


def _of_hidden(plan: Plan, facts: Facts, people: Sequence[tuple[str, int, int]]) -> Iterator[Finding]:
    if plan.repeats and plan.distance < LEAST_DISTANCE:
        yield Finding(
            "distance",
            "distance",
            f"What comes again after {counted(plan.distance, 'other article')} is remembered, not answered anew. At least "
            f"{LEAST_DISTANCE} must lie between.",
        )
    elif plan.repeats and facts.articles.ids:
        for name, articles, _ in people:
            if articles <= plan.distance:
                yield Finding(
                    "no-room",
                    "distance",
                    f"{name} gets {counted(articles, 'article')}, so none can come again after {plan.distance} others. Set a "
                    "smaller distance, or the repeats to 0.",
                )
                break
    if plan.gold and not facts.articles.ruled:
        yield Finding(
            "no-gold",
            "gold",
            "No article has a ruling yet, so none can be hidden gold. Rule some on the Review page first.",
        )
    elif plan.gold and not any(gold for _, _, gold in people):
        yield Finding(
            "no-gold",
            "gold",
            "Whoever labels gets every ruled article already, so none can be mixed in. Set hidden gold to 0.",
        )


def _of_labels(plan: Plan, facts: Facts) -> Iterator[Finding]:
    before, labels = facts.before, sum(facts.given.values())
    if not labels or before.is_open:
        return
    changes: tuple[tuple[Setting, bool, str], ...] = (
        ("seed", plan.seed != before.seed, "Another seed deals all articles anew"),
        ("overlap", plan.overlap != before.overlap, "Another overlap changes which articles everybody gets"),
        (
            "per_article",
            0 < plan.per_article < (before.per_article or len(before.roster)),
            "Fewer annotators an article take articles away from people",
        ),
    )
    for setting, changed, words in changes:
        if changed:
            moved = sum(_moved(plan, facts, person) for person in facts.answered)
            yield Finding(
                "dealt-anew",
                setting,
                f"{labels} {'label was' if labels == 1 else 'labels were'} given under the old plan. {words}: "
                f"{moved} answered {'article is' if moved == 1 else 'articles are'} no longer meant for those who "
                "answered. What is labelled stays; shares and figures are then of two plans.",
            )
            return


def _moved(plan: Plan, facts: Facts, person: str) -> int:
    """How many articles somebody answered that were meant for them, and no longer are."""
    articles = facts.articles
    gone = share_of(facts.before, person, articles) & ~share_of(plan, person, articles)
    return sum(articles.ids[row] in facts.answered[person] for row in np.flatnonzero(gone).tolist())
