from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QTextCharFormat

from ui.theme import make_theme, serif_family
from ui.widgets.article_rows import Cell, Span
from ui.widgets.article_text import (
    CACHED_CELLS,
    CellLayout,
    LayoutCache,
    TextLook,
    harmless,
    script_scale,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

ARABIC = "فلمورا ترفع رسوم الحاويات"
CHINESE = "港口将提高集装箱费用以加高码头"


@pytest.fixture
def look(qapp: QApplication) -> TextLook:
    return TextLook(make_theme("light"), serif_family(), 15)


def test_control_characters_are_shown_as_pictures_of_the_same_length() -> None:
    text = "a\0b\x1b[31m\x7f\x85\u2029\ufffc\ud800\tz\n"
    shown = harmless(text)
    assert len(shown) == len(text)
    assert shown == "a\u2400b\u241b[31m\u2421\u2028\u2028\ufffd\ufffd\tz\u2028"


def test_scripts_are_set_to_read_alike() -> None:
    assert script_scale("Plain words") == 1.0
    assert script_scale("Café naïve") == 1.0
    assert script_scale(ARABIC) == 1.15
    assert script_scale(CHINESE) == 1.07
    assert script_scale("A single 港 in English") == 1.0


def test_sizes_follow_style_and_text_size(look: TextLook) -> None:
    assert [look.text_px(style) for style in ("title", "heading", "text", "dropped", "note")] == [
        17,
        15,
        15,
        13,
        12,
    ]
    larger = TextLook(look.theme, look.family, 30)
    assert larger.text_px("title") == 34
    assert larger.text_px("note") == 12


def test_height_grows_as_the_column_narrows(look: TextLook) -> None:
    cell = Cell("word " * 100)
    wide, narrow = CellLayout(cell, 600, look), CellLayout(cell, 200, look)
    assert narrow.height > 2 * wide.height
    assert CellLayout(Cell("word"), 600, look).height == 23
    assert CellLayout(Cell(""), 600, look).height >= 22


def test_a_line_without_spaces_is_broken(look: TextLook) -> None:
    assert CellLayout(Cell("x" * 400), 200, look).height > 300


def test_one_line_stays_one_line(look: TextLook) -> None:
    for text in ("word " * 100, f"12 lines: \u2068{ARABIC * 9}\u2069"):
        assert CellLayout(Cell(text, "note", one_line=True), 200, look).height == 18


def test_direction_is_that_of_the_first_strong_character(look: TextLook) -> None:
    assert CellLayout(Cell("12 — " + ARABIC), 400, look).right_to_left
    assert not CellLayout(Cell("Quay " + ARABIC), 400, look).right_to_left


def test_right_to_left_paragraphs_end_at_the_right(look: TextLook) -> None:
    layout = CellLayout(Cell(ARABIC), 400, look)
    assert layout.right_to_left
    assert layout.last_line().right() == pytest.approx(400)
    assert CellLayout(Cell("Plain"), 400, look).last_line().left() == 0


def test_offsets_count_code_points(look: TextLook) -> None:
    layout = CellLayout(Cell("a😀b😀c"), 400, look)
    assert [layout.to_units(point) for point in range(6)] == [0, 1, 3, 4, 6, 7]
    assert [layout.to_points(unit) for unit in (0, 1, 3, 4, 6, 7)] == [0, 1, 2, 3, 4, 5]
    assert layout.place_at(1000, 5) == 5
    assert layout.place_at(-5, 5) == 0


def test_places_are_found_on_every_line(look: TextLook) -> None:
    text = "word " * 60
    layout = CellLayout(Cell(text), 200, look)
    places = [layout.place_at(0, y) for y in range(5, layout.height, 23)]
    assert places == sorted(set(places))
    assert layout.place_at(1000, 10_000) >= len(text) - 1


def test_highlights_and_selection_are_drawn(look: TextLook) -> None:
    spans = (Span(0, 1, "evidence"), Span(2, 3, "find"), Span(4, 5, "only_left"), Span(6, 7, "only_right"))
    layout = CellLayout(Cell("😀 b c d e", spans=spans), 400, look)
    image = QImage(400, 40, QImage.Format.Format_RGB32)
    image.fill(look.theme.color.pane)
    painter = QPainter(image)
    chosen = QTextCharFormat()
    chosen.setBackground(look.theme.color.bad)
    layout.draw(painter, QPointF(0, 0), QRectF(0, 0, 400, 40), (8, 9, chosen))
    layout.draw(painter, QPointF(0, 0), QRectF(0, 0, 400, 40), (3, 3, chosen))
    painter.end()
    seen = {image.pixelColor(x, y).name() for x in range(120) for y in range(30)}
    color = look.theme.color
    for expected in (
        color.evidence_tint,
        color.accent_fill,
        color.only_left_tint,
        color.only_right_tint,
        color.bad,
    ):
        assert expected.name() in seen


def test_the_cache_is_bounded_and_shared_by_equal_cells(look: TextLook) -> None:
    cache = LayoutCache(look)
    first = cache.layout(Cell("Same"), 300)
    assert cache.layout(Cell("Same"), 300) is first
    assert cache.layout(Cell("Same"), 301) is not first
    for number in range(CACHED_CELLS + 5):
        cache.layout(Cell(str(number)), 300)
    assert len(cache) == CACHED_CELLS
    assert cache.layout(Cell("Same"), 300) is not first
    cache.set_look(look)
    assert len(cache) == 0
