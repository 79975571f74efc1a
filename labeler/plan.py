"""Pure: the plan of a project: which articles an annotator gets, in which order, and which come again unseen as such."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Self, get_args

import numpy as np

from labeler.chances import bits_of, chances
from labeler.errors import LabelerError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from db.records import Json
    from labeler.chances import Bits, Floats

    Mask = NDArray[np.bool_]
    Rows = NDArray[np.intp]

Order = Literal["arrival", "shuffled", "unsure", "conflicts", "disputed"]
ORDERS: Final[tuple[Order, ...]] = get_args(Order)
ORDER_TITLES: Final[dict[Order, str]] = {
    "arrival": "As they came",
    "shuffled": "Shuffled",
    "unsure": "Unsure blocks first",
    "conflicts": "Conflicts among copies first",
    "disputed": "Disputed first",
}

DISTANCE: Final = 20
"""So many other articles lie between an article and its repeat, unless the project says otherwise."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a project has decided of its queue. As it is at first, everybody gets every article as it came.

    Attributes:
        order: which articles come first.
        seed: of everything that is drawn.
        overlap: the share of articles that everybody on the roster gets, 0 to 1.
        per_article: how many of the roster get each other article; 0: all of them.
        roster: who labels; empty: anybody. Others get nothing but what is assigned to them by name.
        gold: hidden gold: so many articles with a ruling are mixed in, as a share of a person's own.
        repeats: the share of a person's articles that come again.
        distance: so many other articles lie at least between an article and its repeat.
        self_chosen: whether people may open articles that are not next.
        since: the newest event when this plan was put in force, or "".
    """

    order: Order = "arrival"
    seed: int = 1
    overlap: float = 0.0
    per_article: int = 0
    roster: tuple[str, ...] = ()
    gold: float = 0.0
    repeats: float = 0.0
    distance: int = DISTANCE
    self_chosen: bool = True
    since: str = ""

    @property
    def is_open(self) -> bool:
        """Whether everybody gets every article, as they came and as they like: as if there were no plan."""
        # A seed and a distance change nothing by themselves.
        return replace(self, since="", seed=1, distance=DISTANCE) == Plan()

    def to_json(self) -> Json:
        """The form in which it is kept in `project.settings`."""
        return {**asdict(self), "roster": list(self.roster)}

    @classmethod
    def from_json(cls, found: Json) -> Self:
        """A plan read back; what is not named is as in a project without a plan.

        Raises:
            LabelerError: no plan.
        """
        try:
            known = {field.name: found[field.name] for field in fields(cls) if field.name in found}
            plan = cls(**{**known, "roster": tuple(map(str, known.get("roster", ())))})
        except TypeError as error:
            raise LabelerError(
                "The project's plan cannot be read. Set it anew with “labeler plan”."
            ) from error
        if plan.order not in ORDERS:
            raise LabelerError(
                f"The project's plan has an order that this program does not know: “{plan.order}”."
            )
        return plan


class Slot(NamedTuple):
    """One place in a person's queue: an article by its row, for the first time or again."""

    row: int
    again: bool


@dataclass(frozen=True, slots=True, eq=False)
class Articles:
    """What the plan knows of the articles; nobody's answers.

    Attributes:
        ids: in order of arrival.
        bits: of the ids.
        assigned: article id -> the people it is meant for, whatever is drawn.
        urgency: article id -> how much it matters to the plan's order; 0 where it is not named.
        ruled: the articles with a ruling.
    """

    ids: Sequence[str]
    bits: Bits
    assigned: Mapping[str, Collection[str]]
    urgency: Mapping[str, int]
    ruled: Collection[str]

    @classmethod
    def of(
        cls,
        ids: Sequence[str],
        assigned: Mapping[str, Collection[str]] | None = None,
        urgency: Mapping[str, int] | None = None,
        ruled: Collection[str] = (),
    ) -> Self:
        """The articles with these ids."""
        return cls(ids, bits_of(ids), assigned or {}, urgency or {}, ruled)


def everybodys(plan: Plan, articles: Articles) -> Mask:
    """The articles that everybody on the roster gets. Neither other articles nor other people change this."""
    return chances(articles.bits, plan.seed, "overlap") < plan.overlap


def share_of(plan: Plan, annotator: str, articles: Articles) -> Mask:
    """The articles that are meant for one annotator.

    Those outside the overlap go to the people whose draws for the article are the highest (rendezvous hashing,
    Thaler and Ravishankar 1998): when somebody comes or goes, only that person's articles change hands.
    """
    if plan.roster and annotator not in plan.roster:
        found = np.zeros(len(articles.ids), dtype=np.bool_)
    elif not plan.roster or not plan.per_article or plan.per_article >= len(plan.roster):
        found = np.ones(len(articles.ids), dtype=np.bool_)
    else:
        own = chances(articles.bits, plan.seed, "person", annotator)
        above = np.zeros(len(articles.ids), dtype=np.intp)
        for other in plan.roster:
            if other != annotator:
                above += chances(articles.bits, plan.seed, "person", other) > own
        found = (above < plan.per_article) | everybodys(plan, articles)
    if articles.assigned:
        row_of = {article: row for row, article in enumerate(articles.ids)}
        for article, people in articles.assigned.items():
            if article in row_of:
                found[row_of[article]] = annotator in people
    return found


def hidden_gold(plan: Plan, annotator: str, articles: Articles, own: Mask, answered: Collection[str]) -> Rows:
    """The rows of the ruled articles that are mixed in, though they are not meant for this annotator.

    Those answered already stay among them, so that none is called back when rulings are added.
    """
    if not plan.gold or not own.any():
        return np.empty(0, dtype=np.intp)
    wanted = max(1, round(plan.gold * int(own.sum())))
    outside = np.array(
        [
            row
            for row, article in enumerate(articles.ids)
            if article in articles.ruled and not own[row] and article not in articles.assigned
        ],
        dtype=np.intp,
    )
    if not len(outside):
        return outside
    new = np.array([articles.ids[row] not in answered for row in outside.tolist()])
    order = np.lexsort((chances(articles.bits[outside], plan.seed, "gold", annotator), new))
    return outside[order[: max(wanted, int((~new).sum()))]]


class Sizes(NamedTuple):
    """How long a person's queue is: all its places, and those of hidden gold and of repeats among them."""

    places: int
    gold: int
    repeats: int


def slots(plan: Plan, annotator: str, articles: Articles, answered: Collection[str] = ()) -> list[Slot]:
    """A person's queue: every article that is meant for them, gold and repeats among them.

    Args:
        plan: the plan.
        annotator: whose queue.
        articles: all articles.
        answered: the articles that this annotator has answered: they stay, whatever the plan is now.
    """
    rows, _ = _rows(plan, annotator, articles, answered)
    again, later = _repeats(plan, annotator, articles, rows)
    both = [Slot(row, again=False) for row in rows.tolist()]
    both += [Slot(row, again=True) for row in rows[again].tolist()]
    order = np.argsort(np.concatenate([np.arange(len(rows)), later]), kind="stable")
    return [both[at] for at in order.tolist()]


def sizes(plan: Plan, annotator: str, articles: Articles, answered: Collection[str] = ()) -> Sizes:
    """How long the queue of `slots` is; quicker than making it."""
    rows, gold = _rows(plan, annotator, articles, answered)
    again, _ = _repeats(plan, annotator, articles, rows)
    return Sizes(len(rows) + len(again), len(gold), len(again))


def _rows(plan: Plan, annotator: str, articles: Articles, answered: Collection[str]) -> tuple[Rows, Rows]:
    """The articles of a queue in their order, without repeats; and those of hidden gold among them."""
    own = share_of(plan, annotator, articles)
    gold = hidden_gold(plan, annotator, articles, own, answered)
    if answered:
        own[[row for row, article in enumerate(articles.ids) if article in answered]] = True
    own[gold] = False
    rows = _ordered(plan, annotator, articles, np.flatnonzero(own))
    return _with_gold(plan, annotator, articles, rows, gold), gold


def _ordered(plan: Plan, annotator: str, articles: Articles, rows: Rows) -> Rows:
    if plan.order == "shuffled":
        # Each in an order of their own: what comes late, and so is answered by tired people, differs.
        return rows[np.argsort(chances(articles.bits[rows], plan.seed, "order", annotator), kind="stable")]
    if articles.urgency:
        urgency = np.array([articles.urgency.get(articles.ids[row], 0) for row in rows.tolist()])
        return rows[np.argsort(-urgency, kind="stable")]
    return rows


def _with_gold(plan: Plan, annotator: str, articles: Articles, rows: Rows, gold: Rows) -> Rows:
    """Mixes ruled articles in, at drawn places."""
    if not len(gold):
        return rows
    places = chances(articles.bits[gold], plan.seed, "gold place", annotator) * len(rows)
    both = np.concatenate([rows, gold])
    return both[np.argsort(np.concatenate([np.arange(len(rows)), places]), kind="stable")]


def _repeats(plan: Plan, annotator: str, articles: Articles, rows: Rows) -> tuple[Rows, Floats]:
    """Which places of a queue come again, and behind which other places: no sooner than the plan's distance."""
    if not plan.repeats or (plan.roster and annotator not in plan.roster):
        return np.empty(0, dtype=np.intp), np.empty(0)
    bits, place = articles.bits[rows], np.arange(len(rows))
    room = len(rows) - 1 - place - plan.distance  # how much later than at the soonest it can come
    again = np.flatnonzero((chances(bits, plan.seed, "again", annotator) < plan.repeats) & (room >= 0))
    wait = np.floor(chances(bits, plan.seed, "wait", annotator) * (plan.distance + 1))
    later = place[again] + plan.distance + np.minimum(wait, room)[again] + 0.5
    return again, later.astype(np.float64)
