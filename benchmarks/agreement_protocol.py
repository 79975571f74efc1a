"""Answer worked examples of agreement coefficients: one JSON object a line in, one `{"value": …}` a line out.

    python -m benchmarks.agreement_protocol < questions.jsonl > answers.jsonl
    python -m benchmarks.agreement_protocol --check [examples.json]

A question holds `ratings` (units x raters, null where a rater has not seen the unit, a list for a set of labels),
`coefficient`, and as needed `scale`, `distance`, `weights`, `categories`, `label`, `raters`, `matrix`, `observers`,
`observer`. The answer's `value` is a number, a list or null (then `why` says why); `ci` is a 95 % interval.
A line that cannot be answered gets null, too. `--check` answers every example of a file and compares.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))  # as a script, too, without an installation

from labeler.agreement.clusters import Clusterings
from labeler.agreement.coded import Coded
from labeler.agreement.coefficients import ALPHA, BY_LABEL, NAMES, WEIGHTED, measure
from labeler.agreement.consensus import majority
from labeler.agreement.dawid_skene import dawid_skene
from labeler.agreement.intervals import interval
from labeler.agreement.spaces import NAMED, space_of
from labeler.agreement.weights import weight_matrix

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from labeler.agreement.distances import Distance

    Floats = NDArray[np.float64]
    Json = dict[str, Any]

EXAMPLES = Path(__file__).parents[1] / "tests" / "labeler" / "agreement" / "examples.json"
OF_SCALE = {"nominal": "nominal", "cluster": "nominal", "set": "masi"}
BAD = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
SCALES = ("ordinal", "interval", "ratio")
CLUSTERS = {
    "bcubed_precision": Clusterings.precision,
    "bcubed_recall": Clusterings.recall,
    "bcubed_f1": Clusterings.f1,
    "rand": Clusterings.rand,
    "ari": Clusterings.adjusted_rand,
    "pair_kappa": Clusterings.pair_kappa,
}


def answers(lines: Iterable[str | bytes]) -> Iterator[str]:
    """One answer a line; a bad line is answered with null and the reason."""
    for line in lines:
        try:
            yield json.dumps(answer(json.loads(line)), allow_nan=False)
        except BAD as error:
            yield json.dumps({"value": None, "why": f"{type(error).__name__}: {error}"})


def answer(question: Json) -> Json:
    """The answer to one question."""
    if not isinstance(question, dict):
        raise TypeError("a question is a JSON object")
    name = question["coefficient"]
    rows = _rows(question)
    if name in CLUSTERS:
        if any(len(row) != 2 for row in rows):
            raise ValueError("clusters are compared between two raters")
        found = CLUSTERS[name](Clusterings([(row[0], row[1]) for row in rows]))
        return {"value": found.value} if found.value is not None else {"value": None, "why": found.why}
    listed = question.get("categories")
    coded = Coded.from_rows(rows, None if listed is None else [_value(each) for each in listed])
    label = _value(question["label"]) if question.get("label") is not None else None
    if name == "majority":
        votes = majority(coded if label is None else coded.one_vs_rest(label))
        return {"value": [_json(vote.winner) for vote in votes]}
    if name.startswith("dawid_skene_"):
        return {"value": _dawid_skene(name, coded if label is None else coded.one_vs_rest(label), question)}
    return _coefficient(name, coded, label, question)


def _coefficient(name: str, coded: Coded, label: Hashable | None, question: Json) -> Json:
    if name not in NAMES:
        raise ValueError(f"no coefficient is called {name!r}")
    weights, distance = _weights(question), _distance(question)
    if label is not None and not isinstance(distance, str):
        distance = "nominal"
    given: dict[str, Any] = {}
    if name == ALPHA:
        given["distance"] = distance if weights is None else 1.0 - _square(weights, coded)
        if label is not None:
            given["distance"] = "nominal"
    elif name in WEIGHTED and weights is not None:
        given["weights"] = weights
    elif name in WEIGHTED and label is None and question.get("distance") not in (None, "nominal"):
        given["weights"] = _as_weights(coded, distance)
    if name in BY_LABEL and label is None:
        raise ValueError(f"{name} needs a label")
    found = measure(name, coded, label=label, **given)
    figure = found.coefficient()
    if figure.value is None:
        return {"value": None, "why": figure.why}
    reply: Json = {"value": figure.value}
    bounds = interval(found)
    if bounds.low is not None and bounds.high is not None:
        reply["ci"] = [bounds.low, bounds.high]
    return reply


def _rows(question: Json) -> list[list[Hashable | None]]:
    rows = [[_value(cell) for cell in row] for row in question["ratings"]]
    raters = question.get("raters")
    if isinstance(raters, list):
        rows = [[row[place] for place in raters] for row in rows]
    return rows


def _value(cell: Any) -> Hashable | None:
    if isinstance(cell, list):
        return frozenset(_value(each) for each in cell)
    if isinstance(cell, dict):
        raise TypeError("a rating is a number, a text, a list or null")
    if isinstance(cell, float):
        return None if math.isnan(cell) else int(cell) if cell.is_integer() else cell
    return cell  # type: ignore[no-any-return]


def _json(value: Hashable | None) -> Any:
    return sorted(value, key=repr) if isinstance(value, frozenset) else value


def _weights(question: Json) -> str | Floats | None:
    weights = question.get("weights")
    return np.array(weights, dtype=np.float64) if isinstance(weights, list) else weights


def _distance(question: Json) -> str | Floats:
    name = question.get("distance")
    if name is None:
        name = "matrix" if question.get("matrix") is not None else question.get("scale", "nominal")
        name = OF_SCALE.get(name, name)
    if name == "matrix":
        return np.array(question["matrix"], dtype=np.float64)
    if name not in NAMED and name not in SCALES:
        raise ValueError(f"no distance is called {name!r}")
    return str(name)


def _square(weights: str | Floats, coded: Coded) -> Floats:
    matrix = weight_matrix(coded.values, weights)
    return np.eye(len(coded.values)) if matrix is None else matrix


def _as_weights(coded: Coded, distance: Distance | str | Floats) -> Floats:
    """Agreement weights from distances: 1 less the distance as a share of the greatest."""
    size = len(coded.values)
    if isinstance(distance, str) and distance == "ordinal":
        raise ValueError("ordinal distances are α's; for this coefficient say weights: ordinal")
    codes = np.arange(size)
    table = space_of(coded.values, distance).between(np.repeat(codes, size), np.tile(codes, size))
    table = table.reshape(size, size)
    return 1.0 - table / max(1.0, float(table.max(initial=0.0)))


def _dawid_skene(name: str, coded: Coded, question: Json) -> Any:
    observers: Sequence[Any] | None = question.get("observers")
    names: list[Any] = list(range(coded.codes.shape[1]))
    columns = None
    if observers is not None:
        names = list(dict.fromkeys(observers))
        names = sorted(names) if all(isinstance(each, int) for each in names) else names
        columns = [names.index(each) for each in observers]
    found = dawid_skene(coded, columns)
    if name == "dawid_skene_prevalence":
        return found.prevalence.tolist()
    if name == "dawid_skene_label":
        return [_json(each) for each in found.labels()]
    if name == "dawid_skene_posterior":
        return [None if math.isnan(row[0]) else row for row in found.posterior.tolist()]
    if name == "dawid_skene_error_rates":
        observer = question.get("observer")
        every = found.error_rates.tolist()
        return every if observer is None else every[names.index(observer)]
    raise ValueError(f"no coefficient is called {name!r}")


def check(path: Path) -> int:
    """Answer every example of a file, print those that differ by more than they allow, and count them."""
    data = json.loads(path.read_text(encoding="utf-8"))
    bad = 0
    for example in data["examples"]:
        question = {**example, "ratings": data["tables"][example["table"]]["ratings"]}
        found = answer({key: value for key, value in question.items() if key not in ("value", "exact", "ci")})
        if not agrees(found["value"], example["exact"], example["tol"]):
            bad += 1
            print(f"{example['id']}: {found} instead of {example['exact']}")
    print(f"{len(data['examples']) - bad} of {len(data['examples'])} examples agree")
    return bad


def agrees(found: Any, expected: Any, tolerance: float) -> bool:
    """Whether two answers are equal: numbers within a tolerance, lists item by item, anything else exactly."""
    if isinstance(expected, list):
        return (
            isinstance(found, list)
            and len(found) == len(expected)
            and all(agrees(one, other, tolerance) for one, other in zip(found, expected, strict=True))
        )
    if isinstance(expected, float) and isinstance(found, (int, float)):
        return abs(found - expected) <= tolerance
    return bool(found == expected)


def main() -> None:
    """Answer standard input, or check a file of examples."""
    if "--check" in sys.argv[1:]:
        paths = [Path(each) for each in sys.argv[1:] if each != "--check"]
        sys.exit(1 if check(paths[0] if paths else EXAMPLES) else 0)
    for line in answers(sys.stdin.buffer):
        print(line, flush=True)


if __name__ == "__main__":
    main()
