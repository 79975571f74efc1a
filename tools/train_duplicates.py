"""Trains the models that say how two articles relate, or measures them on stories they have not seen.

    pip install -e '.[train]'
    python tools/train_duplicates.py DOCS PAIRS              (a minute; writes three models)
    python tools/train_duplicates.py DOCS PAIRS --check      (five folds, no story in two of them)

DOCS has {"id", "text"} a line, PAIRS {"a", "b", "relation"}: exact, near_duplicate, contains (a contains b),
contained, or "ignore" for pairs that are neither. Both may be gzipped. A pair that is not named is no copy. The same
data and the same release of scikit-learn give the same models.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from labeler.duplicates.furniture import furniture_of, in_furniture
from labeler.duplicates.groups import components
from labeler.duplicates.index import Index
from labeler.duplicates.joining import ties
from labeler.duplicates.passages import COLUMNS, CORE_COLUMNS, Passages
from labeler.duplicates.reading import read
from labeler.duplicates.search import LEAST_SHARED
from labeler.duplicates.verdicts import CONTAINED, CONTAINS, COPIES, COPY
from labeler.duplicates.words import words_of
from tools.train_stripper import as_trees, rows_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

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


def examples(docs: Path, pairs: Path) -> tuple[NDArray[np.float32], NDArray[np.str_], list[str], int]:
    """The candidate pairs of a labelled collection: rows, relations seen from the shorter article, and stories.

    The last six numbers of a row are those of a pair's cores. Last comes how many of the pairs are as they are; the
    rest are `wrapped`.

    The story of a pair is what pairs tie together, candidates that are no copies left out.
    """
    articles = list(rows_of(docs))
    number = {each["id"]: at for at, each in enumerate(articles)}
    index = Index()
    index.add(read([each["text"] for each in articles]))
    (run,) = index.runs
    words = run.words
    labelled: dict[tuple[int, int], str] = {}
    for each in rows_of(pairs):
        one, other = number[each["a"]], number[each["b"]]
        labelled[one, other] = each["relation"]
        labelled[other, one] = FLIPPED.get(each["relation"], each["relation"])
    tied = components((f"{one:07d}", f"{other:07d}") for one, other in labelled)
    story = {int(member): group[0] for group in tied for member in group}
    found = ties([run.grams], np.ones(run.articles, dtype=np.bool_), LEAST_SHARED)
    passages = Passages(words)
    of_copies = np.arange(words.texts)
    for group in components(
        (f"{one:07d}", f"{other:07d}") for (one, other), relation in labelled.items() if relation in COPIES
    ):
        of_copies[[int(member) for member in group]] = int(group[0])
    furniture = in_furniture(words, furniture_of(index, np.arange(run.articles), of_copies))
    rows: list[NDArray[np.float32]] = []
    relations: list[str] = []
    stories: list[str] = []
    ends: list[tuple[int, int]] = []
    length = np.diff(words.bounds)
    for one, other in zip(found.one.tolist(), found.other.tolist(), strict=True):
        row = passages.row(one, other)
        if row is None:
            continue
        if (length[one], one) > (length[other], other):
            one, other = other, one
        rows.append(np.concatenate([row, passages.core(one, other, furniture)]))
        relations.append(labelled.get((one, other), "unrelated"))
        stories.append(story.get(one, story.get(other, f"{one:07d}")))
        ends.append((one, other))
    plain = len(rows)
    more_rows, more_relations, more_stories = wrapped(articles, ends, relations, stories)
    table = np.array(rows + more_rows)
    return table, np.array(relations + more_relations), stories + more_stories, plain


def wrapped(
    articles: list[dict[str, Any]], pairs: list[tuple[int, int]], relations: list[str], stories: list[str]
) -> tuple[list[NDArray[np.float32]], list[str], list[str]]:
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
    none = np.zeros(CORE_COLUMNS, dtype=np.float32)
    return (
        [np.concatenate([row, none]) for row in rows if row is not None],
        [said[at] for at in kept],
        [whose[at] for at in kept],
    )


def fitted(rows: NDArray[np.float32], wanted: NDArray[np.bool_]) -> HistGradientBoostingClassifier:
    """Trees that tell one relation."""
    return HistGradientBoostingClassifier(**SETTINGS).fit(rows, wanted)


def models(rows: NDArray[np.float32], relations: NDArray[np.str_]) -> dict[str, Any]:
    """The three models, by the file they are kept in."""
    counted = relations != "ignore"
    copy = np.isin(relations, [*COPIES, "wrapped"])
    held = counted & copy & (relations != "exact") & (relations != "wrapped")
    wide = COLUMNS + CORE_COLUMNS
    return {
        COPY: as_trees(fitted(rows[counted][:, :COLUMNS], copy[counted]), COLUMNS, 0.5),
        CONTAINED: as_trees(fitted(rows[held], relations[held] == "contained"), wide, 0.5),
        CONTAINS: as_trees(fitted(rows[held], relations[held] == "contains"), wide, 0.5),
    }


def check(rows: NDArray[np.float32], relations: NDArray[np.str_], stories: list[str], plain: int) -> None:
    """Prints precision, recall, and how often the relation of a found copy is right, on unseen stories."""
    folds = np.array([int(hashlib.sha256(each.encode()).hexdigest(), 16) % FOLDS for each in stories])
    odds = {name: np.zeros(len(rows)) for name in (COPY, CONTAINED, CONTAINS)}
    for fold in range(FOLDS):
        test = folds == fold
        for name, trees in models(rows[~test], relations[~test]).items():
            odds[name][test] = trees.odds(rows[test][:, : trees.columns])
    rest = np.arange(len(rows)) >= plain
    copy, said = np.isin(relations, [*COPIES, "wrapped"]), odds[COPY] >= 0
    for name, some in (("as they are", ~rest), ("among other articles", rest)):
        counted = (relations != "ignore") & some
        right = np.count_nonzero(copy & said & counted)
        precision, recall = right / np.count_nonzero(said & counted), right / np.count_nonzero(copy & counted)
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{name}: {np.count_nonzero(copy & counted)} copies among {np.count_nonzero(counted)} pairs")
        print(f"  precision {precision:.4f}   recall {recall:.4f}   F1 {f1:.4f}")
    held = np.maximum(odds[CONTAINED], odds[CONTAINS])
    relation = np.where(
        held < 0,
        "near_duplicate",
        np.where(odds[CONTAINED] >= odds[CONTAINS], "contained", "contains"),
    )
    told = copy & said & (relations != "exact") & (relations != "wrapped")
    print(
        f"relation right on {np.mean(relation[told] == relations[told]):.3f} of the copies found that are not exact"
    )


def main() -> None:
    """Trains and writes, or measures."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    asked.add_argument("docs", type=Path)
    asked.add_argument("pairs", type=Path)
    asked.add_argument("--check", action="store_true", help="measure on unseen stories, and write nothing")
    options = asked.parse_args()
    rows, relations, stories, plain = examples(options.docs, options.pairs)
    if options.check:
        check(rows, relations, stories, plain)
        return
    for name, trees in models(rows, relations).items():
        trees.write(TARGET / name)
        print(f"{name}: {len(trees.roots)} trees, {(TARGET / name).stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
