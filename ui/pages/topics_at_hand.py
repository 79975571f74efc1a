"""The topics at hand of one annotator in one project: those they pinned, and those they gave lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Json
    from ui.notices import Notices
    from ui.pages.answering import Answering
    from ui.settings import Settings
    from ui.widgets.topic_panel import TopicPanel, TopicTurned

_RECENT = 9
"""So many of the newest are listed first."""


class TopicMemory:
    """Kept in the settings of the person: it is about their hands, not about the articles."""

    def __init__(self, settings: Settings, path: str, annotator: str) -> None:
        self._settings = settings
        self._path, self._annotator = path, annotator
        self._topics = settings.topics_of(path, annotator)

    def pinned(self, question: str) -> list[str]:
        """The values of a question that were pinned, in the order of pinning."""
        return self._values(question, "pinned")

    def recent(self, question: str) -> list[str]:
        """The values of a question given lately, the newest first."""
        return self._values(question, "recent")

    def _values(self, question: str, which: str) -> list[str]:
        found: Json = self._topics.get(question)
        values = found.get(which) if isinstance(found, dict) else None
        return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []

    def turn_pin(self, question: str, value: str) -> bool:
        """Pins a value, or takes the pin off; returns whether it is pinned now."""
        pinned = self.pinned(question)
        is_pinned = value not in pinned
        pinned = [*pinned, value] if is_pinned else [each for each in pinned if each != value]
        self._keep(question, pinned, self.recent(question))
        return is_pinned

    def use(self, question: str, value: str) -> None:
        """A value was looked up and given."""
        recent = [value, *(each for each in self.recent(question) if each != value)]
        self._keep(question, self.pinned(question), recent[:_RECENT])

    def _keep(self, question: str, pinned: list[str], recent: list[str]) -> None:
        self._topics = {**self._topics, question: {"pinned": pinned, "recent": recent}}
        self._settings.remember_topics(self._path, self._annotator, self._topics)


class TopicsAtHand(QObject):
    """Keeps the panels of the labelling page to what is remembered."""

    def __init__(
        self, memory: TopicMemory, panels: Sequence[TopicPanel], answering: Answering, notices: Notices
    ) -> None:
        super().__init__(answering)
        self._memory = memory
        self._answering = answering
        self._notices = notices
        self.take(panels)

    def take(self, panels: Sequence[TopicPanel]) -> None:
        """Takes the panels there are now."""
        self._panels = panels
        for panel in panels:
            panel.turned.connect(self._on_turned)
            self._show(panel)

    def _show(self, panel: TopicPanel) -> None:
        key = panel.question.key
        panel.set_favoured(self._memory.pinned(key), self._memory.recent(key))

    def _on_turned(self, given: TopicTurned) -> None:
        """A topic was looked up, or clicked."""
        self._memory.use(given.question, given.value)
        for panel in self._panels:
            self._show(panel)
        self._answering.turn_topic(given.question, given.value)

    def turn_pin(self) -> None:
        """Pins the topic that is marked, or takes its pin off."""
        of_open = [panel for panel in self._panels if panel.question.key == self._answering.question]
        panel = next(iter(of_open or self._panels), None)
        value = panel.marked() if panel is not None else ""
        if panel is None or not value:
            self._notices.post("Mark a topic first: T and a few letters, or F6 and the arrows.")
            return
        pinned = self._memory.turn_pin(panel.question.key, value)
        self._show(panel)
        panel.table.viewport().update()
        title = panel.question.title_of(value)
        first = (
            "it stands first from the next article on" if panel.lists_at_hand else "a search lists it first"
        )
        self._notices.post(f"“{title}” is pinned: {first}." if pinned else f"“{title}” is no longer pinned.")
