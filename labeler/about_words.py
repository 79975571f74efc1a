"""Use case: what was said beside an answer, in a few words, for undo and history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from labeler.about import About, changed, first_words
from labeler.errors import LabelerError
from labeler.text import first_strong_is_rtl, isolated

if TYPE_CHECKING:
    from db.records import LabelEvent
    from labeler.project import Project

CONFIDENCE_WORDS: Final = {"low": "unsure", "medium": "fairly sure", "high": "sure"}


def about_in_words(project: Project, event: LabelEvent, question_key: str) -> str:
    """What an event said beside an answer: “evidence for Harbour toll: “The toll is the only …””.

    Args:
        project: an open project.
        event: the event.
        question_key: the question whose answer it is about.
    """
    store = project.store
    mark = store.events.mark_of(event.event_id)
    standing = None
    if mark is not None:
        standing = store.labels.standing_at(mark - 1, event.annotator, event.unit_id, event.question)
    before = About.from_json(standing.value if standing else None)
    after = About.from_json(event.value)
    try:
        question = project.codebook.question(question_key)
    except LabelerError:
        return question_key
    passages = changed(before, after)
    if passages:
        passage = passages[0]
        name = question.title if passage.value is None else question.title_of(passage.value)
        words = first_words(store.articles.raw_text(event.unit_id), passage)
        if first_strong_is_rtl(words):
            words = isolated(words)  # the line it stands in is not turned round
        more = f" and {len(passages) - 1} more" if len(passages) > 1 else ""
        taken = "" if passage in after.evidence else " taken back"
        return f"evidence for {name}{taken}: “{words}”{more}"
    if before.confidence != after.confidence:
        how = CONFIDENCE_WORDS[after.confidence] if after.confidence else "how sure, taken back"
        return f"{question.title}: {how}"
    return f"{question.title}: {'of somebody quoted' if after.whose == 'quoted' else 'of the author'}"
