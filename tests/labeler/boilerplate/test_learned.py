from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import labeler
from labeler.boilerplate.characters import CLASSES, Characters
from labeler.boilerplate.decision import judge
from labeler.boilerplate.features import line_features
from labeler.boilerplate.glyphs import glyphs_of
from labeler.boilerplate.learned import project_odds
from labeler.boilerplate.lines import split_lines
from labeler.boilerplate.page_vectors import PAGE_COLUMNS
from labeler.boilerplate.vectors import COLUMNS, vectors
from labeler.boilerplate.words import mostly_latin
from labeler.trees import PAGE, TEXT, Trees, shipped

LINES = st.lists(st.text(min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=12)


@given(LINES)
def test_every_text_becomes_rows_of_numbers(texts: list[str]) -> None:
    lines = split_lines("\n".join(texts))
    features = line_features(lines)
    rows = vectors(lines, features, judge(lines, features, None))
    assert rows.shape == (len(lines), COLUMNS)
    assert rows.dtype == np.float32
    assert np.isfinite(rows).all()


@given(LINES)
def test_every_character_is_counted_once(texts: list[str]) -> None:
    lines = [" ".join(text.split()) or "-" for text in texts]
    found = glyphs_of(Characters.of(lines))
    # The end of a line is a character, too.
    assert found.counts.sum(axis=1).tolist() == [len(line) + 1 for line in lines]
    assert len(found.word) == len(found.word_line) == len(found.word_length)
    assert sorted(found.word_line.tolist()) == found.word_line.tolist()


def test_words_are_equal_whatever_their_case_and_ending() -> None:
    found = glyphs_of(Characters.of(["Harbours are harboured", "The HARBOURING harbor"]))
    words = found.word.tolist()
    assert words[0] == words[2] == words[4]
    assert words[5] != words[0]
    assert found.capital.tolist() == [True, False, False, True, True, False]


@pytest.mark.parametrize(
    ("text", "words", "sentences", "last"),
    [
        ("Eins. Zwei! Drei?", 3, 3, "stop"),
        ("港口关闭。", 3, 1, "han stop"),
        ("أغلق الميناء اليوم.", 3, 1, "stop"),
        ("“It is closed.”", 3, 1, "closer"),
        ("version 2.3 runs", 4, 0, "lower"),
    ],
)
def test_scripts_have_words_and_sentences(text: str, words: int, sentences: int, last: str) -> None:
    found = glyphs_of(Characters.of([text]))
    assert len(found.word) == words
    assert found.sentences.tolist() == [sentences]
    assert CLASSES[found.last[0]] == last


def test_cohesion_looks_before_and_after() -> None:
    texts = [
        "The harbour master closed the northern terminal on Tuesday, he said.",
        "A menu",
        "The northern terminal stays closed until the harbour master has looked at it.",
    ]
    lines = split_lines("\n".join(texts))
    features = line_features(lines)
    rows = vectors(lines, features, judge(lines, features, None))
    swapped = split_lines(
        "\n".join([texts[0], texts[1], "Completely different matters were discussed by nobody at all."])
    )
    others = line_features(swapped)
    apart = vectors(swapped, others, judge(swapped, others, None))
    differing = np.flatnonzero(rows[0] != apart[0])
    assert len(differing) > 0
    assert not np.array_equal(rows[2], apart[2])


def test_trees_are_followed_to_their_leaves(tmp_path: Path) -> None:
    # x0 <= 1 ? (x1 <= 5 ? 1 : 2) : 4, and a tree of one leaf.
    trees = Trees(
        column=np.array([0, 1, 0, 0, 0, 0], dtype=np.int32),
        bound=np.array([1, 5, np.inf, np.inf, np.inf, np.inf], dtype=np.float32),
        left=np.array([1, 3, 2, 3, 4, 5], dtype=np.int32),
        right=np.array([2, 4, 2, 3, 4, 5], dtype=np.int32),
        value=np.array([0, 0, 4, 1, 2, 0.5], dtype=np.float32),
        roots=np.array([0, 5], dtype=np.int32),
        base=-1.0,
        columns=2,
        keep_from=0.25,
    )
    rows = np.array([[1, 5], [1, 6], [2, 0]] * 400, dtype=np.float32)
    expected = [1 + 0.5 - 1.25, 2 + 0.5 - 1.25, 4 + 0.5 - 1.25] * 400
    assert trees.odds(rows).tolist() == expected
    trees.write(tmp_path / "model.npz")
    assert Trees.read(tmp_path / "model.npz").odds(rows).tolist() == expected
    with pytest.raises(ValueError, match="takes 2 numbers a line, not 3"):
        trees.odds(np.zeros((1, 3), dtype=np.float32))


@given(st.integers(0, 2**32), st.integers(1, 12), st.integers(1, 200))
def test_all_trees_at_once_give_what_one_after_the_other_gives(seed: int, depth: int, lines: int) -> None:
    chance = np.random.default_rng(seed)
    trees = grown(chance, depth)
    rows = chance.integers(0, 4, (lines, 3)).astype(np.float32)
    assert trees.odds(rows) == pytest.approx([followed(trees, row) for row in rows], abs=1e-5)


def grown(chance: np.random.Generator, depth: int) -> Trees:
    """Five trees over three columns that fork anywhere, not all of them."""
    column: list[int] = []
    bound: list[float] = []
    left: list[int] = []
    right: list[int] = []

    def node(level: int) -> int:
        number = len(column)
        column.append(0)
        bound.append(np.inf)
        left.append(number)
        right.append(number)
        if level and chance.random() < 0.8 and number < 200:
            column[number], bound[number] = int(chance.integers(3)), int(chance.integers(4))
            left[number], right[number] = node(level - 1), node(level - 1)
        return number

    roots = [node(depth) for _ in range(5)]
    return Trees(
        column=np.array(column, dtype=np.int32),
        bound=np.array(bound, dtype=np.float32),
        left=np.array(left, dtype=np.int32),
        right=np.array(right, dtype=np.int32),
        value=chance.normal(size=len(column)).astype(np.float32),
        roots=np.array(roots, dtype=np.int32),
        base=0.5,
        columns=3,
        keep_from=0.25,
    )


def followed(trees: Trees, row: np.ndarray) -> float:
    """One row down one tree after the other."""
    total = trees.base - trees.keep_from
    for node in trees.roots:
        while trees.left[node] != node:
            goes_left = row[trees.column[node]] <= trees.bound[node]
            node = trees.left[node] if goes_left else trees.right[node]
        total += float(trees.value[node])
    return total


@pytest.mark.parametrize(("name", "columns"), [(TEXT, COLUMNS), (PAGE, PAGE_COLUMNS)])
def test_the_shipped_models_fit_the_rows_and_are_small(name: str, columns: int) -> None:
    trees = shipped(name)
    assert trees.columns == columns
    assert trees.odds(np.zeros((0, columns), dtype=np.float32)).tolist() == []
    assert len(trees.roots) > 50
    assert (Path(labeler.__path__[0]) / name).stat().st_size < 2_000_000


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("The port", True),
        ("港口关闭 and", False),
        ("الميناء", False),
        ("Порт открыт", False),
        ("", True),
        ("Čeština", True),
    ],
)
def test_scripts_the_models_know(text: str, latin: bool) -> None:
    assert mostly_latin(text) is latin


def test_what_a_project_learned_is_added_to_what_the_program_says() -> None:
    chance = np.random.default_rng(4)
    rows = np.abs(chance.normal(size=(80, COLUMNS))).astype(np.float32)
    own = shipped(TEXT)
    more = own.with_trees(
        np.array([3, 0, 0], dtype=np.int32),
        np.array([0.5, np.inf, np.inf], dtype=np.float32),
        np.array([1, 1, 2], dtype=np.int32),
        np.array([2, 1, 2], dtype=np.int32),
        np.array([0.0, -6.0, 2.0], dtype=np.float32),
        np.array([0], dtype=np.int32),
    )
    for latin in (True, False):
        added = project_odds(rows, more, latin=latin) - project_odds(rows, own, latin=latin)
        np.testing.assert_allclose(added, np.where(rows[:, 3] <= 0.5, -6.0, 2.0), atol=1e-4)
