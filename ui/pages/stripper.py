"""The stripper page: how well it fits what people left, by source and by article, and how it learns from that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from labeler.counting import counted
from labeler.project import Project
from labeler.stripper_quality import Quality, article_qualities, source_qualities
from labeler.stripper_training import FEWEST, Gain, adopt, train
from labeler.stripping import chosen, go_back, strip_again
from ui.clock import wall_day
from ui.theme import current_theme, theme_hub
from ui.widgets.card import Card
from ui.widgets.flow import flowing
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import button, label, row, scrolling, stacked
from ui.widgets.text_table import TextTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from labeler.progress import Steps
    from labeler.stripper_quality import ArticleQuality
    from labeler.stripper_training import Training
    from labeler.stripping import AgainReport
    from ui.jobs import Job
    from ui.notices import Notices

_SOURCES = ("Source", "Articles", "Corrected", "Precision", "Recall", "F1")
_ARTICLES = ("Article", "Source", "Precision", "Recall", "F1", "Too many", "Missed")
_NOTHING = "Nothing is judged yet. Correct a block with X while labelling, or submit an article as it is."
_STACKED_BELOW = 820
"""px at scale 1: a narrower page has its cards below each other."""


class StripperPage(QWidget):
    """Everything that takes long runs as a job; the page shows what was found last."""

    article_opened = Signal(str)
    job_asked = Signal(object)
    """What makes the steps of a job."""
    stripped = Signal()
    """Articles have other main texts now."""

    def __init__(self, project: Project, notices: Notices) -> None:
        super().__init__()
        self.project = project
        self._notices = notices
        self._found: list[ArticleQuality] = []
        self._shown: list[ArticleQuality] = []
        self._source = ""
        self._mark: tuple[int, int] | None = None
        self._asked: tuple[int, int] | None = None
        self._training: Training | None = None
        self._busy = False
        self._on_done: Callable[[Any], None] = self._show_quality
        self.figures = {name: label("–", "figure") for name in ("Precision", "Recall", "F1")}
        self.counted = label("", "text2", wrap=True)
        self.sources, self.articles = TextTable(), TextTable()
        self.head = label("Judged articles, the worst first", "heading")
        self.in_use = label("", wrap=True)
        self.result = label("", "text2", wrap=True)
        self.learn = KeyButton("Learn from corrections", "Ctrl Enter", primary=True)
        self.judged = label("", "text2")
        self.says = label(
            "Articles without labels are then stripped again. Earlier texts stay in the file, and corrections and "
            "evidence keep their places.",
            "text2",
            wrap=True,
        )
        self.adopt_button = button("Use it from now on")
        self.adopt_all = button("On labelled ones too", "quiet")
        self.back = button("Back to the one before")
        self._build()
        self._connect()
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _build(self) -> None:
        quality = Card()
        quality.body.addWidget(label("Main text, as people left it", "heading"))
        figures = QHBoxLayout()
        for name, value in self.figures.items():
            figures.addLayout(stacked(label(name, "text2"), value))
            figures.addStretch(1)
        quality.body.addLayout(figures)
        quality.body.addWidget(self.counted)
        quality.body.addWidget(self.sources, 1)
        learning = Card()
        learning.body.addWidget(label("Learning from corrections", "heading"))
        learning.body.addWidget(self.in_use)
        learning.body.addWidget(self.result)
        learning.body.addStretch(1)
        learning.body.addWidget(self.says)
        learning.body.addWidget(flowing(self.adopt_button, self.adopt_all))
        learning.body.addLayout(row(self.back, None))
        learning.body.addWidget(flowing(self.learn, self.judged))
        judged = Card()
        judged.body.addWidget(self.head)
        judged.body.addWidget(self.articles, 1)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.addWidget(quality, 3)
        self._top.addWidget(learning, 2)
        content = QWidget()
        self._cards = QVBoxLayout(content)
        self._cards.addLayout(self._top)
        self._cards.addWidget(judged, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(content))
        self.sources.set_empty_text(_NOTHING)
        self.articles.set_empty_text(_NOTHING)
        self.sources.setAccessibleName("Sources")
        self.articles.setAccessibleName("Judged articles")

    def _connect(self) -> None:
        self.sources.set_activating_keys(Qt.Key.Key_Return, Qt.Key.Key_Enter)
        self.articles.set_activating_keys(Qt.Key.Key_Return, Qt.Key.Key_Enter)
        self.sources.opened.connect(self._on_source)
        self.articles.opened.connect(lambda place: self.article_opened.emit(self._shown[place].article_id))
        self.learn.clicked.connect(lambda _: self.start_learning())
        self.adopt_button.clicked.connect(lambda _: self.adopt(labelled_too=False))
        self.adopt_all.clicked.connect(lambda _: self.adopt(labelled_too=True))
        self.back.clicked.connect(lambda _: self.go_back())

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.page_margin
        self._cards.setContentsMargins(margin, margin, margin, margin)
        for layout in (self._cards, self._top):
            layout.setSpacing(theme.space.card_gap)
        self.sources.setMinimumHeight(theme.size.table_row_dense * 6)
        self.articles.setMinimumHeight(theme.size.table_row_dense * 8)
        self.judged.setMinimumHeight(theme.size.button)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the cards stand below each other, so that no figure is cut."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < current_theme().px(_STACKED_BELOW)
        directions = QBoxLayout.Direction
        self._top.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    # -- what is shown ---------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Shows what is in use, and has the figures counted anew if anything was written since."""
        self._show_use()
        mark = self.project.store.events.mark(), self.project.store.articles.newest_extraction()
        if mark != self._mark and not self._busy:
            self._asked = mark
            path = self.project.path

            def begin() -> Steps[list[ArticleQuality]]:
                with Project.open(path) as own:
                    found = yield from article_qualities(own)
                return found

            self._on_done = self._show_quality
            self.job_asked.emit(begin)
        if self.isVisible():
            self.articles.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_use(self) -> None:
        row_ = chosen(self.project.store)
        if row_ is None:
            self.in_use.setText("In use: the stripper that comes with the program.")
        else:
            gain = Gain(**row_.report)
            self.in_use.setText(
                f"In use: the stripper {row_.digest[:8]}, learned {wall_day(row_.created_at)} from "
                f"{counted(gain.articles, 'article')}. On articles it had not seen F1 went from {gain.before:.3f} to {gain.after:.3f}."
            )
        self.back.setVisible(row_ is not None)
        for each in (self.says, self.adopt_button, self.adopt_all):
            each.setVisible(self._training is not None)

    def _show_quality(self, found: list[ArticleQuality]) -> None:
        self._found, self._mark = found, self._asked
        whole = sum((each.quality for each in found), Quality())
        values = (whole.precision, whole.recall, whole.f1 if found else None)
        for name, value in zip(self.figures, values, strict=True):
            self.figures[name].setText(_share(value))
        corrected = sum(each.corrected for each in found)
        self.judged.setText(_still_needed(len(found), corrected))
        self.counted.setText(
            f"{counted(len(found), 'article')} judged, {corrected} of them corrected. Words are counted, not lines."
            if found
            else ""
        )
        self.sources.set_table(
            _SOURCES,
            [
                (each.source, str(each.articles), str(each.corrected), *_shown(each.quality))
                for each in source_qualities(found)
            ]
            if found
            else [],
        )
        self._show_articles()

    def _show_articles(self) -> None:
        self._shown = [each for each in self._found if self._source in ("", each.source)]
        self.head.setText(
            f"Judged articles of {self._source}, the worst first"
            if self._source
            else "Judged articles, the worst first"
        )
        self.articles.set_table(
            _ARTICLES,
            [
                (
                    each.title,
                    each.source,
                    *_shown(each.quality),
                    str(each.quality.wrong),
                    str(each.quality.missed),
                )
                for each in self._shown
            ],
        )
        self.articles.selectRow(0)

    def _on_source(self, place: int) -> None:
        """Lists the articles of a source; chosen once more, all of them."""
        source = source_qualities(self._found)[place].source
        self._source = "" if source == self._source else source
        self._show_articles()

    def escape(self) -> bool:
        """From one source back to all; returns whether there was a way back."""
        if not self._source:
            return False
        self._source = ""
        self._show_articles()
        return True

    # -- learning --------------------------------------------------------------------------------------------

    def start_learning(self) -> None:
        """Learns from all corrections as a job; nothing is adopted yet."""
        path = self.project.path

        def begin() -> Steps[Training]:
            with Project.open(path) as own:
                training = yield from train(own)
            return training

        self._ask(begin, self._on_trained)

    def _on_trained(self, training: Training) -> None:
        self._training = training if training.gain.gain > 0 else None
        words = training.sentence()
        self.result.setText(
            words if self._training else f"{words} It gains nothing, so there is nothing to adopt."
        )
        self._show_use()

    def adopt(self, *, labelled_too: bool) -> None:
        """Puts what was learned in force and strips again, what is labelled only if that was asked for."""
        training, path = self._training, self.project.path
        if training is None:
            self._notices.post("Learn from the corrections first.", "warn")
            return

        def begin() -> Steps[AgainReport]:
            with Project.open(path) as own:
                adopt(own.store, training)
                report = yield from strip_again(own.store, labelled_too=labelled_too)
            return report

        self._ask(begin, self._on_stripped)

    def go_back(self) -> None:
        """Puts the stripper before this one in force, and strips again what nobody has labelled."""
        path = self.project.path

        def begin() -> Steps[AgainReport]:
            with Project.open(path) as own:
                go_back(own.store)
                report = yield from strip_again(own.store)
            return report

        self._ask(begin, self._on_stripped)

    def _on_stripped(self, report: AgainReport) -> None:
        self._training = None
        self.result.setText("")
        self._notices.post(report.sentence(), "good")
        self.stripped.emit()

    # -- jobs ------------------------------------------------------------------------------------------------

    def _ask(self, begin: Callable[[], Steps[Any]], done: Callable[[Any], None]) -> None:
        if self._busy:
            self._notices.post("The stripper is at work already. Wait until it is done, or cancel it.")
            return
        self._on_done = done
        self.job_asked.emit(begin)

    def connect_job(self, job: Job) -> None:
        """Shows the outcome of the job on this page."""
        self._busy = True
        self._let(working=True)
        job.succeeded.connect(self._on_succeeded)
        job.finished.connect(self._on_finished)

    def _on_succeeded(self, found: object) -> None:
        self._on_done(found)

    def _on_finished(self) -> None:
        self._busy = False
        self._let(working=False)
        if self._on_done != self._show_quality:
            self.reload()

    def _let(self, *, working: bool) -> None:
        for each in (self.learn, self.adopt_button, self.adopt_all, self.back):
            each.setEnabled(not working)


def _still_needed(judged: int, corrected: int) -> str:
    """What there has to be before one can learn; "" once there is enough."""
    if judged < FEWEST:
        return f"{judged} of the {FEWEST} judged articles that it needs"
    return "" if corrected else "No correction (X) among them yet"


def _shown(quality: Quality) -> tuple[str, str, str]:
    values = (quality.precision, quality.recall, quality.f1)
    precision, recall, f1 = map(_share, values)
    return precision, recall, f1


def _share(value: float | None) -> str:
    """Three digits: with two, a precision of .99 would stand beside an F1 of 1.00."""
    if value is None:
        return "–"
    return f"{value:.3f}".removeprefix("0")
