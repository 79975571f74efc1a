"""Trains the stripper's models, or measures them on sites they have not seen.

    pip install -e '.[train]'
    python tools/train_stripper.py FOLDER ...               (all of them, an hour)
    python tools/train_stripper.py FOLDER --only reach      (one of them: text, net, reach or page)
    python tools/train_stripper.py FOLDER --check           (writes nothing: five folds, no site in two of them)

Each FOLDER has `text.jsonl.gz`, `html.jsonl.gz` or both. A line of the first is a JSON object {"id", "site", "lines": [text],
"gold": [1 article, 0 boilerplate, -1 not counted]}; of the second {"id", "site", "url", "gold_text", "html_file"}, the page in
that file of FOLDER, gzipped or not. The shipped models were made from pages of two public collections
(docs/boilerplate.md). The same pages and the same releases of scikit-learn and torch give the same models. A project's own
corrections are learned from with `labeler train-stripper`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import multiprocessing
import os
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from labeler.boilerplate.align import align
from labeler.boilerplate.decision import judge
from labeler.boilerplate.features import line_features
from labeler.boilerplate.html import lines_and_shares
from labeler.boilerplate.learned import mixed_odds
from labeler.boilerplate.lines import split_lines
from labeler.boilerplate.net import NET, Net
from labeler.boilerplate.page_metadata import page_facts
from labeler.boilerplate.page_vectors import TAKEN, page_vectors
from labeler.boilerplate.plain_text import measured
from labeler.boilerplate.reach import REACH, reach
from labeler.boilerplate.render import clean_page, parse_page
from labeler.trees import PAGE, TEXT, Trees
from tools.stripper_composites import Composites, Page
from tools.stripper_reach import GOOD, Judged, fitted_reach

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.pool import Pool

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Prepared = tuple[NDArray[np.float32], NDArray[np.int8], Floats]
    """Rows, labels and weights of the lines of a page."""

TARGET = Path(__file__).resolve().parents[1] / "labeler"
FOLDS = 5
SEEDS = (1, 2)
KEEP_FROM = {"text": 0.42, "page": 0.35}
"""From this probability on a line is kept: what is lost costs more than what is kept too much."""

SETTINGS = {
    "learning_rate": 0.1,
    "max_iter": 160,
    "max_leaf_nodes": 31,
    "min_samples_leaf": 80,
    "l2_regularization": 5.0,
    "max_features": 0.4,
    "early_stopping": False,
    "random_state": 0,
}


def content(path: Path) -> str:
    """The text of a file, gzipped or not."""
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The objects of a file."""
    return [json.loads(line) for line in content(path).split("\n") if line.strip()]


def labelled_texts(paths: Sequence[Path]) -> list[Page]:
    """The labelled pages of some files, and composites of them."""
    rows = [row for path in paths for row in rows_of(path)]
    pages = [Page(row["id"], row["site"], row["lines"], row["gold"]) for row in rows]
    composites = Composites(pages)
    return [*pages, *(page for seed in SEEDS for page in composites.made(seed))]


def prepared(page: Page) -> tuple[Page, Prepared]:
    """A page as the stripper looks at it: passages for lines, without those that interrupt the text."""
    found = measured("\n".join(line.strip() or "-" for line in page.lines))
    gold = [set(page.gold[a:b]) for a, b in found.groups]
    seen = replace(
        page,
        lines=[line.text for line in found.looked],
        gold=[labels.pop() if len(labels) == 1 else -1 for labels in gold],
    )
    return seen, (found.rows, np.array(seen.gold, dtype=np.int8), weights(seen))


def weights(page: Page) -> Floats:
    """How much each line counts: pages alike, the lines of a page by their words."""
    gold = np.array(page.gold, dtype=np.int8)
    words = np.array([len(re.findall(r"\w+", line)) for line in page.lines], dtype=np.float64)
    article = max(30.0, float(words[gold == 1].sum()))
    roots = max(10.0, float(np.sqrt(words[gold == 1]).sum()))
    weight = np.minimum(words / article + 0.3 * np.sqrt(words) / roots, 1.0) * (gold >= 0)
    return np.asarray(weight * (1.0 if page.kind == "page" else 0.7))


def prepared_page(row: dict[str, Any]) -> tuple[Page, Prepared]:
    """A web page: its lines are article where the gold text holds most of them, in order."""
    page = clean_page(row["html"])
    root = parse_page(page)
    assert root is not None
    facts = page_facts(page, root, row.get("url"))
    rendered, shares = lines_and_shares(root, facts.text)
    lines = split_lines("\n".join(line.text for line in rendered))
    features = line_features(lines)
    rules = judge(lines, features, facts.title)
    rows = page_vectors(lines, features, rules, rendered, shares, facts.title)
    texts = [line.text for line in rendered]
    gold = [int(share >= TAKEN) for share in align(texts, row["gold_text"])]
    made = Page(row["id"], row["site"], texts, gold)
    return made, (rows, np.array(gold, dtype=np.int8), weights(made))


def fitted(data: Sequence[Prepared]) -> HistGradientBoostingClassifier:
    """Trees over the lines of some pages."""
    rows, gold, weight = (np.concatenate([part[side] for part in data]) for side in (0, 1, 2))
    counted = weight > 0
    model = HistGradientBoostingClassifier(**SETTINGS)
    return model.fit(rows[counted], gold[counted] == 1, sample_weight=1000 * weight[counted])


def as_trees(model: Any, keep_from: float) -> Trees:
    """The same trees as plain arrays."""
    parts: list[dict[str, Any]] = []
    roots, start = [], 0
    for (tree,) in model._predictors:  # noqa: SLF001 - scikit-learn has no public way to read its trees
        nodes = tree.nodes
        leaf = nodes["is_leaf"] == 1
        here = np.arange(len(nodes)) + start
        parts.append(
            {
                "column": np.where(leaf, 0, nodes["feature_idx"]),
                "bound": np.where(leaf, np.inf, nodes["num_threshold"]),
                "left": np.where(leaf, here, nodes["left"] + start),
                "right": np.where(leaf, here, nodes["right"] + start),
                "value": np.where(leaf, nodes["value"], 0.0),
            }
        )
        roots.append(start)
        start += len(nodes)
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return Trees(
        joined["column"].astype(np.int32),
        joined["bound"].astype(np.float32),
        joined["left"].astype(np.int32),
        joined["right"].astype(np.int32),
        joined["value"].astype(np.float32),
        np.array(roots, dtype=np.int32),
        float(np.ravel(model._baseline_prediction)[0]),  # noqa: SLF001
        model.n_features_in_,
        float(np.log(keep_from / (1 - keep_from))),
    )


def net_of(data: Sequence[Prepared]) -> Net:
    """A net that learned from some pages; torch is needed only here."""
    from tools.stripper_net import trained

    return trained(data)


def fold_of(site: str) -> int:
    """The fold of a site."""
    return int(hashlib.sha256(f"fold{site}".encode()).hexdigest(), 16) % FOLDS


def unseen(
    pages: Sequence[Page],
    data: Sequence[Prepared],
    keep_from: float,
    *,
    with_net: bool,
) -> list[Judged]:
    """What models say of each page that did not see its site."""
    folds = np.array([fold_of(page.site) for page in pages])
    found: dict[int, Judged] = {}
    for fold in range(FOLDS):
        train = [data[place] for place in np.flatnonzero(folds != fold).tolist()]
        trees = as_trees(fitted(train), keep_from)
        net = net_of(train) if with_net else None
        for place in np.flatnonzero(folds == fold).tolist():
            rows = data[place][0]
            if net:
                odds, others = mixed_odds(rows, trees, net)
            else:
                odds, others = trees.odds(rows), np.empty((0, len(rows)), dtype=np.bool_)
            found[place] = Judged(pages[place], rows, odds, others)
    return [found[place] for place in range(len(pages))]


def check(judged: Sequence[Judged]) -> None:
    """Prints F1 on pages of sites that no model saw, by kind of page: all lines alike, and each page as a whole."""
    folds = np.array([fold_of(each.page.site) for each in judged])
    found: dict[str, list[tuple[float, float]]] = {}
    for fold in range(FOLDS):
        trees = as_trees(
            fitted_reach([judged[place] for place in np.flatnonzero(folds != fold).tolist()]), 0.5
        )
        for place in np.flatnonzero(folds == fold).tolist():
            each = judged[place]
            start = reach(each.rows, each.odds, each.others, trees)
            scores = each.f1(each.odds >= 0), each.f1(each.odds >= start)
            kinds = ["page"] if each.page.kind == "page" else ["composite", f"  {each.page.kind}"]
            for kind in kinds:
                found.setdefault(kind, []).append(scores)
    for kind, both in sorted(found.items(), reverse=True):
        table = np.array(both)
        lines, sets = (
            f"F1 {mean:.3f}, {share:.2f}"
            for mean, share in zip(table.mean(axis=0), np.mean(table >= GOOD, axis=0), strict=True)
        )
        print(f"{kind:<16} {len(table):6} pages   lines {lines} at .95 or more   sets {sets}")


def train_text(paths: Sequence[Path], only: str | None, pool: Pool, *, writing: bool) -> None:
    """The models for plain text: trees, the net, and the trees that judge sets."""
    found = [part for part in pool.map(prepared, labelled_texts(paths), chunksize=20) if 1 in part[0].gold]
    pages, data = [page for page, _ in found], [part for _, part in found]
    if writing and only in (None, "text"):
        _write_trees(TEXT, fitted(data), KEEP_FROM["text"])
    if writing and only in (None, "net"):
        halves: dict[str, Any] = {
            name: value.astype(np.float16) for name, value in net_of(data).weights.items()
        }
        np.savez_compressed(TARGET / NET, **halves)
        print(f"{NET}: {(TARGET / NET).stat().st_size / 1000:.0f} kB")
    if only in (None, "reach") or not writing:
        judged = unseen(pages, data, KEEP_FROM["text"], with_net=True)
        check(judged)
        if writing:
            _write_trees(REACH, fitted_reach(judged), 0.5)


def train_page(paths: Sequence[Path], pool: Pool, *, writing: bool) -> None:
    """The model for web pages."""
    rows = [
        {**row, "html": content(path.parent / row["html_file"])} for path in paths for row in rows_of(path)
    ]
    found = pool.map(prepared_page, rows, chunksize=10)
    pages, data = [page for page, _ in found], [part for _, part in found]
    if writing:
        _write_trees(PAGE, fitted(data), KEEP_FROM["page"])
    else:
        check(unseen(pages, data, KEEP_FROM["page"], with_net=False))


def _write_trees(name: str, model: Any, keep_from: float) -> None:
    trees = as_trees(model, keep_from)
    trees.write(TARGET / name)
    print(f"{name}: {len(trees.roots)} trees, {(TARGET / name).stat().st_size / 1000:.0f} kB")


def main() -> None:
    """Trains and writes, or measures."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    asked.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    asked.add_argument("--only", choices=["text", "net", "reach", "page"])
    asked.add_argument("--check", action="store_true", help="measure on unseen sites, and write nothing")
    options = asked.parse_args()
    texts, pages = (
        [folder / name for folder in options.folders if (folder / name).exists()]
        for name in ("text.jsonl.gz", "html.jsonl.gz")
    )
    with multiprocessing.Pool(os.cpu_count()) as pool:
        if texts and options.only != "page":
            train_text(texts, options.only, pool, writing=not options.check)
        if pages and options.only in (None, "page"):
            train_page(pages, pool, writing=not options.check)


if __name__ == "__main__":
    main()
