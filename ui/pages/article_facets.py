"""The facets of the articles page: which rows are shown, and what each value is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

from labeler.article_table import FLAGGED, LANGUAGE, NONE_FITS, NOTHING, SOURCE, STATE
from labeler.errors import LabelerError
from labeler.stripper_quality import NO_SOURCE
from ui.models.facet_model import FacetRow
from ui.widgets.marks import MARK_WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Mapping, Sequence

    from labeler.article_table import ArticleLine, Facet
    from labeler.codebook import Codebook
    from ui.widgets.marks import MarkName

_SHOWN: Final = 7
"""So many values of a facet are shown before it is unfolded."""

_MARKS: Final[dict[str, MarkName]] = {
    "pending": "pending",
    "draft": "draft",
    "submitted": "submitted",
    "skipped": "skipped",
    FLAGGED: "flagged",
}
_TITLES: Final = {STATE: "State", SOURCE: "Source", LANGUAGE: "Language"}


class FacetWords:
    """Says facets and values in the words of a codebook and of this machine's languages."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook

    def title(self, facet: str) -> str:
        """What a facet is called."""
        if facet in _TITLES:
            return _TITLES[facet]
        question = self._codebook.question(facet)
        return question.title if question.kind == "topic" else f"Stance: {question.title}"

    def value(self, facet: str, value: str) -> str:
        """What a value is called."""
        if facet == STATE:
            words = MARK_WORDS[_MARKS[value]]
            return words[:1].upper() + words[1:]
        if value == NOTHING:
            return {SOURCE: NO_SOURCE.capitalize(), LANGUAGE: "Not known"}.get(facet, "Not answered")
        if facet == SOURCE:
            return value
        if facet == LANGUAGE:
            return language_name(value)
        return "No topic fits" if value == NONE_FITS else self._codebook.question(facet).title_of(value)

    def chips(self, line: ArticleLine) -> list[str] | None:
        """One's own answers about an article; None if there is none."""
        said = []
        for key, answer in line.answers.items():
            try:
                question = self._codebook.question(key)
            except LabelerError:
                continue  # the flow's own, or a question of an earlier codebook
            if question.kind == "topic":
                said += [question.title_of(value) for value in answer] or ["No topic fits"]
            elif question.kind == "stance":
                said.append(f"{question.title}: {question.title_of(str(answer))}")
        return said or None

    def rows(
        self,
        facets: Sequence[Facet],
        counts: Mapping[str, Sequence[int]],
        chosen: Mapping[str, Collection[str]],
        unfolded: Container[str],
    ) -> list[FacetRow]:
        """All rows of the list.

        Args:
            facets: with all their values.
            counts: facet -> how many articles each value would show.
            chosen: facet -> values chosen.
            unfolded: the facets that are shown in full.
        """
        rows = []
        for facet in facets:
            if len(facet.values) == 1 and facet.key not in chosen:
                continue  # it tells nothing apart
            rows.append(FacetRow("heading", facet.key, "", self.title(facet.key)))
            rows += self._values(facet, counts[facet.key], chosen.get(facet.key, ()), unfolded)
        return rows

    def _values(
        self, facet: Facet, counts: Sequence[int], chosen: Collection[str], unfolded: Container[str]
    ) -> list[FacetRow]:
        order = list(range(len(facet.values)))
        if facet.key != STATE:
            # What most articles have comes first; what none has is not listed.
            order = [code for code in order if counts[code] or facet.values[code] in chosen]
            order.sort(key=lambda code: -counts[code])
        most = max(counts, default=0) or 1
        shown = [
            code
            for place, code in enumerate(order)
            if place < _SHOWN or facet.key in unfolded or facet.values[code] in chosen
        ]
        rows = [
            FacetRow(
                "value",
                facet.key,
                facet.values[code],
                self.value(facet.key, facet.values[code]),
                counts[code],
                counts[code] / most,
                facet.values[code] in chosen,
                _MARKS[facet.values[code]] if facet.key == STATE else None,
            )
            for code in shown
        ]
        rest = len(order) - len(shown)
        if rest or (facet.key in unfolded and len(order) > _SHOWN):
            rows.append(FacetRow("more", facet.key, "", f"{rest} more" if rest else "Fewer"))
        return rows


def language_name(code: str) -> str:
    """A language code as people read it: "de" -> "German"; the code itself where nobody knows it."""
    locale = QLocale(code.replace("-", "_"))
    if locale.language() in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        return code
    return QLocale.languageToString(locale.language())
