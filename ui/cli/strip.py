"""The `strip` command: main text out of captures, no project needed."""

from __future__ import annotations

import bisect
import contextlib
import json
import multiprocessing
import re
import sys
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import click

from labeler.boilerplate.html import strip_html
from labeler.boilerplate.plain_text import strip_text
from labeler.errors import LabelerError
from labeler.readers.decoding import decode
from labeler.readers.files import looks_like_html
from labeler.readers.rows import json_object
from ui.cli.output import say, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from db.records import Json
    from labeler.boilerplate.stripped import Stripped

_LINE_END = re.compile(r"\r\n|\n|\r")
_IN_HAND = 8
"""So many lines a process are read ahead."""


@click.command()
@click.argument("files", nargs=-1, type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "--jsonl", is_flag=True, help='Read {"id", "lines" | "text" | "html"} a line, answer a line each.'
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="With --jsonl: work in so many processes.",
)
@click.option("--blocks", is_flag=True, help="Show every block with its decision and reason.")
def strip(files: tuple[Path, ...], *, jsonl: bool, jobs: int, blocks: bool) -> None:
    """Print the main text of FILES (text or HTML; “-” or nothing is standard input).

    With --jsonl the input is JSON Lines and the answer is {"id", "kept_lines", "text"} a line, in order;
    kept_lines counts the lines of the input from 0. For HTML these are the lines of the page as rendered, and the
    text leaves out the headline. --blocks adds the title, and every block with its reason and probability.

    \b
    Example:
      labeler strip page.html
      cat capture.txt | labeler strip -
      labeler strip --jsonl - < pages.jsonl
      labeler strip --jsonl --jobs 4 - < pages.jsonl
    """
    if jobs > 1 and not jsonl:
        raise click.UsageError("--jobs is for --jsonl.")
    failed = False
    for path in files or (Path("-"),):
        name = "standard input" if str(path) == "-" else str(path)
        try:
            with contextlib.nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as file:
                if jsonl:
                    failed |= _strip_lines(file, name, jobs=jobs, blocks=blocks)
                    continue
                stripped = _strip_capture(file.read(), path)
        except BrokenPipeError:
            raise  # the reader of our output went away: no fault of this file
        except OSError as error:
            tell(f"labeler: {name} cannot be read ({error.strerror or error}).")
            failed = True
            continue
        except LabelerError as error:
            tell(f"labeler: {name}: {error}")
            failed = True
            continue
        if len(files) > 1:
            say(f"==> {name} <==")
        if blocks:
            _say_blocks(stripped)
        elif stripped.main_text:
            say(stripped.main_text)
        else:
            tell(f"labeler: {name}: no article found.")
    if failed:
        sys.exit(1)


def _say_blocks(stripped: Stripped) -> None:
    """Every block with its decision and reason."""
    for block in stripped.blocks:
        mark = "kept   " if block.kept else "dropped"
        say(f"{mark} {block.probability:.2f}  {block.reason:<32}  {stripped.text[block.start : block.end]}")


def _strip_capture(data: bytes, path: Path) -> Stripped:
    text, _ = decode(data, html=b"<" in data)
    if looks_like_html(path.suffix, text):
        return strip_html(text)
    return strip_text(text)


def _strip_lines(lines: Iterable[bytes], name: str, *, jobs: int, blocks: bool) -> bool:
    """Answers each line in order; returns whether any was bad. A bad line is answered with its error."""
    failed = False
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
    for number, (answer, error) in _answered(numbered, jobs, blocks=blocks):
        if error:
            failed = True
            tell(f"labeler: {name}, line {number}: {error}")
        # ASCII only: a half character in the input must not stop the rest from being answered.
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    return failed


def _answered(
    numbered: Iterable[tuple[int, bytes]], jobs: int, *, blocks: bool
) -> Iterator[tuple[int, tuple[Json, str]]]:
    """The answers in the order of the lines; several processes have a few lines each in hand, never all."""
    if jobs == 1:
        yield from ((number, _answer_or_error(line, blocks)) for number, line in numbered)
        return
    waiting: deque[tuple[int, Future[tuple[Json, str]]]] = deque()
    # Spawned, not forked: the parent may hold threads.
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        for number, line in numbered:
            waiting.append((number, pool.submit(_answer_or_error, line, blocks)))
            if len(waiting) >= _IN_HAND * jobs:
                first, done = waiting.popleft()
                yield first, done.result()
        while waiting:
            first, done = waiting.popleft()
            yield first, done.result()


def _answer_or_error(line: bytes, blocks: bool) -> tuple[Json, str]:
    """The answer to a line, and what is wrong with it, or ""."""
    try:
        return _answer(line, blocks=blocks), ""
    except LabelerError as error:
        return {"id": _id_of(line), "kept_lines": [], "text": "", "error": str(error)}, str(error)


def _id_of(line: bytes) -> Json:
    """The id in a line that could not be answered, or None."""
    try:
        return json_object(line).get("id")
    except LabelerError:
        return None


def _answer(line: bytes, *, blocks: bool) -> Json:
    row = json_object(line)
    stripped: Stripped
    page = isinstance(row.get("html"), str)
    if page:
        stripped = strip_html(row["html"], row.get("url"))
    elif isinstance(row.get("lines"), list):
        # An entry of the list stays one line, whatever line ends it holds.
        stripped = strip_text("\n".join(_LINE_END.sub(" ", str(entry)) for entry in row["lines"]))
    elif isinstance(row.get("text"), str):
        stripped = strip_text(row["text"])
    else:
        raise LabelerError("It has neither “lines” nor “text” nor “html”.")
    answer: Json = {
        "id": row.get("id"),
        "kept_lines": _kept_lines(stripped),
        "text": stripped.text_below_headline if page else stripped.main_text,
    }
    if blocks:
        answer["title"] = stripped.title
        answer["blocks"] = [
            {
                "start": block.start,
                "end": block.end,
                "kept": block.kept,
                "reason": block.reason,
                "probability": round(block.probability, 3),
            }
            for block in stripped.blocks
        ]
    return answer


def _kept_lines(stripped: Stripped) -> list[int]:
    """The lines that hold kept blocks, counted from 0."""
    ends = [found.end() for found in _LINE_END.finditer(stripped.text)]
    return [bisect.bisect_right(ends, block.start) for block in stripped.blocks if block.kept]
