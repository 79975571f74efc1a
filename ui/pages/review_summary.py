"""The first card of the review page: the headline of a question, judged, with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from labeler.figures import shown_percent
from labeler.review import paper_line
from ui.numbers import shown_figure
from ui.pages import review_charts
from ui.widgets.card import Card
from ui.widgets.charts.interval_bar import IntervalBar
from ui.widgets.facts import Facts
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import hairline, label, row, stacked
from ui.widgets.save_buttons import SaveButtons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.figures import Figure
    from labeler.intra import OwnAgreement
    from labeler.study import Study

_DISTANCES = {"masi": "MASI distance", "ordinal": "ordinal", "nominal": "nominal"}


class ReviewSummary(Card):
    """Values in through setters; the page connects the copy button, the saving and the bar."""

    def __init__(self) -> None:
        super().__init__()
        self.name = label("", "text2")
        self.value = label("", "figure")
        self.interval = label("", "text2")
        self.bar = IntervalBar()
        self.verdict = label("", "strong", wrap=True)
        self.second_look = label("", "text2", wrap=True)
        self.own = label("", "text2", wrap=True)
        self.own.hide()
        self.facts = Facts(8)
        self.line = label("", "text2", wrap=True, selectable=True)
        self.copy = KeyButton("Copy line", "C", icon_name="copy")
        self.saving = SaveButtons(self.bar, "interval")
        figure = QHBoxLayout()
        figure.addLayout(stacked(self.name, row(self.value, self.interval, None)))
        figure.addWidget(self.bar, 1)
        self.body.addLayout(figure)
        verdict = row(self.verdict, self.saving)
        verdict.setStretch(0, 1)
        self.body.addLayout(verdict)
        self.body.addWidget(self.second_look)
        self.body.addWidget(self.own)
        self.body.addWidget(self.facts)
        self.body.addWidget(hairline())
        line = row(self.line, self.copy)
        line.setStretch(0, 1)
        self.body.addLayout(line)

    def set_study(self, study: Study, *, narrowed: bool) -> None:
        """Shows a study; `narrowed`: whether filters leave some answers out."""
        figure = study.headline
        self.name.setText(f"Krippendorff’s α, {_DISTANCES[study.distance]}")
        self.value.setText(_shown(figure))
        ends = (
            ""
            if figure.low is None or figure.high is None
            else f"{shown_figure(figure.low)} to {shown_figure(figure.high)}"
        )
        self.interval.setText(f"95 % interval\n{ends}" if ends else "")
        self.bar.set_figure(figure.value, figure.low, figure.high, figure.why)
        self.verdict.setText(_undefined(study, narrowed) if figure.value is None else self.bar.verdict())
        self.line.setText(paper_line(study))

    def set_second_look(self, study: Study) -> None:
        """Shows what one figure does not tell. Groups of copies take a moment, so the page asks for it last."""
        words = _second_look(study)
        self.second_look.setText(words)
        self.second_look.setVisible(bool(words))

    def set_own(self, found: Sequence[OwnAgreement]) -> None:
        """Shows how well each annotator agrees with themselves, over what came again; by name, never in a ranking."""
        self.own.setText(f"With themselves, over repeats: {'; '.join(each.in_words() for each in found)}.")
        self.own.setVisible(bool(found))

    def set_facts(self, study: Study, ruled: int, disputed: int, late: int) -> None:
        """Shows what the headline rests on.

        Args:
            study: the figures.
            ruled: disputed units with a ruling.
            disputed: units on which answers differ.
            late: answers that were given after their unit had a ruling.
        """
        figure, counted, alike = study.headline, study.counted, study.alike
        ratings = study.figures.ratings_counted()
        missing = counted * len(study.annotators) - ratings
        self.facts.set_facts(
            (
                (
                    review_charts.units_called(study.question)[1].capitalize(),
                    f"{counted} of {len(study.data.units)}",
                ),
                ("Ratings", f"{ratings}; {missing} missing, left out"),
                ("Observed", "–" if alike is None else f"{shown_percent(alike)} agreement"),
                ("Interval", figure.method or (figure.why if figure.value is not None else "") or "none"),
                ("Annotators", str(len(study.annotators))),
                ("Codebook", ", ".join(f"v{version}" for version in study.versions_used) or "–"),
                ("Blind", f"but {late} given after a ruling" if late else "yes: nobody sees others’ answers"),
                ("Ruled", f"{ruled} of {disputed} disputed"),
            )
        )


def _shown(figure: Figure) -> str:
    return "–" if figure.value is None else shown_figure(figure.value)


def _with_ends(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return _shown(figure)
    return f"{_shown(figure)} ({shown_figure(figure.low)} to {shown_figure(figure.high)})"


def _second_look(study: Study) -> str:
    """What one figure does not tell: the two stages of a stance, or how alike articles are grouped."""
    stages = [
        f"{name}: α {'undefined' if stage.value is None else _with_ends(stage)}"
        for stage, name in ((study.addressed, "Is the target addressed"), (study.position, "which position"))
        if stage is not None
    ]
    if stages:
        return f"Two stages. {'; '.join(stages)}."
    compared = [f"{each.one} and {each.other} {_with_ends(each.f1)}" for each in study.groupings_compared[:3]]
    return f"Groups of copies, B-cubed F1: {'; '.join(compared)}." if compared else ""


def _undefined(study: Study, narrowed: bool) -> str:
    people = study.annotators
    if len(people) < 2 and narrowed:
        left = people[0] if people else "no answer"
        return f"Two annotators are needed for agreement. The filters leave {left}."
    if not people:
        return "Nobody has answered this question yet."
    if len(people) == 1:
        return f"Two annotators are needed for agreement. So far only {people[0]} has answered."
    why = study.headline.why
    return f"{why[:1].upper()}{why[1:]}."
