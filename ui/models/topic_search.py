"""Finding values of a topic question while somebody types: pure, and quick among thousands."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labeler.codebook import Value

_WORDS = re.compile(r"[^\W_]+")


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
        self._near = [
            f"{_words(value.title)} {folded(value.value)} {folded(value.code)}" for value, _ in values
        ]
        self._around = [
            f"{near}{_words(parent)}{_words(value.definition)}"
            for near, (value, parent) in zip(self._near, values, strict=True)
        ]
        self._everything = list(range(len(values)))
        self._last: tuple[str, list[int]] = "", self._everything

    def find(self, typed: str, favoured: Mapping[int, int]) -> list[int]:
        """The places of the values that fit, the best first.

        A value fits if each word that was typed stands in its title, its stored name, its parent or its definition,
        in any order. Best is a title whose words begin so, above all the first; then one that holds them.

        Args:
            typed: what was typed.
            favoured: place -> rank among those that fit alike, the least first; others come last.
        """
        wanted = _WORDS.findall(folded(typed))
        asked = " ".join(wanted)
        before, places = self._last
        if not asked.startswith(before):
            # What does not fit "flo" does not fit "flood": only a search that goes on looks at less than all.
            places = self._everything
        for word in wanted:
            places = [place for place in places if word in self._around[place]]
        self._last = asked, places
        begins = [f" {word}" for word in wanted]
        start = begins[0] if begins else ""
        fits: tuple[list[int], ...] = ([], [], [], [], [])
        for place in places:
            fits[self._rank(place, wanted, begins, start)].append(place)
        return [place for alike in fits for place in _favoured_first(alike, favoured)]

    def _rank(self, place: int, wanted: list[str], begins: list[str], start: str) -> int:
        """How well a value fits that has every word somewhere: 0 is best."""
        title = self._titles[place]
        if _has_all(title, begins):
            return 0 if title.startswith(start) else 1
        if _has_all(self._near[place], wanted):
            return 2
        return 3 if _has_all(self._around[place], begins) else 4


def _has_all(text: str, words: list[str]) -> bool:
    for word in words:  # noqa: SIM110 - `all` takes three times as long, and thousands wait for a key
        if word not in text:
            return False
    return True


def _favoured_first(places: list[int], favoured: Mapping[int, int]) -> list[int]:
    first = sorted((place for place in places if place in favoured), key=favoured.__getitem__)
    return [*first, *(place for place in places if place not in favoured)] if first else places
