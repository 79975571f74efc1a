"""The `train-stripper` command: the stripper learns from a project's corrections."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from labeler.errors import LabelerError
from labeler.stripper_training import adopt, train
from labeler.stripping import go_back, strip_again
from ui.cli.opening import open_project
from ui.cli.output import follow, say, say_json


@click.command("train-stripper")
@click.argument("project", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--adopt", "adopting", is_flag=True, help="Use it from now on, if it gains anything.")
@click.option("--back", is_flag=True, help="Use the one before again; none is ever deleted.")
@click.option(
    "--labelled-too", is_flag=True, help="With --adopt or --back: also strip labelled articles again."
)
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Decides the parts of the cross-validation."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def train_stripper(
    project: Path, *, adopting: bool, back: bool, labelled_too: bool, seed: int, as_json: bool
) -> None:
    """Learn from the corrections in PROJECT, and say what that gains on articles not learned from.

    Nothing changes without --adopt. Then articles that nobody has labelled are stripped again; earlier
    extractions stay in the file, and corrections and evidence stay where they are.

    \b
    Example:
      labeler train-stripper harbour.labeler
      labeler train-stripper harbour.labeler --adopt
      labeler train-stripper harbour.labeler --back
    """
    if back and adopting:
        raise click.UsageError("--back and --adopt exclude each other.")
    if labelled_too and not (adopting or back):
        raise click.UsageError("--labelled-too is for --adopt and --back.")
    with open_project(project) as opened:
        if back:
            before = go_back(opened.store)
            digest = before.digest if before else None
            again = follow(strip_again(opened.store, labelled_too=labelled_too))
            if as_json:
                say_json({"adopted": digest, "again": asdict(again)})
            else:
                name = f"The stripper {digest[:8]}" if digest else "The program's own stripper"
                say(f"{name} is used again. {again.sentence()}")
            return
        training = follow(train(opened, seed))
        gain = training.gain
        if not as_json:
            say(training.sentence())
        if adopting and not gain.gain > 0:
            raise LabelerError("It gains nothing, so it was not adopted. Nothing has changed.")
        digest = adopt(opened.store, training) if adopting else None
        done = follow(strip_again(opened.store, labelled_too=labelled_too)) if adopting else None
        if as_json:
            again_json = asdict(done) if done else None
            say_json(
                {
                    "gain": {**asdict(gain), "gain": gain.gain},
                    "without_source": training.without_source,
                    "adopted": digest,
                    "again": again_json,
                }
            )
        elif done is not None and digest is not None:
            say(f"The stripper {digest[:8]} is used from now on. {done.sentence()}")
        else:
            say("Nothing has changed. With --adopt it is used from now on.")
