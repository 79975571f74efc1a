from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest

from tests.builders import CODEBOOK
from ui.models.cluster_model import ClusterLine
from ui.models.pair_model import PairRow
from ui.pages.clusters import contradiction_words
from ui.widgets.banner import Banner
from ui.widgets.cluster_graph import ClusterGraph
from ui.widgets.pair_legend import PairLegend
from ui.widgets.pair_list import PairList
from ui.widgets.pair_panel import PairPanel
from ui.widgets.relation_panel import RelationList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

TITLES = ["Levy raised", "Fee up", "Dockers ask for a hearing", "Storm"]
LINES = [
    ClusterLine("a:b", 0, 1, "copies", "Exact", torn=True),
    ClusterLine("a:c", 0, 2, "apart", "Unrelated", torn=True),
    ClusterLine("b:c", 1, 2, "story", "Same story", torn=False),
    ClusterLine("a:d", 0, 3, "open", "not judged", torn=False),
]


def shown(qtbot: QtBot, widget: QWidget, width: int = 300) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, max(widget.sizeHint().height(), 40))
    widget.show()
    assert not widget.grab().isNull()


def test_a_graph_tells_its_lines_and_a_click_on_a_sign_opens_the_pair(qtbot: QtBot) -> None:
    graph = ClusterGraph()
    shown(qtbot, graph)
    graph.set_cluster(TITLES, LINES)
    graph.resize(300, graph.sizeHint().height())
    said = graph.accessibleName()
    assert "C: Dockers ask for a hearing" in said
    assert "A B Exact, contradicts" in said
    assert "A D not judged" in said
    for line, place in zip(LINES, graph._sign_places(), strict=True):
        with qtbot.waitSignal(graph.pair_asked) as asked:
            QTest.mouseClick(graph, Qt.MouseButton.LeftButton, pos=place.toPoint())
        assert asked.args == [line.unit_id]
    QTest.mouseClick(graph, Qt.MouseButton.LeftButton, pos=QPoint(1, graph.height() - 2))
    assert not graph.grab().isNull()


def test_signs_of_a_graph_do_not_lie_on_each_other(qtbot: QtBot) -> None:
    graph = ClusterGraph()
    ends = [(one, other) for one in range(4) for other in range(one + 1, 4)]
    lines = [
        ClusterLine(f"{one}:{other}", one, other, "open", "not judged", torn=False) for one, other in ends
    ]
    graph.set_cluster(TITLES, lines)
    shown(qtbot, graph)
    places = graph._sign_places()
    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            assert (one - other).manhattanLength() > 18


def test_a_banner_wraps_and_hides_without_words(qtbot: QtBot) -> None:
    banner = Banner("V")
    shown(qtbot, banner)
    banner.set_words("", "")
    assert banner.isHidden()
    banner.set_words("2 contradictions", "A = B, B = C, but A ≠ C")
    assert not banner.isHidden()
    assert banner.accessibleName() == "2 contradictions A = B, B = C, but A ≠ C"
    assert banner.heightForWidth(140) > banner.heightForWidth(400)


def test_relations_show_their_counts_and_the_whole_definition_on_hover(qtbot: QtBot) -> None:
    panel = PairPanel()
    panel.set_question(CODEBOOK.of_kind("duplicate")[0])
    relations = RelationList(compact=True)
    values = panel.relations._values
    assert [value.title for value in values][2:4] == ["A contains B", "B contains A"]
    relations.set_values(tuple(values))
    relations.set_counts({"exact": 3})
    relations.set_given("exact")
    shown(qtbot, relations)
    at = QPointF(relations._cards()[0].center())
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QMouseEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    relations.mouseMoveEvent(move)
    assert relations.toolTip() == values[0].definition


def test_the_panel_says_how_many_articles_are_not_shown(qtbot: QtBot) -> None:
    panel = PairPanel()
    qtbot.addWidget(panel)
    panel.set_cluster(TITLES, LINES, 17, "")
    assert panel._cluster_count.text() == "17 articles, 13 more not shown"
    panel.set_pair("", [("Found by", "shared names")])
    assert [value.text() for _, value in panel._facts if not value.isHidden()] == ["shared names"]


def test_the_legend_is_empty_without_a_pair(qtbot: QtBot) -> None:
    legend = PairLegend()
    shown(qtbot, legend)
    legend.set_alignment(None)
    assert legend.accessibleName() == ""


def test_rows_are_made_only_for_what_is_seen(qtbot: QtBot) -> None:
    made: list[str] = []

    def make(unit: str) -> PairRow:
        made.append(unit)
        return PairRow("One", "Other", 0.5, 0.25, "disputed", "")

    pairs = PairList()
    pairs.set_pairs([str(number) for number in range(50_000)], make, "7", "")
    shown(qtbot, pairs)
    pairs.resize(260, 400)
    assert not pairs.grab().isNull()
    assert 0 < len(set(made)) < 60
    assert pairs.currentIndex().row() == 7
    role = Qt.ItemDataRole.AccessibleTextRole
    assert pairs.pairs.index(0, 0).data(role) == "One; Other, in a contradiction"


@pytest.mark.parametrize(
    ("signs", "words"),
    [
        ([("A", "=", "B"), ("B", "=", "C"), ("A", "≠", "C")], "A = B, B = C, but A ≠ C"),
        ([("A", "holds", "B"), ("B", "holds", "C"), ("A", "≠", "C")], "A holds B, B holds C, but A ≠ C"),
        ([("A", "=", "B"), ("A", "≠", "B")], "A = B, but A ≠ B"),
    ],
)
def test_a_contradiction_in_words(signs: Sequence[tuple[str, str, str]], words: str) -> None:
    assert contradiction_words(signs).replace("\u00a0", " ") == words
