"""Lines of a web page as rows of numbers: those of any text, what trafilatura took, and what the mark-up says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.boilerplate.titles import same_title
from labeler.boilerplate.vectors import COLUMNS, moved, vectors, within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from labeler.boilerplate.decision import Judged
    from labeler.boilerplate.features import LineFeatures
    from labeler.boilerplate.lines import Line
    from labeler.boilerplate.render import RenderedLine

    Floats = NDArray[np.float64]

TAKEN: Final = 0.5
"""From this share on a line counts as taken by the extractor."""

_TAGS: Final = (
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "tr", "dt", "dd", "blockquote", "figcaption"),
    *("pre", "div", "span", "a", "title", "option", "label", "button"),
)
_CONTEXTS: Final = (
    *("navigation", "footer", "beside the article", "caption", "button or notice", "form", "time stamp"),
    *("byline", "comment", "advertisement", "related articles", "share bar", "tags"),
)
_HEADINGS: Final = slice(1, 7)
_FAR: Final = 100.0

PAGE_COLUMNS: Final = COLUMNS + 65
"""How many numbers a line of a page has."""


def page_vectors(
    lines: Sequence[Line],
    features: Sequence[LineFeatures],
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
    own = np.column_stack([_taken(rendered, shares), _marked(rendered, title)])
    return np.column_stack([vectors(lines, features, judged), own]).astype(np.float32)


def _taken(rendered: Sequence[RenderedLine], shares: Sequence[float]) -> Floats:
    """What the extractor took, here and around."""
    count = len(rendered)
    share: Floats = np.array(shares, dtype=np.float64)
    size: Floats = np.array([len(line.text) for line in rendered], dtype=np.float64)
    place = np.arange(count, dtype=np.float64)
    columns = [share, (share >= TAKEN).astype(np.float64)]
    columns += [moved(share, step, 0.0) for step in (1, 2, -1, -2)]
    columns += [_mean(share, size, wide) for wide in (3, 10)]
    taken = (share >= TAKEN) * size
    total = max(1.0, float(taken.sum()))
    rows = np.flatnonzero(share >= TAKEN)
    first, last = (int(rows[0]), int(rows[-1])) if len(rows) else (0, 0)
    columns += [
        np.cumsum(taken) / total,
        np.full(count, np.log1p(total)),
        np.full(count, total / max(1.0, float(size.sum()))),
        np.clip(place - first, -_FAR, _FAR),
        np.clip(place - last, -_FAR, _FAR),
    ]
    return np.column_stack(columns)


def _marked(rendered: Sequence[RenderedLine], title: str | None) -> Floats:
    """What the mark-up says, here and around."""
    count = len(rendered)
    size: Floats = np.array([len(line.text) for line in rendered], dtype=np.float64)
    links: Floats = np.array([line.link_share for line in rendered], dtype=np.float64)
    tags, contexts = np.zeros((count, len(_TAGS) + 1)), np.zeros((count, len(_CONTEXTS) + 1))
    for row, line in enumerate(rendered):
        tags[row, _TAGS.index(line.tag) if line.tag in _TAGS else -1] = 1.0
        if line.context:
            contexts[row, _CONTEXTS.index(line.context) if line.context in _CONTEXTS else -1] = 1.0
    named = [title is not None and same_title(line.text, title) for line in rendered]
    placed: Floats = np.asarray(contexts.any(axis=1), dtype=np.float64)
    heading: Floats = np.asarray(tags[:, _HEADINGS].any(axis=1), dtype=np.float64)
    columns = [links, moved(links, 1, 0.0), moved(links, -1, 0.0)]
    columns += [_mean(links, size, wide) for wide in (3, 10)]
    columns += [placed, np.array(named, dtype=np.float64)]
    for each in (tags[:, 0], heading, tags[:, _TAGS.index("li")], placed):
        columns += [moved(each, 1, 0.0), moved(each, -1, 0.0)]
    return np.column_stack([*columns, tags, contexts])


def _mean(values: Floats, weight: Floats, wide: int) -> Floats:
    return np.asarray(within(values * weight, wide) / np.maximum(within(weight, wide), 1.0))
