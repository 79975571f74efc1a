"""How commands are told to split: the same options for `split` and `export`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from labeler.split_plan import SplitPlan
from labeler.splits import fractions_of

if TYPE_CHECKING:
    from collections.abc import Callable

_OPTIONS = (
    click.option("--seed", type=int, default=0, show_default=True, help="Another one gives other sets."),
    click.option(
        "--stratify/--no-stratify",
        "stratified",
        default=True,
        show_default=True,
        help="Give each topic and position its fraction in each set.",
    ),
    click.option("--by-source", is_flag=True, help="Keep each source in one set."),
    click.option(
        "--train-before",
        metavar="DAY",
        default="",
        help="Go by date instead: published before this day is train, the rest test.",
    ),
    click.option(
        "--test-from", metavar="DAY", default="", help="Test begins on this later day; dev lies between."
    ),
)


def split_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the options that a plan of splits is made of, beside the fractions."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def plan_of(
    fractions: str, seed: int, train_before: str, test_from: str, *, stratified: bool, by_source: bool
) -> SplitPlan:
    """The plan that the options make.

    Raises:
        LabelerError: the fractions or days are none.
    """
    asked = tuple(fractions_of(fractions).items())
    return SplitPlan(asked, seed, stratified, by_source, train_before, test_from)
