"""Reading at the real page: highlighted words, one pane alone, both columns as one, and nothing asked while painting."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from db.connection import Connection
from labeler.highlights import highlights
from labeler.project import Project
from tests.builders import import_all, write_jsonl
from ui.widgets.article_text import CellLayout

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.conftest import Person

ROOT = Path(__file__).parents[3]


def shown(person: Person, kind: str) -> list[str]:
    """What is drawn in a manner in the raw text."""
    rows = [row.left for row in person.page.pane.view.rows() if row.left is not None]
    return [cell.text[span.start : span.end] for cell in rows for span in cell.spans if span.kind == kind]


# -- highlighted words ---------------------------------------------------------------------------------------


def test_words_of_both_lists_are_highlighted_in_every_article(ana: Person) -> None:
    ana.command("words to highlight")
    bar = ana.page.pane.highlight_bar
    assert ana.focus() is bar.everybodys
    ana.type("levy, harbour")
    ana.press("Tab")
    assert ana.focus() is bar.own
    ana.type("the")
    ana.press("Enter")
    assert not bar.isVisible()
    assert ana.focus() is ana.page.pane.view
    words = {word.casefold() for word in shown(ana, "listed")}
    assert words <= {"levy", "harbour", "the"}
    assert "the" in words
    ana.press("N", "N")
    assert {word.casefold() for word in shown(ana, "listed")} <= {"levy", "harbour", "the"}
    assert ana.window.project is not None
    with Project.open(ana.window.project.path) as project:
        assert highlights(project, "Ana Mora") == (("levy", "harbour"), ("the",))
        assert highlights(project, "Ben") == (("levy", "harbour"), ())


def test_esc_leaves_the_lists_as_they_stood(ana: Person) -> None:
    ana.command("words to highlight")
    ana.type("levy")
    ana.press("Esc")
    assert not ana.page.pane.highlight_bar.isVisible()
    assert shown(ana, "listed") == []
    ana.command("words to highlight")
    assert ana.page.pane.highlight_bar.everybodys.text() == ""


def test_words_looked_for_stand_above_those_of_the_lists(ana: Person) -> None:
    ana.command("words to highlight")
    ana.type("the")
    ana.press("Enter", "Ctrl+F")
    before = len(shown(ana, "listed"))
    ana.type("the")
    ana.press("Enter")
    assert before > 0
    assert "the" in {word.casefold() for word in shown(ana, "find")}
    assert shown(ana, "listed") == []


# -- find, in scripts without spaces -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ท่าเรือจะขึ้นค่าธรรมเนียมตู้คอนเทนเนอร์ในเดือนหน้าตามที่คณะกรรมการประกาศ", "ค่าธรรมเนียม"),
        ("港湾局は来月からコンテナ料金を引き上げると発表した。労働組合は反対している。", "料金"),
    ],
)
def test_words_are_found_in_scripts_without_spaces(
    sit_down: Callable[..., Person], empty_file: Path, tmp_path: Path, text: str, words: str
) -> None:
    with Project.open(empty_file) as project:
        import_all(
            project, write_jsonl(tmp_path / "a.jsonl", [{"text": f"{text}\n{text}"}, {"text": "Other news."}])
        )
    person = sit_down(empty_file)
    person.press("Ctrl+Shift+F")
    person.page.queue.field.setText(words)
    person.wait(lambda: person.page.queue.model.rowCount() == 1)
    person.page.queue._open_first()
    person.settle()
    assert set(shown(person, "find")) == {words}
    person.press("Esc", "Ctrl+F")
    person.page.pane.find_bar.field.setText(words)
    person.press("Enter")
    assert set(shown(person, "find")) == {words}


# -- one pane alone ------------------------------------------------------------------------------------------


def test_reading_without_distraction_shows_the_main_text_alone_and_keys_still_answer(ana: Person) -> None:
    page = ana.page
    ana.press("Shift+F9")
    assert page.pane.view.columns() == "right"
    assert not page.queue.isVisible()
    assert not page.answers.isVisible()
    ana.press("1", "F")
    assert set(ana.stored()) == {"topic", page.project.codebook.of_kind("stance")[0].key}
    ana.press("Esc")
    assert page.pane.view.columns() == "both"
    assert page.queue.isVisible()
    assert page.answers.isVisible()
    assert ana.focus() is page.pane.view


@pytest.mark.parametrize("key", ["M", "S", "T", "Ctrl+Shift+F", "Shift+F9"])
def test_what_needs_the_columns_brings_them_back(ana: Person, key: str) -> None:
    ana.press("F8")
    ana.press("Shift+F9", key)
    assert ana.page.answers.isVisible()
    assert ana.page.queue.isVisible()
    assert ana.page.pane.view.columns() == "left"


# -- both columns are one surface ----------------------------------------------------------------------------


def test_raw_and_main_text_scroll_as_one(ana: Person) -> None:
    view = ana.page.pane.view
    for step in (1, 1, -1):
        view.scroll_page(step)
        for each in view._placed():
            left, right = each.part.left, each.part.right
            if left is not None and right is not None and right.style != "note":
                # One level: the same block at the same height, drawn from the same place.
                assert left.text == right.text
                assert left.offset == right.offset
    assert view.verticalScrollBar().maximum() >= 0


def test_the_reason_of_a_dropped_line_is_told_on_hover_and_beside_it(
    ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _widget: told.append(text))
    view = ana.page.pane.view
    ana.open_number(1)
    dropped = next(each for each in view._placed() if each.part.row.mark in ("dropped", "fold"))
    at = QPoint(40, dropped.y + 4)
    event = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    assert told == [dropped.part.row.tip]
    assert told[0].startswith("Dropped: ")
    assert dropped.part.right is not None
    assert dropped.part.right.text == dropped.part.row.tip


# -- painting ------------------------------------------------------------------------------------------------


class Painting(QObject):
    """Notes when widgets paint, and what is asked of the file or laid out meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = 0
        self.inside = 0
        self.asked: list[str] = []

    def watch(self, monkeypatch: pytest.MonkeyPatch, kind: type, name: str, what: str) -> None:
        """Notes calls of a method while anything paints."""
        before = getattr(kind, name)

        def watched(this: Any, *rest: Any, **named: Any) -> Any:
            if self.inside:
                self.asked.append(what)
            return before(this, *rest, **named)

        monkeypatch.setattr(kind, name, watched)

    def around(self, monkeypatch: pytest.MonkeyPatch, kind: type) -> None:
        """Takes the paintEvent of a class of widgets as painting."""
        before = kind.__dict__["paintEvent"]

        def painting(this: Any, event: Any) -> None:
            self.inside += 1
            self.painted += 1
            try:
                before(this, event)
            finally:
                self.inside -= 1

        monkeypatch.setattr(kind, "paintEvent", painting)


def widget_classes(kind: type[QWidget]) -> list[type[QWidget]]:
    """All classes of the program that paint by themselves."""
    found: list[type[QWidget]] = [each for each in kind.__subclasses__() if each.__module__.startswith("ui.")]
    for each in kind.__subclasses__():
        found += widget_classes(each)
    return list(dict.fromkeys(found))


def test_nothing_is_asked_of_the_file_or_laid_out_while_painting(
    sit_down: Callable[..., Person], project_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painting = Painting()
    for kind in widget_classes(QWidget):
        if "paintEvent" in kind.__dict__:
            painting.around(monkeypatch, kind)
    for name in ("run", "rows", "row", "value", "stream", "run_many"):
        painting.watch(monkeypatch, Connection, name, name)
    painting.watch(monkeypatch, CellLayout, "__init__", "a text laid out")
    ana = sit_down(project_file)
    ana.command("words to highlight")
    ana.type("levy, the")
    ana.press("Enter")
    for key in ("1", "F", "E", "J", "X", "Right", "Shift+Right", "N", "Shift+E", "P", "Space", "Ctrl+F"):
        ana.press(key)
        ana.settle()
    ana.window.grab()
    assert painting.painted > 20
    assert painting.asked == []


def test_the_article_paints_with_the_project_closed(ana: Person) -> None:
    view = ana.page.pane.view
    before = view.grab().toImage()
    assert ana.window.project is not None
    ana.window.project.store.close()
    try:
        assert view.grab().toImage() == before
    finally:
        ana.window.project = None


def test_nothing_is_fetched() -> None:
    # Addresses are shown; no module of the program imports what could follow one but to read or serve files.
    forbidden = {
        "urllib.request",
        "http.client",
        "requests",
        "httpx",
        "aiohttp",
        "ftplib",
        "PySide6.QtNetwork",
    }
    forbidden |= {"PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets"}
    found = []
    for path in [*ROOT.glob("ui/**/*.py"), *ROOT.glob("labeler/**/*.py"), *ROOT.glob("db/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(f"{node.module}.{each.name}" for each in node.names)]
            found += [f"{path.name}: {name}" for name in names if name in forbidden]
    assert found == []


def test_the_address_of_an_article_is_shown_and_is_no_link(ana: Person) -> None:
    for place, _ in enumerate(ana.page.queue.model.items):
        ana.page.open_place(place)
        if ana.opened.article.url:
            break
    assert ana.opened.article.url
    assert ana.opened.article.url in ana.page.pane._facts.text()
    assert ana.page.pane._facts.cursor().shape() != Qt.CursorShape.PointingHandCursor


def test_a_file_is_no_source(ana: Person) -> None:
    without = {True: "", False: ""}
    for place, _ in enumerate(ana.page.queue.model.items):
        ana.page.open_place(place)
        without[not ana.opened.article.source] = ana.page.pane._facts.text()
    assert "no source · " in without[True].replace("\u2068", "").replace("\u2069", "")
    assert "file " in without[True]
    assert "no source" not in without[False]
    assert "file " not in without[False]


# -- large texts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lines", [1, 400])
def test_only_what_is_in_view_of_a_large_article_is_laid_out(
    sit_down: Callable[..., Person], empty_file: Path, tmp_path: Path, lines: int
) -> None:
    sentence = "The harbour council of town {} voted on the levy after a debate about the quays. "
    text = "\n".join(
        "".join(sentence.format(f"{line}x{at}") for at in range(2500 // lines)) for line in range(lines)
    )
    assert len(text) > 190_000
    with Project.open(empty_file) as project:
        import_all(project, write_jsonl(tmp_path / "a.jsonl", [{"text": text, "title": "Long"}]))
    person = sit_down(empty_file)
    view = person.page.pane.view
    assert len(view._layouts) < 60
    person.press("Space", "Ctrl+Right", "Shift+Right")
    assert view.selected_text()
    view.scroll_to_end(1)
    person.settle()
    assert len(view._layouts) < 120
    assert view._placed()[-1].part.last
    person.press("F8")
    view.select_all()
    assert abs(len(view.selected_text()) - len(text)) <= 400
