"""Why a κ is low: because annotators disagree, or because one answer dominates; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.widgets.charts.values import Figure, ParadoxFigures, TwoByTwo
from ui.widgets.charts.words import TENTATIVE, shown, shown_beside, shown_share

if TYPE_CHECKING:
    from ui.widgets.marks import MarkName

DOMINANT = 0.8
"""From this share of all answers on, one of two answers dominates."""

_BIAS = 0.1


def figures_of(counts: TwoByTwo) -> ParadoxFigures:
    """The figures of a two by two table, for whoever has only its counts."""
    both, neither = counts.both, counts.neither
    total = both + counts.only_one + counts.only_other + neither
    if total == 0:
        why = "undefined: no unit was answered by both"
        return ParadoxFigures(Figure(why=why), None, None, None, None, None, None, None, None)
    one, other = (both + counts.only_one) / total, (both + counts.only_other) / total
    observed = (both + neither) / total
    expected = one * other + (1 - one) * (1 - other)
    same = both == total or neither == total
    kappa = Figure(why="undefined: both always gave the same answer") if same else None
    prevalence = (one + other) / 2
    chance = 2 * prevalence * (1 - prevalence)
    apart = counts.only_one + counts.only_other
    return ParadoxFigures(
        kappa=kappa or Figure((observed - expected) / (1 - expected)),
        prevalence=prevalence,
        observed=observed,
        # Where everybody always gave one answer, nothing can be taken off for chance.
        pabak=None if same else 2 * observed - 1,
        ac1=None if same else (observed - chance) / (1 - chance),
        prevalence_index=(both - neither) / total,
        bias_index=(counts.only_one - counts.only_other) / total,
        positive=2 * both / (2 * both + apart) if both + apart else None,
        negative=2 * neither / (2 * neither + apart) if neither + apart else None,
    )


def paradox_verdict(
    counts: TwoByTwo, figures: ParadoxFigures, units: str = "articles"
) -> tuple[MarkName | None, str]:
    """One sentence, or two, on why κ is what it is, with the mark that fits."""
    kappa, prevalence, observed = figures.kappa.value, figures.prevalence, figures.observed
    if kappa is None or prevalence is None or observed is None:
        return None, f"κ is {figures.kappa.why or 'undefined'}."
    shown_kappa = shown_beside(kappa)
    yes_leads = prevalence >= 0.5
    leading, rare = (counts.yes, counts.no) if yes_leads else (counts.no, counts.yes)
    share = max(prevalence, 1 - prevalence)
    if kappa >= TENTATIVE:
        return None, f"κ is not low ({shown_kappa}), so no dominant answer hides an agreement."
    if share < DOMINANT:
        words = (
            f"κ is low ({shown_kappa}) because the two disagree, on {shown_share(1 - observed)} of {units}; "
            f"no answer dominates (“{leading}” is {shown_share(share)} of the answers)."
        )
        return "too_low", words + _bias(counts, figures)
    on_rare = figures.negative if yes_leads else figures.positive
    tail = "" if on_rare is None else f" On the rare “{rare}” they agree by {shown(on_rare)}."
    if figures.pabak is not None and figures.pabak >= TENTATIVE:
        return "tentative", (
            f"κ is low ({shown_kappa}) because “{leading}” dominates: it is {shown_share(share)} of the answers, "
            f"and both agree on {shown_share(observed)} of {units}.{tail}"
        )
    return "too_low", (
        f"κ is low ({shown_kappa}), and not only because “{leading}” dominates: "
        f"without its prevalence it stays low (PABAK {shown(figures.pabak)}).{tail}"
    )


def _bias(counts: TwoByTwo, figures: ParadoxFigures) -> str:
    bias = figures.bias_index
    if bias is None or abs(bias) < _BIAS:
        return ""
    more, less = (counts.one, counts.other) if bias > 0 else (counts.other, counts.one)
    return f" “{counts.yes}” is given more often by {more} than by {less}."
