from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.progress import Failure
from labeler.readers.choose import read_file
from labeler.readers.source import HTML, Source

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, content: str, encoding: str = "utf-8") -> tuple[list[Source], list[Failure]]:
    path = tmp_path / "rows.csv"
    path.write_bytes(content.encode(encoding))
    found = list(read_file(path))
    return [each for each in found if isinstance(each, Source)], [
        each for each in found if isinstance(each, Failure)
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_columns_are_found_by_the_header_whatever_parts_them(
    tmp_path: Path, delimiter: str, line_end: str
) -> None:
    rows = [
        ["ID", " Url ", "text", "desk"],
        ["1", "http://one.example", 'She said "no, never; ever".', "sea"],
        ["2", "http://two.example", "Line one.\nLine two.\ttabbed", ""],
    ]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    sources, failures = read(tmp_path, out.getvalue())
    assert failures == []
    assert [source.content for source in sources] == [rows[1][2], rows[2][2]]
    assert [source.capture.given_id for source in sources] == ["1", "2"]
    assert [source.capture.url for source in sources] == ["http://one.example", "http://two.example"]
    assert [source.capture.metadata for source in sources] == [{"desk": "sea"}, {}]
    assert {source.capture.file_name for source in sources} == {"rows.csv"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_are_read_in_their_encoding(tmp_path: Path, encoding: str) -> None:
    (source,), failures = read(tmp_path, "text,title\nDer Hafen öffnet.,Früh\n", encoding)
    assert (source.content, source.capture.title, failures) == ("Der Hafen öffnet.", "Früh", [])


def test_a_page_may_stand_in_a_cell(tmp_path: Path) -> None:
    (source,), _ = read(tmp_path, 'html,id\n"<p class=""a"">The page.</p>",9\n')
    assert (source.media_type, source.content) == (HTML, '<p class="a">The page.</p>')


def test_bad_rows_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = ["id,text", "1,One.", "2,Two,many", "3", "4,  ", ",,", "", '5,"quoted" and more', "6,Six."]
    sources, failures = read(tmp_path, "\n".join(rows) + "\n")
    assert [source.content for source in sources] == ["One.", "Six."]
    assert [(failure.where, failure.why.split(":")[0]) for failure in failures] == [
        ("rows.csv, row 3", "It has 3 fields where the header has 2."),
        ("rows.csv, row 4", "It has 1 fields where the header has 2."),
        ("rows.csv, row 5", "Its text is empty."),
        ("rows.csv, row 8", "It cannot be read as CSV"),
    ]


def test_a_quote_that_never_ends_is_a_failure(tmp_path: Path) -> None:
    sources, failures = read(tmp_path, 'text\nOne.\n"never\nends')
    assert [source.content for source in sources] == ["One."]
    assert [failure.where for failure in failures] == ["rows.csv, row 3"]


def test_a_table_of_labels_is_sent_to_the_other_command(tmp_path: Path) -> None:
    sources, (failure,) = read(tmp_path, "annotator,article,question,value\nAna,1,topic,[]\n")
    assert sources == []
    assert "must name the columns" in failure.why


def test_a_long_article_fits_in_a_cell(tmp_path: Path) -> None:
    text = "Long. " * 100_000
    (source,), _ = read(tmp_path, f'text\n"{text}"\n')
    assert source.content == text


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.lists(CELLS.filter(str.strip), min_size=1))
def test_whatever_a_csv_writer_wrote_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["id", "text"], *([str(place), text] for place, text in enumerate(texts))])
    sources, failures = read(tmp_path_factory.mktemp("csv"), out.getvalue())
    assert failures == []
    assert [source.content for source in sources] == texts
