"""What can be decided of a project's plan, one setting a row: values in through a setter, the whole plan out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from labeler.plan import ORDER_TITLES, ORDERS, Plan
from ui.theme import current_theme, theme_hub
from ui.widgets.fields import Field
from ui.widgets.layouts import label

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROWS: Final = (
    ("roster", "Annotators", "Names with commas between; empty: anybody"),
    ("per_article", "Annotators an article", "0: all of them"),
    ("overlap", "Everybody gets, %", "Drawn by the seed; the others are dealt"),
    ("gold", "Hidden gold, %", "Articles with a ruling, mixed in unseen"),
    ("repeats", "Come again, %", "Unseen as such; for agreement with oneself"),
    ("distance", "Articles between", "At least so many before one comes again"),
    ("seed", "Seed", "Of everything that is drawn"),
)


class PlanOptions(QWidget):
    """Tells that something was changed; `plan` then gives the whole. It holds no project."""

    changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = Plan()
        self._setting = False
        self.fields = {name: Field(placeholder) for name, _, placeholder in _ROWS}
        self.order = QComboBox()
        self.order.addItems(list(ORDER_TITLES.values()))
        self.order.setAccessibleName("Order")
        self.order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.order.setMinimumContentsLength(12)
        self.order.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.self_chosen = QCheckBox("People may open articles that are not next")
        self._effects: dict[str, QLabel] = {}
        self._wrong: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        for name, title, _ in _ROWS:
            self._row(name, title, self.fields[name])
            self.fields[name].setAccessibleName(title)
            self.fields[name].textChanged.connect(lambda _: self._on_change())
            self.fields[name].left.connect(self.left)
        self._row("order", "Order", self.order)
        self._row("self_chosen", "", self.self_chosen)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._grid)
        outer.addStretch(1)
        self.order.currentIndexChanged.connect(lambda _: self._on_change())
        self.self_chosen.toggled.connect(lambda _: self._on_change())
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _row(self, name: str, title: str, field: QWidget) -> None:
        down = self._grid.rowCount() * 2
        self._effects[name] = label("", "caption", wrap=True)
        self._wrong[name] = label("", "bad", wrap=True)
        self._wrong[name].hide()
        words = label(title, "text2")
        words.setBuddy(field)
        self._grid.addWidget(words, down, 0)
        # Words of a box are as wide as they are: what it does stands below them.
        is_box = isinstance(field, QCheckBox)
        self._grid.addWidget(field, down, 1, 1, 2 if is_box else 1)
        self._grid.addWidget(self._effects[name], down + is_box, 1 if is_box else 2, 1, 2 if is_box else 1)
        self._grid.addWidget(self._wrong[name], down + 1 + is_box, 1, 1, 2)

    def _on_theme(self) -> None:
        theme = current_theme()
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnMinimumWidth(2, theme.px(130))

    def set_plan(self, plan: Plan) -> None:
        """Shows a plan."""
        self._plan, self._setting = plan, True
        texts = {
            "roster": ", ".join(plan.roster),
            "per_article": str(plan.per_article),
            "overlap": _percent(plan.overlap),
            "gold": _percent(plan.gold),
            "repeats": _percent(plan.repeats),
            "distance": str(plan.distance),
            "seed": str(plan.seed),
        }
        for name, text in texts.items():
            self.fields[name].setText(text)
        self.order.setCurrentIndex(ORDERS.index(plan.order))
        self.self_chosen.setChecked(plan.self_chosen)
        self._setting = False

    def plan(self) -> tuple[Plan, dict[str, str]]:
        """The plan as it is written there, and of each setting that is no number why not."""
        wrong: dict[str, str] = {}

        def number(name: str, whole: type[int] | type[float]) -> float:
            text = self.fields[name].text().strip().removesuffix("%").strip().replace(",", ".")
            try:
                return whole(text or 0)
            except ValueError:
                wrong[name] = f"“{text}” is no {'whole number' if whole is int else 'number'}."
                return 0

        names = (" ".join(name.split()) for name in self.fields["roster"].text().split(","))
        plan = replace(
            self._plan,
            order=ORDERS[self.order.currentIndex()],
            seed=int(number("seed", int)),
            overlap=number("overlap", float) / 100,
            per_article=int(number("per_article", int)),
            roster=tuple(dict.fromkeys(filter(None, names))),
            gold=number("gold", float) / 100,
            repeats=number("repeats", float) / 100,
            distance=int(number("distance", int)),
            self_chosen=self.self_chosen.isChecked(),
        )
        return plan, wrong

    def set_effects(self, effects: Mapping[str, str], wrong: Mapping[str, str]) -> None:
        """Says beside each setting what it does, and below it why it is refused."""
        for name, effect in self._effects.items():
            effect.setText(effects.get(name, ""))
            self._wrong[name].setText(wrong.get(name, ""))
            self._wrong[name].setVisible(name in wrong)
            self.field(name).setAccessibleDescription(wrong.get(name) or effects.get(name, ""))

    def field(self, name: str) -> QWidget:
        """Where a setting is made."""
        return {"order": self.order, "self_chosen": self.self_chosen}.get(name) or self.fields[name]

    def refusals(self) -> dict[str, str]:
        """What is said below the settings now."""
        return {name: wrong.text() for name, wrong in self._wrong.items() if wrong.text()}

    def _on_change(self) -> None:
        if not self._setting:
            self.changed.emit()


def _percent(share: float) -> str:
    return f"{share * 100:g}"
