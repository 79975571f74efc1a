"""Pure: values as a tree, and what it means to move one in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.codebook import Value


def tree_order(values: Sequence[Value]) -> list[tuple[Value, int]]:
    """Values with their depth, each directly followed by those below it, in codebook order otherwise."""
    below: dict[str | None, list[Value]] = {}
    for value in values:
        below.setdefault(value.parent, []).append(value)
    found: list[tuple[Value, int]] = []
    waiting = [(value, 0) for value in reversed(below.get(None, []))]
    while waiting:
        value, depth = waiting.pop()
        found.append((value, depth))
        waiting.extend((child, depth + 1) for child in reversed(below.get(value.value, [])))
    return found


def inserted(values: Sequence[Value], new: Value, after: str = "") -> tuple[Value, ...]:
    """The values with a new one, behind one of them and all below it; else as the last of its parent's."""
    order = tree_order(values)
    place = len(order)
    if after:
        start = _place(order, after)
        place = _end(order, start)
    elif new.parent is not None:
        place = _end(order, _place(order, new.parent))
    flat = [value for value, _ in order]
    return (*flat[:place], new, *flat[place:])


def shifted(values: Sequence[Value], value: str, step: int) -> tuple[Value, ...]:
    """The values with one, and all below it, before its previous sibling (-1) or behind its next one (1)."""
    order = tree_order(values)
    start = _place(order, value)
    parent = order[start][0].parent
    siblings = [place for place, (entry, _) in enumerate(order) if entry.parent == parent]
    at = siblings.index(start)
    if not 0 <= at + step < len(siblings):
        return tuple(entry for entry, _ in order)
    first, second = sorted((start, siblings[at + step]))
    flat = [entry for entry, _ in order]
    end = _end(order, second)
    return (*flat[:first], *flat[second:end], *flat[first:second], *flat[end:])


def indented(values: Sequence[Value], value: str) -> tuple[Value, ...]:
    """The values with one below the sibling before it; as they are where there is none."""
    order = tree_order(values)
    start = _place(order, value)
    entry = order[start][0]
    before = [each for each, _ in order[:start] if each.parent == entry.parent]
    return _under(order, start, before[-1].value) if before else tuple(each for each, _ in order)


def outdented(values: Sequence[Value], value: str) -> tuple[Value, ...]:
    """The values with one as the next sibling of the value above it; as they are where there is none."""
    order = tree_order(values)
    start = _place(order, value)
    above = order[start][0].parent
    if above is None:
        return tuple(each for each, _ in order)
    parent = order[_place(order, above)][0]
    flat = [each for each, _ in order]
    end, target = _end(order, start), _end(order, _place(order, above))
    moved = [replace(flat[start], parent=parent.parent), *flat[start + 1 : end]]
    return (*flat[:start], *flat[end:target], *moved, *flat[target:])


def taken_out(values: Sequence[Value], value: str) -> tuple[Value, ...]:
    """The values without one; those below it go to the value above it."""
    order = tree_order(values)
    above = order[_place(order, value)][0].parent
    return tuple(
        replace(entry, parent=above) if entry.parent == value else entry
        for entry, _ in order
        if entry.value != value
    )


def _under(order: list[tuple[Value, int]], start: int, parent: str) -> tuple[Value, ...]:
    flat = [entry for entry, _ in order]
    flat[start] = replace(flat[start], parent=parent)
    return tuple(flat)


def _place(order: list[tuple[Value, int]], value: str) -> int:
    return next(place for place, (entry, _) in enumerate(order) if entry.value == value)


def _end(order: list[tuple[Value, int]], start: int) -> int:
    """Just past the last value below one."""
    depth = order[start][1]
    return next((place for place in range(start + 1, len(order)) if order[place][1] <= depth), len(order))
