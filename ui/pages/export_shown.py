"""The right side of the export page: splits and values, copies across splits, what to know, first rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from labeler.counting import counted
from ui.theme import current_theme, theme_hub
from ui.widgets.card import Card
from ui.widgets.finding_list import FindingList
from ui.widgets.layouts import label, row
from ui.widgets.split_bars import SplitBars
from ui.widgets.text_table import TextTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records import Json
    from labeler.export_preview import Preview
    from labeler.exporting import ExportReport
    from labeler.training_sets.options import ExportOptions

_NO_LABEL = "Nothing to export yet: no label was given."


_STACKED_BELOW = 760


class ExportShown(QWidget):
    """Values in through setters. It holds no project."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counted = label("", "text2", wrap=True)
        self.empty = label(_NO_LABEL, "text2")
        self.bars = SplitBars()
        self.leaks = label("–", "figure")
        self.leaks_words = label("", "text2", wrap=True)
        self.findings = FindingList()
        self.blocked = label("", "text2")
        self.since = label("", "text2", wrap=True)
        self.notes = label("", "text2", wrap=True, selectable=True)
        self.table_name = label("", "caption")
        self.rows = TextTable()
        self._build()
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _build(self) -> None:
        self._spread = Card()
        self._spread.body.addLayout(row(label("Values", "heading"), None))
        self._spread.body.addWidget(self.counted)
        self._spread.body.addWidget(self.empty)
        self._spread.body.addWidget(self.bars)
        self._spread.body.addStretch(1)
        self._copies = Card()
        across = row(self.leaks, self.leaks_words, spacing=14)
        across.setStretch(1, 1)
        self._copies.body.addLayout(across)
        self._copies.body.addWidget(self.notes)
        known = Card()
        known.body.addLayout(row(label("Before you export", "heading"), None, self.blocked))
        known.body.addWidget(self.findings)
        known.body.addWidget(self.since)
        known.body.addStretch(1)
        first = Card()
        first.body.addLayout(row(label("First rows", "heading"), self.table_name, None))
        first.body.addWidget(self.rows, 1)
        left = QVBoxLayout()
        left.addWidget(self._spread, 1)
        left.addWidget(self._copies)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.addLayout(left, 4)
        self._top.addWidget(known, 3)
        self._left = left
        self._cards = QVBoxLayout(self)
        self._cards.addLayout(self._top)
        self._cards.addWidget(first, 1)

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.page_margin
        self._cards.setContentsMargins(margin, margin, margin, margin)
        for layout in (self._cards, self._top, self._left):
            layout.setSpacing(theme.space.card_gap)
        self.rows.setMinimumHeight(theme.size.table_row_dense * 6)

    def set_room(self, width: int) -> None:
        """How wide it may be: where that is little, cards stand below one another, what there is to know first."""
        narrow = width < current_theme().px(_STACKED_BELOW)
        way = QBoxLayout.Direction.BottomToTop if narrow else QBoxLayout.Direction.LeftToRight
        self._top.setDirection(way)

    def set_waiting(self) -> None:
        """The last preview stays, and it is said that a new one comes."""
        self.counted.setText("Counting …")

    def set_failed(self, why: str) -> None:
        """Why there is nothing to show."""
        self.counted.setText(why)
        self.empty.hide()
        self.bars.set_rows((), ())
        self._copies.hide()
        self.findings.clear()
        self.since.setText("")
        self.rows.set_table((), ())
        self.table_name.setText("")
        self.set_blocking()

    def set_preview(self, found: Preview, options: ExportOptions) -> None:
        """Shows what would be written."""
        total = max(1, found.articles)
        sizes = ", ".join(f"{split} {count} ({count / total:.0%})" for split, count in found.splits)
        told = f"{counted(found.articles, 'article')}, {counted(found.labels, 'label')}."
        if options.splits is not None:
            told += f" {sizes}. {counted(found.groups, 'group')} {'stays' if found.groups == 1 else 'stay'} whole."
        self.counted.setText(told)
        self.empty.setVisible(found.labels == 0)
        several = len({each.training_set for each in found.spreads}) > 1
        self.bars.set_rows(
            [split for split, _ in found.splits]
            if options.splits
            else ["rows" if options.tasks else "labels"],
            [
                (f"{each.training_set}: {each.value}" if several else each.value, each.counts)
                for each in found.spreads
            ],
        )
        self.findings.set_findings(found.checked.findings)
        self.since.setText(since_in_words(found.checked.since))
        self._copies.setVisible(found.crossing is not None)
        if found.crossing is not None:
            self._show_leaks(
                found.crossing,
                "copies across splits, of those known so far.\nCounted again in the written files.",
            )
            self.notes.setText(_in_short(found.checked.notes))
        self.rows.set_table(found.header, found.rows)
        self.rows.setAccessibleName(f"First rows of {found.table}")
        self.table_name.setText(found.table)

    def _show_leaks(self, count: int, words: str) -> None:
        self.leaks.setText(str(count))
        self.leaks_words.setText(words)
        self.leaks.setAccessibleName(f"{count} {words}")

    def set_written(self, report: ExportReport) -> None:
        """What was found in the written files."""
        if report.leaks is not None:
            elsewhere = len(report.leaks.elsewhere)
            self._show_leaks(
                len(report.leaks.copies),
                "copies across splits, counted in the written files.\n"
                f"{counted(elsewhere, 'article')} of which half or more stands in another split.",
            )
            self.notes.setText(_in_short(report.notes))
        self.since.setText("Nothing was labelled since the last export.")

    def set_blocking(self) -> None:
        """Says how much stands in the way."""
        count = len(self.findings.blocking)
        self.blocked.setText(f"{count} to settle" if count else "")
        self.blocked.setProperty("bad", bool(count))


def since_in_words(since: Json) -> str:
    """What was labelled since the last export, for people."""
    if since is None:
        return ""
    parts = []
    for side, noun in (("labels", "Labels"), ("rulings", "Rulings")):
        counts = {
            what: sum(each[what] for each in since[side].values())
            for what in ("added", "changed", "withdrawn")
        }
        if any(counts.values()):
            parts.append(f"{noun} " + ", ".join(f"{what} {count}" for what, count in counts.items()))
    return (
        f"Since the last export: {'; '.join(parts)}."
        if parts
        else "Nothing was labelled since the last export."
    )


def _in_short(notes: Iterable[str]) -> str:
    """The notes without what stands indented below them: which articles and groups, the manifest says."""
    return "\n".join(note for note in notes if not note.startswith(" "))
