from __future__ import annotations

import json
from typing import TYPE_CHECKING

from labeler.project import Project
from tests.builders import CODEBOOK, import_all, write_jsonl

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.cli.conftest import Run

ROWS = [
    {"id": "a", "title": "Levy", "text": "The harbour levy is too high, said the crew of the ferry."},
    {"id": "b", "title": "Strike", "text": "The crew of the harbour ferry is on strike."},
    {"id": "c", "title": "港口", "text": "船员很生气。"},
]


def test_articles_with_all_the_words_are_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "news.labeler"
    with Project.create(path, CODEBOOK) as project:
        import_all(project, write_jsonl(tmp_path / "rows.jsonl", ROWS))
    assert run("search", path, "ferry", "harb").out.splitlines() == [
        "   1  Levy",
        "   2  Strike",
        "2 articles.",
    ]
    assert run("search", path, '"harbour levy"').out.splitlines() == ["   1  Levy", "1 article."]
    found = json.loads(run("search", path, "生气", "--json").out)
    assert [(each["number"], each["title"]) for each in found] == [(3, "港口")]
    assert run("search", path, "nowhere").out == "0 articles.\n"


def test_a_project_of_an_earlier_version_is_read_first(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "news.labeler"
    with Project.create(path, CODEBOOK) as project:
        import_all(project, write_jsonl(tmp_path / "rows.jsonl", ROWS))
        project.store._sql.run("INSERT INTO article_words (article_words) VALUES ('delete-all')")
        assert project.store.words.behind() == 3
    assert run("search", path, "strike").out.splitlines()[-1] == "1 article."
