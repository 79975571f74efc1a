"""The review page: how well annotators agree, question by question, and where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from labeler.disagreements import disagreements
from labeler.review import ALPHA, KAPPA, PERCENT, agreement
from ui.models.disagreement_model import DisagreementModel, shown_figure
from ui.theme import current_theme, theme_hub
from ui.widgets.card import Card
from ui.widgets.fields import QuietTable
from ui.widgets.figure_tabs import FigureTabs
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import hairline, label, row
from ui.widgets.pair_grid import PairGrid

if TYPE_CHECKING:
    from labeler.codebook import Question
    from labeler.project import Project
    from labeler.review import Agreement
    from ui.notices import Notices


class ReviewPage(QWidget):
    """Reads everybody's labels; never shown while labelling."""

    article_opened = Signal(str)

    def __init__(self, project: Project, notices: Notices) -> None:
        super().__init__()
        self.project = project
        self._notices = notices
        self._current = 0
        self._figures: list[Agreement] = []
        self.tabs = FigureTabs()
        self._name = label("", "text2")
        self._value = label("")
        self._why = label("", wrap=True)
        self._facts = QGridLayout()
        self._line = label("", "text2", wrap=True, selectable=True)
        self._copy = KeyButton("Copy line", "C", icon_name="copy")
        self._pairs_head = label("Each pair", "heading")
        self._pairs_info = label("Cohen’s κ above, units in common below; grey under 20", "caption")
        self.grid = PairGrid()
        self.model = DisagreementModel()
        self.table = QuietTable()
        self.table.setModel(self.model)
        self.table.setAccessibleName("Disagreements")
        self._count = label("", "caption")
        self._answers = label("", wrap=True, selectable=True)
        self._build()
        self.tabs.chosen.connect(self._choose)
        self._copy.clicked.connect(lambda _: self.copy_line())
        self.table.doubleClicked.connect(lambda _: self.open_article())
        self.table.selectionModel().currentChanged.connect(self._show_answers)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _build(self) -> None:
        figure = Card()
        figure.body.addWidget(self._name)
        figure.body.addWidget(self._value)
        figure.body.addWidget(self._why)
        figure.body.addLayout(self._facts)
        figure.body.addWidget(hairline())
        line = row(self._line, self._copy)
        line.setStretch(0, 1)
        figure.body.addLayout(line)
        pairs = Card()
        pairs.body.addLayout(row(self._pairs_head, None, self._pairs_info))
        pairs.body.addWidget(self.grid)
        left = QVBoxLayout()
        left.addWidget(figure)
        left.addWidget(pairs)
        left.addStretch(1)
        listing = Card()
        listing.body.addLayout(row(label("Disagreements", "heading"), None, self._count))
        listing.body.addWidget(self.table, 1)
        self._open = KeyButton("Open the article", "Enter")
        self._open.clicked.connect(lambda _: self.open_article())
        listing.body.addWidget(hairline())
        answers = row(self._answers, self._open)
        answers.setStretch(0, 1)
        listing.body.addLayout(answers)
        header = self.table.horizontalHeader()
        header.show()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        across = QHBoxLayout()
        across.addLayout(left, 1)
        across.addWidget(listing, 1)
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self.tabs)
        self._outer.addLayout(across, 1)

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.page_margin
        self._outer.setContentsMargins(margin, theme.px(14), margin, margin)
        self._outer.setSpacing(theme.space.card_gap)
        self._value.setFont(theme.font(theme.type.figure, bold=True))
        self.table.set_row_height(theme.size.table_row)
        self.table.setColumnWidth(0, theme.px(76))

    def reload(self) -> None:
        """Computes the figures anew."""
        self._figures = agreement(self.project)
        self._show()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _questions(self) -> tuple[Question, ...]:
        return self.project.codebook.questions

    def _of(self, question: Question, coefficient: str) -> list[Agreement]:
        return [
            each
            for each in self._figures
            if each.question == question.key and each.coefficient == coefficient
        ]

    def _choose(self, place: int) -> None:
        self._current = place
        self._show()

    def step(self, step: int) -> None:
        """The next or previous question."""
        self._choose((self._current + step) % len(self._questions()))

    def _show(self) -> None:
        questions = self._questions()
        tabs = []
        for question in questions:
            value = self._of(question, ALPHA)[0].value
            kind = "Stance: " if question.kind == "stance" else ""
            tabs.append((f"{kind}{question.title}", "–" if value is None else shown_figure(value)))
        self.tabs.set_tabs(tabs, self._current)
        question = questions[self._current]
        alpha, percent = self._of(question, ALPHA)[0], self._of(question, PERCENT)[0]
        distance = "MASI distance" if alpha.distance == "masi" else "nominal"
        self._name.setText(f"Krippendorff’s α, {distance}")
        self._value.setText("–" if alpha.value is None else shown_figure(alpha.value))
        self._why.setText(self._in_words(alpha))
        self._why.setVisible(alpha.value is None)
        self._show_facts(question, alpha, percent)
        self._line.setText(self._paper_line(question, alpha, percent))
        kappas = {each.pair: (each.value, each.units) for each in self._of(question, KAPPA) if each.pair}
        names = sorted({name for pair in kappas for name in pair})
        self.grid.set_pairs(names, kappas)
        found = disagreements(self.project, question)
        self.model.set_rows(found)
        self._count.setText(f"{len(found)} of {alpha.units} {_units(question)}")
        self._open.setEnabled(bool(found))
        self._answers.setText("" if found else "No disagreement." if alpha.units else "")
        if found:
            self.table.selectRow(0)

    def _show_answers(self, index: QModelIndex) -> None:
        """Every answer to the marked unit, whole."""
        if index.isValid():
            found = self.model.row(index.row())
            self._answers.setText("\n".join(f"{name}: {words}" for name, words in found.answers))

    def _in_words(self, alpha: Agreement) -> str:
        if alpha.value is not None:
            return ""
        if alpha.annotators == 0:
            return "Nobody has answered this question yet."
        if alpha.annotators == 1:
            return "Two annotators are needed for agreement. So far only one has answered this question."
        if alpha.units == 0:
            return "No unit was answered by two annotators yet, so α is undefined."
        return (
            "Undefined, no variation: everyone gave the same answer, so chance cannot be told from agreement."
        )

    def _show_facts(self, question: Question, alpha: Agreement, percent: Agreement) -> None:
        while self._facts.count():
            item = self._facts.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        facts = (
            (_units(question).capitalize(), f"{alpha.units} with two or more answers"),
            ("Left out", f"{alpha.units_left_out} with one answer"),
            ("Annotators", str(alpha.annotators)),
            ("Ratings", f"{alpha.ratings}, {alpha.missing} not given"),
            ("Percent agreement", "–" if percent.value is None else f"{percent.value * 100:.0f} %"),
            ("Observed", "–" if alpha.observed is None else shown_figure(alpha.observed)),
            ("Expected by chance", "–" if alpha.expected is None else shown_figure(alpha.expected)),
            ("Codebook", f"v{self.project.codebook_version}"),
        )
        for place, (name, value) in enumerate(facts):
            down, across = divmod(place, 4)
            self._facts.addWidget(label(name, "caption"), down * 2, across)
            self._facts.addWidget(label(value), down * 2 + 1, across)

    @staticmethod
    def _paper_line(question: Question, alpha: Agreement, percent: Agreement) -> str:
        value = alpha.why if alpha.value is None else f"α = {shown_figure(alpha.value)}"
        distance = "MASI" if alpha.distance == "masi" else "nominal"
        observed = "" if percent.value is None else f"; {percent.value * 100:.0f} % agreement"
        return (
            f"{question.title}: {value} (Krippendorff, {distance}; n = {alpha.units} {_units(question)}, "
            f"{alpha.annotators} annotators, {alpha.ratings} ratings{observed})."
        )

    def copy_line(self) -> None:
        """Copies the line for a paper."""
        QApplication.clipboard().setText(self._line.text())
        self._notices.post("The line was copied.")

    def open_article(self) -> None:
        """Opens the article of the marked disagreement."""
        index = self.table.currentIndex()
        if index.isValid():
            self.article_opened.emit(self.model.row(index.row()).article_id)


def _units(question: Question) -> str:
    return {"duplicate": "pairs", "boilerplate": "lines"}.get(question.kind, "articles")
