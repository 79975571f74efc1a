from __future__ import annotations

from typing import Any

import pytest

from labeler.answers import ReviewFilter
from labeler.errors import LabelerError
from labeler.queue import Narrowing
from labeler.split_plan import SplitPlan
from labeler.training_sets.options import ExportOptions

FULL = ExportOptions(
    ("topics", "duplicates"),
    ("csv", "hf"),
    "raw",
    "shares",
    gold_first=False,
    people="pseudonyms",
    splits=SplitPlan((("train", 0.7), ("test", 0.3)), 4, by_source=True),
    narrowed=ReviewFilter(frozenset({"Ana"}), frozenset({"Courier"}), "2026-01-01", "", 2, independent=True),
    listed=Narrowing("levy", "submitted", "Ana"),
    for_people=True,
    licence="cc-by-4.0",
)


@pytest.mark.parametrize("options", [ExportOptions(), FULL])
def test_options_come_back_from_their_plain_form(options: ExportOptions) -> None:
    assert ExportOptions.from_json(options.to_json()) == options


@pytest.mark.parametrize("plain", [None, {}, {"tasks": 3}, {**FULL.to_json(), "color": "red"}])
def test_what_is_no_plain_form_is_refused(plain: Any) -> None:
    with pytest.raises(LabelerError, match="no options"):
        ExportOptions.from_json(plain)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"tasks": ("mood",)}, "“mood” is no task. There are: topics, stance"),
        ({"formats": ("xml",)}, "“xml” is no format"),
        ({"formats": ()}, "Choose a format"),
        ({"labels": "best"}, "no way to put labels together"),
        ({"people": "initials"}, "no way to write annotators"),
        ({"text": "title"}, "no text"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(chosen: dict[str, Any], words: str) -> None:
    with pytest.raises(LabelerError, match=words):
        ExportOptions(**chosen)
