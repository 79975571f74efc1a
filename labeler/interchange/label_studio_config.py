"""Pure: the labelling configuration with which Label Studio asks a codebook's questions."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # only written here, never read
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.codebook import Question

MAIN = "text"
RAW = "raw_text"
OTHER = "other"
"""Fields of a task's data: the main text, the raw text, and for a pair the digest of the other article."""

_SHOWN = {MAIN: "labeler_text", RAW: "labeler_raw_text", f"{OTHER}_{MAIN}": "labeler_other_text"}
"""Field -> name of the object that shows it: names that no question has, as a rule."""
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def object_of(question: Question) -> str:
    """The name of the object that a question is asked of: blocks are of the raw text."""
    return _SHOWN[RAW if question.kind == "boilerplate" else MAIN]


def configuration(questions: Sequence[Question]) -> str:
    """The configuration as XML: the texts, and below each question with its values.

    A value is shown by its title and stored by its own name (its “alias”), as in this program.

    Args:
        questions: all about articles, or all about pairs.
    """
    view = ET.Element("View")
    fields = [MAIN] if any(question.kind != "boilerplate" for question in questions) else []
    fields += [f"{OTHER}_{MAIN}"] if any(question.kind == "duplicate" for question in questions) else []
    fields += [RAW] if any(question.kind == "boilerplate" for question in questions) else []
    for field in fields:
        ET.SubElement(view, "Text", {"name": _SHOWN[field], "value": f"${field}"})
    for question in questions:
        ET.SubElement(view, "Header", {"value": _clean(question.title)})
        at = {"name": _clean(question.key), "toName": object_of(question)}
        if question.kind == "boilerplate":
            control = ET.SubElement(view, "Labels", at)
            for value in question.values:
                ET.SubElement(control, "Label", {"value": _clean(value.value)})
            continue
        many = "multiple" if question.kind == "topic" else "single"
        control = ET.SubElement(view, "Choices", {**at, "choice": many})
        for value in question.values:
            named = {"value": _clean(value.title), "alias": _clean(value.value)}
            ET.SubElement(control, "Choice", named)
    ET.indent(view)
    return ET.tostring(view, encoding="unicode") + "\n"


def _clean(text: str) -> str:
    """A text without characters that no XML can hold."""
    return _NOT_IN_XML.sub(" ", text)
