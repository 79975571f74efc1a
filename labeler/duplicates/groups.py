"""Pure: the groups that pairs tie together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def components(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The groups that pairs tie together, each sorted, by their first member."""
    root: dict[str, str] = {}

    def find(article: str) -> str:
        root.setdefault(article, article)
        while root[article] != article:
            root[article] = root[root[article]]
            article = root[article]
        return article

    for one, other in pairs:
        first, second = sorted((find(one), find(other)))
        root[second] = first
    groups: dict[str, list[str]] = {}
    for article in sorted(root):
        groups.setdefault(find(article), []).append(article)
    return list(groups.values())
