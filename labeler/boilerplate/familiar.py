"""Pure: lines that come again on other captures of one source, and what annotators did with them.

A line on pages of several stories is the source's, not the story's. The same story on several pages counts once, so that
an updated or syndicated article does not make its own text look like furniture.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from labeler.boilerplate.reasons import HEADLINE, NOT_PART
from labeler.boilerplate.words import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from db.records import Block

Taught: TypeAlias = "Mapping[str, tuple[int, int]]"
"""Line key -> on how many captures of the source annotators kept and dropped it."""

FEWEST: Final = 3
"""On fewer stories than this a line does not repeat."""

_SAME_STORY: Final = 1 / 3
"""Captures that share this part of their main text tell one story."""
_LONGEST_KEY: Final = 200
_LONG: Final = 8
"""Words from which on a line is a sentence: that one comes again by chance nobody believes."""
_TEACHES: Final = 2.5
"""How much one lesson weighs against the model's log-odds; the more there are, the less each adds."""


def line_key(text: str) -> str:
    """What two lines have in common that say the same; "" for a line without words."""
    return normal(text)[:_LONGEST_KEY]


def stories_of_lines(captures: Iterable[tuple[str, Sequence[Block]]]) -> dict[str, int]:
    """On pages of how many stories each line of a source stands.

    Args:
        captures: text and blocks of each capture of one source.

    Returns:
        Line key -> stories, for the lines that stand on `FEWEST` or more.
    """
    stories: dict[str, set[int]] = {}
    number = 0
    for text, blocks in captures:
        keys = {line_key(text[block.start : block.end]): block.kept for block in blocks}
        words = {key: len(key.split()) for key, kept in keys.items() if kept}
        shared: Counter[int] = Counter()
        for key, count in words.items():
            for story in stories.get(key, ()):
                shared[story] += count
        story, most = max(shared.items(), key=lambda each: (each[1], -each[0]), default=(number, 0))
        if most < _SAME_STORY * sum(words.values()) or not most:
            story, number = number, number + 1
        for key in keys:
            if key:
                stories.setdefault(key, set()).add(story)
    return {key: len(found) for key, found in stories.items() if len(found) >= FEWEST}


def without_repeats(text: str, blocks: Sequence[Block], stories: Mapping[str, int]) -> tuple[Block, ...]:
    """Blocks after the lines that repeat on pages of other stories were held against them.

    The headline stays, and so does what the model is surer of than the repetitions weigh.
    """

    def weighed(key: str, block: Block) -> tuple[float, str]:
        pages = stories.get(key, 0)
        if pages < FEWEST or block.reason == HEADLINE:
            return 0.0, ""
        weight = 2.0 if len(key.split()) >= _LONG else 1.0
        return -weight * math.log(pages), f"repeats on {pages} pages of this source"

    return _weighed(text, blocks, weighed)


def as_taught(text: str, blocks: Sequence[Block], taught: Taught) -> tuple[Block, ...]:
    """Blocks after what annotators did with the same lines elsewhere in the source."""

    def weighed(key: str, _block: Block) -> tuple[float, str]:
        kept, dropped = taught.get(key, (0, 0))
        side, times = ("kept", kept) if kept > dropped else ("dropped", dropped)
        noun = "page" if times == 1 else "pages"
        return _TEACHES * math.log(
            (1 + kept) / (1 + dropped)
        ), f"{side} by people on {times} {noun} of this source"

    return _weighed(text, blocks, weighed)


def _weighed(
    text: str, blocks: Sequence[Block], weigh: Callable[[str, Block], tuple[float, str]]
) -> tuple[Block, ...]:
    """Blocks with something added to their log-odds; where that decides, or says more, its reason is the block's."""
    found = []
    for block in blocks:
        added, why = weigh(line_key(text[block.start : block.end]), block)
        if not added:
            found.append(block)
            continue
        p = min(max(block.probability, 0.001), 0.999)
        odds = math.log(p / (1 - p)) + added
        kept = odds >= 0
        share = round(1 / (1 + math.exp(-odds)), 3)
        share = max(0.5, share) if kept else min(0.499, share)
        tells = kept != block.kept or (not kept and block.reason == NOT_PART)
        found.append(replace(block, kept=kept, probability=share, reason=why if tells else block.reason))
    return tuple(found)
