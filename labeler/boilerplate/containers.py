"""The block elements around the lines of a page, and what lines have in common that stand in the same ones.

An article's lines stand in one part of a page, and look alike there. So each line is told of the lines that share an
element with it, some levels up, and of those whose elements are named alike, wherever they stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from labeler.boilerplate.render import RenderedLine
    from labeler.boilerplate.signals import Columns

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

_NAMED_LIKE_TEXT: Final = (
    *(
        "article",
        "post",
        "entry",
        "content",
        "body",
        "story",
        "main",
        "text",
        "page",
        "blog",
        "column",
        "prose",
    ),
    "rich",
)
_NAMED_ASIDE: Final = (
    *("sidebar", "comment", "footer", "related", "promo", "share", "social", "nav", "widget", "newsletter"),
    *("cookie", "popup", "modal", "author", "bio", "meta", "tag", "breadcrumb", "toc", "menu", "header"),
    *("banner", "card", "teaser", "cta", "subscribe", "form", "faq", "summary", "caption", "credit"),
    *("table-of", "ad-", "recommend", "more", "list", "grid", "carousel", "slider", "gallery", "product"),
    *("price", "button", "btn"),
)
_LEVELS: Final = (1, 2, 3, 4, 6)
"""So many elements up, the nearest one being the first, lines are gathered."""
_NEAR: Final = 5
"""Names are looked at in so many of the nearest elements."""
_WORTH: Final = (0.0, 0.9, 0.6, 0.4, 0.25)
"""How much a line of prose counts for the element it stands in, for the one around that, and so on."""
_HELD: Final = (0.3, 1.0, 0.9, 0.7, 0.5)
"""The same of a line that the extractor took."""
_MOST: Final = 5.0

CONTAINED: Final = 9 * (len(_LEVELS) + 4) + 14 + len(_NAMED_ASIDE)
"""How many numbers `add_contained` adds."""


@dataclass(frozen=True, slots=True, eq=False)
class Container:
    """A block element of a page.

    Attributes:
        around: the block element around it; None of the outermost one.
        depth: how many block elements it stands in, itself among them.
        tag: its name.
        names: its class.
        like_text: whether its class or id is named as those of texts are.
        aside: of each of some forty words that name what stands beside a text, whether its class or id holds it.
        within: how many of the elements from the outermost to this one are an article; whether one of them is the page's
            main part, a header, how many a section, whether one is said to be the article's body.
    """

    around: Container | None
    depth: int
    tag: str
    names: str
    like_text: bool
    aside: tuple[bool, ...]
    within: tuple[int, int, int, int, int]

    @classmethod
    def of(cls, tag: str, attributes: Mapping[str, str], around: Container | None) -> Container:
        """An element within another one."""
        names, own = attributes.get("class") or "", attributes.get("id") or ""
        like_text, aside = _named(f"{names} {own}"[:300].lower())
        article, main, header, section, body = around.within if around else (0, 0, 0, 0, 0)
        within = (
            article + (tag == "article"),
            int(main or tag == "main" or attributes.get("role") == "main"),
            int(header or tag == "header"),
            section + (tag == "section"),
            int(body or "articleBody" in (attributes.get("itemprop") or "")),
        )
        return cls(around, around.depth + 1 if around else 1, tag, names, like_text, aside, within)

    def outwards(self, most: int) -> Iterator[Container]:
        """It, the element around it, and so on, so many."""
        each: Container | None = self
        while each is not None and most:
            yield each
            each, most = each.around, most - 1


@lru_cache(maxsize=4096)
def _named(names: str) -> tuple[bool, tuple[bool, ...]]:
    return any(word in names for word in _NAMED_LIKE_TEXT), tuple(word in names for word in _NAMED_ASIDE)


def add_contained(
    columns: Columns, lines: Sequence[RenderedLine], share: Floats, prose: Floats, odds: Floats
) -> None:
    """Adds the signals of the elements around lines.

    Args:
        columns: where to.
        lines: the lines of a page.
        share: how much of each the extractor took, 0 to 1.
        prose: whether each reads like sentences, 0 or 1.
        odds: what the rules make of them, as log-odds.
    """
    places = [line.place for line in lines]
    size: Floats = np.array([len(line.text) for line in lines], dtype=np.float64)
    links: Floats = np.array([line.link_share for line in lines], dtype=np.float64)
    chance = 1 / (1 + np.exp(-np.clip(odds, -_MOST, _MOST)))
    gathered = _Gathered(size, np.array([share, links, prose, chance]))
    for key in _keys(places):
        gathered.add(columns, key)
    depth: Floats = np.array([place.depth if place else 0 for place in places], dtype=np.float64)
    columns.add(depth)
    _add_names(columns, places)
    best = _best(places, prose * size * (1 - links), _WORTH)
    shared = _shared(places, best)
    inside = shared == best.depth if best else np.zeros(len(lines))
    columns.add(inside, (best.depth if best else 0) - shared, depth - shared)
    best = _best(places, np.where(share >= 0.5, size, 0.0), _HELD)
    shared = _shared(places, best)
    columns.add((best.depth if best else 0) - shared, depth - shared)
    common = np.zeros(len(lines) + 1)
    common[1:-1] = [_common(before, after) for before, after in pairwise(places)]
    columns.add(depth - common[:-1], depth - common[1:])


class _Gathered:
    """Lines that have something in common, taken together: weighted by their characters."""

    def __init__(self, size: Floats, values: Floats) -> None:
        self._size = size
        self._values = values * size
        self._all = max(1.0, size.sum())
        self._all_prose = max(1.0, self._values[2].sum())
        self._all_taken = max(1.0, self._values[0].sum())

    def add(self, columns: Columns, group: Ints) -> None:
        """Adds what the lines of each group are like: means, how much of the page they are, how many, how long."""
        count = np.bincount(group)
        size = np.bincount(group, self._size)
        taken, links, prose, chance = (np.bincount(group, each) for each in self._values)
        whole = np.maximum(size, 1.0)
        told = np.array(
            [
                *(taken / whole, links / whole, prose / whole, chance / whole),
                *(size / self._all, np.log1p(count), prose / self._all_prose, taken / self._all_taken),
                size / np.maximum(count, 1),
            ]
        )
        columns.add(told[:, group])


def _keys(places: Sequence[Container | None]) -> Iterator[Ints]:
    """The number of the group that each line is in, for each way to group them."""
    levels = [list(place.outwards(max(_LEVELS))) if place else [] for place in places]
    for level in _LEVELS:
        yield _numbered(up[level - 1] if len(up) >= level else up[-1] if up else None for up in levels)
    yield _numbered((up[0].tag, up[0].names) if up else None for up in levels)
    yield _numbered(tuple((each.tag, each.names) for each in up[:2]) for up in levels)
    yield _numbered(tuple(each.tag for each in up[:4]) for up in levels)
    yield _numbered(map(_memoised(_whole_path()), places))


def _numbered(keys: Iterable[Hashable]) -> Ints:
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.intp)


def _whole_path() -> Callable[[Container, int], int]:
    """Numbers the ways from the outermost element inwards: equal ones have equal names all along."""
    numbers: dict[tuple[int, str, str], int] = {}
    return lambda place, before: numbers.setdefault((before, place.tag, place.names), len(numbers) + 1)


def _memoised(step: Callable[[Container, int], int]) -> Callable[[Container | None], int]:
    """What is worked out for an element from what it is for the element around it, each only once; of none: 0."""
    known: dict[Container | None, int] = {None: 0}

    def found(place: Container | None) -> int:
        way = []
        while place not in known:
            assert place is not None
            way.append(place)
            place = place.around
        value = known[place]
        for each in reversed(way):
            value = known[each] = step(each, value)
        return value

    return found


def _add_names(columns: Columns, places: Sequence[Container | None]) -> None:
    """What the elements around a line are called."""
    told = np.zeros((6 + len(_NAMED_ASIDE), len(places)))
    for row, place in enumerate(places):
        if place:
            near = list(place.outwards(_NEAR))
            told[:5, row] = place.within
            told[5, row] = sum(each.like_text for each in near)
            told[6:, row] = list(map(any, zip(*(each.aside for each in near), strict=True)))
    columns.add(told)


def _best(places: Sequence[Container | None], weight: Floats, worth: Sequence[float]) -> Container | None:
    """The element that most of the weight stands in, the nearer the more; the first of equal ones."""
    held: dict[Container, float] = {}
    for place, each in zip(places, weight.tolist(), strict=True):
        if place and each > 0:
            for around, part in zip(place.outwards(len(worth)), worth, strict=False):
                held[around] = held.get(around, 0.0) + part * each
    return max(held, key=held.__getitem__) if held else None


def _shared(places: Sequence[Container | None], best: Container | None) -> Floats:
    """How many block elements each line and `best` both stand in."""
    around = set(best.outwards(best.depth)) if best else set()
    depth_of = _memoised(lambda place, before: place.depth if place in around else before)
    return np.array([depth_of(place) for place in places], dtype=np.float64)


def _common(one: Container | None, other: Container | None) -> int:
    """How many block elements two lines both stand in. Over all neighbours that is linear in the elements."""
    while one is not other:
        if one is None or (other is not None and other.depth > one.depth):
            assert other is not None
            other = other.around
        else:
            one = one.around
    return one.depth if one else 0
