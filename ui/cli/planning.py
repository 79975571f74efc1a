"""The `plan` command: who labels what, in which order, and what each of them gets."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from labeler.counting import counted
from labeler.errors import LabelerError
from labeler.plan import ORDER_TITLES, Order, Plan
from labeler.plan_checks import ALLOWABLE, blocking
from labeler.planning import Planning
from ui.cli.opening import open_project
from ui.cli.output import say, say_json, tell

if TYPE_CHECKING:
    from labeler.planning import Look

_PROJECT = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("project", type=_PROJECT)
@click.argument("articles", nargs=-1)
@click.option("--order", type=click.Choice(get_args(Order)), help="Which articles come first.")
@click.option("--seed", type=int, help="Of everything that is drawn.")
@click.option(
    "--roster", metavar="NAMES", help="Who labels, with commas between: Ana,Ben,Cem; “” for anybody."
)
@click.option("--overlap", type=float, metavar="SHARE", help="The share of articles that everybody gets.")
@click.option("--per-article", type=int, metavar="N", help="How many people get each other article; 0: all.")
@click.option("--gold", type=float, metavar="SHARE", help="Hidden gold, as a share of a person’s articles.")
@click.option(
    "--repeats", type=float, metavar="SHARE", help="The share of a person’s articles that come again."
)
@click.option("--distance", type=int, metavar="N", help="So many other articles lie at least between.")
@click.option(
    "--self-chosen/--fixed", default=None, help="Whether people may open articles that are not next."
)
@click.option(
    "--assign", "assign", multiple=True, metavar="NAME", help="Mean ARTICLES for NAME, whatever is drawn."
)
@click.option("--unassign", is_flag=True, help="Take the assignments of ARTICLES back, or all.")
@click.option("--allow", multiple=True, type=click.Choice(ALLOWABLE), help="Accept this finding.")
@click.option("--dry-run", is_flag=True, help="Say what would be; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def plan(
    project: Path,
    articles: tuple[str, ...],
    order: Order | None,
    seed: int | None,
    roster: str | None,
    overlap: float | None,
    per_article: int | None,
    gold: float | None,
    repeats: float | None,
    distance: int | None,
    self_chosen: bool | None,
    assign: tuple[str, ...],
    allow: tuple[str, ...],
    *,
    unassign: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Print the plan of PROJECT and what each annotator gets; with options, change it first.

    What is not named stays as it is. A plan that would break a study is refused with the reason, and the exit code
    is then 1. The first plan with an overlap or repeats fixes the order, unless --self-chosen says otherwise.
    ARTICLES are named by file name, given id or digest, for --assign and --unassign.

    \b
    Example:
      labeler plan harbour.labeler
      labeler plan harbour.labeler --roster Ana,Ben,Cem --overlap .1 --per-article 2 --repeats .05
      labeler plan harbour.labeler --assign Ana strike.html ferry.html
      labeler plan harbour.labeler --seed 8 --allow dealt-anew
    """
    if articles and not (assign or unassign):
        raise click.UsageError("Say for whom: --assign NAME, or --unassign.")
    if assign and not articles:
        raise click.UsageError("Say which ARTICLES are meant for them.")
    if dry_run and (assign or unassign):
        raise click.UsageError("--dry-run tries settings out; assignments are made or not.")
    with open_project(project) as opened:
        planning = Planning(opened)
        found = planning.plan
        chosen = {
            "order": order,
            "seed": seed,
            "roster": None if roster is None else tuple(filter(None, map(str.strip, roster.split(",")))),
            "overlap": overlap,
            "per_article": per_article,
            "gold": gold,
            "repeats": repeats,
            "distance": distance,
            "self_chosen": self_chosen,
        }
        changed = {name: value for name, value in chosen.items() if value is not None}
        wanted = replace(found, **changed)  # type: ignore[arg-type] # each by the name of its field
        if found.is_open and self_chosen is None:
            wanted = replace(wanted, self_chosen=not (wanted.overlap or wanted.repeats))
        ids = [opened.article_id(name) for name in articles]
        look = planning.look(wanted)
        refused = blocking(look.findings, allow) if changed else []
        if changed and not refused and not dry_run:
            planning.put_in_force(wanted, allow)
        if assign and not refused:
            tell(f"{planning.assign(ids, assign)} assignments made.")
        if unassign and not refused:
            tell(f"{planning.unassign(ids or None)} assignments taken back.")
        if not refused:
            wanted = wanted if dry_run else planning.plan
            look = planning.look(wanted)
    if as_json:
        say_json(_as_json(wanted, look))
    else:
        _say_plan(wanted, look)
    for finding in refused:
        allowing = f" To accept it: --allow {finding.name}." if finding.allowable else ""
        tell(f"labeler: --{finding.setting.replace('_', '-')}: {finding.words}{allowing}")
    if refused:
        raise LabelerError("The plan was not changed.")
    if dry_run:
        tell("Nothing was changed.")
        sys.exit(1 if look.findings else 0)


def _as_json(wanted: Plan, look: Look) -> dict[str, object]:
    return {
        "plan": wanted.to_json(),
        "articles": look.articles,
        "overlap": look.overlap,
        "ruled": look.ruled,
        "nobodys": look.nobodys,
        "annotators": [asdict(effect) for effect in look.effects],
        "findings": [asdict(finding) for finding in look.findings],
    }


def _say_plan(wanted: Plan, look: Look) -> None:
    people = counted(len(wanted.roster), "annotator") if wanted.roster else "anybody labels"
    each = f"{wanted.per_article} an article" if wanted.per_article else "all of them every article"
    say(
        f"{counted(look.articles, 'article')}, {people}{f', {each}' if wanted.roster else ''}; seed {wanted.seed}"
    )
    say(f"  Order: {ORDER_TITLES[wanted.order]}, {'people may choose' if wanted.self_chosen else 'fixed'}")
    say(f"  Overlap: {wanted.overlap:.0%}, {counted(look.overlap, 'article')} that everybody gets")
    say(
        f"  Hidden gold: {wanted.gold:.0%}; {counted(look.ruled, 'article')} {'has' if look.ruled == 1 else 'have'} a ruling"
    )
    say(f"  Repeats: {wanted.repeats:.0%}, at least {counted(wanted.distance, 'article')} later")
    if look.nobodys:
        say(f"  Nobody gets {counted(look.nobodys, 'article')}")
    if look.effects:
        say("")
        say(
            f"  {'Annotator':<24}{'Articles':>9}{'Overlap':>9}{'Assigned':>10}{'Gold':>6}{'Repeats':>9}{'Labels':>8}"
        )
    for effect in look.effects:
        say(
            f"  {effect.annotator:<24}{effect.articles:>9}{effect.overlap:>9}{effect.assigned:>10}{effect.gold:>6}"
            f"{effect.repeats:>9}{effect.given:>8}"
        )
