"""Finding values of a topic question while somebody types: pure, and quick among thousands."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labeler.codebook import Value

_WORDS = re.compile(r"[^\W_]+")
_NO_FIT = 9


def folded(text: str) -> str:
    """A text without capitals and diacritics, as it is compared: "Élections" -> "elections"."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _words(text: str) -> str:
    """The words of a text with one space before each."""
    return "".join(f" {word}" for word in _WORDS.findall(folded(text)))


class TopicSearch:
    """The values of one question, ready to be searched.

    Args:
        values: each value with the title of the one above it.
    """

    def __init__(self, values: Sequence[tuple[Value, str]]) -> None:
        self._titles = [_words(value.title) for value, _ in values]
        self._near = [f"{_words(value.title)} {folded(value.value)}" for value, _ in values]
        self._around = [
            f"{near}{_words(parent)}{_words(value.definition)}"
            for near, (value, parent) in zip(self._near, values, strict=True)
        ]
        self._last: tuple[str, list[int]] = "", list(range(len(values)))

    def find(self, typed: str, favoured: Mapping[int, int]) -> list[int]:
        """The places of the values that fit, the best first.

        A value fits if each word that was typed stands in its title, its stored name, its parent or its definition,
        in any order. Best is a title that begins so; then one with words that begin so; then one that holds them.

        Args:
            typed: what was typed.
            favoured: place -> rank among those that fit alike, the least first; others come last.
        """
        wanted = _WORDS.findall(folded(typed))
        asked = " ".join(wanted)
        before, places = self._last
        if not asked.startswith(before):
            # What does not fit "flo" does not fit "flood": only a search that goes on looks at less than all.
            places = range(len(self._titles))  # type: ignore[assignment]
        ranked = [
            (rank, favoured.get(place, len(favoured)), place)
            for place in places
            if (rank := self._rank(place, wanted)) < _NO_FIT
        ]
        self._last = asked, [place for _, _, place in ranked]
        ranked.sort()
        return [place for _, _, place in ranked]

    def _rank(self, place: int, wanted: list[str]) -> int:
        around = self._around[place]
        for word in wanted:
            if word not in around:
                return _NO_FIT
        title = self._titles[place]
        begins = [f" {word}" for word in wanted]
        if title.startswith("".join(begins)):
            return 0
        if all(word in title for word in begins):
            return 1
        near = self._near[place]
        if all(word in near for word in wanted):
            return 2
        return 3 if all(word in around for word in begins) else 4
