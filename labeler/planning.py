"""Use case: the plan of a project as it is read, tried out, and put in force."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.errors import LabelerError
from labeler.plan import Articles, Plan, everybodys, share_of, sizes
from labeler.plan_checks import Facts, Finding, blocking, findings_of
from labeler.project import checked_annotator
from labeler.queue import groups_of_copies

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from labeler.plan import Order
    from labeler.project import Project

_SETTING: Final = "plan"
_KINDS: Final = ("topic", "stance")
"""What disagreement is looked for in: a correction of a stripper differs by nearly every hand."""


def plan_of(project: Project) -> Plan:
    """The plan in force; where none was made, everybody gets every article as it came."""
    found = project.store.codebooks.settings().get(_SETTING)
    return Plan() if found is None else Plan.from_json(found)


def articles_of(
    project: Project,
    plan: Plan,
    ids: Sequence[str],
    assigned: Mapping[str, Collection[str]],
) -> Articles:
    """What a plan knows of the articles; only what it asks for is read.

    Args:
        project: an open project.
        plan: the plan.
        ids: every article in order of arrival.
        assigned: article id -> the people it is meant for.
    """
    ruled = project.store.plans.ruled() if plan.gold else ()
    return Articles.of(ids, assigned, urgency_of(project, plan.order), ruled)


def urgency_of(project: Project, order: Order) -> dict[str, int]:
    """How much each article matters to an order; nobody is named by it."""
    if order == "unsure":
        return project.store.plans.unsure()
    if order not in ("conflicts", "disputed"):
        return {}
    keys = [question.key for question in project.codebook.questions if question.kind in _KINDS]
    given = project.store.plans.values_given(keys)
    if order == "disputed":
        answers = Counter((article, question) for article, question, _ in given)
        return dict(Counter(article for (article, _), count in answers.items() if count > 1))
    groups = [group for group in groups_of_copies(project) if len(group) > 1]
    group_of = {article: number for number, group in enumerate(groups) for article in group}
    values = {
        (group_of[article], question, value) for article, question, value in given if article in group_of
    }
    several = Counter((group, question) for group, question, _ in values)
    conflicts = Counter(group for (group, _), count in several.items() if count > 1)
    return {article: conflicts[group] for article, group in group_of.items() if conflicts[group]}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a plan means for one annotator.

    Attributes:
        articles: how many places their queue has, gold and repeats among them.
        overlap: articles that everybody gets.
        assigned: articles that are assigned to them by name.
        gold: ruled articles mixed in.
        repeats: articles that come again.
        given: labels they gave under the plan in force.
    """

    annotator: str
    articles: int
    overlap: int
    assigned: int
    gold: int
    repeats: int
    given: int


@dataclass(frozen=True, slots=True)
class Look:
    """What a plan would mean.

    Attributes:
        articles: how many there are.
        overlap: how many of them everybody gets.
        ruled: how many have a ruling.
        nobodys: how many nobody would get.
        effects: one an annotator.
        findings: what speaks against it.
    """

    articles: int
    overlap: int
    ruled: int
    nobodys: int
    effects: tuple[Effect, ...]
    findings: tuple[Finding, ...]


class Planning:
    """Tries plans out on the articles and labels as they are now."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.reload()

    def reload(self) -> None:
        """Reads articles, assignments, rulings and labels anew."""
        store = self._project.store
        self.plan = plan_of(self._project)
        self.people = store.codebooks.annotators()
        mark = store.events.mark_of(self.plan.since) if self.plan.since else None
        self.given = store.plans.given(mark or 0)
        self._answered: dict[str, set[str]] = {}
        for annotator, article in store.plans.answered():
            self._answered.setdefault(annotator, set()).add(article)
        self._articles = Articles.of(
            list(store.streams.ids()), store.plans.assigned(), ruled=store.plans.ruled()
        )
        self._urgency: dict[Order, dict[str, int]] = {}

    def look(self, plan: Plan) -> Look:
        """What a plan would mean, and what speaks against it."""
        if plan.order not in self._urgency:
            self._urgency[plan.order] = urgency_of(self._project, plan.order)
        articles = self._articles = replace(self._articles, urgency=self._urgency[plan.order])
        people = [*plan.roster, *(name for name in self._also_there() if name not in plan.roster)]
        effects = tuple(self._effect(plan, person) for person in people)
        facts = Facts(self.plan, articles, self.given, self._answered)
        reached = np.array([share_of(plan, person, articles) for person in people])
        return Look(
            len(articles.ids),
            int(everybodys(plan, articles).sum()),
            len(articles.ruled),
            int((~reached.any(axis=0)).sum()) if plan.roster else 0,
            effects,
            tuple(findings_of(plan, facts, [(each.annotator, each.articles, each.gold) for each in effects])),
        )

    def _also_there(self) -> list[str]:
        """Those who have answered, or are meant for something by name, in order of entering."""
        assigned = {name for names in self._articles.assigned.values() for name in names}
        return [name for name in self.people if name in self._answered or name in assigned]

    def _effect(self, plan: Plan, person: str) -> Effect:
        articles, answered = self._articles, self._answered.get(person, set())
        size = sizes(plan, person, articles, answered)
        own = share_of(plan, person, articles)
        by_name = sum(person in names for names in articles.assigned.values())
        return Effect(
            person,
            size.places,
            int((own & everybodys(plan, articles)).sum()) if plan.overlap else 0,
            by_name,
            size.gold,
            size.repeats,
            self.given.get(person, 0),
        )

    # -- what is decided -------------------------------------------------------------------------------------

    def put_in_force(self, plan: Plan, allowed: Collection[str] = ()) -> None:
        """Makes a plan the project's.

        Args:
            plan: the plan.
            allowed: names of findings that are accepted; only those that say so can be.

        Raises:
            LabelerError: it would break the study; says why, and how to go on.
        """
        plan = replace(plan, roster=tuple(dict.fromkeys(map(checked_annotator, plan.roster))))
        against = blocking(self.look(plan).findings, allowed)
        if against:
            raise LabelerError(" ".join(finding.words for finding in against))
        store = self._project.store
        with store.transaction():
            for name in plan.roster:
                self._project.enter_annotator(name)
            since = store.events.newest() or ""
            store.codebooks.set_setting(_SETTING, replace(plan, since=since).to_json())
        self.reload()

    def assign(self, articles: Sequence[str], people: Sequence[str]) -> int:
        """Means articles for some people, whatever is drawn; returns how many assignments are new."""
        store = self._project.store
        with store.transaction():
            names = [self._project.enter_annotator(name) for name in people]
            new = store.plans.assign(articles, names)
        self.reload()
        return new

    def unassign(self, articles: Sequence[str] | None = None) -> int:
        """Takes the assignments of some articles back, or all; returns how many there were."""
        taken = self._project.store.plans.unassign(articles)
        self.reload()
        return taken
