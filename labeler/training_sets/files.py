"""Use case: the files of training sets: each set a folder, each split a file in each format, and read back again."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final, Protocol

from labeler.training_sets import croissant, csv_files, hugging_face, jsonl, parquet, spacy_textcat
from labeler.training_sets.csv_files import CsvRows, Table
from labeler.training_sets.hugging_face import WrittenSet
from labeler.training_sets.jsonl import JsonLines
from labeler.training_sets.parquet import ParquetRows
from labeler.training_sets.spacy_textcat import SpacyLines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records import Json
    from labeler.training_sets.columns import TrainingSet
    from labeler.training_sets.options import ExportOptions
    from labeler.training_sets.prepared import Prepared
    from labeler.whole_files import WholeFiles

_SUFFIXES: Final = {
    "jsonl": jsonl.SUFFIX,
    "csv": csv_files.SUFFIX,
    "parquet": parquet.SUFFIX,
    "spacy": spacy_textcat.SUFFIX,
}
LABELS_TABLE: Final = "labels.csv"
LABEL_COLUMNS: Final = ("task", "worker", "label", "question")


class _Writer(Protocol):
    def write(self, row: Json) -> None: ...

    def close(self) -> None: ...


def kinds_of(options: ExportOptions) -> list[str]:
    """The kinds of files that the formats come to; a data card or a description needs Parquet beside it."""
    kinds = ["parquet" if each in ("hf", "croissant") else each for each in options.formats]
    return list(dict.fromkeys(kinds))


class SetFiles:
    """The files of all training sets, begun at once; rows go to the files of their split."""

    def __init__(self, files: WholeFiles, prepared: Prepared) -> None:
        """Begins them.

        Raises:
            LabelerError: a library is missing.
        """
        self._files = files
        self._prepared = prepared
        self._options = prepared.options
        self._kinds = kinds_of(self._options)
        self._writers: dict[str, list[list[_Writer]]] = {}
        self.counts: dict[str, list[int]] = {}
        for training_set in prepared.sets:
            self._writers[training_set.name] = [
                [self._begin(kind, training_set, split) for kind in self._of(training_set)]
                for split in prepared.splits
            ]
            self.counts[training_set.name] = [0] * len(prepared.splits)

    def _of(self, training_set: TrainingSet) -> list[str]:
        """The kinds of files that a set has."""
        return [kind for kind in self._kinds if kind != "spacy" or spacy_textcat.fits(training_set)]

    @staticmethod
    def _name(training_set: TrainingSet, split: str, kind: str) -> str:
        return f"{training_set.name}/{split}.{_SUFFIXES[kind]}"

    def _begin(self, kind: str, training_set: TrainingSet, split: str) -> _Writer:
        name, columns = self._name(training_set, split, kind), training_set.columns
        if kind == "csv":
            return CsvRows(self._files.begin(name), columns, for_people=self._options.for_people)
        if kind == "parquet":
            parquet.pyarrow()
            return ParquetRows(self._files.begin_binary(name), columns)
        if kind == "spacy":
            return SpacyLines(self._files.begin_bytes(name), training_set)
        return JsonLines(self._files.begin_bytes(name))

    def write(self, training_set: TrainingSet, split: int, row: Json) -> None:
        """Writes a row in every format."""
        self.counts[training_set.name][split] += 1
        for writer in self._writers[training_set.name][split]:
            writer.write(row)

    def close(self) -> None:
        """Ends every file: what a library holds back is written."""
        for splits in self._writers.values():
            for writers in splits:
                for writer in writers:
                    writer.close()

    def write_tables_of_labels(self) -> None:
        """With CSV, every answer that counts as `task, worker, label, question`; not where nobody is named."""
        if "csv" not in self._kinds or self._options.people == "none":
            return
        for training_set in self._prepared.sets:
            if training_set.task == "boilerplate" or (
                training_set.task == "duplicates" and not training_set.paired
            ):
                continue
            write = self._files.begin(f"{training_set.name}/{LABELS_TABLE}")
            table = Table(write, LABEL_COLUMNS, for_people=self._options.for_people)
            for question in training_set.questions:
                ratings = self._prepared.asked[question.key].ratings
                labels = [csv_files.cell(stored) for stored in ratings.stored]
                workers = [self._prepared.people[name] for name in ratings.coded.annotators]
                units = self._prepared.scope.ids() if ratings.judged is None else iter(ratings.judged.ids)
                for unit, codes in zip(units, ratings.coded.codes, strict=True):
                    for worker, code in zip(workers, codes.tolist(), strict=True):
                        if code >= 0:
                            table.write_cells((unit, worker, labels[code], question.key))

    # -- beside the rows -------------------------------------------------------------------------------------

    def written_sets(self) -> list[WrittenSet]:
        """What was written as Parquet, without what has no row: libraries refuse a split of nothing."""
        sizes = self._files.sizes
        found = []
        for training_set in self._prepared.sets:
            files = {}
            for split, count in zip(self._prepared.splits, self.counts[training_set.name], strict=True):
                name = self._name(training_set, split, "parquet")
                if count:
                    files[split] = (name, count, sizes[name])
            if files:
                found.append(WrittenSet(training_set, files))
        return found

    def write_cards(self, name: str, languages: list[str], paragraphs: list[str]) -> None:
        """The data card and the description, where they are asked for."""
        licence = self._options.licence
        if "hf" in self._options.formats:
            text = hugging_face.card(name, self.written_sets(), languages, licence, paragraphs)
            self._files.begin(hugging_face.FILE)(text)
        if "croissant" in self._options.formats:
            told = croissant.described(
                name, self.written_sets(), self._files.digests, languages, licence, " ".join(paragraphs)
            )
            self._files.begin(croissant.FILE)(told)

    # -- read back -------------------------------------------------------------------------------------------

    def texts(self, split: str) -> Iterator[tuple[str, str]]:
        """(article, text) of a split as they stand in the files, each article once.

        Of lines that are kept or dropped, the text is the lines that people kept.
        """
        seen: set[str] = set()
        for training_set in self._prepared.sets:
            for row in self._rows(training_set, split):
                for article, text in _texts(row):
                    if article not in seen:
                        seen.add(article)
                        yield article, text

    def _rows(self, training_set: TrainingSet, split: str) -> Iterator[Json]:
        kind = min(self._of(training_set), key=list(_SUFFIXES).index, default="")
        if not kind:
            return
        path = self._files.written(self._name(training_set, split, kind))
        if kind == "jsonl":
            yield from jsonl.rows_in(path)
        elif kind == "csv":
            yield from csv_files.rows_in(path, training_set.columns, for_people=self._options.for_people)
        elif kind == "parquet":
            wanted = ("article", "other", "text", "other_text", "blocks")
            yield from parquet.rows_in(path, [name for name in training_set.names if name in wanted])
        else:
            for row in jsonl.rows_in(path):
                yield {**row["meta"], "text": row["text"]}


def _texts(row: Json) -> Iterator[tuple[str, str]]:
    text = row["text"]
    if "blocks" in row:
        # `kept` is true, or the part of people who keep it.
        text = "\n".join(
            text[block["start"] : block["end"]] for block in row["blocks"] if block["kept"] > 0.5
        )
    yield row["article"], text
    with suppress(KeyError):
        yield row["other"], row["other_text"]
