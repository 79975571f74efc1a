from __future__ import annotations

from typing import TYPE_CHECKING

from ui.widgets.facts import Facts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_names_stand_over_values_and_texts_are_taken_as_they_are(qtbot: QtBot) -> None:
    facts = Facts(6)
    qtbot.addWidget(facts)
    given = [(f"Name {place}", f"<b>{place}</b> & more") for place in range(6)]
    facts.set_facts(given)
    shown = [(name.text(), value.text()) for name, value in zip(facts._names, facts._values, strict=True)]
    assert shown == given
    facts.set_facts([("Name 0", "another")])
    assert [value.text() for value in facts._values[:2]] == ["another", "<b>1</b> & more"]
    facts.resize(240, 200)
    facts.grab()
    assert facts._names[1].x() > facts._names[0].x()
    assert facts._values[0].y() > facts._names[0].y()
    assert facts._names[4].y() > facts._values[0].y()
