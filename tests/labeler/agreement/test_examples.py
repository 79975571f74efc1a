from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.agreement_protocol import agrees, answer, answers

DATA = json.loads((Path(__file__).parent / "examples.json").read_text(encoding="utf-8"))
KEYS = (
    "scale",
    "coefficient",
    "distance",
    "weights",
    "categories",
    "label",
    "raters",
    "matrix",
    "observers",
    "observer",
)


def question_of(example: dict[str, Any]) -> dict[str, Any]:
    asked = {key: example[key] for key in KEYS if key in example}
    return {**asked, "ratings": DATA["tables"][example["table"]]["ratings"]}


@pytest.mark.parametrize("example", DATA["examples"], ids=lambda example: str(example["id"]))
def test_a_worked_example_comes_out_as_published(example: dict[str, Any]) -> None:
    found = answer(question_of(example))
    assert agrees(found["value"], example["exact"], example["tol"])
    if example["exact"] is None:
        assert found["why"].startswith("undefined, no variation")
    if example.get("published_ok") and isinstance(example["value"], float):
        assert found["value"] == pytest.approx(example["value"], abs=0.51 * 10 ** -example["digits"])
    if "ci" in found:
        assert found["ci"][0] <= found["value"] <= found["ci"][1] <= 1


@pytest.mark.parametrize(
    "example",
    [each for each in DATA["examples"] if "ci" in each or "boot_ci" in each],
    ids=lambda example: str(example["id"]),
)
def test_intervals_are_near_published_ones(example: dict[str, Any]) -> None:
    known = example.get("boot_ci") or example["ci"]
    low, high = answer(question_of(example))["ci"]
    width = known["hi"] - known["lo"]
    # Of a dozen units two methods differ by some tenths of the width; ours is the wider one there.
    assert low == pytest.approx(known["lo"], abs=0.3 * width)
    assert high == pytest.approx(known["hi"], abs=0.25 * width)


def test_lines_are_answered_in_order_and_bad_ones_with_null() -> None:
    good = json.dumps(question_of(DATA["examples"][0]))
    lines = [good, "{", "[]", '{"ratings": [[1, 2]]}', '{"ratings": [[1], [1, 2]], "coefficient": "x"}', good]
    found = [json.loads(line) for line in answers(lines)]
    assert found[0] == found[-1]
    assert found[0]["value"] == pytest.approx(DATA["examples"][0]["exact"])
    assert all(each["value"] is None and each["why"] for each in found[1:-1])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        # A label of sets counts for any coefficient, [] is an answer, null is none.
        (
            {
                "ratings": [[["a"], ["a", "b"]], [[], ["a"]], [["b"], []], [["c"], None]],
                "scale": "set",
                "coefficient": "percent_agreement",
                "label": "a",
            },
            2 / 3,
        ),
        # Scale alone is enough to choose the distance.
        (
            {"ratings": [[1, 1], [2, 2], [3, 4]], "scale": "interval", "coefficient": "krippendorff_alpha"},
            # Do = 1/3; De = 2 (6*35 - 13²) / 30 = 82/30
            36 / 41,
        ),
        # Categories nobody used count for Brennan-Prediger; their order counts for ordinal weights.
        (
            {
                "ratings": [["low", "mid"], ["high", "high"]],
                "scale": "ordinal",
                "coefficient": "cohen_kappa",
                "weights": "linear",
                "categories": ["low", "mid", "high"],
            },
            # po = (1/2 + 1) / 2 = 3/4; pe = (1/2 + 0 + 1/2 + 1) / 4 = 1/2
            0.5,
        ),
        # Raters are chosen before anything else.
        (
            {
                "ratings": [["a", "x", "a"], ["b", "x", "b"]],
                "scale": "nominal",
                "coefficient": "cohen_kappa",
                "raters": [0, 2],
            },
            1.0,
        ),
    ],
)
def test_conventions_hold_in_general(question: dict[str, Any], expected: float) -> None:
    assert answer(question)["value"] == pytest.approx(expected)
