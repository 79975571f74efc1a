"""The articles page: every article in a table, narrowed by facets and words, and what can be done with many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from db.errors import StoreError
from labeler.article_table import COLUMNS, ArticleTable
from labeler.counting import counted
from labeler.flow import FLAG
from labeler.queue import Narrowing
from ui.pages.article_facets import FacetWords
from ui.theme import current_theme, theme_hub
from ui.widgets.article_list import ArticleList
from ui.widgets.facet_list import FacetList
from ui.widgets.fields import Field
from ui.widgets.flow import FlowRow
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import button, column, hairline, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from labeler.article_table import Column
    from labeler.labelling import Labelling
    from labeler.project import Project
    from ui.notices import Notices

_PAUSE_MS: Final = 150  # after the last letter typed
_CLEAR: Final = "Clear filters"


class ArticlesPage(QWidget):
    """Everything by keyboard. Of answers it shows the annotator's own, nobody else's."""

    article_opened = Signal(str)
    articles_asked = Signal(str, object)
    """What about them, and the ids of the articles that are to be labelled one after another."""

    export_asked = Signal(object, int)
    """What the table is narrowed to (a Narrowing), and how many articles it shows."""

    written = Signal()
    """Flags were set or taken off."""

    def __init__(
        self,
        project: Project,
        labelling: Labelling,
        answered_again: Callable[[], set[str]],
        notices: Notices,
    ) -> None:
        """Reads nothing yet; `answered_again` tells the articles whose first answers are not shown now."""
        super().__init__()
        self._answered_again = answered_again
        self.project = project
        self._labelling = labelling
        self._notices = notices
        self._mark: tuple[int, ...] = ()
        self._table: ArticleTable | None = None
        self._words = FacetWords(project.codebook)
        self._chosen: dict[str, frozenset[str]] = {}
        self._unfolded: set[str] = set()
        self._by: Column = "number"
        self._descending = False
        self.facets = FacetList()
        self.field = Field("Search titles and text", "search", "Ctrl F")
        self.chips = FlowRow()
        self.count = label("", "text2")
        self.list = ArticleList()
        self.selected = label("", "heading")
        self.label_these = KeyButton("Label these", "Enter", primary=True)
        self.flag_these = KeyButton("Flag", "G", icon_name="flag")
        self.export_shown = KeyButton("Export what is shown", "Ctrl Enter")
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_PAUSE_MS)
        self._bar = QWidget()
        self._top = QWidget()
        self._build()
        self._connect()
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _build(self) -> None:
        line = row(self.chips, self.count, self.export_shown)
        line.setStretch(0, 1)
        top = column(self.field, spacing=8)
        top.addLayout(line)
        self._top.setLayout(top)
        bar = QHBoxLayout(self._bar)
        for shown in (self.selected, self.label_these, self.flag_these):
            bar.addWidget(shown)
        bar.addStretch(1)
        self._bar.setAutoFillBackground(True)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        parts: list[QWidget] = [self._top, hairline(), self.list, self._bar]
        for part in parts:
            layout.addWidget(part)
        layout.setStretchFactor(self.list, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.facets, middle):
            self._split.addWidget(part)
            self._split.setCollapsible(self._split.indexOf(part), False)
        self._split.setHandleWidth(1)
        self._split.setStretchFactor(1, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._split)

    def _connect(self) -> None:
        self.facets.turned.connect(self.turn)
        self.facets.unfolded.connect(self._on_unfolded)
        self.field.textChanged.connect(lambda _: self._typed.start())
        self._typed.timeout.connect(self._narrow)
        self.field.accepted.connect(self._leave_field)
        self.field.left.connect(self._clear_field)
        self.field.moved.connect(lambda _: self.focus_list())
        self.list.article_opened.connect(lambda at: self.article_opened.emit(self._ids([at])[0]))
        self.list.selected_changed.connect(self._show_bar)
        self.list.sort_asked.connect(self.sort_by)
        self.label_these.clicked.connect(lambda _: self.open_selected())
        self.export_shown.clicked.connect(lambda _: self.ask_export())
        self.flag_these.clicked.connect(lambda _: self.turn_flags())

    def _on_theme(self) -> None:
        theme = current_theme()
        self.facets.setMinimumWidth(theme.px(180))
        self.facets.setMaximumWidth(theme.px(420))
        self._split.setSizes([theme.px(240), max(1, self.width() - theme.px(240))])
        margin = theme.px(16)
        for part in (self._top, self._bar):
            inside = part.layout()
            if inside is not None:
                inside.setContentsMargins(margin, theme.px(10), margin, theme.px(10))
                inside.setSpacing(theme.px(8))
        palette = self._bar.palette()
        palette.setColor(palette.ColorRole.Window, theme.color.selected)
        self._bar.setPalette(palette)

    # -- reading ---------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Shows the articles as they stand in the file; reads them anew only if something was written since."""
        store = self.project.store
        mark = (store.events.mark(), store.articles.mark(), store.pairs.compared(), store.codebooks.mark())
        if mark != self._mark:
            self._words = FacetWords(self.project.codebook)
            self._table = ArticleTable(self.project, self._labelling.all_labels(), self._answered_again())
            self._mark = mark
            self._narrow()
        if self.isVisible():
            self.focus_list()

    def _narrow(self) -> None:
        """Shows the articles that fit, and what each further choice would show."""
        self._typed.stop()
        table = self._table
        if table is None:
            return
        wanted = self.field.text().strip()
        try:
            in_text = self.project.store.words.found(wanted) if wanted else set()
        except StoreError as error:
            self._notices.post(str(error), "bad")
            return
        words = table.with_words(wanted.casefold(), in_text)
        self._fitting, counts = table.narrowed(self._chosen, words)
        self.facets.set_rows(self._words.rows(table.facets, counts, self._chosen, self._unfolded))
        self._show_chips()
        self._show_rows()

    def _show_rows(self) -> None:
        table = self._table
        if table is None:
            return
        kept = self._marked_id()
        places = table.sorted(self._fitting, self._by, descending=self._descending).tolist()
        self.list.articles.set_rows(places, table.line, self._words.chips)
        self.list.show_order(self._by, descending=self._descending)
        total, shown = len(table), len(places)
        self.count.setText(
            counted(total, "article") if shown == total else f"{shown} of {counted(total, 'article')}"
        )
        if total:
            self.list.set_empty_text(
                f"No article fits these filters. Esc in the field, or “{_CLEAR}”, shows all."
            )
        else:
            self.list.set_empty_text("No article yet. Import captures with Ctrl I, or drop files here.")
        at = next((at for at, place in enumerate(places) if table.ids[place] == kept), 0)
        if places:
            self.list.setCurrentIndex(self.list.articles.index(at, 0))
            self.list.scrollTo(self.list.articles.index(at, 0))
        self._show_bar()

    def _marked_id(self) -> str:
        """The article that the mark is on, "" for none."""
        at = self.list.currentIndex()
        places = self.list.articles.places
        if self._table is None or not at.isValid() or at.row() >= len(places):
            return ""
        return self._table.ids[places[at.row()]]

    def _show_chips(self) -> None:
        flow = self.chips.flow
        while flow.count():
            item = flow.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()  # it lives until the click that came from it has ended
                widget.deleteLater()
        for facet, values in self._chosen.items():
            for value in sorted(values):
                words = f"{self._words.title(facet)}: {self._words.value(facet, value)}"
                chip = button(f"{words}  ×")
                chip.setAccessibleName(f"{words}. Take off")
                chip.clicked.connect(lambda _, facet=facet, value=value: self.turn(facet, value))
                flow.addWidget(chip)
        if self._chosen:
            clear = button(_CLEAR, "quiet")
            clear.clicked.connect(lambda _: self.clear())
            flow.addWidget(clear)

    def _show_bar(self) -> None:
        """What can be done with several articles at once, while several are selected."""
        rows = self.list.selected_rows()
        self._bar.setVisible(len(rows) > 1)
        self.selected.setText(f"{len(rows)} articles selected")

    # -- narrowing -------------------------------------------------------------------------------------------

    def turn(self, facet: str, value: str) -> None:
        """Chooses a value of a facet, or takes it off."""
        values = self._chosen.get(facet, frozenset()) ^ {value}
        if values:
            self._chosen[facet] = values
        else:
            self._chosen.pop(facet, None)
        self._narrow()

    def clear(self) -> None:
        """Shows every article again."""
        self._chosen.clear()
        self.field.clear()
        self._narrow()
        self.focus_list()

    def _on_unfolded(self, facet: str) -> None:
        self._unfolded ^= {facet}
        self._narrow()

    def sort_by(self, by: str) -> None:
        """Sorts by a column; a second time the other way round, a third time by arrival again."""
        wanted = next(each for each in COLUMNS if each == by)
        if self._by != wanted:
            self._by, self._descending = wanted, False
        elif not self._descending:
            self._descending = True
        else:
            self._by, self._descending = "number", False
        self._show_rows()

    # -- doing -----------------------------------------------------------------------------------------------

    def _ids(self, rows: list[int]) -> list[str]:
        places = self.list.articles.places
        return self._table.id_of([places[each] for each in rows]) if self._table is not None else []

    def open_selected(self) -> None:
        """Opens the selected articles in the label page, one after another; with none selected, the marked one."""
        ids = self._ids(self.list.selected_rows())
        if len(ids) > 1:
            self.articles_asked.emit("Selected in the table", ids)
        elif marked := "".join(ids) or self._marked_id():
            self.article_opened.emit(marked)

    def listed(self) -> Narrowing:
        """What the table is narrowed to."""
        facets = tuple((facet, tuple(sorted(values))) for facet, values in sorted(self._chosen.items()))
        annotator = self._labelling.annotator if facets else ""
        return Narrowing(self.field.text().strip(), "", annotator, facets)

    def ask_export(self) -> None:
        """Goes to the export page, for the articles that the table shows."""
        self._narrow()
        shown = self.list.articles.rowCount()
        if shown:
            self.export_asked.emit(self.listed(), shown)
        else:
            self._notices.post("No article is shown, so there is nothing to export.", "warn")

    def turn_flags(self) -> None:
        """Flags the selected articles, or takes the flags off where all have one; one undo takes it back."""
        ids = self._ids(self.list.selected_rows())
        if not ids:
            self._notices.post("No article is selected. ↑ ↓ and Space select.")
            return
        try:
            changed, flagged = self._labelling.turn_flags(ids)
        except StoreError as error:
            self._notices.post(str(error), "bad")
            return
        if changed:
            words = counted(changed, "article")
            self._notices.post(f"{words} flagged." if flagged else f"The flag of {words} taken off.")
            selected = self.list.selected_rows()
            self.written.emit()
            self.reload()
            self.list.select_rows(selected)

    def undo(self, *, back: bool) -> bool:
        """Takes back or brings back the newest step if it is about flags, and stays here; else returns False."""
        undoing = self._labelling.undoing
        events = undoing.next_undo() if back else undoing.next_redo()
        if any(event.question != FLAG for event in events):
            return False
        if not events:
            self._notices.post("Nothing to undo." if back else "Nothing to redo.")
            return True
        selected = self.list.selected_rows()
        turned = self._labelling.undo() if back else self._labelling.redo()
        self.written.emit()
        self.reload()
        self.list.select_rows(selected)
        words = self._labelling.in_words(turned)
        self._notices.post(f"{'Taken back' if back else 'Brought back'}: {words}.")
        return True

    # -- view ------------------------------------------------------------------------------------------------

    def focus_list(self) -> None:
        """Back to the table."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_facets(self) -> None:
        """Goes to the facets."""
        self.facets.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.facets.currentIndex().isValid() and self.facets.facets.rowCount() > 1:
            self.facets.setCurrentIndex(self.facets.facets.index(1, 0))

    def find_words(self) -> None:
        """Goes to the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def select_all(self) -> None:
        """Selects every article that is shown."""
        self.list.select_all()

    def _leave_field(self) -> None:
        self._narrow()
        self.focus_list()

    def _clear_field(self) -> None:
        self.field.clear()
        self._leave_field()

    def escape(self) -> bool:
        """From anywhere back to the table, then out of a selection; returns whether there was a way back."""
        if not self.list.hasFocus():
            self.focus_list()
            return True
        if len(self.list.selected_rows()) > 1:
            self.list.clearSelection()
            return True
        return False
