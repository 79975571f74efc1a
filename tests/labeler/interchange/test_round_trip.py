"""What goes out to another tool and comes back into a project of the same articles is the same."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from db.records import Block, Capture, Extraction, LabelEvent, Pair, pair_id
from labeler.codebook_files import codebook_from_json
from labeler.flow import JUDGED, STATE
from labeler.interchange.given import utc
from labeler.label_export import export_labels
from labeler.label_import import import_labels
from labeler.progress import run_to_end
from labeler.project import Project
from tests.builders import NOW, add_article, event, faults, titles_differ
from tests.labeler.interchange.giving import standing, times

if TYPE_CHECKING:
    from pathlib import Path

    from db.records import Json
    from labeler.codebook import Codebook
    from labeler.label_export import OutForm

ODD = st.text(
    st.sampled_from(list("a, ;\t\"'\n\r\0|/\\[]{}=🚢港ش\u202e\u2066\u200f\u2028\u0085\ufeff"))
    | st.characters(exclude_categories=["Cs"]),
    min_size=1,
    max_size=8,
)
NAMES = ODD.map(lambda text: " ".join(text.split())).filter(bool)
KEYS = NAMES.filter(lambda text: text[0] != "@")
LINES = ("A headline 🚢", "The first paragraph.", "More on this page", "Read also: the levy")


def book_of(data: st.DataObject) -> Codebook:
    keys = data.draw(st.lists(KEYS, min_size=5, max_size=5, unique=True))
    topics = data.draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    positions = data.draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    kinds: list[Json] = [
        {"kind": "topic", "values": topics},
        {"kind": "stance", "target": "x", "values": positions},
        {"kind": "stance", "target": "y"},
        {"kind": "duplicate"},
        {"kind": "boilerplate"},
    ]
    book = codebook_from_json(
        {"name": "Odd", "question": [{"key": key, **kind} for key, kind in zip(keys, kinds, strict=True)]}
    )
    assume(titles_differ(book))
    return book


def make(path: Path, book: Codebook) -> tuple[Project, list[str], list[tuple[int, int]]]:
    """A project with three articles of four blocks, every second one kept; the same for the same codebook."""
    project = Project.create(path, book)
    ids = []
    for number in range(3):
        text = "\n".join(f"{line} {number}" for line in LINES)
        article = add_article(project.store, text, Capture("all.jsonl", str(number)))
        ends = list(itertools.accumulate(len(line) + 3 for line in LINES))
        spans = [(end - len(line) - 3, end - 1) for end, line in zip(ends, LINES, strict=True)]
        blocks = tuple(Block(*span, place % 2 == 0, "test", 0.5) for place, span in enumerate(spans))
        main_text = "\n".join(text[block.start : block.end] for block in blocks if block.kept)
        project.store.articles.add_extraction(Extraction(article, "test", "2", main_text, blocks), NOW)
        ids.append(article)
    return project, ids, spans


def draw_value(data: st.DataObject, kind: str, values: list[str], spans: list[tuple[int, int]]) -> Json:
    if kind == "topic":
        chosen = data.draw(st.sets(st.sampled_from(values)))
        return [value for value in values if value in chosen]
    if kind == "boilerplate":
        turned = data.draw(st.sets(st.sampled_from(range(len(spans))), min_size=1))
        return {
            "kept": [list(spans[place]) for place in sorted(turned) if place % 2],
            "dropped": [list(spans[place]) for place in sorted(turned) if not place % 2],
        }
    return data.draw(st.sampled_from(values))


def answer(project: Project, ids: list[str], spans: list[tuple[int, int]], data: st.DataObject) -> None:
    """Some answers of every kind, at some times, in no order."""
    annotators = data.draw(st.lists(NAMES, min_size=1, max_size=2, unique=True))
    pairs = [pair_id(*pair) for pair in itertools.combinations(ids, 2)]
    events: list[LabelEvent] = []
    for name, question in itertools.product(annotators, project.codebook.questions):
        project.enter_annotator(name)
        for unit in pairs if question.kind == "duplicate" else ids:
            if data.draw(st.booleans()):
                values = [value.value for value in question.values]
                value = draw_value(data, question.kind, values, spans)
                events.append(event(unit, question.key, value=value, annotator=name))
    for name, unit in itertools.product(annotators, ids):
        if data.draw(st.integers(0, 3)) == 0:
            skipped = {"state": "skipped", "when": "never", "reason": ""}
            events.append(event(unit, STATE, value=skipped, annotator=name))
    for pair in pairs:
        left, right = pair.split(":")
        project.store.pairs.add_if_absent(Pair(left, right, 0.0, 0.0, 0.0, JUDGED))
    moments = st.integers(1_600_000_000_000, 1_700_000_000_000)
    project.store.labels.append(
        [
            LabelEvent(
                each.event_id,
                0,
                each.annotator,
                each.unit_id,
                each.question,
                "answer",
                each.value,
                None,
                project.codebook_digest,
                str(utc(data.draw(moments) / 1000)),
            )
            for each in events
        ]
    )


@pytest.mark.parametrize("form", ["label-studio", "doccano", "prodigy", "table"])
@given(data=st.data())
@settings(max_examples=12)
def test_labels_annotators_times_and_skips_come_back(
    tmp_path_factory: pytest.TempPathFactory, form: OutForm, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("round")
    book = book_of(data)
    source, ids, spans = make(folder / "source.labeler", book)
    target, same_ids, _ = make(folder / "target.labeler", book)
    with source, target:
        assert ids == same_ids
        answer(source, ids, spans, data)
        # What each export is asked for: all at once, pairs on their own, or one question.
        topic, levy, port, pairs, blocks = (question.key for question in book.questions)
        asked: dict[OutForm, list[str | None]] = {
            "table": [None],
            "doccano": [topic, levy, port, blocks],
            "label-studio": [None, pairs],
            "prodigy": [None, pairs],
        }
        for number, key in enumerate(asked[form]):
            path = folder / f"{number}.txt"
            sent = run_to_end(export_labels(source, path, form, key))
            report = run_to_end(import_labels(target, path, None if sent.labels else form))
            assert report.is_whole
            assert (report.added, report.left_out) == (sent.labels, [])
            again = run_to_end(import_labels(target, path, form))
            assert (again.added, again.known, again.skipped) == (0, sent.labels, 0)
            if sent.config is not None:
                assert ET.fromstring(sent.config.read_text(encoding="utf-8")).tag == "View"
        lost = {"table": (STATE,), "doccano": (STATE, pairs)}.get(form, ())
        for what in (standing, times):
            assert what(target) == {key: value for key, value in what(source).items() if key[2] not in lost}
        assert faults(target.store) == []
