"""Use case: what an annotator has before them, in which state, and what comes next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from labeler.duplicates.groups import components
from labeler.duplicates.verdicts import COPIES
from labeler.flow import FLAG, STATE, answer_of_about, is_again, is_flow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.records import Json, Label
    from labeler.flow import State
    from labeler.project import Project


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One article as the queue shows it.

    Attributes:
        number: place in the project, from 1.
        copies: how many other articles the program takes for its copies.
        later: skipped, but only until later.
        again: the place of a hidden repeat: what is answered there stands beside the first answers.
        hidden: not shown: of an article and its repeat only one is, or the plan's next step would be plain.
    """

    article_id: str
    number: int
    title: str
    source: str
    published_at: str
    state: State
    flagged: bool
    copies: int
    later: bool = False
    again: bool = False
    hidden: bool = False

    @property
    def done(self) -> bool:
        """Whether nothing is left to do: submitted, or skipped for good."""
        return self.state == "submitted" or (self.state == "skipped" and not self.later)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list of articles is narrowed to. What is seen is what is exported: both ask here.

    Attributes:
        words: that the title or the source holds, in any case, or that the text has (`db.words`); "" for any.
        state: one of the states, "flagged", or "" for any.
        annotator: whose states these are; not needed for words alone.
        facets: (facet, values chosen of it), as the table of articles has them (`labeler.article_table`).
    """

    words: str = ""
    state: str = ""
    annotator: str = ""
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def to_json(self) -> Json:
        """Its plain form; facets only where there are any."""
        plain: dict[str, Json] = {"words": self.words, "state": self.state, "annotator": self.annotator}
        if self.facets:
            plain["facets"] = [[facet, list(values)] for facet, values in self.facets]
        return plain

    @classmethod
    def from_json(cls, data: Json) -> Narrowing:
        """From its plain form, in which lists stand for tuples.

        Raises:
            TypeError: it is not one.
        """
        facets = tuple((facet, tuple(values)) for facet, values in data.get("facets", ()))
        return cls(**{**data, "facets": facets})

    @property
    def is_open(self) -> bool:
        """Whether every article fits."""
        return not (self.words.strip() or self.state or self.facets)

    @property
    def wanted(self) -> str:
        """What the `searched_words` of an article must hold; worked out once for many of them."""
        return self.words.strip().casefold()

    def fits_state(self, item: QueueItem) -> bool:
        """Whether an article fits by its state."""
        if not self.state:
            return True
        return item.flagged if self.state == "flagged" else item.state == self.state


def searched_words(title: str, source: str | None) -> str:
    """What the words of a narrowing are looked for in."""
    return f"{title}\n{source or ''}".casefold()


def skipped_until_later(answers: dict[str, Json]) -> bool:
    """Whether an article was skipped, but not for good."""
    return state_of(answers) == "skipped" and answers[STATE].get("when") != "never"


def state_of(answers: dict[str, Json]) -> State:
    """An article's state from one annotator's answers: question -> value."""
    if STATE in answers:
        state: State = answers[STATE]["state"]
        return state
    # What is said beside an answer that is still to come is a beginning, too.
    return "pending" if all(is_flow(key) and not answer_of_about(key) for key in answers) else "draft"


def queue(project: Project, labels: Iterable[Label]) -> list[QueueItem]:
    """Every article in order of arrival, with its state for one annotator.

    Args:
        project: an open project.
        labels: that annotator's standing labels; nobody else's.
    """
    answers: dict[str, dict[str, Json]] = {}
    for label in labels:
        # A judged pair makes neither of its articles a draft: it is an answer about both. Repeats are no first answers.
        if not is_again(label.question):
            answers.setdefault(label.unit_id, {})[label.question] = label.value
    alike = {article_id: len(group) - 1 for group in groups_of_copies(project) for article_id in group}
    nothing: dict[str, Json] = {}
    return [
        QueueItem(
            article.article_id,
            article.number,
            article.title,
            article.source or "",
            article.published_at or "",
            state_of(answers.get(article.article_id, nothing)),
            FLAG in answers.get(article.article_id, nothing),
            alike.get(article.article_id, 0),
            skipped_until_later(answers.get(article.article_id, nothing)),
        )
        for article in project.store.articles.stream()
    ]


def groups_of_copies(project: Project) -> list[list[str]]:
    """The groups of articles that the program takes for copies of one text."""
    return components(project.store.pairs.ends(COPIES))


def counts(items: Iterable[QueueItem]) -> Counter[str]:
    """How many articles are in each state; "flagged" and "done" count across states."""
    items = list(items)
    found = Counter(str(item.state) for item in items)
    found["flagged"] = sum(item.flagged for item in items)
    found["done"] = sum(item.done for item in items)
    return found


def next_unlabelled(items: Sequence[QueueItem], start: int, step: int = 1) -> int | None:
    """The index of the nearest article not done, going round once; those skipped until later come last.

    Args:
        items: the queue.
        start: where we are; looked at last.
        step: 1 forward, -1 back.
    """
    later: int | None = None
    for distance in range(1, len(items) + 1):
        index = (start + step * distance) % len(items)
        if items[index].hidden:
            continue
        if items[index].state in ("pending", "draft"):
            return index
        if items[index].later and later is None and index != start:
            later = index
    return later
