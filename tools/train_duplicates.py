"""Trains the models that say how two articles relate, or measures them on stories they have not seen.

    pip install -e '.[train]'
    python tools/train_duplicates.py DOCS PAIRS              (a minute; writes two models)
    python tools/train_duplicates.py DOCS PAIRS --check      (five folds, no story in two of them)

DOCS has {"id", "text"} a line, PAIRS {"a", "b", "relation", "share_a", "share_b"}: exact, near_duplicate, contains (a
contains b), contained, or "ignore" for pairs that are neither; and how much of what each of the two has in its own right
the other holds, too. Both may be gzipped. A pair that is not named is no copy. The same data and the same release of
scikit-learn give the same models.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from labeler.duplicates.furniture import TOLD, marked_lines
from labeler.duplicates.groups import components, tied
from labeler.duplicates.index import Index
from labeler.duplicates.joining import ties
from labeler.duplicates.looking import told
from labeler.duplicates.own_shares import OwnShares
from labeler.duplicates.passages import Passages
from labeler.duplicates.reading import read
from labeler.duplicates.search import LEAST_SHARED
from labeler.duplicates.verdicts import COPIES, COPY, SHARE, related
from labeler.duplicates.words import words_of
from tools.train_stripper import as_trees, rows_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.trees import Trees

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]
    Row = NDArray[np.float32]

TARGET = Path(__file__).resolve().parents[1] / "labeler"
FOLDS = 5
WRAPPED = 0.4
"""This part of the pairs is learned from a second time, among other articles."""
SETTINGS: dict[str, Any] = {
    "max_iter": 200,
    "learning_rate": 0.06,
    "max_leaf_nodes": 15,
    "min_samples_leaf": 20,
    "l2_regularization": 3.0,
    "early_stopping": False,
    "random_state": 0,
}
FLIPPED = {"contains": "contained", "contained": "contains"}


class Examples(NamedTuple):
    """The candidate pairs of a labelled collection.

    Attributes:
        rows: what the two articles of each pair share.
        relations: seen from the shorter article.
        stories: what pairs tie together, candidates that are no copies left out.
        plain: how many of the pairs are as they are; the rest are `wrapped`.
        copies: which pairs are copies, but not exact ones,
        sides: the numbers of both articles of each of these: copies x 2 x columns,
        shares: and how much of what each of them has in its own right is shared.
    """

    rows: Floats
    relations: NDArray[np.str_]
    stories: NDArray[np.str_]
    plain: int
    copies: Places
    sides: Floats
    shares: Floats


def examples(docs: Path, pairs: Path) -> Examples:
    """What is learned from."""
    articles = list(rows_of(docs))
    number = {each["id"]: at for at, each in enumerate(articles)}
    index = Index()
    index.add(read([each["text"] for each in articles]))
    (run,) = index.runs
    words = run.words
    labelled: dict[tuple[int, int], str] = {}
    shares: dict[tuple[int, int], tuple[float, float]] = {}
    for each in rows_of(pairs):
        one, other = number[each["a"]], number[each["b"]]
        labelled[one, other] = each["relation"]
        labelled[other, one] = FLIPPED.get(each["relation"], each["relation"])
        shares[one, other] = each["share_a"], each["share_b"]
        shares[other, one] = each["share_b"], each["share_a"]
    groups = components((f"{one:07d}", f"{other:07d}") for one, other in labelled)
    story = {int(member): group[0] for group in groups for member in group}
    found = ties([run.grams], np.ones(run.articles, dtype=np.bool_), LEAST_SHARED)
    passages = Passages(words)
    length = np.diff(words.bounds)
    rows: list[Row] = []
    ends: list[tuple[int, int]] = []
    for one, other in zip(found.one.tolist(), found.other.tolist(), strict=True):
        row = passages.row(one, other)
        if row is not None:
            rows.append(row)
            is_shorter_last = (length[one], one) > (length[other], other)
            ends.append((other, one) if is_shorter_last else (one, other))
    relations = [labelled.get(each, "unrelated") for each in ends]
    stories = [story.get(one, story.get(other, f"{one:07d}")) for one, other in ends]
    copies = np.array([at for at, each in enumerate(relations) if each in COPIES - {"exact"}])
    sides = of_copies(index, labelled, [ends[at] for at in copies], [rows[at] for at in copies])
    more_rows, more_relations, more_stories = wrapped(articles, ends, relations, stories)
    return Examples(
        np.array(rows + more_rows),
        np.array(relations + more_relations),
        np.array(stories + more_stories),
        len(rows),
        copies,
        sides,
        np.array([shares[ends[at]] for at in copies]),
    )


def of_copies(
    index: Index, labelled: dict[tuple[int, int], str], copies: list[tuple[int, int]], rows: list[Row]
) -> Floats:
    """The numbers of both articles of each of some pairs of copies."""
    (run,) = index.runs
    every = np.array([each for each, relation in labelled.items() if relation in COPIES])
    lines = marked_lines(index, np.arange(run.articles), tied(every[:, 0], every[:, 1], run.articles))
    lines.marks[told(run.words, every)] |= TOLD
    own = OwnShares(run.words, lines.marks)
    return np.array([own.rows(one, other, row) for (one, other), row in zip(copies, rows, strict=True)])


def wrapped(
    articles: list[dict[str, Any]], pairs: list[tuple[int, int]], relations: list[str], stories: list[str]
) -> tuple[list[Row], list[str], list[str]]:
    """Some of the pairs once more, each article among one to four others, different ones on both sides.

    Captures hold whole other articles; how long an article is says nothing of what it is a copy of.
    """
    chance = random.Random(1)
    texts: list[str] = []
    said: list[str] = []
    whose: list[str] = []
    for (one, other), relation, story in zip(pairs, relations, stories, strict=True):
        if relation == "ignore" or chance.random() > WRAPPED:
            continue
        for each in (one, other):
            around = [chance.choice(articles)["text"] for _ in range(chance.randint(1, 4))]
            around.insert(chance.randint(0, len(around)), articles[each]["text"])
            texts.append("\n".join(around))
        said.append("wrapped" if relation in COPIES else "unrelated")
        whose.append(story)
    passages = Passages(words_of(texts).slim())
    rows = [passages.row(at, at + 1) for at in range(0, len(texts), 2)]
    kept = [at for at, row in enumerate(rows) if row is not None]
    return [row for row in rows if row is not None], [said[at] for at in kept], [whose[at] for at in kept]


def models(found: Examples, taken: Flags) -> dict[str, Trees]:
    """The two models, by the file they are kept in, learned from some of the pairs."""
    counted = taken & (found.relations != "ignore")
    copy = np.isin(found.relations, [*COPIES, "wrapped"])
    of_copy = HistGradientBoostingClassifier(**SETTINGS).fit(found.rows[counted], copy[counted])
    some = taken[found.copies]
    # The median is on the right side of a border as often as can be.
    of_share = HistGradientBoostingRegressor(**SETTINGS, loss="absolute_error").fit(
        np.concatenate(found.sides[some]), np.minimum(1, found.shares[some].ravel())
    )
    return {COPY: as_trees(of_copy, 0.5), SHARE: as_trees(of_share, 0.5)}


def check(found: Examples) -> None:
    """Prints precision, recall, and how often the relation of a found copy is right, on unseen stories."""
    folds = np.array([int(hashlib.sha256(each.encode()).hexdigest(), 16) % FOLDS for each in found.stories])
    odds = np.zeros(len(found.rows))
    shares = np.zeros((len(found.copies), 2))
    for fold in range(FOLDS):
        test = folds == fold
        trees = models(found, ~test)
        odds[test] = trees[COPY].odds(found.rows[test])
        some = test[found.copies]
        shares[some] = trees[SHARE].odds(np.concatenate(found.sides[some])).reshape(-1, 2)
    rest = np.arange(len(found.rows)) >= found.plain
    copy, said = np.isin(found.relations, [*COPIES, "wrapped"]), odds >= 0
    for name, some in (("as they are", ~rest), ("among other articles", rest)):
        counted = (found.relations != "ignore") & some
        right = np.count_nonzero(copy & said & counted)
        precision, recall = right / np.count_nonzero(said & counted), right / np.count_nonzero(copy & counted)
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{name}: {np.count_nonzero(copy & counted)} copies among {np.count_nonzero(counted)} pairs")
        print(f"  precision {precision:.4f}   recall {recall:.4f}   F1 {f1:.4f}")
    right_one = np.array(related(shares)) == found.relations[found.copies]
    print(
        f"relation right on {np.mean(right_one[said[found.copies]]):.4f} of the copies found that are not exact"
    )


def main() -> None:
    """Trains and writes, or measures."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    asked.add_argument("docs", type=Path)
    asked.add_argument("pairs", type=Path)
    asked.add_argument("--check", action="store_true", help="measure on unseen stories, and write nothing")
    options = asked.parse_args()
    found = examples(options.docs, options.pairs)
    if options.check:
        check(found)
        return
    for name, trees in models(found, np.ones(len(found.rows), dtype=np.bool_)).items():
        trees.write(TARGET / name)
        print(f"{name}: {len(trees.roots)} trees, {(TARGET / name).stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
