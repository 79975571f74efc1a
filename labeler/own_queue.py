"""Use case: one annotator's queue under the plan: what it holds, what may be opened, what comes again, how far they are."""

from __future__ import annotations

import bisect
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from db.store import utc_now
from labeler.article_table import faceted_articles
from labeler.codebook_worklist import changed_meanings, outdated_labels, worklist
from labeler.flow import FLAG, STATE, again_key, first_key, is_again, is_flow
from labeler.pace import RECENT, OwnProgress, pace
from labeler.plan import slots
from labeler.planning import articles_of, plan_of
from labeler.queue import queue, skipped_until_later, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from db.records import Json, Label
    from labeler.plan import Plan
    from labeler.project import Project
    from labeler.queue import Narrowing, QueueItem


class Finished:
    """In which order articles were finished, so that it is known how many came after one."""

    def __init__(self, articles: Iterable[str]) -> None:
        """Takes what is finished, the oldest first."""
        self._turn = {article: turn for turn, article in enumerate(articles)}
        self._turns = list(range(len(self._turn)))
        self._next = len(self._turns)

    def note(self, article: str, *, done: bool) -> None:
        """Notes that an article was finished just now, or is no longer."""
        before = self._turn.pop(article, None)
        if before is not None:
            del self._turns[bisect.bisect_left(self._turns, before)]
        if done:
            self._turn[article] = self._next
            self._turns.append(self._next)
            self._next += 1

    def after(self, article: str) -> int:
        """How many were finished after an article; -1 if it is not finished itself."""
        turn = self._turn.get(article)
        return -1 if turn is None else len(self._turns) - bisect.bisect_right(self._turns, turn)


class OwnQueue:
    """Follows one annotator through the plan. It reads nobody else's labels, but for the order the plan asks for."""

    def __init__(self, project: Project, annotator: str) -> None:
        self._project = project
        self._annotator = annotator
        self.plan: Plan = plan_of(project)
        self._seen: Json = None
        self._articles = 0
        self._finished = Finished(())
        self._times: list[str] = []
        self._waiting: dict[int, int] = {}
        self._answered: set[int] = set()
        self._changed: dict[str, tuple[int, str]] = {}
        self._outdated: set[str] = set()

    # -- what it holds ---------------------------------------------------------------------------------------

    def read(self, labels: Iterable[Label]) -> list[QueueItem]:
        """The queue as it stands in the file.

        Args:
            labels: this annotator's standing labels; nobody else's.
        """
        labels = list(labels)
        self.plan, self._seen = plan_of(self._project), self._mark()
        items = queue(self._project, labels)
        self._articles = len(items)
        states = [label for label in labels if first_key(label.question) == STATE and _is_done(label.value)]
        self._times = sorted(label.created_at for label in states if len(label.unit_id) == _ID)[-RECENT - 1 :]
        assigned = self._project.store.plans.assigned()
        self._waiting, self._answered, self._outdated = {}, set(), set()
        if self.plan.is_open and not assigned:
            return items
        second = _second_answers(labels)
        answered = {
            label.unit_id for label in labels if not is_flow(label.question) or label.question == STATE
        }
        found = slots(
            self.plan,
            self._annotator,
            articles_of(self._project, self.plan, [item.article_id for item in items], assigned),
            answered,
        )
        dealt = [_repeated(items[row], second) if again else items[row] for row, again in found]
        return self._arranged(dealt) if self.plan.repeats else dealt

    def nothing(self) -> str:
        """Why the queue is empty, and what to do."""
        if self._articles and not self.plan.is_open:
            return f"The project’s plan means no article for {self._annotator}. Whoever leads the project can name you in it."
        return "No article yet. Import captures with Ctrl I, or drop files here."

    def guest(self, article_id: str, labels: Iterable[Label]) -> QueueItem | None:
        """An article that the plan does not mean for this annotator, to be looked at; None if it may not be.

        Who rules looks at every article. Who labels under a fixed order looks at no other.
        """
        if not self._is_free:
            return None
        return next((item for item in queue(self._project, labels) if item.article_id == article_id), None)

    def is_behind(self) -> bool:
        """Whether articles came, or the plan was changed, since the queue was read."""
        return self._project.store.articles.count() != self._articles or self._mark() != self._seen

    def _mark(self) -> Json:
        return self._project.store.codebooks.settings().get("plan"), self._project.store.plans.assignments()

    # -- what comes again ------------------------------------------------------------------------------------

    def _arranged(self, items: list[QueueItem]) -> list[QueueItem]:
        """Hides of each article and its repeat the one that is not due."""
        labels = self._project.store.plans.in_order(self._annotator, [STATE, again_key(STATE)])
        self._finished = Finished(
            _turn(unit, again=is_again(key)) for unit, key, value in labels if _is_done(json.loads(value))
        )
        first = {item.article_id: place for place, item in enumerate(items) if not item.again}
        self._changed = changed_meanings(self._project)
        work = worklist(self._project, self._annotator) if self._changed else []
        self._outdated = {unit for each in work for unit in each.units}
        for place, item in enumerate(items):
            if item.again:
                at = first[item.article_id]
                if items[at].state == "draft" or item.article_id in self._outdated:
                    # A codebook change took a first answer, or what it means: it is given anew before the second one
                    # is seen again.
                    items[place] = item = replace(item, hidden=True)
                if item.hidden:
                    self._waiting[place] = at
                    if item.done:
                        self._answered.add(place)
                else:
                    items[at] = replace(items[at], hidden=True)
        for place, item in self.due(items):
            items[place] = item
        return items

    def due(self, items: Sequence[QueueItem]) -> list[tuple[int, QueueItem]]:
        """The places that change because repeats are due now, each with what stands there from now on.

        A repeat is due when everything before it was seen to, and the plan's distance lies behind its first answer.
        """
        if not self._waiting:
            return []
        begun = ("pending", "draft")
        first_open = next(
            (place for place, item in enumerate(items) if item.state in begun and not item.hidden), len(items)
        )
        changed = []
        for place, at in self._waiting.items():
            if place > first_open:
                break
            later = self._finished.after(_turn(items[at].article_id, again=False))
            is_current = items[at].state == "submitted" and items[at].article_id not in self._outdated
            if is_current and later >= self.plan.distance:
                changed += [
                    (at, replace(items[at], hidden=True)),
                    (place, replace(items[place], hidden=False)),
                ]
                del self._waiting[place]
                break  # it is open now, so those behind it are not due
        return changed

    def note(self, before: QueueItem, after: QueueItem) -> None:
        """Follows a change of state, or an answer given again that was from before its question was changed."""
        article = after.article_id
        if (
            article in self._outdated
            and after.done
            and not after.again
            and not outdated_labels(self._project, self._changed, self._annotator, article)
        ):
            self._outdated.discard(article)
            self._finished.note(_turn(article, again=False), done=True)  # the distance begins anew
        if before.done == after.done:
            return
        self._finished.note(_turn(after.article_id, again=after.again), done=after.done)
        if after.done:
            self._times = [*self._times[-RECENT:], utc_now()]

    # -- what may be opened ----------------------------------------------------------------------------------

    def refusal(self, items: Sequence[QueueItem], place: int) -> str:
        """Why an article may not be opened now, in a sentence; "" if it may."""
        item = items[place]
        if self._is_free or item.state != "pending" or place == self.following(items):
            return ""
        return "The project sets the order. Submit or skip the article that is next; Shift N goes there."

    @property
    def _is_free(self) -> bool:
        """Whether they may open what they like: because all may, or because nothing is dealt to them."""
        return self.plan.self_chosen or bool(self.plan.roster and self._annotator not in self.plan.roster)

    @staticmethod
    def following(items: Sequence[QueueItem]) -> int | None:
        """The place of the first article not seen yet."""
        return next(
            (place for place, item in enumerate(items) if item.state == "pending" and not item.hidden), None
        )

    # -- how far they are ------------------------------------------------------------------------------------

    def progress(self, counts: Mapping[str, int], total: int) -> OwnProgress:
        """How far this annotator is.

        Args:
            counts: of the queue (`labeler.queue.counts`).
            total: how many places it has.
        """
        done = counts["done"]
        left = total - done
        # Repeats for which nothing is left to lie between will never be due.
        unseen = len(self._waiting.keys() - self._answered)
        return OwnProgress(done, left if left > unseen else 0, pace(self._times))


_ID = 64


def listed_articles(project: Project, listed: Narrowing) -> set[str] | None:
    """The articles that an annotator's list shows, by state and plan but not by words; None for all of them.

    The table of articles, which has facets, shows all articles, whoever they are meant for.
    """
    if not listed.annotator or listed.is_open:
        return None
    if listed.facets:
        return faceted_articles(project, listed)
    own = OwnQueue(project, listed.annotator)
    if not listed.state and own.plan.is_open and not project.store.plans.assignments():
        return None
    items = own.read(project.store.labels.of_annotator(listed.annotator))
    return {item.article_id for item in items if not item.hidden and listed.fits_state(item)}


def _turn(article_id: str, *, again: bool) -> str:
    """An article for the first time, or its repeat, as one of those that are finished one after the other."""
    return again_key(article_id) if again else article_id


def _is_done(value: Json) -> bool:
    return bool(value["state"] == "submitted" or value.get("when") == "never")


def _second_answers(labels: Iterable[Label]) -> dict[str, dict[str, Json]]:
    found: dict[str, dict[str, Json]] = {}
    for label in labels:
        if is_again(label.question):
            found.setdefault(label.unit_id, {})[first_key(label.question)] = label.value
    return found


def _repeated(item: QueueItem, second: Mapping[str, dict[str, Json]]) -> QueueItem:
    """The same article at the place of its repeat, in the state of the second answers; hidden until there are any."""
    answers = second.get(item.article_id, {})
    if not answers:
        return replace(item, state="pending", flagged=False, later=False, again=True, hidden=True)
    return replace(
        item,
        state=state_of(answers),
        flagged=FLAG in answers,
        later=skipped_until_later(answers),
        again=True,
    )
