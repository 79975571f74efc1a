from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

from labeler.errors import LabelerError
from tests.ui.widgets.charts.conftest import ARABIC, MAKERS
from ui.theme import make_theme
from ui.widgets.charts.label_bars import LabelBars
from ui.widgets.charts.saving import plain_number, save_picture, save_table
from ui.widgets.charts.values import Figure, LabelRow

if TYPE_CHECKING:
    from pathlib import Path

    from ui.widgets.charts.chart import Chart


def test_a_picture_is_twice_as_sharp_as_the_screen(chart: Chart, tmp_path: Path) -> None:
    save_picture(chart, tmp_path / "new" / "chart.png")
    picture = QImage(str(tmp_path / "new" / "chart.png"))
    asked = chart.sizeHint()
    assert picture.width() == 2 * (asked.width() + 32)
    assert picture.height() >= 2 * (asked.height() + 32)
    assert picture.pixelColor(0, 0) == make_theme("light").color.pane
    inks = {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)}
    assert len(inks) > 6
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["chart.png"]


def test_an_svg_holds_the_words(chart: Chart, tmp_path: Path) -> None:
    save_picture(chart, tmp_path / "chart.SVG")
    root = ElementTree.parse(tmp_path / "chart.SVG").getroot()
    assert root.tag.endswith("svg")
    words = " ".join(root.itertext())
    assert chart.accessibleName() in words
    assert len(list(root.iter())) > 20


def test_a_picture_is_painted_in_the_theme_asked_for(tmp_path: Path, qapp: object) -> None:
    chart = MAKERS["labels"]()
    hint = chart.sizeHint()
    save_picture(chart, tmp_path / "dark.png", make_theme("dark", 2.0))
    picture = QImage(str(tmp_path / "dark.png"))
    assert picture.pixelColor(0, 0) == make_theme("dark").color.pane
    assert picture.height() > 3 * hint.height()
    assert chart.sizeHint() == hint


def test_a_very_tall_chart_is_saved_less_sharp(tmp_path: Path, qapp: object) -> None:
    chart = LabelBars()
    chart.set_rows([LabelRow(str(number), f"Topic {number}", Figure(0.5)) for number in range(1200)])
    save_picture(chart, tmp_path / "tall.png")
    assert 28_000 < QImage(str(tmp_path / "tall.png")).height() <= 32_000


def test_a_table_reads_back(chart: Chart, tmp_path: Path) -> None:
    save_table(chart, tmp_path / "chart.csv")
    data = (tmp_path / "chart.csv").read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n")
    found = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    header, rows = chart.table()
    assert found == [list(header), *([plain_number(cell) for cell in row] for row in rows)]


def test_a_table_keeps_titles_of_any_script(tmp_path: Path, qapp: object) -> None:
    save_table(MAKERS["labels"](), tmp_path / "chart.csv")
    rows = list(csv.reader((tmp_path / "chart.csv").read_text("utf-8").splitlines()))
    assert rows[1] == [ARABIC, "45 %", "27", "-0.12", "-0.31", "0.10", "too low"]


def test_figures_in_a_table_are_read_by_programs() -> None:
    assert [
        plain_number(cell) for cell in ("–.12", ".78", "+.03", "1.00", "60", "–3", "–", "86 %", "v.2")
    ] == [
        "-0.12",
        "0.78",
        "0.03",
        "1.00",
        "60",
        "-3",
        "–",
        "86 %",
        "v.2",
    ]


@pytest.mark.parametrize("name", ["chart.png", "chart.svg", "chart.csv"])
def test_what_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path, name: str, qapp: object) -> None:
    chart = MAKERS["left_out"]()
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder" / name).mkdir(parents=True)
    save = save_table if name.endswith("csv") else save_picture
    for path in (tmp_path / "file" / name, tmp_path / "folder" / name):
        with pytest.raises(LabelerError, match="written to"):
            save(chart, path)
    assert [each.name for each in (tmp_path / "folder").iterdir()] == [name]
    assert (tmp_path / "file").read_text() == "in the way"
