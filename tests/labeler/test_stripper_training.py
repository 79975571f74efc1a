from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from labeler.errors import LabelerError
from labeler.labelling import Labelling
from labeler.progress import run_to_end
from labeler.project import Project
from labeler.stripper_quality import article_qualities, source_qualities
from labeler.stripper_training import Gain, _folds, adopt, train
from labeler.stripper_truth import checked_articles
from labeler.stripping import Stripper, choose, chosen, go_back, strip_again
from tests.builders import event, faults, import_all, sentences, tables, write_jsonl
from tests.labeler.correcting import BOX, SOURCES, correct, import_pages, main_text, page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def corrected_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fifty pages, of which Ana has corrected forty."""
    from tests.builders import CODEBOOK

    folder = tmp_path_factory.mktemp("correcting")
    path = folder / "pages.labeler"
    with Project.create(path, CODEBOOK) as made:
        import_pages(made, folder, range(50))
        correct(made, range(40))
    return path


@pytest.fixture
def corrected(corrected_file: Path, tmp_path: Path) -> Project:
    path = tmp_path / "pages.labeler"
    path.write_bytes(corrected_file.read_bytes())
    return Project.open(path)


def test_precision_and_recall_against_what_people_left(corrected: Project) -> None:
    found = run_to_end(article_qualities(corrected))
    assert len(found) == 40
    assert all(each.corrected and each.quality.wrong == 18 and each.quality.missed == 0 for each in found)
    assert [each.quality.f1 for each in found] == sorted(each.quality.f1 for each in found)
    by_source = source_qualities(found)
    assert {(each.source, each.articles, each.corrected) for each in by_source} == {
        (source, 20, 20) for source in SOURCES
    }
    right = sum(each.quality.right for each in found)
    whole = by_source[0].quality + by_source[1].quality
    assert (whole.right, whole.precision, whole.recall) == (right, right / (right + 18 * 40), 1.0)


def test_what_was_learned_is_measured_on_articles_that_were_not_learned_from(corrected: Project) -> None:
    before = tables(corrected.store)
    training = run_to_end(train(corrected))
    gain = training.gain
    assert (gain.articles, gain.corrected, gain.better, gain.worse) == (40, 40, 40, 0)
    assert gain.before < 0.99 < gain.after
    assert 0 < gain.low <= gain.gain + 1e-9
    assert gain.gain <= gain.high + 1e-9
    assert "40 of 40 judged articles come out better, 0 worse." in gain.sentence()
    assert tables(corrected.store) == before, "measuring changes nothing"
    again = run_to_end(train(corrected))
    assert again.gain == gain
    assert training.sentence() == gain.sentence(), "all of them have a source"
    assert again.stripper.taught == training.stripper.taught


def test_adopted_it_strips_what_nobody_has_labelled_and_what_comes(
    corrected: Project, tmp_path: Path
) -> None:
    labelled, free = main_text(corrected, 3), main_text(corrected, 45)
    assert BOX in labelled
    assert BOX in free
    digest = adopt(corrected.store, run_to_end(train(corrected)))
    report = run_to_end(strip_again(corrected.store))
    assert (report.changed, report.same, report.left) == (10, 0, 40)
    assert (
        report.sentence() == "10 articles stripped again, 10 changed. 40 with labels were left as they are."
    )
    assert main_text(corrected, 3) == labelled
    assert BOX not in main_text(corrected, 45)
    extraction = corrected.store.articles.extraction(corrected.article_id("45"))
    assert extraction is not None
    assert extraction.version.endswith(f"+{digest[:8]}")
    import_pages(corrected, tmp_path, [77])
    assert BOX not in main_text(corrected, 77)
    assert faults(corrected.store) == []


def test_labelled_articles_are_stripped_again_only_if_asked(corrected: Project) -> None:
    adopt(corrected.store, run_to_end(train(corrected)))
    report = run_to_end(strip_again(corrected.store, labelled_too=True))
    assert (report.changed, report.left) == (50, 0)
    assert BOX not in main_text(corrected, 3)
    # What Ana saw when she corrected is still known, and so is what she meant.
    assert all(checked.corrected for checked in checked_articles(corrected))
    assert all(each.quality.wrong == 0 for each in run_to_end(article_qualities(corrected)))


def test_one_can_go_back_and_every_earlier_stripper_is_kept(corrected: Project) -> None:
    before = main_text(corrected, 45)
    first = adopt(corrected.store, run_to_end(train(corrected)))
    second = adopt(corrected.store, run_to_end(train(corrected, seed=9)))
    assert first != second
    choose(corrected.store, first)
    back = [go_back(corrected.store), go_back(corrected.store)]
    assert [row.digest for row in back if row] == [second, first]
    run_to_end(strip_again(corrected.store))
    assert BOX not in main_text(corrected, 45)
    assert go_back(corrected.store) is None
    report = run_to_end(strip_again(corrected.store))
    assert report.changed == 10
    assert main_text(corrected, 45) == before
    assert chosen(corrected.store) is None
    with pytest.raises(LabelerError, match="there is none before it"):
        go_back(corrected.store)
    assert len(corrected.store.strippers.all()) == 2
    assert faults(corrected.store) == []


def test_what_people_saw_is_known_after_going_back(corrected: Project) -> None:
    adopt(corrected.store, run_to_end(train(corrected)))
    run_to_end(strip_again(corrected.store))
    Labelling(corrected, "Ana").submit(corrected.article_id("45"))
    go_back(corrected.store)
    run_to_end(strip_again(corrected.store, labelled_too=True))
    assert BOX in main_text(corrected, 45)
    (checked,) = (
        each for each in checked_articles(corrected) if each.article.article_id == corrected.article_id("45")
    )
    text = corrected.store.articles.raw_text(checked.article.article_id)
    at = text.index(BOX)
    assert checked.kept([(at, text.index("\n", at))]) == [False]


def test_what_is_labelled_while_articles_are_stripped_again_stays(corrected: Project) -> None:
    adopt(corrected.store, run_to_end(train(corrected)))
    steps = strip_again(corrected.store)
    next(steps)
    Labelling(corrected, "Ben").submit(corrected.article_id("49"))
    report = run_to_end(steps)
    assert (report.changed, report.left) == (9, 41)
    assert BOX in main_text(corrected, 49)


def test_a_damaged_stripper_is_told_in_words(corrected: Project) -> None:
    adopt(corrected.store, run_to_end(train(corrected)))
    row = chosen(corrected.store)
    assert row is not None
    for broken in (b"", b"\0\x11", (row.text_model or b"")[:500]):
        with pytest.raises(LabelerError, match=r"is damaged\. Go back"):
            Stripper.of_row(row._replace(text_model=broken))


def test_with_too_little_to_learn_from_it_says_so(project: Project, tmp_path: Path) -> None:
    import_pages(project, tmp_path, range(25))
    with pytest.raises(LabelerError, match=r"0 articles judged, 0 corrected\. At least 20 judged"):
        run_to_end(train(project))
    correct(project, range(12))
    with pytest.raises(LabelerError, match="12 articles judged, 12 corrected"):
        run_to_end(train(project))


def test_divided_people_teach_nothing_and_do_not_count(project: Project, tmp_path: Path) -> None:
    import_pages(project, tmp_path, [1])
    correct(project, [1])
    project.enter_annotator("Ben")
    article = project.article_id("1")
    submitted = event(
        article, "@state", value={"state": "submitted"}, annotator="Ben", codebook=project.codebook_digest
    )
    project.store.labels.append([submitted])
    (checked,) = checked_articles(project)
    text = project.store.articles.raw_text(article)
    at = text.index(BOX)
    assert checked.kept([(at, text.index("\n", at)), (0, text.index("\n"))]) == [None, True]
    (quality,) = run_to_end(article_qualities(project))
    assert quality.quality.f1 == 1.0


def test_a_stripper_of_another_version_is_refused_in_words(corrected: Project) -> None:
    adopt(corrected.store, run_to_end(train(corrected)))
    row = chosen(corrected.store)
    assert row is not None
    assert row.text_model is not None
    with pytest.raises(LabelerError, match=r"another version of the program\. Train it again, or go back"):
        Stripper.of_row(row._replace(page_model=row.text_model))


def test_web_pages_are_learned_from_too(project: Project, tmp_path: Path) -> None:
    def html(number: int) -> str:
        lines = page(number).splitlines()
        body = "".join(f"<p>{line}</p>" for line in lines[2:])
        return f"<html><head><title>{lines[0]}</title></head><body><article><h1>{lines[0]}</h1>{body}</article></body></html>"

    rows = [{"id": str(n), "source": SOURCES[n % 2], "html": html(n)} for n in range(32)]
    import_all(project, write_jsonl(tmp_path / "pages.jsonl", rows))
    correct(project, range(30))
    training = run_to_end(train(project))
    assert training.gain.better == 30
    adopt(project.store, training)
    run_to_end(strip_again(project.store))
    assert BOX in main_text(project, 1)
    assert BOX not in main_text(project, 31)


def test_short_captures_lose_what_people_dropped_and_nothing_else(project: Project, tmp_path: Path) -> None:
    """What is learned comes on top of how far the program thinks that the article reaches, and does not move that."""
    box = f"{BOX} our reporters have followed the levy for years and write about it in every issue of the paper."

    def short(number: int) -> str:
        headline = f"Council of town {number} votes on the levy after a long debate"
        told = [sentences(100 * number + part, 2) for part in range(3)]
        return "\n".join(["Home", "News", headline, "By Nora Quist", *told[:2], box, told[2], "Share"]) + "\n"

    rows = [{"id": str(number), "text": short(number)} for number in range(24)]
    import_all(project, write_jsonl(tmp_path / "short.jsonl", rows))
    assert sum(box in main_text(project, number) for number in range(24)) > 20
    correct(project, range(24))
    training = run_to_end(train(project))
    gain = training.gain
    assert (gain.better + (24 - gain.corrected), gain.worse) == (24, 0)
    assert gain.after > 0.99
    assert training.stripper.taught == {}
    assert training.sentence() == (
        f"{gain.sentence()} 24 judged articles without a source taught no line that comes again: these are remembered "
        "by source."
    )


def test_what_a_line_says_of_itself_can_be_unlearned(project: Project, tmp_path: Path) -> None:
    """Whoever keeps captions gets them kept, though the program takes much from the log-odds of a caption."""

    def captioned(number: int) -> str:
        told = [sentences(100 * number + part, 3) for part in range(3)]
        caption = f"Photo: {sentences(50_000 + number, 1)} Harbour Press Pictures"
        headline = f"Council of town {number} votes on the levy after a long debate"
        return "\n".join([headline, told[0], caption, *told[1:]]) + "\n"

    rows = [{"id": str(number), "text": captioned(number)} for number in range(30)]
    import_all(project, write_jsonl(tmp_path / "captions.jsonl", rows))
    assert not any("Photo:" in main_text(project, number) for number in range(30))
    project.enter_annotator("Ana")
    events = []
    for number in range(30):
        article = project.article_id(str(number))
        text = project.store.articles.raw_text(article)
        at = text.index("Photo:")
        value = {"kept": [[at, text.index("\n", at)]], "dropped": []}
        events.append(
            event(article, "boilerplate", value=value, annotator="Ana", codebook=project.codebook_digest)
        )
    project.store.labels.append(events)
    gain = run_to_end(train(project)).gain
    assert (gain.better, gain.worse) == (30, 0)


@pytest.mark.parametrize("sizes", [[1] * 30, [17, 9, *[1] * 14], [40]])
def test_folds_are_as_even_as_groups_let_them(sizes: list[int]) -> None:
    groups = [str(number) for number, size in enumerate(sizes) for _ in range(size)]
    found = _folds(groups, 0)
    assert len(set(zip(groups, found, strict=True))) == len(sizes), "a group is all in one"
    held = Counter(found)
    assert max(held.values()) - min(held.get(fold, 0) for fold in range(5)) <= max(sizes)
    assert _folds(groups, 1) != found or len(sizes) == 1
    assert _folds(groups, 0) == found


@pytest.mark.parametrize(
    ("after", "low", "said"), [(0.97, 0.01, False), (0.97, -0.01, True), (0.94, -0.03, False)]
)
def test_a_gain_that_may_be_chance_is_said_to_be(after: float, low: float, said: bool) -> None:
    gain = Gain(40, 20, before=0.95, after=after, low=low, high=0.05, better=5, worse=3)
    assert gain.sentence().endswith("may be chance.") is said
