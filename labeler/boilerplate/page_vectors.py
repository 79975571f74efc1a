"""Lines of a web page as rows of numbers: those of any text, what trafilatura took, what the mark-up says, here and around."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.boilerplate.containers import CONTAINED, add_contained
from labeler.boilerplate.signals import Columns, Sums, moved_all
from labeler.boilerplate.titles import says_title
from labeler.boilerplate.vectors import LOOKS, fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from labeler.boilerplate.decision import Judged
    from labeler.boilerplate.features import Features
    from labeler.boilerplate.lines import Line
    from labeler.boilerplate.render import RenderedLine

    Floats = NDArray[np.float64]

TAKEN: Final = 0.5
"""From this share on a line counts as taken by the extractor."""

_TAG_NAMES: Final = (
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "tr", "dt", "dd", "blockquote", "figcaption"),
    *("pre", "div", "span", "a", "title", "option", "label", "button"),
)
_CONTEXT_NAMES: Final = (
    *("navigation", "footer", "beside the article", "caption", "button or notice", "form", "time stamp"),
    *("byline", "comment", "advertisement", "related articles", "share bar", "tags"),
)
_TAGS: Final = {name: place for place, name in enumerate(_TAG_NAMES)}
_CONTEXTS: Final = {name: place for place, name in enumerate(_CONTEXT_NAMES)}
_HEADINGS: Final = slice(1, 7)
_FAR: Final = 100.0

PAGE_COLUMNS: Final = LOOKS + 65 + CONTAINED
"""How many numbers a line of a page has."""


def page_vectors(
    lines: Sequence[Line],
    features: Features,
    judged: Judged,
    rendered: Sequence[RenderedLine],
    shares: Sequence[float],
    title: str | None,
) -> NDArray[np.float32]:
    """The numbers of each line of a page: lines x PAGE_COLUMNS.

    Args:
        lines: the lines as a text.
        features: their features.
        judged: what the rules for plain text make of them.
        rendered: the same lines with their mark-up.
        shares: how much of each the extractor took.
        title: the article's title, if the page says it.
    """
    columns = Columns(PAGE_COLUMNS, len(lines))
    fill(columns, lines, features, judged)
    _taken(columns, rendered, shares)
    _marked(columns, features, rendered, title)
    taken: Floats = np.array(shares, dtype=np.float64)
    add_contained(columns, rendered, taken, features.column("prose"), judged.odds)
    return columns.rows()


def _taken(columns: Columns, rendered: Sequence[RenderedLine], shares: Sequence[float]) -> None:
    """What the extractor took, here and around."""
    count = len(rendered)
    share: Floats = np.array(shares, dtype=np.float64)
    size: Floats = np.array([len(line.text) for line in rendered], dtype=np.float64)
    place = np.arange(count, dtype=np.float64)
    columns.add(share, share >= TAKEN, *moved_all(share[None, :], (1, 2, -1, -2), 0.0))
    _add_means(columns, share, size)
    taken = (share >= TAKEN) * size
    total = max(1.0, float(taken.sum()))
    rows = np.flatnonzero(share >= TAKEN)
    first, last = (int(rows[0]), int(rows[-1])) if len(rows) else (0, 0)
    columns.add(
        np.cumsum(taken) / total,
        np.log1p(total),
        total / max(1.0, float(size.sum())),
        np.clip(place - first, -_FAR, _FAR),
        np.clip(place - last, -_FAR, _FAR),
    )


def _marked(
    columns: Columns, features: Features, rendered: Sequence[RenderedLine], title: str | None
) -> None:
    """What the mark-up says, here and around."""
    count = len(rendered)
    size: Floats = np.array([len(line.text) for line in rendered], dtype=np.float64)
    links: Floats = np.array([line.link_share for line in rendered], dtype=np.float64)
    tags, contexts = np.zeros((len(_TAGS) + 1, count)), np.zeros((len(_CONTEXTS) + 1, count))
    for row, line in enumerate(rendered):
        tags[_TAGS.get(line.tag, -1), row] = 1.0
        if line.context:
            contexts[_CONTEXTS.get(line.context, -1), row] = 1.0
    placed, heading = contexts.max(axis=0), tags[_HEADINGS].max(axis=0)
    columns.add(links, *moved_all(links[None, :], (1, -1), 0.0))
    _add_means(columns, links, size)
    columns.add(placed, says_title([line.text for line in rendered], features.keys, title))
    around = np.array([tags[0], heading, tags[_TAGS["li"]], placed])
    before, after = moved_all(around, (1, -1), 0.0)
    for each in zip(before, after, strict=True):
        columns.add(*each)
    columns.add(tags, contexts)


def _add_means(columns: Columns, values: Floats, weight: Floats) -> None:
    """The weighted means over three and over ten lines on both sides."""
    sums = Sums(np.array([values * weight, weight]))
    for wide in (3, 10):
        told, weights = sums.within(wide)
        columns.add(told / np.maximum(weights, 1.0))
