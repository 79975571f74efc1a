"""Opens the duplicates page on many pairs and presses its keys; aligns two texts, against difflib.

Floors, in the same run: reading the pairs from the file, and difflib on the same words.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from difflib import SequenceMatcher
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from benchmarks.labelling import make_project, percentiles, press
from db.records import Pair
from labeler.duplicates.aligning import align
from labeler.duplicates.candidates import METHOD
from labeler.project import Project
from ui.app import build_window, make_app
from ui.settings import Settings

_ARTICLES, _PAIRS = 100_000, 50_000
_PRESSES = 60
_WORDS = (1_000, 5_000, 33_000)


def add_pairs(project: Project, count: int) -> None:
    """Candidates between neighbours, in groups of up to six."""
    rng = random.Random(1)
    ids = [article.article_id for article in project.store.articles.stream()]
    found: dict[tuple[str, str], Pair] = {}
    while len(found) < count:
        place = rng.randrange(len(ids) - 6)
        one, other = sorted((ids[place], ids[place + rng.randint(1, 5)]))
        score = rng.random()
        relation = "near_duplicate" if score >= 0.5 else "unrelated"
        found[one, other] = Pair(one, other, rng.random(), rng.random(), score / 2, METHOD, score, relation)
    project.store.pairs.replace_candidates(METHOD, found.values(), len(ids))


def edited(words: list[str], rng: random.Random) -> list[str]:
    """The words with one in twelve replaced."""
    return [rng.choice(("alpha", "beta", "gamma")) if rng.random() < 1 / 12 else word for word in words]


def time_aligning() -> None:
    """Two texts of growing length, against difflib over the same words."""
    rng = random.Random(2)
    vocabulary = [f"w{number}" for number in range(20_000)]
    # Few words are most of a text (Zipf).
    weights = [1 / (rank + 1) for rank in range(len(vocabulary))]
    for count in _WORDS:
        words = rng.choices(vocabulary, weights, k=count)
        other = edited(words, rng)
        lines = [
            "\n".join(" ".join(each[at : at + 60]) + "." for at in range(0, count, 60))
            for each in (words, other)
        ]
        times = []
        for _ in range(7):
            start = time.perf_counter()
            align(*lines)
            times.append(time.perf_counter() - start)
        line = f"align, {count:6,} words a side: {min(times) * 1000:8.1f} ms"
        if count <= _WORDS[1]:
            start = time.perf_counter()
            SequenceMatcher(None, words, other, autojunk=False).get_opcodes()
            floor = time.perf_counter() - start
            line += f"   difflib {floor * 1000:8.1f} ms, {floor / min(times):.0f} times as long"
        print(line)


def main() -> None:
    """Prints both."""
    time_aligning()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "many.labeler")
        make_project(path, _ARTICLES)
        with Project.open(path) as project:
            add_pairs(project, _PAIRS)
            start = time.perf_counter()
            project.store.pairs.all()
            print(f"reading {_PAIRS:,} pairs: {(time.perf_counter() - start) * 1000:.0f} ms")
        app = make_app()
        settings = Settings(QSettings(str(Path(folder, "settings.ini")), QSettings.Format.IniFormat))
        window = build_window(app, settings, path)
        window.show()
        window.start_labelling("Ana")
        QApplication.processEvents()
        start = time.perf_counter()
        window.show_page("duplicates")
        window.grab()
        print(
            f"opening the page on {_PAIRS:,} pairs of {_ARTICLES:,} articles: {(time.perf_counter() - start) * 1000:.0f} ms"
        )
        page = window.duplicates_page
        assert page is not None
        for name, keys in {
            "a relation": (Qt.Key.Key_2, Qt.Key.Key_6),
            "next pair": (Qt.Key.Key_Return,),
            "next difference": (Qt.Key.Key_J, Qt.Key.Key_K),
            "swap": (Qt.Key.Key_X,),
        }.items():
            times = [press(page.view, window, keys[turn % len(keys)]) for turn in range(_PRESSES)]
            print(f"{name:16} {percentiles(times)}")
        window.close()


if __name__ == "__main__":
    main()
