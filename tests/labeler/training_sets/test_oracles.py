"""The libraries that people load data with read what is written."""

from __future__ import annotations

import hashlib
import importlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from labeler.split_plan import SplitPlan
from labeler.training_sets.options import TASKS, ExportOptions
from tests.labeler.training_sets.making import lines, written

if TYPE_CHECKING:
    from pathlib import Path

    from labeler.project import Project
    from labeler.training_sets.options import Labels

THIRDS = SplitPlan((("train", 0.4), ("dev", 0.3), ("test", 0.3)))


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("labels", ["majority", "all", "shares"])
def test_datasets_loads_the_folder_offline(
    seeds_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, labels: Labels
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    library: Any = importlib.import_module("datasets")
    options = ExportOptions(TASKS, ("hf", "jsonl"), labels=labels, splits=THIRDS, licence="cc-by-4.0")
    report, files = written(seeds_project, tmp_path / "out", options)
    for name, splits in report.rows.items():
        loaded = library.load_dataset(str(tmp_path / "out"), name, cache_dir=str(tmp_path / "cache"))
        assert {split: len(rows) for split, rows in loaded.items()} == {
            split: count for split, count in splits.items() if count
        }
        for split, rows in loaded.items():
            expected = lines(files[f"{name}/{split}.jsonl"])
            assert [plain(row, rows.features) for row in rows] == [
                {column: row.get(column) for column in rows.features} for row in expected
            ]


def plain(row: Any, features: Any) -> Any:
    """A loaded row with class names in the place of their numbers, and shares without those that are not there."""
    found = {}
    for name, value in row.items():
        feature = features[name]
        if hasattr(feature, "int2str"):
            value = feature.int2str(value)
        elif hasattr(getattr(feature, "feature", None), "int2str"):
            value = [feature.feature.int2str(each) for each in value]
        elif name == "shares":
            value = {key: part for key, part in value.items() if part is not None}
        found[name] = value
    return found


@pytest.mark.filterwarnings("default")
def test_mlcroissant_finds_no_error_and_reads_every_record(seeds_project: Project, tmp_path: Path) -> None:
    library: Any = importlib.import_module("mlcroissant")
    options = ExportOptions(TASKS, ("croissant",), splits=THIRDS)
    report, files = written(seeds_project, tmp_path / "out", options)
    described = library.Dataset(jsonld=str(tmp_path / "out" / "croissant.json"))
    assert not described.metadata.issues.errors
    records = {
        each.name: sum(1 for _ in described.records(each.name)) for each in described.metadata.record_sets
    }
    assert records == {
        f"{name}-{split}": count
        for name, splits in report.rows.items()
        for split, count in splits.items()
        if count
    }
    for each in json.loads(files["croissant.json"])["distribution"]:
        assert each["sha256"] == hashlib.sha256(files[each["contentUrl"]]).hexdigest()
