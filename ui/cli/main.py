"""The `labeler` command: its group, its exit codes, and the commands that open the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from db.errors import StoreError
from labeler.demo import make_demo
from labeler.errors import ChoiceError, LabelerError
from labeler.project import program_version
from ui.cli import (
    codebook,
    copies,
    export,
    labels,
    output,
    planning,
    project,
    results,
    search,
    strip,
    training,
)
from ui.commands import shortcuts_markdown
from ui.folders import demo_folder

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_CANCELLED = 130

_PROJECT = click.Path(dir_okay=False, path_type=Path)


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 failed or partly failed, 2 wrong use, 130 cancelled.",
)
@click.version_option(version=program_version(), message="%(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Label captured news articles, compare annotators, export training sets.

    Without a command, the window opens on its start page.

    \b
    Example:
      labeler new news.labeler
      labeler import news.labeler captures/
      labeler gui news.labeler
    """
    if context.invoked_subcommand is None:
        _open_window(None)


@cli.command()
@click.argument("project", type=_PROJECT, required=False)
def gui(project: Path | None) -> None:
    """Open the window, on PROJECT or on the start page.

    \b
    Example:
      labeler gui news.labeler
    """
    _open_window(project)


@cli.command()
def demo() -> None:
    """Make a fresh project from the sample captures and open the window on it.

    Earlier demo projects stay as they are.

    \b
    Example:
      labeler demo
    """
    path = output.follow(make_demo(demo_folder()))
    output.tell(f"The sample project is {path}.")
    _open_window(path)


@cli.command()
def shortcuts() -> None:
    """Print every key of the window, as Markdown.

    \b
    Example:
      labeler shortcuts > docs/shortcuts.md
    """
    output.say(shortcuts_markdown())


def _open_window(project: Path | None) -> None:
    # The one place where the command line reaches Qt, and only now.
    from ui.cli.window import run_window

    sys.exit(run_window(project))


for _command in (
    project.new,
    project.import_,
    codebook.codebook,
    labels.labels,
    project.check,
    strip.strip,
    training.train_stripper,
    export.export,
    planning.plan,
    results.agreement,
    results.consensus,
    search.search,
    copies.duplicates,
    copies.split,
):
    cli.add_command(_command)


def main() -> None:
    """Runs the command line and exits with its code; no traceback for what is known."""
    output.make_streams_safe()
    try:
        code = cli.main(prog_name="labeler", standalone_mode=False)
    except click.exceptions.Abort:
        output.tell("Cancelled. What was finished is kept.")
        code = EXIT_CANCELLED
    except KeyboardInterrupt:
        output.tell("Cancelled. What was finished is kept.")
        code = EXIT_CANCELLED
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = EXIT_USAGE
    except click.ClickException as error:
        error.show()
        code = EXIT_USAGE
    except (LabelerError, StoreError) as error:
        output.tell(f"labeler: {error}")
        code = EXIT_USAGE if isinstance(error, ChoiceError) else EXIT_FAILED
    except BrokenPipeError:
        # The reader of our output went away (“labeler … | head”); nothing is left to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = EXIT_FAILED
    sys.exit(code if isinstance(code, int) else 0)
