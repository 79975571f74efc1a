from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from labeler.boilerplate.html import strip_html
from labeler.boilerplate.plain_text import strip_text
from tests.builders import capture_text, write_jsonl

if TYPE_CHECKING:
    from pathlib import Path

    from db.records import Json
    from tests.ui.cli.conftest import Run

PAGE = "<html><head><title>T</title></head><body><nav><a href='/'>Home</a></nav><article>{}</article></body></html>"


def page(number: int) -> str:
    return PAGE.format("".join(f"<p>{part}</p>" for part in capture_text(number).strip().split("\n\n")))


def lines_of(rows: list[Json]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def answers(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_the_main_text_of_files_and_of_standard_input_is_printed(run: Run, tmp_path: Path) -> None:
    text = "Home | News | Sport\n\n" + capture_text(1)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    expected = strip_text(text).main_text + "\n"
    assert expected.strip()
    assert run("strip", tmp_path / "a.txt") == (0, expected, "")
    assert run("strip", "-", stdin=text.encode()) == (0, expected, "")
    assert run("strip", stdin=text.encode()) == (0, expected, "")


def test_a_page_on_standard_input_is_known_by_its_tags(run: Run) -> None:
    assert run("strip", "-", stdin=page(1).encode()).out == strip_html(page(1)).main_text + "\n"


def test_several_files_are_told_apart_and_a_bad_one_does_not_stop_the_rest(run: Run, tmp_path: Path) -> None:
    good, picture, last = (tmp_path / name for name in ("a.txt", "b.txt", "c.txt"))
    for path in (good, last):
        path.write_text(capture_text(1), encoding="utf-8")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    code, out, err = run("strip", good, picture, tmp_path / "missing.txt", last)
    assert code == 1
    assert [line for line in out.splitlines() if line.startswith("==>")] == [
        f"==> {good} <==",
        f"==> {last} <==",
    ]
    assert [line.split(": ")[1] for line in err.splitlines()] == [
        str(picture),
        f"{tmp_path / 'missing.txt'} cannot be read (No such file or directory).",
    ]


def test_blocks_are_shown_with_decision_and_reason(run: Run, tmp_path: Path) -> None:
    text = "Home | News | Sport\n\n" + capture_text(1)
    out = run("strip", "--blocks", stdin=text.encode()).out.splitlines()
    blocks = strip_text(text).blocks
    assert [line.split()[0] for line in out] == ["kept" if block.kept else "dropped" for block in blocks]
    assert all(block.reason in line for line, block in zip(out, blocks, strict=True))


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_an_empty_input_has_no_article_and_is_no_fault(run: Run, content: bytes) -> None:
    code, out, err = run("strip", "-", stdin=content)
    assert (code, out) == (0, "")
    assert "no article found" in err


def test_rows_are_answered_one_by_one_in_order(run: Run) -> None:
    text = "Home | News\n\n" + capture_text(2)
    rows: list[Json] = [
        {"id": "a", "text": text},
        {"id": 7, "lines": text.split("\n")},
        {"id": None, "html": page(3), "url": "http://a.example"},
        {"text": ""},
    ]
    code, out, err = run("strip", "--jsonl", "-", stdin=lines_of(rows))
    assert (code, err) == (0, "")
    found = answers(out)
    assert [each["id"] for each in found] == ["a", 7, None, None]
    assert all(each.keys() == {"id", "kept_lines", "text"} for each in found)
    assert found[0]["text"] == found[1]["text"] == strip_text(text).main_text
    assert found[0]["kept_lines"] == found[1]["kept_lines"]
    assert found[2]["text"] == strip_html(page(3)).main_text
    assert (found[3]["text"], found[3]["kept_lines"]) == ("", [])


def test_the_text_of_a_page_leaves_out_its_headline_which_is_the_title(run: Run) -> None:
    headline, *told = capture_text(2).strip().split("\n\n")
    html = f"<html><head><title>{headline} | Post</title></head><body><h1>{headline}</h1>"
    html += "".join(f"<p>{each}</p>" for each in told) + "</body></html>"
    (found,) = answers(run("strip", "--jsonl", "--blocks", stdin=lines_of([{"html": html}])).out)
    assert (found["title"], found["text"]) == (headline, "\n".join(told))
    assert [block["reason"] for block in found["blocks"]][found["kept_lines"][0]] == "headline"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_kept_lines_count_the_lines_of_the_input(run: Run, line_end: str) -> None:
    text = "Home | News\n\n" + capture_text(2)
    (found,) = answers(run("strip", "--jsonl", stdin=lines_of([{"text": text.replace("\n", line_end)}])).out)
    lines = text.split("\n")
    assert "\n".join(lines[number].strip() for number in found["kept_lines"]) == found["text"]
    assert found["text"]


def test_a_line_of_the_list_stays_one_line_whatever_it_holds(run: Run) -> None:
    lines = ["Menu\r\nwith ends", *capture_text(2).replace("\n\n", "\n").strip().split("\n"), ""]
    (found,) = answers(run("strip", "--jsonl", stdin=lines_of([{"lines": lines}])).out)
    assert found["kept_lines"]
    assert max(found["kept_lines"]) < len(lines)
    assert [lines[number] for number in found["kept_lines"]] == found["text"].split("\n")


def test_the_samples_lines_are_counted_as_their_truth_counts_them(run: Run, seeds: Path) -> None:
    text = (seeds / "captures" / "010_velmora_evening.txt").read_text(encoding="utf-8")
    (found,) = answers(run("strip", "--jsonl", stdin=lines_of([{"lines": text.split("\n")}])).out)
    lines = text.split("\n")
    assert [lines[number].strip() for number in found["kept_lines"]] == found["text"].split("\n")


def test_a_bad_row_is_answered_with_its_error_and_the_rest_goes_on(run: Run) -> None:
    good = lines_of([{"id": 1, "text": capture_text(1)}])
    bad = [b"{broken", b"[1]", b'{"id": 2}', b'{"id": NaN, "text": "x"}', b"caf\xe9", b"[" * 100_000]
    code, out, err = run("strip", "--jsonl", "-", stdin=good + b"\n".join(bad) + b"\n\n" + good)
    assert code == 1
    found = answers(out)
    assert [bool(each["text"]) for each in found] == [True, *[False] * len(bad), True]
    assert all(each["error"] and each["kept_lines"] == [] for each in found[1:-1])
    assert [each["id"] for each in found] == [1, None, None, 2, None, None, None, 1]
    assert [line.split(":")[1] for line in err.splitlines()] == [
        f" standard input, line {n}" for n in range(2, 8)
    ]


def test_half_a_character_does_not_stop_the_answers(run: Run) -> None:
    code, out, _ = run(
        "strip", "--jsonl", stdin=b'{"id": "\\ud83d", "text": "half \\ud83d"}\n{"id": 2, "text": "x"}\n'
    )
    assert code == 0
    assert [each["id"] for each in answers(out)] == ["\ufffd", 2]


def test_blocks_are_answered_with_their_offsets(run: Run, tmp_path: Path) -> None:
    text = "Home | News\n\n" + capture_text(2)
    rows = write_jsonl(tmp_path / "rows.jsonl", [{"text": text}])
    (found,) = answers(run("strip", "--jsonl", "--blocks", rows).out)
    kept = [text[block["start"] : block["end"]] for block in found["blocks"] if block["kept"]]
    assert "\n".join(kept) == found["text"]
    assert all(block["reason"] and 0 <= block["probability"] <= 1 for block in found["blocks"])


def test_several_processes_answer_alike_and_in_order(run: Run) -> None:
    rows = [{"id": n, "text": page_text(n)} for n in range(20)]
    given = lines_of(rows) + b"{broken\n" + lines_of([{"id": "last", "html": page(1)}])
    alone, together = (
        run("strip", "--jsonl", stdin=given),
        run("strip", "--jsonl", "--jobs", "2", stdin=given),
    )
    assert together == alone
    assert together.code == 1
    assert [each["id"] for each in answers(together.out)] == [*range(20), None, "last"]
    assert run("strip", "--jobs", "2", stdin=b"text").code == 2


def page_text(number: int) -> str:
    """A capture of its own."""
    story = [
        f"The harbour closed for the {number}th time on Tuesday, and nobody said why it had been."
        for _ in range(4)
    ]
    return "\n".join(["Home", "News", f"Harbour closed {number} times", *story])
