"""Going from article to article: in the order of the queue, to what is not done, to a number, back and forward."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from labeler.queue import next_unlabelled
from ui.pages.trail import Trail

if TYPE_CHECKING:
    from collections.abc import Callable

    from labeler.own_queue import OwnQueue
    from ui.models.queue_model import QueueModel
    from ui.notices import Notices

_NOT_NOW = "The project sets the order. Submit or skip the article that is next; Shift N goes there."


class Going:
    """Finds where to go, or says why not.

    Attributes:
        trail: the articles that were open.
    """

    def __init__(
        self,
        own: OwnQueue,
        model: QueueModel,
        notices: Notices,
        here: Callable[[], int],
        open_place: Callable[[int], None],
        open_article: Callable[[str], None],
    ) -> None:
        """`here` tells the place of the article that is open, or -1; the others open one by its place or id."""
        self._own = own
        self._model = model
        self._notices = notices
        self._here = here
        self._open_place = open_place
        self._open_article = open_article
        self.trail = Trail()

    def number(self, number: int) -> None:
        """The article with a number as it stands above the text."""
        if self._model.items[number - 1].hidden:
            self._notices.post(_NOT_NOW, "warn")
        else:
            self._open_place(number - 1)

    def step(self, step: int) -> None:
        """The next or previous article in the order of the queue."""
        place = self._model.neighbour(self._here(), step)
        if place is not None:
            self._open_place(place)
        elif not self._model.items:
            self._notices.post(self._own.nothing())
        else:
            self._notices.post("This is the last article." if step > 0 else "This is the first article.")

    def step_open(self, step: int) -> None:
        """The next or previous article neither submitted nor skipped."""
        model = self._model
        items = [model.items[place] for place in model.places]
        here = bisect.bisect_left(model.places, self._here())
        if step > 0 and (here == len(items) or model.places[here] != self._here()):
            here -= 1  # where we are is not in the list: the next one there comes next
        found = next_unlabelled(items, here, step) if items else None
        if found is not None:
            place = model.places[found]
            following = self._own.following(model.items) if self._own.refusal(model.items, place) else None
            self._open_place(place if following is None else following)
            return
        skipped = sum(item.state == "skipped" for item in items)
        words = {0: "", 1: " 1 was skipped."}.get(skipped, f" {skipped} were skipped.")
        whole = len(items) + sum(item.hidden for item in model.items) == len(model.items)
        if not model.items:
            self._notices.post(self._own.nothing())
            return
        if not items and not whole:
            self._notices.post("The list is empty. Other words, or Ctrl Shift S, show other articles.")
            return
        total = self._own.progress(model.counts, len(model.items)).total
        count, where = (total, "") if whole else (len(items), " in the list")
        all_of = f"The one article{where} is" if count == 1 else f"All {count}{where} are"
        self._notices.post(f"{all_of} done.{words}", "good")

    def on(self) -> None:
        """Goes on after an article is done, to what the plan lets come again if that is due."""
        model = self._model
        model.rearrange(self._own.due(model.items))
        following = model.neighbour(self._here(), 1) if model.shows_only else None
        if following is not None and model.items[following].state == "submitted":
            self._open_place(following)  # a list of articles to be gone through again
        else:
            self.step_open(1)

    def back(self, step: int) -> None:
        """The article that was open before this one (-1), or after it (1), as in a browser."""
        article_id = self.trail.step(step)
        if article_id:
            self._open_article(article_id)
        else:
            self._notices.post(
                "No article was open before." if step < 0 else "No article was open after this."
            )
