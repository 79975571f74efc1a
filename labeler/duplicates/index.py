"""Everything that comparing needs to know of many articles, in runs of some ten thousand: in memory, or in a folder.

A run is never changed. In the folder it is one `.npy` file an array, mapped and not read; `index.json` names the runs that count and
is replaced last, so a process that dies leaves what was there. Nothing in the folder is text: words are hashes.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
import uuid
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from labeler.duplicates.fingerprints import Prints, joined_prints
from labeler.duplicates.words import Words, joined_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from labeler.duplicates.reading import Read

    Numbers = NDArray[np.uint64]
    Places = NDArray[np.intp]

FORM: Final = 2
"""The form of the folder and the way words are hashed: an index of another form is made anew."""
RUN: Final = 1 << 15
"""Articles of a run; from then on it is kept in files."""
_NAME: Final = "index.json"
_PRINTS: Final = ("grams", "names", "lines", "leads")
_HEAD: Final = 256  # bytes; what is before an array in its file is shorter


class Run(NamedTuple):
    """Some articles one after the other.

    Attributes:
        first: the number of the first one.
        words: their words.
        grams: sorted by hash, as the other two are; owners are numbers in the whole index.
        names: their names by twos.
        lines: their lines.
        leads: how they begin.
        keys: see `Read`.
    """

    first: int
    words: Words
    grams: Prints
    names: Prints
    lines: Prints
    leads: Prints
    keys: Numbers

    @property
    def articles(self) -> int:
        """How many articles it has."""
        return self.words.texts


class Index:
    """Articles by number, in order of arrival.

    Args:
        folder: where it is kept, and taken up if there is one of this form; it has to be there. None: in memory, and in a temporary folder as
            soon as there is more than one run of it.

    Attributes:
        notes: what whoever keeps the index wants to find again (JSON).
        arrays: the same for arrays.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._runs: list[Run] = []
        self._files: dict[int, str] = {}  # first article of a run -> its folder
        self._waiting: list[Read] = []
        self.notes: dict[str, Any] = {}
        self.arrays: dict[str, NDArray[Any]] = {}
        if folder is not None:
            self._take_up(folder)

    @property
    def articles(self) -> int:
        """How many articles it knows."""
        known = self._runs[-1].first + self._runs[-1].articles if self._runs else 0
        return known + sum(each.articles for each in self._waiting)

    @property
    def runs(self) -> list[Run]:
        """All of it."""
        self._close_run()
        return self._runs

    def add(self, some: Read) -> None:
        """Adds articles after those it knows."""
        self._waiting.append(some)
        if sum(each.articles for each in self._waiting) >= RUN:
            self._close_run()

    def _close_run(self) -> None:
        if self._waiting:
            first = self.articles - sum(each.articles for each in self._waiting)
            run = _run(first, self._waiting)
            self._waiting.clear()
            if run.articles >= RUN:
                # On a full disk it stays in memory.
                with contextlib.suppress(OSError):
                    run = self._in_files(run)
            self._runs.append(run)

    def words(self, articles: Places) -> Words:
        """The words of some articles, given by number and in ascending order."""
        parts = []
        firsts = [run.first for run in self.runs]
        of_run = np.searchsorted(firsts, articles, side="right") - 1
        for place in np.unique(of_run).tolist():
            run = self._runs[place]
            inside = articles[of_run == place] - run.first
            parts.append(_some_words(run.words, inside))
        return joined_words(parts)

    # -- files -----------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Puts everything into the folder; small runs are put together, so that there are few.

        Raises:
            OSError: it cannot be written; what was there before still counts.
        """
        assert self._folder is not None, "an index in memory is not saved"
        self._close_run()
        while (
            len(self._runs) > 1
            and self._is_small(self._runs[-2])
            and self._runs[-2].articles < 2 * self._runs[-1].articles
        ):
            last, before = self._runs.pop(), self._runs.pop()
            self._files.pop(last.first, None)
            self._files.pop(before.first, None)
            self._runs.append(_joined(before, last))
        self._runs = [run if run.first in self._files else self._in_files(run) for run in self._runs]
        arrays = {}
        for name, array in self.arrays.items():
            arrays[name] = f"{name}-{uuid.uuid4().hex}.npy"
            np.save(self._folder / arrays[name], array)
        told = {
            "form": FORM,
            "runs": [[run.first, self._files[run.first]] for run in self._runs],
            "arrays": arrays,
            "notes": self.notes,
        }
        new = self._folder / f"{_NAME}-{uuid.uuid4().hex}"
        new.write_text(json.dumps(told), encoding="utf-8")
        new.replace(self._folder / _NAME)
        self._tidy(self._folder, {_NAME, *arrays.values(), *self._files.values()})

    def forget(self) -> None:
        """Begins with no article, whatever is in the folder."""
        self._runs, self._files, self._waiting = [], {}, []
        self.notes, self.arrays = {}, {}

    def close(self) -> None:
        """Lets go of a temporary folder."""
        self._runs.clear()
        if self._temporary is not None:
            self._temporary.cleanup()
            self._temporary = None

    @staticmethod
    def _is_small(run: Run) -> bool:
        return run.articles < RUN

    def _in_files(self, run: Run) -> Run:
        """The same run, its arrays in files."""
        if self._folder is not None:
            place = self._folder
        else:
            self._temporary = self._temporary or tempfile.TemporaryDirectory(
                prefix="labeler-", ignore_cleanup_errors=True
            )
            place = Path(self._temporary.name)
        name = f"run-{uuid.uuid4().hex}"
        (place / name).mkdir(parents=True)
        for file, array in _arrays_of(run).items():
            np.save(place / name / f"{file}.npy", array)
        self._files[run.first] = name
        return _mapped(place / name, run.first)

    def _take_up(self, folder: Path) -> None:
        try:
            told = json.loads((folder / _NAME).read_bytes())
            if told["form"] != FORM:
                return
            self._runs = [_mapped(folder / name, first) for first, name in told["runs"]]
            self.arrays = {name: np.load(folder / file) for name, file in told["arrays"].items()}
            self._files = dict(told["runs"])
            self.notes = told["notes"]
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            # It is only a shortcut: whatever is wrong with it, it is made anew.
            self.forget()

    @staticmethod
    def _tidy(folder: Path, kept: set[str]) -> None:
        for path in folder.iterdir():
            if path.name not in kept and (path.name.startswith(("run-", _NAME)) or path.suffix == ".npy"):
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)


def by_hash(prints: Prints) -> Prints:
    """The same prints in order of hash, those of one hash in order of article."""
    order = np.argsort(prints.hashes, kind="stable")
    return Prints(prints.hashes[order], prints.owners[order])


def _run(first: int, parts: Sequence[Read]) -> Run:
    """What was read, as the run that begins with this article."""
    begins = [first + before for before in accumulate((part.articles for part in parts), initial=0)]

    def prints(of: Callable[[Read], Prints]) -> Prints:
        return by_hash(joined_prints([(of(part), begin) for part, begin in zip(parts, begins, strict=False)]))

    return Run(
        first,
        joined_words([part.words for part in parts]),
        prints(lambda part: part.grams),
        prints(lambda part: part.names),
        prints(lambda part: part.lines),
        prints(lambda part: part.leads),
        np.concatenate([part.keys for part in parts]),
    )


def _joined(before: Run, last: Run) -> Run:
    """Two runs as one."""

    def prints(one: Prints, other: Prints) -> Prints:
        return by_hash(joined_prints([(one, 0), (other, 0)]))

    return Run(
        before.first,
        joined_words([before.words, last.words]),
        prints(before.grams, last.grams),
        prints(before.names, last.names),
        prints(before.lines, last.lines),
        prints(before.leads, last.leads),
        np.concatenate([before.keys, last.keys]),
    )


def _some_words(words: Words, texts: Places) -> Words:
    """Of some texts the words of these, by number and in ascending order."""
    begins, ends = words.bounds[texts], words.bounds[texts + 1]
    first, past = np.searchsorted(words.lines, begins), np.searchsorted(words.lines, ends)
    bounds = np.concatenate([[0], np.cumsum(ends - begins)]).astype(np.intp)
    slices = list(zip(begins.tolist(), ends.tolist(), strict=True))
    lines = [
        words.lines[start:stop] - begin + at
        for start, stop, begin, at in zip(
            first.tolist(), past.tolist(), begins.tolist(), bounds[:-1].tolist(), strict=True
        )
    ]
    return Words(
        np.concatenate([words.hashes[begin:end] for begin, end in slices]),
        np.concatenate([words.marks[begin:end] for begin, end in slices]),
        np.concatenate(lines).astype(np.intp),
        bounds,
    )


def _arrays_of(run: Run) -> Mapping[str, NDArray[Any]]:
    return {
        **{f"words_{name}": getattr(run.words, name) for name in ("hashes", "marks", "lines", "bounds")},
        **{
            f"{kind}_{name}": array
            for kind in _PRINTS
            for name, array in getattr(run, kind)._asdict().items()
        },
        "keys": run.keys,
    }


def _mapped(folder: Path, first: int) -> Run:
    def array(name: str) -> NDArray[Any]:
        path = folder / f"{name}.npy"
        # An empty array cannot be mapped.
        found: NDArray[Any] = np.load(path, mmap_mode="r" if path.stat().st_size > _HEAD else None)
        return found.view(np.ndarray)

    words = Words(*(array(f"words_{name}") for name in ("hashes", "marks", "lines", "bounds")))
    grams, names, lines, leads = (
        Prints(array(f"{kind}_hashes"), array(f"{kind}_owners")) for kind in _PRINTS
    )
    return Run(first, words, grams, names, lines, leads, array("keys"))
