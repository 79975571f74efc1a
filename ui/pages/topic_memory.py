"""The topics at hand of one annotator in one project: those they pinned, and those they gave lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.records import Json
    from ui.settings import Settings

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
