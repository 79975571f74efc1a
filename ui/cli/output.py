"""What commands say: results on stdout, everything else on stderr, progress only on a terminal."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, TypeVar

import click

from labeler.progress import run_to_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Json
    from labeler.progress import Failure, Steps

R = TypeVar("R")

_LINES_SHOWN = 20


def make_streams_safe() -> None:
    """What goes to a file or a pipe is UTF-8 on every machine; what a terminal cannot show is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def follow(steps: Steps[R]) -> R:
    """Takes every step, with a progress bar if stderr is a terminal, quietly if not; returns the report.

    Ctrl C closes the steps, so that what they had begun is tidied up.
    """
    if not sys.stderr.isatty():
        return run_to_end(steps)
    with click.progressbar(length=1, file=sys.stderr, item_show_func=lambda note: note, show_pos=True) as bar:
        try:
            while True:
                progress = next(steps)
                bar.length = progress.total or max(progress.done, 1)
                bar.update(progress.done - bar.pos, progress.note)
        except StopIteration as stop:
            report: R = stop.value
            return report
        finally:
            steps.close()


def say(text: str) -> None:
    """A result, on stdout."""
    click.echo(text)


def say_json(value: Json) -> None:
    """A result for programs, on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def tell(text: str) -> None:
    """Something for people only, on stderr."""
    click.echo(text, err=True)


def tell_failures(failures: Sequence[Failure]) -> None:
    """What could not be done, each with its reason, on stderr."""
    tell_details([f"{failure.where}: {failure.why}" for failure in failures])


def tell_details(lines: Sequence[str]) -> None:
    """The first lines below a result, on stderr, and how many more there are."""
    for line in lines[:_LINES_SHOWN]:
        tell(f"  {line}")
    if len(lines) > _LINES_SHOWN:
        tell(f"  … and {len(lines) - _LINES_SHOWN} more.")


def failures_json(failures: Sequence[Failure]) -> Json:
    """Failures as plain JSON."""
    return [{"where": failure.where, "why": failure.why} for failure in failures]
