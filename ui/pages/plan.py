"""The plan page: who labels what, the effect of each setting at once beside it, refusals in words below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QVBoxLayout, QWidget

from db.errors import StoreError
from labeler.counting import counted
from labeler.errors import LabelerError
from labeler.plan_checks import blocking
from labeler.planning import Planning
from ui.theme import current_theme, theme_hub
from ui.widgets.card import Card
from ui.widgets.fields import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import button, hairline, label, row, scrolling
from ui.widgets.plan_options import PlanOptions
from ui.widgets.text_table import TextTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from labeler.plan import Plan
    from labeler.planning import Look
    from labeler.project import Project
    from ui.notices import Notices

_SOON_MS = 120
_SIDE_BY_SIDE = 1000
"""Narrower than this (px at scale 1), the table stands below the settings."""

_COLUMNS = ("Annotator", "Articles", "Overlap", "Assigned", "Gold", "Repeats", "Labels")


class PlanPage(QWidget):
    """Tries plans out while they are typed; one key puts the one that is seen in force."""

    changed = Signal()
    """Another plan is in force, or other assignments are."""

    def __init__(self, project: Project, notices: Notices) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._was_shown = False
        self.planning = Planning(project)
        self._notices = notices
        self._listed: Sequence[str] = ()
        self._look_now: Look | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self.options = PlanOptions()
        self.state = label("", wrap=True)
        self.accept = QCheckBox("Deal anew all the same")
        self.save = KeyButton("Put in force", "Ctrl Enter", primary=True)
        self.table = TextTable()
        self.table.setAccessibleName("What each annotator gets")
        self.counted = label("", "text2", wrap=True)
        self.names = Field("Names, with commas between")
        self.names.setAccessibleName("Mean the listed articles for")
        self.assign_button = button("Assign")
        self.unassign_button = button("Take back", "quiet")
        self.about_listed = label("", "text2", wrap=True)
        self._build()
        self._connect()
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _build(self) -> None:
        settings, effect, named = Card(), Card(), Card()
        self._settings = settings
        settings.body.addWidget(label("Who labels what", "heading"))
        settings.body.addWidget(self.state)
        settings.body.addWidget(self.options, 1)
        settings.body.addWidget(hairline())
        settings.body.addWidget(self.accept)
        settings.body.addLayout(row(self.save, None))
        effect.body.addWidget(label("What each annotator gets", "heading"))
        effect.body.addWidget(self.table, 1)
        effect.body.addWidget(self.counted)
        named.body.addWidget(label("By name, whatever is drawn", "heading"))
        named.body.addWidget(self.about_listed)
        named.body.addLayout(row(self.names, self.assign_button, self.unassign_button))
        right = QWidget()
        self._right = QVBoxLayout(right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.addWidget(effect, 1)
        self._right.addWidget(named)
        content = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._sides.addWidget(settings, 1)
        self._sides.addWidget(right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(content))
        self.table.set_empty_text("Nobody is named yet, and nobody has labelled.")
        self.accept.hide()

    def _connect(self) -> None:
        self.options.changed.connect(self._soon.start)
        self.options.left.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.names.left.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.names.accepted.connect(self.assign)
        self._soon.timeout.connect(self._try_out)
        self.accept.toggled.connect(lambda _: self._show_button())
        self.save.clicked.connect(lambda _: self.put_in_force())
        self.assign_button.clicked.connect(lambda _: self.assign())
        self.unassign_button.clicked.connect(lambda _: self.unassign())

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.page_margin
        self._sides.setContentsMargins(margin, margin, margin, margin)
        self._sides.setSpacing(theme.space.card_gap)
        self._right.setSpacing(theme.space.card_gap)
        self.table.setMinimumHeight(theme.size.table_row_dense * 6)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The table goes below where there is no room beside."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        way = QBoxLayout.Direction
        theme = current_theme()
        # The settings take what they need; the table must not be cut.
        needed = self._settings.minimumSizeHint().width() + self.table.wanted_width()
        needed += 2 * theme.space.page_margin + 3 * theme.space.card_gap
        wide = self.width() >= max(theme.px(_SIDE_BY_SIDE), needed)
        self._sides.setDirection(way.LeftToRight if wide else way.TopToBottom)

    # -- what is shown ---------------------------------------------------------------------------------------

    def set_listed(self, articles: Sequence[str]) -> None:
        """The articles that the list of the label page shows: those that can be assigned by name."""
        self._listed = articles
        count = len(articles)
        self.about_listed.setText(
            f"The list on the Label page shows {count} {'article' if count == 1 else 'articles'}. Narrow it there to "
            "the ones you mean; assigned ones go to these people and nobody else."
        )

    def reload(self) -> None:
        """Shows the plan in force, and what it means for the articles and labels as they are now."""
        before = self.planning.plan
        typed, wrong = self.options.plan()
        self.planning.reload()
        if self.planning.plan != before or not self._was_shown or (typed == before and not wrong):
            self.options.set_plan(self.planning.plan)
        self._was_shown = True  # from now on, what somebody typed and did not yet put in force stays
        self.accept.setChecked(False)
        self._try_out()
        if self.isVisible():
            # Not in a field, or Ctrl Z would be the field's; Tab goes to the first one.
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try_out(self) -> None:
        self._soon.stop()
        plan, wrong = self.options.plan()
        look = self._look_now = self.planning.look(plan)
        for finding in look.findings:
            wrong.setdefault(finding.setting, finding.words)
        self.options.set_effects(_effects(plan, look), wrong)
        self.accept.setVisible(any(finding.allowable for finding in look.findings))
        self.table.set_table(
            _COLUMNS,
            [
                (
                    each.annotator,
                    *map(
                        str, (each.articles, each.overlap, each.assigned, each.gold, each.repeats, each.given)
                    ),
                )
                for each in look.effects
            ],
        )
        self._fit()
        labels = sum(each.given for each in look.effects)
        self.counted.setText(
            f"{labels} {'label was' if labels == 1 else 'labels were'} given "
            f"{'so far' if self.planning.plan.is_open else 'under the plan in force'}."
        )
        self.state.setText(self._in_force())
        self._show_button()

    def _in_force(self) -> str:
        before, (plan, wrong) = self.planning.plan, self.options.plan()
        everybody = "everybody gets every article, in order of arrival, and opens what they like."
        if wrong or plan != before:
            return f"Not in force yet. Until then {everybody}" if before.is_open else "Not in force yet."
        return f"No plan is in force: {everybody}" if before.is_open else "This plan is in force."

    def _allowed(self) -> list[str]:
        findings = self._look_now.findings if self._look_now is not None else ()
        return [finding.name for finding in findings if finding.allowable] if self.accept.isChecked() else []

    def _show_button(self) -> None:
        plan, wrong = self.options.plan()
        findings = self._look_now.findings if self._look_now is not None else ()
        free = not wrong and not blocking(findings, self._allowed())
        self.save.setEnabled(free and plan != self.planning.plan)

    # -- what is decided -------------------------------------------------------------------------------------

    def put_in_force(self) -> None:
        """Makes what is seen the project's plan, or says why not."""
        self._try_out()
        plan, wrong = self.options.plan()
        if wrong:
            self._notices.post(next(iter(wrong.values())), "bad")
            self.options.field(next(iter(wrong))).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._do(lambda: self.planning.put_in_force(plan, self._allowed())):
            self._notices.post("The plan is in force. Every queue follows it from now on.", "good")
            self._follow()

    def assign(self) -> None:
        """Means the listed articles for the people named."""
        names = [name for name in map(str.strip, self.names.text().split(",")) if name]
        if not names or not self._listed:
            self._notices.post("Say for whom, and list articles on the Label page.", "warn")
            return
        count = len(self._listed)
        if self._do(lambda: self.planning.assign(self._listed, names)):
            self.names.clear()
            self._notices.post(
                f"{count} {'article is' if count == 1 else 'articles are'} meant for {', '.join(names)}.",
                "good",
            )
            self._follow()

    def unassign(self) -> None:
        """Takes the assignments of the listed articles back."""
        taken: list[int] = []
        if self._do(lambda: taken.append(self.planning.unassign(self._listed))):
            self._notices.post(f"{counted(taken[0], 'assignment')} taken back.")
            self._follow()

    def _follow(self) -> None:
        self.options.set_plan(self.planning.plan)
        self.accept.setChecked(False)
        self._try_out()
        self.changed.emit()

    def _do(self, call: Callable[[], object]) -> bool:
        try:
            call()
        except (StoreError, LabelerError) as error:
            self._notices.post(str(error), "bad")
            return False
        return True


def _effects(plan: Plan, look: Look) -> dict[str, str]:
    """What each setting does, in a few words."""
    sizes = [effect.articles for effect in look.effects if effect.annotator in plan.roster]
    each = (
        f"{min(sizes)} to {counted(max(sizes), 'article')} each" if sizes and min(sizes) < max(sizes) else ""
    )
    each = each or (f"{counted(sizes[0], 'article')} each" if sizes else "anybody gets all articles")
    gold, repeats = sum(e.gold for e in look.effects), sum(e.repeats for e in look.effects)
    return {
        "roster": f"{len(plan.roster)} named" if plan.roster else "anybody",
        "per_article": f"{each}; nobody gets {look.nobodys}" if look.nobodys else each,
        "overlap": f"{look.overlap} of {counted(look.articles, 'article')}",
        "gold": f"{gold} mixed in; {look.ruled} {'has' if look.ruled == 1 else 'have'} a ruling",
        "repeats": f"{repeats} {'comes' if repeats == 1 else 'come'} again",
        "order": "of articles not seen yet",
        "self_chosen": "" if plan.self_chosen else "they open what is next, and what they have seen",
    }
