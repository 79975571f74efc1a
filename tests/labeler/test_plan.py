from __future__ import annotations

import hashlib
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.errors import LabelerError
from labeler.plan import Articles, Plan, Slot, everybodys, hidden_gold, share_of, sizes, slots

if TYPE_CHECKING:
    from collections.abc import Sequence

PEOPLE = ("Ana", "Ben", "Cem", "Dee", "Eli", "Fay")


def ids(count: int, first: int = 0) -> list[str]:
    return [hashlib.sha256(str(number).encode()).hexdigest() for number in range(first, first + count)]


def dealt(plan: Plan, articles: Sequence[str]) -> dict[str, set[str]]:
    """Article id -> the people who get it."""
    of = Articles.of(articles)
    found: dict[str, set[str]] = {article: set() for article in articles}
    for person in plan.roster:
        for row in np.flatnonzero(share_of(plan, person, of)).tolist():
            found[articles[row]].add(person)
    return found


plans = st.builds(
    Plan,
    seed=st.integers(0, 2**40),
    overlap=st.floats(0, 1),
    per_article=st.integers(1, 3),
    roster=st.integers(3, 6).map(lambda count: PEOPLE[:count]),
)


@settings(deadline=None, max_examples=40)
@given(plan=plans, count=st.integers(0, 60))
def test_outside_the_overlap_every_article_has_so_many_annotators(plan: Plan, count: int) -> None:
    articles = ids(count)
    for_all = everybodys(plan, Articles.of(articles))
    for people, everybody in zip(dealt(plan, articles).values(), for_all.tolist(), strict=True):
        assert len(people) == (len(plan.roster) if everybody else plan.per_article)


@settings(deadline=None, max_examples=40)
@given(plan=plans, count=st.integers(1, 40), more=st.integers(1, 40))
def test_articles_that_come_change_nothing_for_those_that_are_there(
    plan: Plan, count: int, more: int
) -> None:
    before, after = dealt(plan, ids(count)), dealt(plan, ids(count + more))
    assert {article: after[article] for article in before} == before


@settings(deadline=None, max_examples=40)
@given(plan=plans, count=st.integers(1, 60))
def test_when_somebody_comes_or_goes_only_their_articles_change_hands(plan: Plan, count: int) -> None:
    articles = ids(count)
    fewer = Plan(
        seed=plan.seed,
        overlap=plan.overlap,
        per_article=min(plan.per_article, len(plan.roster) - 1),
        roster=plan.roster[:-1],
    )
    more = Plan(seed=plan.seed, overlap=plan.overlap, per_article=fewer.per_article, roster=plan.roster)
    without, with_one = dealt(fewer, articles), dealt(more, articles)
    newcomer = plan.roster[-1]
    for article in articles:
        if newcomer in with_one[article]:
            # At most one other person gives the article up for the newcomer.
            assert len(without[article] - with_one[article]) <= 1
        else:
            assert without[article] == with_one[article]


def test_shares_are_near_those_wanted() -> None:
    articles = Articles.of(ids(20_000))
    plan = Plan(seed=3, overlap=0.1, per_article=2, roster=PEOPLE[:5], repeats=0.05, self_chosen=False)
    assert everybodys(plan, articles).mean() == pytest.approx(0.1, abs=0.01)
    places = repeats = 0
    for person in plan.roster:
        own = share_of(plan, person, articles)
        assert own.mean() == pytest.approx(0.1 + 0.9 * 2 / 5, abs=0.015)
        places += int(own.sum())
        repeats += sum(slot.again for slot in slots(plan, person, articles))
    assert repeats == pytest.approx(0.05 * places, rel=0.1)


def test_the_overlap_only_grows_with_its_share() -> None:
    articles = Articles.of(ids(500))
    small, large = everybodys(Plan(overlap=0.1), articles), everybodys(Plan(overlap=0.3), articles)
    assert not (small & ~large).any()
    assert (everybodys(Plan(overlap=0.3, seed=2), articles) != large).any()


def test_the_same_numbers_come_out_in_every_process() -> None:
    code = (
        "import hashlib\n"
        "from labeler.plan import Articles, Plan, slots\n"
        "ids = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(200)]\n"
        "plan = Plan(order='shuffled', seed=9, overlap=.2, per_article=1, roster=('Ana', 'Ben'), repeats=.1, distance=8)\n"
        "print([(slot.row, slot.again) for slot in slots(plan, 'Ana', Articles.of(ids))])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    plan = Plan(
        order="shuffled", seed=9, overlap=0.2, per_article=1, roster=("Ana", "Ben"), repeats=0.1, distance=8
    )
    here = [(slot.row, slot.again) for slot in slots(plan, "Ana", Articles.of(ids(200)))]
    assert said == {f"{here}\n"}


@settings(deadline=None, max_examples=60)
@given(
    seed=st.integers(0, 2**32),
    count=st.integers(0, 80),
    share=st.floats(0, 1),
    distance=st.integers(0, 30),
    gold=st.floats(0, 0.5),
)
def test_a_repeat_comes_once_and_after_its_distance(
    seed: int, count: int, share: float, distance: int, gold: float
) -> None:
    articles = ids(count)
    plan = Plan(seed=seed, per_article=1, roster=("Ana", "Ben"), repeats=share, distance=distance, gold=gold)
    of = Articles.of(articles, ruled=set(articles[::3]))
    found = slots(plan, "Ana", of)
    counted = sizes(plan, "Ana", of)
    assert (counted.places, counted.repeats) == (len(found), sum(slot.again for slot in found))
    first: dict[int, int] = {}
    again: list[int] = []
    for place, slot in enumerate(found):
        if slot.again:
            assert place - first[slot.row] > distance
            again.append(slot.row)
        else:
            assert slot.row not in first
            first[slot.row] = place
    assert len(again) == len(set(again))


def test_without_a_plan_everybody_gets_everything_as_it_came() -> None:
    articles = Articles.of(ids(7))
    assert slots(Plan(), "Ana", articles) == [Slot(row, again=False) for row in range(7)]
    assert Plan().is_open
    assert Plan(seed=5, since="x").is_open
    assert not Plan(self_chosen=False).is_open


def test_who_is_not_named_gets_what_is_assigned_to_them_and_nothing_else() -> None:
    articles = ids(30)
    plan = Plan(roster=("Ana", "Ben"), per_article=1)
    of = Articles.of(articles, {articles[4]: {"Zoe"}, articles[5]: {"Ana", "Ben"}, "gone": {"Ana"}})
    assert slots(plan, "Zoe", of) == [Slot(4, again=False)]
    own = {person: {slot.row for slot in slots(plan, person, of)} for person in plan.roster}
    assert 5 in own["Ana"] & own["Ben"]
    assert 4 not in own["Ana"] | own["Ben"]


def test_what_was_answered_stays_whatever_the_plan_is_now() -> None:
    articles = ids(20)
    of = Articles.of(articles)
    assert slots(Plan(roster=("Ben",)), "Ana", of, {articles[3], articles[8]}) == [
        Slot(3, again=False),
        Slot(8, again=False),
    ]


def test_each_has_an_order_of_their_own_when_it_is_shuffled() -> None:
    of = Articles.of(ids(50))
    ana, ben = (slots(Plan(order="shuffled"), person, of) for person in ("Ana", "Ben"))
    assert sorted(ana) == sorted(ben) == [Slot(row, again=False) for row in range(50)]
    assert ana != ben
    assert ana == slots(Plan(order="shuffled"), "Ana", of)


def test_the_urgent_come_first_and_the_rest_as_they_came() -> None:
    articles = ids(5)
    of = Articles.of(articles, urgency={articles[3]: 1, articles[1]: 4})
    assert [slot.row for slot in slots(Plan(order="unsure"), "Ana", of)] == [1, 3, 0, 2, 4]


def test_hidden_gold_is_mixed_in_and_stays_when_rulings_are_added() -> None:
    articles = ids(400)
    plan = Plan(seed=4, per_article=1, roster=("Ana", "Ben"), gold=0.05)
    ruled = set(articles[:100])
    of = Articles.of(articles, ruled=ruled)
    own = share_of(plan, "Ana", of)
    gold = hidden_gold(plan, "Ana", of, own, ())
    assert len(gold) == round(0.05 * own.sum())
    assert not own[gold].any()
    assert {articles[row] for row in gold.tolist()} <= ruled
    found = [slot.row for slot in slots(plan, "Ana", of)]
    places = [found.index(row) for row in gold.tolist()]
    assert Counter(found) == Counter([*np.flatnonzero(own).tolist(), *gold.tolist()])
    assert min(places) < len(found) / 3 < 2 * len(found) / 3 < max(places)  # here and there, not in one place
    answered = {articles[gold[0]]}
    more = Articles.of(articles, ruled=set(articles))
    assert gold[0] in hidden_gold(plan, "Ana", more, own, answered)


def test_a_plan_is_read_back_as_it_was_written() -> None:
    plan = Plan("disputed", 8, 0.1, 2, ("Ana", "Ben"), 0.05, 0.04, 30, self_chosen=False, since="event")
    assert Plan.from_json(plan.to_json()) == plan
    assert Plan.from_json({"seed": 4, "of a later program": 1}) == Plan(seed=4)
    for broken in (5, {"order": "backwards"}, {"roster": 5}):
        with pytest.raises(LabelerError, match="plan"):
            Plan.from_json(broken)
