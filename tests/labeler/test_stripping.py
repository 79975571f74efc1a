from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders import event, import_all, sentences, write_jsonl
from tests.labeler.correcting import main_text

if TYPE_CHECKING:
    from pathlib import Path

    from labeler.project import Project

PROMO = "Old ships of the coast have carried grain, wool and letters between the islands since the storm."


def bring(project: Project, folder: Path, numbers: range, source: str | None = "The Courier") -> None:
    """Imports pages of one source that all hold the same sentence."""
    rows = []
    for number in numbers:
        told = [sentences(100 * number + part, 4) for part in range(4)]
        text = "\n".join([f"Town {number} opens its new bridge to the island", *told[:2], PROMO, *told[2:]])
        rows.append({"id": str(number), "text": text} | ({"source": source} if source else {}))
    import_all(project, write_jsonl(folder / f"{numbers.start}.jsonl", rows))


def reason(project: Project, number: int) -> str:
    article = project.article_id(str(number))
    text, extraction = project.store.articles.raw_text(article), project.store.articles.extraction(article)
    assert extraction is not None
    return next(block.reason for block in extraction.blocks if text.startswith(PROMO, block.start))


def test_a_sentence_on_every_page_of_a_source_is_no_part_of_an_article(
    project: Project, tmp_path: Path
) -> None:
    bring(project, tmp_path, range(20))
    assert all(PROMO not in main_text(project, number) for number in range(20))
    assert reason(project, 0) == "repeats on 20 pages of this source"
    bring(project, tmp_path, range(30, 31))
    assert reason(project, 30) == "repeats on 21 pages of this source"


def test_few_pages_or_no_source_say_nothing(project: Project, tmp_path: Path) -> None:
    bring(project, tmp_path, range(2))
    bring(project, tmp_path, range(100, 120), source=None)
    assert PROMO in main_text(project, 0)
    assert PROMO in main_text(project, 110)


def test_a_labelled_article_keeps_its_text_when_others_arrive(project: Project, tmp_path: Path) -> None:
    bring(project, tmp_path, range(2))
    project.enter_annotator("Ana")
    labelled = project.article_id("0")
    project.store.labels.append([event(labelled, value=["flood"], codebook=project.codebook_digest)])
    bring(project, tmp_path, range(10, 30))
    assert PROMO in main_text(project, 0)
    assert PROMO not in main_text(project, 15)
