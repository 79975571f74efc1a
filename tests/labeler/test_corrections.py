from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.records import Block
from labeler.codebook_files import codebook_from_json
from labeler.corrections import CORRECTED, corrected, with_block_turned

QUESTION = codebook_from_json({"name": "N", "question": [{"key": "b", "kind": "boilerplate"}]}).question("b")


def blocks_of(kept: list[bool]) -> list[Block]:
    return [Block(10 * i, 10 * i + 8, is_kept, "extractor", 0.6) for i, is_kept in enumerate(kept)]


def test_without_corrections_the_blocks_are_the_extractors() -> None:
    blocks = blocks_of([True, False])
    assert corrected(blocks, None) == tuple(blocks) == corrected(blocks, {"kept": [], "dropped": []})


def test_a_correction_decides_for_the_block_and_says_who() -> None:
    first, second, third = corrected(
        blocks_of([True, False, True]), {"kept": [[10, 18]], "dropped": [[0, 8]]}
    )
    assert (first.kept, first.reason, first.probability) == (False, CORRECTED[1], 0.0)
    assert (second.kept, second.reason, second.probability) == (True, CORRECTED[0], 1.0)
    assert third == Block(20, 28, kept=True, reason="extractor", probability=0.6)


def test_a_correction_outlives_another_cut_of_the_blocks() -> None:
    finer = [Block(10, 13, False, "x", 0.1), Block(14, 18, False, "x", 0.1), Block(18, 25, False, "x", 0.1)]
    assert [block.kept for block in corrected(finer, {"kept": [[10, 18]], "dropped": []})] == [
        True,
        True,
        False,
    ]


@given(st.lists(st.booleans(), min_size=1, max_size=8), st.lists(st.integers(0, 7)))
def test_turning_blocks_turns_those_alone_and_turning_back_leaves_nothing(
    kept: list[bool], turns: list[int]
) -> None:
    extracted = blocks_of(kept)
    corrections = None
    expected = list(kept)
    for turn in turns:
        place = turn % len(kept)
        seen = corrected(extracted, corrections)
        corrections = with_block_turned(corrections, seen[place], extracted[place])
        expected[place] = not expected[place]
        assert [block.kept for block in corrected(extracted, corrections)] == expected
        if corrections is not None:
            assert QUESTION.check(corrections) == corrections
    assert (corrections is None) is (expected == kept)
