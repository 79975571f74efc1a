from __future__ import annotations

import pytest

from db.records import Block
from labeler.boilerplate.familiar import as_taught, line_key, stories_of_lines, without_repeats
from tests.builders import sentences

PROMO = "Our newsletter brings you the best of the harbour every morning, free of charge."


def capture(*lines: str, kept: float = 0.9) -> tuple[str, tuple[Block, ...]]:
    """A capture whose lines are all kept."""
    text, blocks, at = "\n".join(lines), [], 0
    for line in lines:
        blocks.append(Block(at, at + len(line), kept=True, reason="paragraph", probability=kept))
        at += len(line) + 1
    return text, tuple(blocks)


def story(number: int, *more: str) -> tuple[str, tuple[Block, ...]]:
    return capture(sentences(number, 6), *more)


def test_a_line_counts_the_stories_it_stands_by() -> None:
    found = stories_of_lines(
        [story(1, PROMO, "Only here"), story(2, PROMO), story(3, PROMO.upper()), story(4)]
    )
    assert found == {line_key(PROMO): 3}


def test_one_story_on_many_pages_does_not_become_furniture() -> None:
    copies = [story(7, f"Updated {word}") for word in ("today", "again", "later", "last")]
    assert stories_of_lines(copies) == {}
    assert stories_of_lines([*copies, story(1, PROMO), story(2, PROMO)]) == {}


@pytest.mark.parametrize(("pages", "kept"), [(2, True), (3, True), (4, False), (40, False)])
def test_the_more_pages_the_surer_a_line_is_dropped(pages: int, kept: bool) -> None:
    text, blocks = story(1, PROMO)
    body, promo = without_repeats(text, blocks, {line_key(PROMO): pages})
    assert body == blocks[0]
    assert promo.kept is kept
    assert (promo.probability >= 0.5) is kept
    assert promo.probability <= 0.9
    if not kept:
        assert promo.reason == f"repeats on {pages} pages of this source"


def test_a_short_line_and_a_headline_are_held_longer() -> None:
    text, blocks = capture("What it means", PROMO)
    headline = Block(blocks[1].start, blocks[1].end, kept=True, reason="headline", probability=0.6)
    many = {line_key("What it means"): 8, line_key(PROMO): 8}
    short, head = without_repeats(text, (blocks[0], headline), many)
    assert short.kept
    assert short.unsure
    assert head == headline


def test_what_people_did_with_a_line_decides_the_next_time() -> None:
    text, blocks = story(1, PROMO)
    taught = {line_key(PROMO): (0, 2)}
    _, promo = as_taught(text, blocks, taught)
    assert (promo.kept, promo.reason) == (False, "dropped by people on 2 pages of this source")
    dropped = tuple(
        Block(block.start, block.end, kept=False, reason="share bar", probability=0.3) for block in blocks
    )
    _, promo = as_taught(text, dropped, {line_key(PROMO): (1, 0)})
    assert (promo.kept, promo.reason) == (True, "kept by people on 1 page of this source")
    assert as_taught(text, blocks, {line_key(PROMO): (2, 2)}) == blocks
    assert as_taught(text, blocks, {line_key("something else"): (0, 9)}) == blocks


def test_lines_without_words_are_nothing_to_recognise() -> None:
    captures = [story(number, "* * *") for number in range(5)]
    assert stories_of_lines(captures) == {}
    text, blocks = captures[0]
    assert as_taught(text, blocks, {}) == blocks
