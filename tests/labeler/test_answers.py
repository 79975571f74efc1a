from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.records import Block, Capture, Extraction, Pair, RawArticle, pair_id
from labeler.answers import Answers, Reading, ReviewFilter, answers_to, clusters_of
from labeler.codebook_editing import adopt
from labeler.flow import SHOWN
from labeler.gold import Adjudication
from labeler.labelling import Labelling
from labeler.same_answers import take_over
from labeler.stripper_truth import checked_articles
from tests.builders import CODEBOOK, NOW, add_article

if TYPE_CHECKING:
    from db.records import Json
    from labeler.codebook import Question
    from labeler.project import Project

TOPIC, LEVY, _, DUPLICATE, BLOCKS = CODEBOOK.questions
SOURCES = ("The Harbour Post", "The Harbour Post", "Coast Wire", None)


@pytest.fixture
def ids(project: Project) -> list[str]:
    """Four articles: two of one source, one of another, one of none."""
    return [
        project.store.articles.add(
            RawArticle(text.encode(), text, "text/plain", "utf-8", Capture(), text, source=source), NOW
        ).article_id
        for text, source in zip(("One.", "Two.", "Three.", "Four."), SOURCES, strict=True)
    ]


@pytest.fixture
def everybody(project: Project, ids: list[str]) -> list[str]:
    """Ana and Ben answered all four, Chi the first."""
    for name, stance in (("Ana", "FAVOR"), ("Ben", "AGAINST")):
        for article in ids:
            Labelling(project, name).answer(article, "stance_levy", stance)
    Labelling(project, "Chi").answer(ids[0], "stance_levy", "NONE")
    return ids


def given(project: Project, **narrowed: Json) -> dict[str, dict[str, Json]]:
    return answers_to(project, LEVY, ReviewFilter(**narrowed)).given


def test_without_a_filter_all_standing_answers_count(project: Project, everybody: list[str]) -> None:
    Labelling(project, "Ben").clear(everybody[3], "stance_levy")
    found = answers_to(project, LEVY)
    both = {"Ana": "FAVOR", "Ben": "AGAINST"}
    assert found.given == {
        everybody[0]: {**both, "Chi": "NONE"},
        everybody[1]: both,
        everybody[2]: both,
        everybody[3]: {"Ana": "FAVOR"},
    }
    assert found.articles == {article: (article,) for article in everybody}
    assert {
        (unit, name): label.value for unit, labels in found.labels.items() for name, label in labels.items()
    } == {(unit, name): value for unit, row in found.given.items() for name, value in row.items()}
    assert answers_to(project, LEVY, ReviewFilter()) == found


def test_only_the_people_asked_for_count(project: Project, everybody: list[str]) -> None:
    assert given(project, annotators=frozenset({"Ana", "Chi"})) == {
        everybody[0]: {"Ana": "FAVOR", "Chi": "NONE"},
        **{article: {"Ana": "FAVOR"} for article in everybody[1:]},
    }


def test_only_articles_of_the_sources_asked_for_count(project: Project, everybody: list[str]) -> None:
    assert set(given(project, sources=frozenset({"The Harbour Post"}))) == set(everybody[:2])
    assert set(given(project, sources=frozenset({"Coast Wire", "The Harbour Post"}))) == set(everybody[:3])
    assert given(project, sources=frozenset({"nobody"})) == {}


def test_a_pair_counts_if_both_of_its_articles_are_of_the_sources(project: Project, ids: list[str]) -> None:
    for other in ids[1:]:
        Labelling(project, "Ana").answer_pair(ids[0], other, "duplicate", "unrelated")
    found = answers_to(project, DUPLICATE, ReviewFilter(sources=frozenset({"The Harbour Post"})))
    assert set(found.given) == {pair_id(ids[0], ids[1])}
    both = answers_to(project, DUPLICATE, ReviewFilter(sources=frozenset({"The Harbour Post", "Coast Wire"})))
    assert set(both.given) == {pair_id(ids[0], ids[1]), pair_id(ids[0], ids[2])}


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("", "", {0, 1, 2}),
        ("2026-02-02", "", {1, 2}),
        ("2026-02-03", "", {2}),
        ("", "2026-02-02", {0, 1}),
        ("2026-02-02", "2026-02-02", {1}),
        ("2026-02-03", "2026-02-01", set()),
    ],
)
def test_both_days_of_a_span_belong_to_it(
    project: Project,
    ids: list[str],
    monkeypatch: pytest.MonkeyPatch,
    since: str,
    until: str,
    expected: set[int],
) -> None:
    times = (
        "2026-02-01T23:59:59.999+00:00",
        "2026-02-02T00:00:00.000+00:00",
        "2026-02-03T12:00:00.000+00:00",
    )
    for article, time in zip(ids, times, strict=False):
        monkeypatch.setattr("labeler.labelling.utc_now", lambda time=time: time)
        Labelling(project, "Ana").answer(article, "stance_levy", "FAVOR")
    assert set(given(project, since=since, until=until)) == {ids[place] for place in expected}


def test_only_labels_given_under_a_codebook_version_count(project: Project, ids: list[str]) -> None:
    ana = Labelling(project, "Ana")
    ana.answer(ids[0], "stance_levy", "FAVOR")
    adopt(project, replace(CODEBOOK, name="Second"))
    ana.answer(ids[1], "stance_levy", "NONE")
    assert given(project, codebook_version=1) == {ids[0]: {"Ana": "FAVOR"}}
    assert given(project, codebook_version=2) == {ids[1]: {"Ana": "NONE"}}
    assert given(project, codebook_version=3) == {}


def test_filters_narrow_together(project: Project, everybody: list[str]) -> None:
    narrowed = {"annotators": frozenset({"Chi", "Ben"}), "sources": frozenset({"The Harbour Post"})}
    assert given(project, **narrowed) == {
        everybody[0]: {"Ben": "AGAINST", "Chi": "NONE"},
        everybody[1]: {"Ben": "AGAINST"},
    }


def test_answers_given_after_a_unit_was_ruled_are_not_independent(project: Project, ids: list[str]) -> None:
    ana, ben = Labelling(project, "Ana"), Labelling(project, "Ben")
    ana.answer(ids[0], "stance_levy", "FAVOR")
    ana.answer(ids[1], "stance_levy", "FAVOR")
    Adjudication(project, "Rae").rule(ids[0], "stance_levy", "NONE")
    ben.answer(ids[0], "stance_levy", "NONE")
    ben.answer(ids[1], "stance_levy", "NONE")
    assert given(project, independent=True) == {
        ids[0]: {"Ana": "FAVOR"},
        ids[1]: {"Ana": "FAVOR", "Ben": "NONE"},
    }
    # An answer that is changed later is as late as the change.
    ana.answer(ids[0], "stance_levy", "NONE")
    assert ids[0] not in given(project, independent=True)
    # The change taken back, the early answer stands again.
    ana.undo()
    assert given(project, independent=True)[ids[0]] == {"Ana": "FAVOR"}


@pytest.mark.parametrize("taken_back_by", ["undo", "withdraw"])
def test_a_ruling_taken_back_still_ends_independence(
    project: Project, ids: list[str], taken_back_by: str
) -> None:
    rae = Adjudication(project, "Rae")
    rae.rule(ids[0], "stance_levy", "NONE")
    if taken_back_by == "undo":
        rae.undo()
    else:
        rae.withdraw(ids[0], "stance_levy")
    Labelling(project, "Ben").answer(ids[0], "stance_levy", "NONE")
    assert given(project, independent=True) == {}
    assert given(project) == {ids[0]: {"Ben": "NONE"}}


def test_independence_goes_by_order_not_by_clock(
    project: Project, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def clock(day: str) -> None:
        monkeypatch.setattr("labeler.labelling.utc_now", lambda: f"{day}T00:00:00.000+00:00")

    clock("2026-05-05")
    Labelling(project, "Ana").answer(ids[0], "stance_levy", "FAVOR")
    clock("2026-03-03")
    Adjudication(project, "Rae").rule(ids[0], "stance_levy", "NONE")
    clock("2026-01-01")
    Labelling(project, "Ben").answer(ids[0], "stance_levy", "NONE")
    assert given(project, independent=True) == {ids[0]: {"Ana": "FAVOR"}}


def test_a_ruling_on_one_question_leaves_other_questions_independent(
    project: Project, ids: list[str]
) -> None:
    Adjudication(project, "Rae").rule(ids[0], "topic", [])
    Labelling(project, "Ben").answer(ids[0], "stance_levy", "NONE")
    assert given(project, independent=True) == {ids[0]: {"Ben": "NONE"}}


def test_lines_are_rated_by_everybody_who_corrected_any_of_an_article(project: Project) -> None:
    articles = [add_article(project.store, text) for text in ("Menu.\nNews.\nMore.", "Other.")]
    blocks = (Block(0, 5, False, "menu", 0.1), Block(6, 11, True, "text", 0.9), Block(12, 17, True, "x", 0.8))
    project.store.articles.add_extraction(Extraction(articles[0], "test", "2", "News.\nMore.", blocks), NOW)
    Labelling(project, "Ana").answer(articles[0], "boilerplate", {"dropped": [[6, 11]]})
    Labelling(project, "Ben").answer(articles[0], "boilerplate", {"kept": [[0, 11]]})
    Labelling(project, "Ben").answer(articles[1], "boilerplate", {})
    found = answers_to(project, BLOCKS)
    assert found.given == {
        f"{articles[0]}:0": {"Ana": "dropped", "Ben": "kept"},
        f"{articles[0]}:6": {"Ana": "dropped", "Ben": "kept"},
        f"{articles[0]}:12": {"Ana": "kept", "Ben": "kept"},
        f"{articles[1]}:0": {"Ben": "kept"},
    }
    assert set(found.articles.values()) == {(articles[0],), (articles[1],)}
    cluster_of = clusters_of(project, BLOCKS)
    assert [cluster_of(unit) for unit in found.given] == [found.articles[unit][0] for unit in found.given]


def test_units_about_copies_are_one_cluster(project: Project, ids: list[str]) -> None:
    one, two, three, four = ids
    for left, right, relation in (
        (one, two, "contained"),
        (two, three, "exact"),
        (three, four, "same_story"),
    ):
        project.store.pairs.add_if_absent(
            Pair(min(left, right), max(left, right), 0.5, 0.1, 0.1, "test", 0.9, relation)
        )
    cluster_of = clusters_of(project, LEVY)
    story = min(one, two, three)
    assert [cluster_of(article) for article in ids] == [story, story, story, four]
    pair = pair_id(one, four)
    assert clusters_of(project, DUPLICATE)(pair) == cluster_of(pair.split(":")[0])


def test_answers_of_some_units_keep_all_their_parts() -> None:
    found = Answers(
        DUPLICATE, {"a:b": {}, "b:c": {}}, {"a:b": {}, "b:c": {}}, {"a:b": ("a", "b"), "b:c": ("b", "c")}
    )
    assert found.only(["b:c", "no such"]) == Answers(DUPLICATE, {"b:c": {}}, {"b:c": {}}, {"b:c": ("b", "c")})
    assert found.article_ids(["b:c", "a:b"]) == ["b", "c", "a"]


@pytest.mark.parametrize("question", [TOPIC, DUPLICATE, BLOCKS], ids=lambda each: each.key)
def test_a_label_read_anew_leaves_what_reading_all_would_give(
    project: Project, ids: list[str], question: Question
) -> None:
    value: Json = {"topic": ["port"], "duplicate": "exact"}.get(question.key, {"kept": [[0, 3]]})
    unit = pair_id(ids[0], ids[1]) if question is DUPLICATE else ids[0]
    extraction = Extraction(
        ids[0], "test", "2", "News.", (Block(0, 3, False, "", 0.0), Block(4, 9, True, "", 1.0))
    )
    project.store.articles.add_extraction(extraction, NOW)
    reading = Reading(project, question, ReviewFilter(until="2999-01-01"))
    found = reading.all()
    ana = Labelling(project, "Ana")
    mark = project.store.events.mark()
    for change in (
        lambda: ana.answer(unit, question.key, value),
        lambda: Labelling(project, "Ben").answer(unit, question.key, value),
        ana.undo,
        ana.redo,
        lambda: ana.clear(unit, question.key),
    ):
        change()
        touched = project.store.events.touched_since(mark)
        mark = project.store.events.mark()
        assert [(each_unit, key) for _, each_unit, key in touched] == [(unit, question.key)]
        changed = reading.again(found, touched[0][0], touched[0][1])
        assert found == reading.all()
        assert set(changed) >= {each for each in found.given if touched[0][0] in found.given[each]}
    assert project.store.events.touched_since(mark) == []


@pytest.mark.parametrize("shown", ["copies", "last", "note", "suggestion"])
def test_an_answer_given_with_aid_is_not_independent(project: Project, ids: list[str], shown: str) -> None:
    ana, ben = Labelling(project, "Ana"), Labelling(project, "Ben")
    ana.answer(ids[0], "stance_levy", "FAVOR", {SHOWN: [shown]})
    ben.answer(ids[0], "stance_levy", "NONE")
    assert given(project) == {ids[0]: {"Ana": "FAVOR", "Ben": "NONE"}}
    assert given(project, independent=True) == {ids[0]: {"Ben": "NONE"}}


def test_what_was_shown_is_not_unseen_by_an_undo_or_a_second_thought(
    project: Project, ids: list[str]
) -> None:
    ana = Labelling(project, "Ana")
    ana.answer(ids[0], "stance_levy", "FAVOR", {SHOWN: ["last"]})
    ana.undo()
    ana.answer(ids[0], "stance_levy", "AGAINST")
    ana.answer(ids[0], "stance_port", "AGAINST")
    assert given(project, independent=True) == {}
    contexts = project.store.origins.contexts
    assert list(contexts("stance_levy").values()) == [{SHOWN: ["last"]}]
    assert contexts("stance_port") == {}, "the other question was never shown"


def test_who_saw_how_others_answered_is_not_independent_any_more(project: Project, ids: list[str]) -> None:
    ana = Labelling(project, "Ana")
    ana.answer(ids[1], "stance_levy", "FAVOR")
    project.store.sights.add("Ana", [(ids[0], "stance_levy"), (ids[1], "stance_levy")])
    project.store.sights.add("Ana", [(ids[0], "stance_levy")])
    assert given(project, independent=True) == {ids[1]: {"Ana": "FAVOR"}}, "answered before"
    for article in ids[:2]:
        Labelling(project, "Ana").answer(article, "stance_levy", "NONE")
        Labelling(project, "Ben").answer(article, "stance_levy", "NONE")
    assert given(project, independent=True) == {article: {"Ben": "NONE"} for article in ids[:2]}
    assert {context[SHOWN][0] for context in project.store.origins.contexts("stance_levy").values()} == {
        "ruling"
    }


def test_lines_of_an_article_that_got_the_answers_of_a_copy_were_seen_by_nobody(project: Project) -> None:
    articles = [add_article(project.store, text) for text in ("News.", "News again.")]
    ana = Labelling(project, "Ana")
    ana.answer(articles[0], "topic", [])
    ana.submit(articles[0])
    take_over(project, ana, articles[0], [articles[1]], "copies", submitted=True)
    found = Reading(project, BLOCKS, ReviewFilter())
    answers = found.all()
    assert answers.given == {f"{articles[0]}:0": {"Ana": "kept"}}
    assert found.again(answers, "Ana", articles[1]) == [f"{articles[1]}:0"]
    assert answers.given == {f"{articles[0]}:0": {"Ana": "kept"}}
    assert [checked.article.article_id for checked in checked_articles(project)] == [articles[0]]
    ana.submit(articles[1])
    found.again(answers, "Ana", articles[1])
    assert len(answers.given) == 2, "opened and submitted after all"
