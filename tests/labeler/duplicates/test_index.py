from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.duplicates import index as index_module
from labeler.duplicates.index import Index
from labeler.duplicates.reading import read
from labeler.duplicates.search import Found, add, compare, find
from labeler.progress import run_to_end
from tests.builders import sentences

if TYPE_CHECKING:
    from pathlib import Path

BODIES = [sentences(number, 9) for number in range(12)]


def story(number: int, form: int) -> str:
    body = BODIES[number % len(BODIES)]
    return (
        body,
        body[: len(body) // 2],
        f"{sentences(500 + form, 4)}\n{body}",
        body.upper(),
        "",
        "Two words",
    )[form % 6]


ARTICLES = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 5)).map(lambda each: story(*each)), min_size=1, max_size=24
)


def key(found: Found) -> tuple[object, ...]:
    return tuple(round(each, 9) if isinstance(each, float) else each for each in found)


@given(texts=ARTICLES, cuts=st.lists(st.integers(0, 24), max_size=3), files=st.booleans())
def test_an_index_that_grows_finds_what_one_comparison_finds(
    texts: list[str], cuts: list[int], files: bool
) -> None:
    """Few enough articles that all pairs are among the best of both."""
    whole = {key(each) for each in run_to_end(find(texts))}
    with pytest.MonkeyPatch.context() as patched:
        if files:
            patched.setattr(index_module, "RUN", 2)
        index = Index()
        found: set[tuple[object, ...]] = set()
        copies = np.empty((0, 2), dtype=np.intp)
        begin = 0
        for end in [*sorted(min(cut, len(texts)) for cut in cuts), len(texts)]:
            known = len(index.runs)
            run_to_end(add(index, texts[begin:end]))
            verdicts = run_to_end(compare(index, known, copies))
            copies = np.concatenate([copies, verdicts.copies()])
            found |= {key(each) for each in verdicts}
            begin = end
        index.close()
    # Which lines are furniture, and with it the relation of copies, may be another once more stories are known.
    assert {each[:3] + each[4:] for each in found} == {each[:3] + each[4:] for each in whole}


@pytest.mark.parametrize("bucket", [1, 7, 1 << 22])
def test_the_number_of_buckets_and_runs_changes_nothing(monkeypatch: pytest.MonkeyPatch, bucket: int) -> None:
    texts = [story(number, form) for number in range(12) for form in range(6)]
    wanted = list(run_to_end(find(texts)))
    monkeypatch.setattr("labeler.duplicates.joining._BUCKET", bucket)
    monkeypatch.setattr("labeler.duplicates.search._BATCH", 5)
    monkeypatch.setattr("labeler.duplicates.search._PAIRS", 3)
    monkeypatch.setattr(index_module, "RUN", 16)
    assert list(run_to_end(find(texts))) == wanted


def test_a_saved_index_is_taken_up_as_it_was_in_few_runs(tmp_path: Path) -> None:
    texts = [story(number, form) for number in range(12) for form in range(3)]
    wanted = list(run_to_end(find(texts)))
    for begin in range(0, len(texts), 4):
        index = Index(tmp_path)
        assert index.articles == begin
        index.add(read(texts[begin : begin + 4]))
        index.notes, index.arrays = {"end": begin}, {"ends": np.arange(begin)}
        index.save()
    taken = Index(tmp_path)
    assert taken.articles == len(texts)
    assert len(taken.runs) <= 4
    assert taken.notes == {"end": 32}
    assert taken.arrays["ends"].tolist() == list(range(32))
    assert list(run_to_end(compare(taken))) == wanted
    # Nothing else is left in the folder.
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == len(taken.runs)
    assert len(list(tmp_path.glob("*.npy"))) == 1


@pytest.mark.parametrize("damage", ["cut", "gone", "other form", "no json"])
def test_a_damaged_index_is_begun_anew(tmp_path: Path, damage: str) -> None:
    index = Index(tmp_path)
    index.add(read(["One two three", "Four five six"]))
    index.save()
    (run,) = (path for path in tmp_path.iterdir() if path.is_dir())
    if damage == "cut":
        (run / "keys.npy").write_bytes((run / "keys.npy").read_bytes()[:20])
    elif damage == "gone":
        (run / "words_hashes.npy").unlink()
    elif damage == "other form":
        told = (tmp_path / "index.json").read_text(encoding="utf-8")
        (tmp_path / "index.json").write_text(
            told.replace(f'"form": {index_module.FORM}', '"form": 0'), encoding="utf-8"
        )
    else:
        (tmp_path / "index.json").write_bytes(b"{")
    again = Index(tmp_path)
    assert again.articles == 0
    again.add(read(["Seven eight nine"]))
    again.save()
    assert Index(tmp_path).articles == 1


def test_more_articles_than_a_run_lie_in_files_until_the_index_is_closed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(index_module, "RUN", 2)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    index = Index()
    for text in BODIES[:5]:
        index.add(read([text]))
    assert [run.articles for run in index.runs] == [2, 2, 1]
    assert len(list(tmp_path.glob("labeler-*/run-*"))) == 2
    index.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("count", range(12))
def test_any_small_number_of_shared_names_is_compared(count: int) -> None:
    names = ["Anna", "Berta", "Clara", "Dora", "Emma", "Fritz"]
    told = [
        " ".join(f"Then {name} went home." for name in names[: 2 + count % 5]),
        " ".join(f"Here {name} is away." for name in names[count % 3 :]),
    ]
    index = Index()
    run_to_end(add(index, told[:1]))
    known = len(index.runs)
    run_to_end(add(index, told[1:]))
    grown = [key(each) for each in run_to_end(compare(index, known))]
    assert grown == [key(each) for each in run_to_end(find(told))]


def test_a_copy_of_what_stands_a_hundred_times_is_found_when_it_comes_later() -> None:
    index = Index()
    run_to_end(add(index, [BODIES[0]] * 100))
    known = len(index.runs)
    copies = run_to_end(compare(index)).copies()
    run_to_end(add(index, [BODIES[0][:-60] + " And more was said later."]))
    found = list(run_to_end(compare(index, known, copies)))
    assert [(each.one, each.other, each.relation) for each in found] == [(0, 100, "near_duplicate")]


def test_on_a_full_disk_runs_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index_module, "RUN", 2)
    monkeypatch.setattr("numpy.save", full)
    texts = [story(number, form) for number in range(6) for form in range(2)]
    assert list(run_to_end(find(texts)))
