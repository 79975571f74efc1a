from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from db.articles import Articles
from db.digests import sha256_bytes
from db.store import Store
from labeler.importing import ImportReport, import_paths
from labeler.progress import Failure, run_to_end
from labeler.project import Project
from labeler.readers.source import Skipped
from labeler.stripping import strip_again
from tests.builders import CODEBOOK, capture_text, faults, import_all, sentences, tables, write_jsonl
from tests.labeler.readers.made_files import record, response

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db.records import Extraction


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    """Captures of every kind, two of them alike, and two that cannot be read."""
    folder = tmp_path / "captures"
    (folder / "deep").mkdir(parents=True)
    for number in range(6):
        (folder / f"{number}.txt").write_text(capture_text(number), encoding="utf-8")
    body = capture_text(1).replace("\n\n", "</p><p>")
    (folder / "deep" / "page.html").write_text(
        f'<html lang="en"><head><title>Page</title></head><body><article><p>{body}</p></article></body></html>',
        encoding="utf-8",
    )
    rows = [{"id": str(number), "text": capture_text(number), "desk": "sea"} for number in range(20, 44)]
    write_jsonl(folder / "rows.jsonl", rows)
    (folder / "table.csv").write_text(f'text,title\n"{capture_text(70)}",Given title\n', encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    return folder


ARTICLES = 6 + 1 + 24 + 1


def whole(store: Store) -> bool:
    """Whether every article has its raw bytes, a capture and an extraction, and nothing is damaged."""
    for article in store.articles.all():
        extraction = store.articles.extraction(article.article_id)
        assert store.articles.raw_size(article.article_id) > 0
        assert store.articles.captures(article.article_id)
        assert extraction is not None
        assert extraction.blocks
    return faults(store) == []


def test_everything_readable_is_imported_and_the_rest_named(project: Project, captures: Path) -> None:
    report = import_all(project, captures, captures / "missing")
    assert (report.added, report.known, report.captures) == (ARTICLES, 0, 0)
    assert {failure.where: failure.why for failure in report.failures} == {
        str(captures / "missing"): "There is no such file or folder.",
        "empty.txt": "It is empty.",
        "picture.txt": "It is not text: it holds zero bytes and is no Unicode encoding.",
    }
    assert report.sentence() == f"{ARTICLES} articles added. 3 items were not read."
    assert whole(project.store)


def test_what_a_capture_says_of_itself_is_kept(project: Project, captures: Path) -> None:
    import_all(project, captures)
    store = project.store
    page = store.articles.get(project.article_id("page.html"))
    assert page is not None
    assert (page.media_type, page.language, page.encoding) == ("text/html", "en", "utf-8")
    row = store.articles.captures(project.article_id("20"))[0]
    assert (row.file_name, row.given_id, row.metadata) == ("rows.jsonl", "20", {"desk": "sea"})
    table = store.articles.get(project.article_id("table.csv"))
    assert table is not None
    assert table.title == "Given title"
    first = store.articles.get(project.article_id("0.txt"))
    assert first is not None
    assert first.title == "Council of town 0 votes on the levy after a long debate"


def test_the_encoding_is_recorded_in_the_article(project: Project, seeds: Path) -> None:
    import_all(
        project,
        seeds / "captures" / "013_kelmarer_bote.html",
        seeds / "captures" / "014_kuesten_anzeiger.txt",
    )
    assert [article.encoding for article in project.store.articles.all()] == ["cp1252", "utf-8"]


def test_importing_again_changes_nothing_and_says_so(project: Project, captures: Path) -> None:
    import_all(project, captures)
    before = tables(project.store)
    report = import_all(project, captures)
    assert (report.added, report.known, report.captures, report.pairs) == (0, ARTICLES, 0, None)
    assert report.sentence().startswith(f"Nothing new: {ARTICLES} articles were there already.")
    assert tables(project.store) == before


def test_the_same_bytes_under_another_name_and_address_are_one_article(
    project: Project, tmp_path: Path
) -> None:
    text = capture_text(1)
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    (tmp_path / "two.txt").write_text(text, encoding="utf-8")
    rows = write_jsonl(
        tmp_path / "rows.jsonl", [{"text": text, "url": f"http://{n}.example"} for n in range(2)]
    )
    report = import_all(project, tmp_path / "one.txt", tmp_path / "two.txt", rows)
    assert (report.added, report.known, report.captures) == (1, 3, 3)
    (article,) = project.store.articles.all()
    found = project.store.articles.captures(article.article_id)
    assert {(capture.file_name, capture.url) for capture in found} == {
        ("one.txt", None),
        ("two.txt", None),
        ("rows.jsonl", "http://0.example"),
        ("rows.jsonl", "http://1.example"),
    }


def test_a_changed_byte_is_another_article(project: Project, tmp_path: Path) -> None:
    for name, text in (("a.txt", capture_text(1)), ("b.txt", capture_text(1) + " ")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert import_all(project, tmp_path / "a.txt", tmp_path / "b.txt").added == 2


def test_cancelled_after_any_step_whole_articles_stay_and_the_next_import_completes(
    captures: Path, tmp_path: Path
) -> None:
    with Project.create(tmp_path / "straight.labeler", CODEBOOK) as straight:
        import_all(straight, captures)
        expected_pairs = straight.store.pairs.all()
        expected = [article.article_id for article in straight.store.articles.all()]
    assert expected_pairs
    for steps_taken in itertools.count(1):
        with Project.create(tmp_path / f"{steps_taken}.labeler", CODEBOOK) as project:
            steps = import_paths(project.store, [captures])
            taken = sum(1 for _ in itertools.islice(steps, steps_taken))
            steps.close()
            assert whole(project.store)
            if taken < steps_taken:
                break
            import_all(project, captures)
            assert [article.article_id for article in project.store.articles.all()] == expected
            assert project.store.pairs.all() == expected_pairs
            assert whole(project.store)
    assert steps_taken > 8


def test_interrupted_between_two_writes_nothing_of_the_batch_stays(
    project: Project, captures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = Articles.add_extraction, itertools.count(1)

    def interrupted(self: Articles, extraction: Extraction, now: str) -> None:
        if next(calls) == 20:
            raise KeyboardInterrupt
        real(self, extraction, now)

    with monkeypatch.context() as breakage:
        breakage.setattr(Articles, "add_extraction", interrupted)
        with pytest.raises(KeyboardInterrupt):
            import_all(project, captures)
    assert 0 < project.store.articles.count() < 20
    assert whole(project.store)
    import_all(project, captures)
    assert project.store.articles.count() == ARTICLES


def test_another_program_may_write_between_any_two_steps(project: Project, captures: Path) -> None:
    with Store.open(project.path) as other:
        for number, _ in enumerate(import_paths(project.store, [captures])):
            other.codebooks.add_annotator(f"Annotator {number}", "2026-03-01T08:00:00.000+00:00")
    assert project.store.articles.count() == ARTICLES


def test_progress_counts_up_and_ends_at_the_whole(project: Project, captures: Path) -> None:
    steps = list(import_paths(project.store, [captures]))
    assert (steps[-1].done, steps[-1].note) == (steps[-1].total, "Done")
    assert all(step.total is None or step.done <= step.total for step in steps)


def test_candidates_are_compared_anew_when_articles_come(project: Project, tmp_path: Path) -> None:
    first = tmp_path / "first.txt"
    first.write_text(capture_text(1), encoding="utf-8")
    assert import_all(project, first).pairs == 0
    copy = tmp_path / "copy.txt"
    copy.write_text(capture_text(1) + "\n" + sentences(9, 2) + "\n", encoding="utf-8")
    assert import_all(project, copy).pairs == 1
    (pair,) = project.store.pairs.all()
    assert {pair.left, pair.right} == {article.article_id for article in project.store.articles.all()}


def test_records_without_an_article_are_counted_and_no_failures(project: Project, tmp_path: Path) -> None:
    pages = [f"<html><body><p>{sentences(number, 6)}</p></body></html>".encode() for number in range(3)]
    crawl = tmp_path / "crawl.warc"
    crawl.write_bytes(
        b"".join(response(page, f"http://bote.example/{n}") for n, page in enumerate([*pages, pages[0]]))
        + response(b"\x89PNG", Content_Type="image/png") * 2
        + record("warcinfo", b"software: x")
        + response(b"<html><head><script>start()</script></head><body></body></html>")
        + response(b"\0" * 50)
    )
    report = import_all(project, crawl)
    assert (report.added, report.known, report.captures) == (3, 1, 1)
    assert report.sentence() == (
        "3 articles added, 1 known already. 1 item was not read. 4 records without an article passed over."
    )
    assert report.details() == [
        "crawl.warc, record 9: It is not text: it holds zero bytes and is no Unicode encoding.",
        "crawl.warc: 2 records passed over: of type image.",
        "crawl.warc: 1 record passed over: of kind warcinfo.",
        "crawl.warc: 1 record passed over: without a text.",
    ]
    assert {capture.url for capture in project.store.articles.captures(sha256_bytes(pages[0]))} == {
        "http://bote.example/0",
        "http://bote.example/3",
    }
    assert whole(project.store)


def test_a_file_of_nothing_but_pictures_goes_on_by_steps(project: Project, tmp_path: Path) -> None:
    crawl = tmp_path / "crawl.warc"
    crawl.write_bytes(response(b"\x89PNG", Content_Type="image/png") * 1000)
    steps = import_paths(project.store, [crawl])
    notes = [next(steps).note for _ in range(40)]
    assert notes[-1] == "Reading crawl.warc, item 624"
    steps.close()


def test_a_page_is_stripped_again_in_the_encoding_its_server_named(project: Project, tmp_path: Path) -> None:
    text = "Гавань снова открыта для паромов после трёхдневного шторма. " * 8
    page = f"<html><body><article><h1>Гавань</h1><p>{text}</p></article></body></html>"
    crawl = tmp_path / "crawl.warc"
    crawl.write_bytes(response(page.encode("koi8-r"), Content_Type="text/html; charset=koi8-r"))
    import_all(project, crawl)
    (article,) = project.store.articles.all()
    assert article.encoding == "koi8-r"
    assert text.strip() in project.store.articles.raw_text(article.article_id)
    report = run_to_end(strip_again(project.store))
    assert (report.same, report.changed, report.kept) == (1, 0, 0)


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (ImportReport(), "No article was found."),
        (ImportReport(added=1), "1 article added."),
        (ImportReport(added=2, known=1), "2 articles added, 1 known already."),
        (ImportReport(known=1), "Nothing new: 1 article was there already."),
        (ImportReport(known=2, captures=1), "0 articles added, 2 known already."),
        (ImportReport(failures=[Failure("a", "b")]), "No article was found. 1 item was not read."),
        (
            ImportReport(added=1, skipped=Counter([Skipped("a", "b")])),
            "1 article added. 1 record without an article passed over.",
        ),
    ],
)
def test_the_report_is_a_sentence(report: ImportReport, sentence: str) -> None:
    assert report.sentence() == sentence


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda path: path.write_text("x", encoding="utf-8"), id="one character"),
        pytest.param(lambda path: path.write_text("* * *\n-\n", encoding="utf-8"), id="no words"),
        pytest.param(
            lambda path: path.write_text("a\0b\n" * 3 + "c" * 300, encoding="utf-8"), id="zero bytes"
        ),
        pytest.param(lambda path: path.write_text("word " * 200_000, encoding="utf-8"), id="one long line"),
        pytest.param(
            lambda path: path.write_text("\u202e\u200f\u2066 ‮abc\n", encoding="utf-8"), id="formatting"
        ),
    ],
)
def test_odd_texts_are_imported_whole(project: Project, tmp_path: Path, make: Callable[[Path], int]) -> None:
    path = tmp_path / "odd.txt"
    make(path)
    assert run_to_end(import_paths(project.store, [path])).added == 1
    (article,) = project.store.articles.all()
    assert article.title
    assert project.store.articles.raw_text(article.article_id) == path.read_text(encoding="utf-8")
    assert faults(project.store) == []


def test_without_a_headline_an_article_is_named_by_its_own_first_line(
    project: Project, tmp_path: Path
) -> None:
    told = [sentences(each, 3) for each in (1, 2, 3)]
    (tmp_path / "item.txt").write_text("\n\n".join(["Home", "x", *told]), encoding="utf-8")
    import_all(project, tmp_path / "item.txt")
    (title,) = project.store.articles.titles().values()
    assert title.startswith(told[0][:20])
