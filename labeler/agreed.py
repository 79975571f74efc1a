"""Use case: one answer for each unit out of several annotators' answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement.consensus import METHODS, consensus
from labeler.errors import LabelerError

if TYPE_CHECKING:
    from collections.abc import Hashable

    from db.records import Json
    from labeler.study import Study

__all__ = ["METHODS", "Agreed", "AgreedUnit", "agreed"]


@dataclass(frozen=True, slots=True)
class AgreedUnit:
    """The answer of one unit.

    Attributes:
        label: in its stored form; None in a tie, or where a model has nothing to say.
        probability: how probable the label is; for the majority its share of the votes.
    """

    unit: str
    label: Json
    probability: float | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """The answers of all units, and how far each annotator is to be trusted (0 to 1, None if nothing tells)."""

    units: tuple[AgreedUnit, ...]
    quality: dict[str, float | None]


def agreed(study: Study, method: str) -> Agreed:
    """Puts the answers to one question together.

    Args:
        study: the answers.
        method: one of METHODS.

    Raises:
        LabelerError: the answers do not bear a model; says why.
    """
    try:
        found = consensus(study.coded, method)
    except ValueError as error:
        text = str(error)
        raise LabelerError(f"{text[:1].upper()}{text[1:]}.") from error
    values = list(study.coded.values)
    units = []
    for row, (unit, label) in enumerate(zip(study.coded.units, found.labels, strict=True)):
        probability = None if label is None else float(found.posterior[row, values.index(label)])
        units.append(
            AgreedUnit(unit, _stored(study, label), None if np.isnan(probability or 0.0) else probability)
        )
    return Agreed(tuple(units), found.quality)


def _stored(study: Study, label: Hashable | None) -> Json:
    if isinstance(label, frozenset):
        return [entry.value for entry in study.question.values if entry.value in label]
    return label
