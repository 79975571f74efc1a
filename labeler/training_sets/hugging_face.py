"""Pure: the data card of a folder that `datasets.load_dataset(folder)` reads; the data beside it is Parquet."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.records import Json
    from labeler.training_sets.columns import Column, TrainingSet

FILE: Final = "README.md"

_SIZES: Final = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
)
_TASK: Final = {
    "topics": "text-classification",
    "stance": "text-classification",
    "duplicates": "sentence-similarity",
    "boilerplate": "token-classification",
}


class WrittenSet(NamedTuple):
    """A training set as it was written.

    Attributes:
        files: split -> (path in the folder, rows, bytes) of its Parquet file.
    """

    training_set: TrainingSet
    files: Mapping[str, tuple[str, int, int]]


def card(
    name: str, sets: Sequence[WrittenSet], languages: Sequence[str], licence: str, paragraphs: Sequence[str]
) -> str:
    """The data card: YAML front matter, then what people read.

    Args:
        name: of the project.
        sets: what was written.
        languages: codes, in order; none known: none.
        licence: as the hub names it.
        paragraphs: what people should know of these data.
    """
    rows = sum(count for each in sets for _, count, _ in each.files.values())
    front: dict[str, Json] = {
        "pretty_name": name,
        "license": licence,
        "size_categories": [next((size for most, size in _SIZES if rows < most), "n>10M")],
        "task_categories": list(dict.fromkeys(_TASK[each.training_set.task] for each in sets)),
        "configs": [
            {
                "config_name": each.training_set.name,
                "data_files": [{"split": split, "path": path} for split, (path, _, _) in each.files.items()],
            }
            for each in sets
        ],
        "dataset_info": [_info(each) for each in sets],
    }
    if languages:
        front["language"] = list(languages)
    body = [f"# {_in_line(name)}", *paragraphs]
    for each in sets:
        counts = ", ".join(f"{split} {count}" for split, (_, count, _) in each.files.items())
        body.append(f"## {each.training_set.name}\n\nRows: {counts}.")
        body.append(
            "| Column | |\n| --- | --- |\n"
            + "\n".join(f"| `{column.name}` | {column.about} |" for column in each.training_set.columns)
        )
    return f"---\n{yaml(front)}---\n\n" + "\n\n".join(body) + "\n"


def _info(written: WrittenSet) -> Json:
    sizes = [size for _, _, size in written.files.values()]
    return {
        "config_name": written.training_set.name,
        "features": [{"name": column.name, **_feature(column)} for column in written.training_set.columns],
        "splits": [
            {"name": split, "num_bytes": size, "num_examples": count}
            for split, (_, count, size) in written.files.items()
        ],
        "download_size": sum(sizes),
        "dataset_size": sum(sizes),
    }


def _feature(column: Column) -> Json:
    """A column as the front matter names its type."""
    if column.kind in ("class", "classes"):
        names = {"class_label": {"names": {str(at): each for at, each in enumerate(column.classes)}}}
        return {"dtype": names} if column.kind == "class" else {"sequence": names}
    if column.kind == "shares":
        return {"struct": [{"name": each, "dtype": "float64"} for each in column.classes]}
    if column.kind in ("blocks", "weighed_blocks", "passages"):
        last = {"blocks": ("kept", "bool"), "weighed_blocks": ("kept", "float64")}.get(
            column.kind, ("value", "string")
        )
        parts = (("start", "int32"), ("end", "int32"), last)
        return {"list": [{"name": name, "dtype": dtype} for name, dtype in parts]}
    return {"dtype": "int32" if column.kind == "number" else "string"}


# -- YAML ------------------------------------------------------------------------------------------------------

_UNPRINTABLE: Final = re.compile(
    "[^\\t\\n\\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)

_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""What YAML takes for something else than a text."""


def yaml(value: Json, indent: str = "") -> str:
    """Plain values as YAML in blocks; every text is in double quotes, so that none is taken for something else."""
    lines: list[str] = []
    items = value.items() if isinstance(value, dict) else ((None, each) for each in value)
    for key, each in items:
        head = f"{indent}- " if key is None else f"{indent}{_key(key)}:"
        if isinstance(each, dict | list) and each:
            inner = yaml(each, indent + "  ")
            # The first line of what is inside stands behind the dash.
            lines.append(head + inner[len(indent) + 2 :] if key is None else f"{head}\n{inner}")
        else:
            lines.append(f"{head}{'' if key is None else ' '}{_scalar(each)}\n")
    return "".join(lines)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[a-z_]+", key) and key not in _WORDS else _scalar(key)


def _scalar(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda sign: f"\\U{ord(sign.group()):08x}", text)


def _in_line(text: str) -> str:
    """A text as one line that is no markup."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", " ".join(text.split()))
