"""Pure: what a folder of Parquet files holds, as Croissant 1.0 (JSON-LD, MLCommons)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.records import Json
    from labeler.training_sets.columns import Column
    from labeler.training_sets.hugging_face import WrittenSet

FILE: Final = "croissant.json"

_CONTEXT: Final = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "equivalentProperty": "cr:equivalentProperty",
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_TYPES: Final = {"number": "sc:Integer", "class": "sc:Text", "classes": "sc:Text", "text": "sc:Text"}


def described(
    name: str,
    sets: Sequence[WrittenSet],
    digests: Mapping[str, str],
    languages: Sequence[str],
    licence: str,
    description: str,
) -> str:
    """The description: each file with its digest, each split of a training set as a record set.

    Args:
        name: of the project.
        sets: what was written.
        digests: path -> SHA-256.
        languages: codes.
        licence: of the texts.
        description: a sentence or two.
    """
    files, records = [], []
    for training_set, written in sets:
        for split, (path, _, size) in written.items():
            names = f"{training_set.name}-{split}"
            files.append(
                {
                    "@type": "cr:FileObject",
                    "@id": path,
                    "name": path,
                    "contentUrl": path,
                    "contentSize": f"{size} B",
                    "encodingFormat": "application/x-parquet",
                    "sha256": digests[path],
                }
            )
            records.append(
                {
                    "@type": "cr:RecordSet",
                    "@id": names,
                    "name": names,
                    "field": [
                        _field(names, path, column)
                        for column in training_set.columns
                        if column.kind not in ("shares", "blocks", "weighed_blocks", "passages")
                    ],
                }
            )
    told: dict[str, Json] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": re.sub(r"[^\w-]+", "-", name).strip("-") or "articles",
        "description": description,
        "license": licence,
        "distribution": files,
        "recordSet": records,
    }
    if languages:
        told["inLanguage"] = list(languages)
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _field(of: str, path: str, column: Column) -> Json:
    found: dict[str, Json] = {
        "@type": "cr:Field",
        "@id": f"{of}/{column.name}",
        "name": f"{of}/{column.name}",
        "description": column.about,
        "dataType": _TYPES[column.kind],
        "source": {"fileObject": {"@id": path}, "extract": {"column": column.name}},
    }
    if column.kind == "classes":
        found["repeated"] = True
    return found
