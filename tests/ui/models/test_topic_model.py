from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt

from labeler.codebook import Question, Value
from labeler.codebook_tree import tree_order
from ui.models.topic_model import ROW_ROLE, TopicModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel

# The child of "economy" stands before its parent, and "levy" belongs below "tax".
VALUES = (
    Value("tax", "Tax", "economy", "2", "Public charges."),
    Value("economy", "Economy", None, "W", "Business in general."),
    Value("levy", "Harbour levy", "tax", "", "The levy on freight."),
    Value("sport", "Sport", None, "S", ""),
    Value("port", "Port and shipping", "economy", "1", "Cargo, quays, cranes."),
)
QUESTION = Question("topic", "topic", "Topics", VALUES)


@pytest.fixture
def model() -> TopicModel:
    made = TopicModel()
    made.set_question(QUESTION)
    return made


def shown(model: TopicModel) -> list[str]:
    return [model.row(row).value for row in range(model.rowCount())]


def test_the_model_is_a_sound_model(
    check_model: Callable[[QAbstractItemModel], None], model: TopicModel
) -> None:
    check_model(model)
    model.set_search("port")
    model.set_chosen(["port"])
    check_model(model)
    model.set_search("zzz")
    model.set_chosen([])
    check_model(model)


def test_a_key_that_gives_nothing_now_is_not_shown(model: TopicModel) -> None:
    place = model.row_of("port")
    spoken = model.index(place, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert (model.row(place).key, "key 1" in spoken) == ("1", True)
    model.set_keys(live=False)
    spoken = model.index(place, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert (model.row(place).key, "key" in spoken) == ("", False)
    model.set_keys(live=True)
    assert model.row(place).key == "1"


def test_each_value_stands_below_its_parent(model: TopicModel) -> None:
    assert [(value.value, depth) for value, depth in tree_order(VALUES)] == [
        ("economy", 0),
        ("tax", 1),
        ("levy", 2),
        ("port", 1),
        ("sport", 0),
    ]
    assert shown(model) == ["economy", "tax", "levy", "port", "sport"]
    row = model.row(2)
    assert (row.title, row.depth, row.parent_title, row.key) == ("Harbour levy", 2, "Tax", "")


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("port", ["port", "sport"]),  # a title that begins so comes first
        ("ship", ["port"]),
        ("LEVY", ["levy"]),
        ("tax", ["tax", "levy"]),  # then those whose parent is meant
        ("cranes", ["port"]),
        ("economy cargo", ["port"]),
        ("zzz", []),
        ("   ", ["economy", "tax", "levy", "port", "sport"]),
    ],
)
def test_the_search_puts_the_best_first(model: TopicModel, words: str, values: list[str]) -> None:
    model.set_search(words)
    assert shown(model) == values
    assert [model.row_of(value) for value in values] == list(range(len(values)))


def test_a_search_shows_no_tree(model: TopicModel) -> None:
    model.set_search("levy")
    assert model.row(0).depth == 0
    assert model.row_of("economy") == -1


def test_what_is_chosen_shows_everywhere(model: TopicModel) -> None:
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    model.set_chosen(["tax", "sport"])
    assert changed == [(0, 4)]
    assert [row for row in range(5) if model.row(row).chosen] == [1, 4]
    index = model.index(1, 0)
    assert model.data(index, Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert model.data(model.index(0, 0), Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert model.data(index, ROW_ROLE) == model.row(1)


def test_words_for_ears_and_tooltips(model: TopicModel) -> None:
    model.set_chosen(["tax"])
    assert model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole) == "Tax, chosen, key 2"
    assert model.data(model.index(2, 0), Qt.ItemDataRole.AccessibleTextRole) == "Harbour levy, not chosen"
    assert model.data(model.index(1, 0), Qt.ItemDataRole.ToolTipRole) == "Public charges."
    assert model.data(model.index(4, 0), Qt.ItemDataRole.ToolTipRole) is None
    assert model.data(QModelIndex()) is None
