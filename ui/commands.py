"""The command table: every command once, as plain data. Menus, tooltips, palette and cheat sheet are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Page = Literal["start", "label", "duplicates", "review", "articles", "codebook", "stripper", "export", "plan"]
"""The pages there are. A command's `when` is a page, or "project" (any page of an open project), or "always"."""

When = Literal[
    "always",
    "project",
    "start",
    "label",
    "duplicates",
    "review",
    "articles",
    "codebook",
    "stripper",
    "export",
    "plan",
]
Menu = Literal["File", "Edit", "View", "Article", "Help"]
MENUS: tuple[Menu, ...] = get_args(Menu)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do.

    Attributes:
        id: how code names it.
        title: what people read.
        keys: its keys, the first one shown; letters by character, digits by position.
        group: heading on the cheat sheet.
        help: one sentence more.
        when: where it can be used.
        menu: the menu it stands in, or "" for none.
    """

    id: str
    title: str
    keys: tuple[str, ...]
    group: str
    help: str
    when: When
    menu: Menu | Literal[""] = ""

    @property
    def key(self) -> str:
        """The key that is shown, in the words of key caps ("Ctrl K"), or ""."""
        return shown_key(self.keys[0]) if self.keys else ""


@dataclass(frozen=True, slots=True)
class KeyNote:
    """Keys that no single command has: those the codebook gives, and those inside a field."""

    keys: str
    title: str
    group: str


def shown_key(key: str) -> str:
    """A key as key caps show it: "Ctrl+Shift+Z" -> "Ctrl Shift Z"."""
    if key.endswith("++"):
        key = key[:-2] + "+plus"
    words = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "plus": "+"}
    return " ".join(words.get(part, part) for part in key.split("+"))


COMMANDS: tuple[Command, ...] = (
    Command(
        "project.new", "New project", ("Ctrl+N",), "Everywhere", "Make a project file.", "always", "File"
    ),
    Command(
        "project.open", "Open a project", ("Ctrl+O",), "Everywhere", "Open a project file.", "always", "File"
    ),
    Command(
        "project.demo",
        "Try the demo",
        ("Ctrl+D",),
        "Start",
        "Make a fresh sample project and open it.",
        "start",
        "File",
    ),
    Command(
        "project.import",
        "Import captures",
        ("Ctrl+I",),
        "Everywhere",
        "Read captures into the open project; files can also be dropped on the window.",
        "project",
        "File",
    ),
    Command(
        "project.import_folder",
        "Import a folder",
        (),
        "Everywhere",
        "Read a whole folder of captures.",
        "project",
        "File",
    ),
    Command(
        "project.close", "Back to the start page", (), "Everywhere", "Close the project.", "project", "File"
    ),
    Command(
        "annotator.change",
        "Change annotator",
        (),
        "Everywhere",
        "Say who labels from now on.",
        "project",
        "File",
    ),
    Command("app.quit", "Quit", ("Ctrl+Q",), "Everywhere", "Everything is saved already.", "always", "File"),
    Command(
        "edit.undo",
        "Undo",
        ("Ctrl+Z", "Backspace"),
        "Everywhere",
        "Take back your newest answer, also of earlier articles and days.",
        "project",
        "Edit",
    ),
    Command(
        "edit.redo",
        "Redo",
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        "Everywhere",
        "Bring back what the last undo took.",
        "project",
        "Edit",
    ),
    Command(
        "history.open",
        "History of your answers",
        ("Ctrl+Shift+H",),
        "Everywhere",
        "Everything you answered, the newest first; Z takes back all down to a line.",
        "project",
        "Edit",
    ),
    Command("edit.copy", "Copy", ("Ctrl+C",), "Everywhere", "Copy the selected text.", "label", "Edit"),
    Command(
        "edit.saved",
        "When was it saved",
        ("Ctrl+S",),
        "Everywhere",
        "There is nothing to save: each answer is written at once.",
        "project",
        "Edit",
    ),
    Command("page.label", "Label", ("Ctrl+1",), "View", "Read and answer.", "project", "View"),
    Command(
        "page.duplicates", "Duplicates", ("Ctrl+2",), "View", "Judge pairs side by side.", "project", "View"
    ),
    Command("page.review", "Review", ("Ctrl+3",), "View", "How well annotators agree.", "project", "View"),
    Command(
        "page.articles",
        "Articles",
        ("Ctrl+4",),
        "View",
        "All articles in a table, narrowed and sorted.",
        "project",
        "View",
    ),
    Command(
        "page.codebook",
        "Codebook",
        ("Ctrl+7",),
        "View",
        "Questions, values, guidelines; a change is a new version.",
        "project",
        "View",
    ),
    Command(
        "page.stripper",
        "Stripper",
        ("Ctrl+5",),
        "View",
        "How well it fits what people left, and how it learns from that.",
        "project",
        "View",
    ),
    Command("page.export", "Export", ("Ctrl+6",), "View", "Write training sets.", "project", "View"),
    Command(
        "page.plan",
        "Plan",
        ("Ctrl+8",),
        "View",
        "Who labels what: order, overlap, assignment, hidden gold and repeats.",
        "project",
        "View",
    ),
    Command(
        "palette.open",
        "Find a command or an article",
        ("Ctrl+K",),
        "View",
        "Commands, pages and articles in one list.",
        "always",
        "View",
    ),
    Command(
        "view.columns",
        "Raw, both, main text",
        ("F8",),
        "View",
        "Choose what stands beside what.",
        "label",
        "View",
    ),
    Command(
        "view.queue",
        "Show or hide the queue",
        ("F9",),
        "View",
        "More room for the text.",
        "label",
        "View",
    ),
    Command(
        "view.reading",
        "Read without distraction",
        ("Shift+F9",),
        "View",
        "The main text alone; keys go on answering, Esc brings the rest back.",
        "label",
        "View",
    ),
    Command(
        "view.larger",
        "Larger text",
        ("Ctrl++", "Ctrl+="),
        "View",
        "The article's text only.",
        "label",
        "View",
    ),
    Command("view.smaller", "Smaller text", ("Ctrl+-",), "View", "The article's text only.", "label", "View"),
    Command("view.normal", "Normal text size", ("Ctrl+0",), "View", "As it was at first.", "label", "View"),
    Command("view.pane", "Next pane", ("F6",), "View", "Queue, text, answers.", "label", "View"),
    Command(
        "view.pane_back",
        "Previous pane",
        ("Shift+F6",),
        "View",
        "The other way round.",
        "label",
        "View",
    ),
    Command("view.full", "Full screen", ("F11",), "View", "And back.", "always", "View"),
    Command(
        "theme.system",
        "Colours of the system",
        (),
        "View",
        "Light or dark as the desktop is.",
        "always",
        "View",
    ),
    Command("theme.light", "Light colours", (), "View", "Dark text on white.", "always", "View"),
    Command("theme.dark", "Dark colours", (), "View", "Light text on dark.", "always", "View"),
    Command("theme.contrast", "High contrast", (), "View", "The strongest colours.", "always", "View"),
    Command(
        "window.larger",
        "Larger window text and controls",
        (),
        "View",
        "The whole window, up to twice.",
        "always",
        "View",
    ),
    Command(
        "window.smaller",
        "Smaller window text and controls",
        (),
        "View",
        "The whole window.",
        "always",
        "View",
    ),
    Command(
        "article.next", "Next article", ("N",), "Articles", "In the order of the queue.", "label", "Article"
    ),
    Command(
        "article.previous",
        "Previous article",
        ("P",),
        "Articles",
        "In the order of the queue.",
        "label",
        "Article",
    ),
    Command(
        "article.next_open",
        "Next article not done",
        ("Shift+N",),
        "Articles",
        "The next one neither submitted nor skipped.",
        "label",
        "Article",
    ),
    Command(
        "article.previous_open",
        "Previous article not done",
        ("Shift+P",),
        "Articles",
        "The last one before this neither submitted nor skipped.",
        "label",
        "Article",
    ),
    Command(
        "article.submit",
        "Submit and next",
        ("Enter", "Ctrl+Enter"),
        "Articles",
        "Say that you are done, and go to the next article not done.",
        "label",
        "Article",
    ),
    Command(
        "article.skip",
        "Skip until later",
        ("S",),
        "Articles",
        "With a reason if you like; once more takes it back.",
        "label",
        "Article",
    ),
    Command(
        "article.skip_never",
        "Skip for good",
        ("Shift+S",),
        "Articles",
        "With a reason; once more takes it back.",
        "label",
        "Article",
    ),
    Command(
        "answers.copy",
        "Copy the last answers",
        ("Shift+C",),
        "Articles",
        "Topics and stances of the article submitted last, where this one has none.",
        "label",
        "Article",
    ),
    Command(
        "article.reopen",
        "Open again",
        ("Shift+R",),
        "Articles",
        "Of an article that was submitted or skipped: it is a draft again, and its answers stay.",
        "label",
        "Article",
    ),
    Command(
        "answers.same",
        "Same answers as its copies",
        ("Shift+D",),
        "Articles",
        "Takes over what you submitted for a copy; an answered article gives its copies the same, once confirmed.",
        "label",
        "Article",
    ),
    Command(
        "answers.advance",
        "Go on by itself, or by Enter alone",
        (),
        "Articles",
        "Once everything is answered the next article opens after a moment; Esc stays.",
        "label",
        "Article",
    ),
    Command(
        "article.number",
        "Go to an article by its number",
        ("Ctrl+G",),
        "Articles",
        "Its place in the queue, as it stands above the text.",
        "label",
        "Article",
    ),
    Command(
        "article.back",
        "Back to the article before",
        ("Alt+Left",),
        "Articles",
        "The one that was open before this, as in a browser.",
        "label",
        "Article",
    ),
    Command(
        "article.forward",
        "Forward again",
        ("Alt+Right",),
        "Articles",
        "The other way round.",
        "label",
        "Article",
    ),
    Command(
        "article.times",
        "Record times, or stop",
        (),
        "Articles",
        "For everybody in the project: how long an article is open. Each sees their own.",
        "label",
        "Article",
    ),
    Command(
        "article.flag",
        "Flag",
        ("G",),
        "Articles",
        "Somebody should look again; once more takes it off.",
        "label",
        "Article",
    ),
    Command(
        "article.note", "Write a note", ("M",), "Articles", "Enter keeps it, Esc leaves.", "label", "Article"
    ),
    Command(
        "text.find",
        "Find in this article",
        ("Ctrl+F",),
        "Articles",
        "Enter goes on, Esc closes.",
        "label",
        "Article",
    ),
    Command(
        "text.highlights",
        "Words to highlight",
        (),
        "Articles",
        "Dots below them in every article: a list for the project, and one for you.",
        "label",
        "Article",
    ),
    Command(
        "queue.filter",
        "Find in all articles",
        ("Ctrl+Shift+F",),
        "Articles",
        "By words of the title, the source or the text; in quotation marks, side by side.",
        "label",
        "Article",
    ),
    Command(
        "queue.state",
        "Only articles in the next state",
        ("Ctrl+Shift+S",),
        "Articles",
        "Not seen, draft, submitted, skipped, flagged; then all again.",
        "label",
        "Article",
    ),
    Command("topic.find", "Find a topic", ("T",), "Topics", "Enter gives it, Esc goes back.", "label"),
    Command(
        "topic.pin",
        "Pin the marked topic, or unpin it",
        ("Ctrl+D",),
        "Topics",
        "Of many topics, those you pinned stand first, then those you gave lately.",
        "label",
    ),
    Command(
        "topic.none",
        "No topic fits",
        ("0",),
        "Topics",
        "An answer of its own: you looked, and none fits.",
        "label",
    ),
    Command(
        "question.next",
        "Open the next question",
        ("Ctrl+T",),
        "Topics",
        "The keys of answers are those of the open question.",
        "label",
    ),
    Command(
        "stance.favor", "In favor", ("F",), "Stance", "Of the marked target, which then moves on.", "label"
    ),
    Command(
        "stance.none",
        "No stance",
        ("O",),
        "Stance",
        "Neither for nor against: an answer of its own.",
        "label",
    ),
    Command(
        "stance.against", "Against", ("A",), "Stance", "The marked target, which then moves on.", "label"
    ),
    Command(
        "stance.not_addressed",
        "Target not addressed",
        ("Shift+T",),
        "Stance",
        "The article says nothing of it: an answer of its own, where the codebook has it.",
        "label",
    ),
    Command(
        "stance.favor_quoted",
        "In favor, somebody quoted",
        ("Shift+F",),
        "Stance",
        "The view of somebody quoted, where the codebook asks whose.",
        "label",
    ),
    Command(
        "stance.none_quoted",
        "No stance, somebody quoted",
        ("Shift+O",),
        "Stance",
        "The view of somebody quoted, where the codebook asks whose.",
        "label",
    ),
    Command(
        "stance.against_quoted",
        "Against, somebody quoted",
        ("Shift+A",),
        "Stance",
        "The view of somebody quoted, where the codebook asks whose.",
        "label",
    ),
    Command(
        "stance.confidence",
        "How sure",
        ("Shift+U",),
        "Stance",
        "Of the marked target, before it is answered: unsure, fairly sure, sure, not said.",
        "label",
    ),
    Command(
        "evidence.turn",
        "Evidence",
        ("E",),
        "Text",
        "The selected words, else the marked block, show the marked target or the topic given last; again takes it back.",
        "label",
    ),
    Command(
        "evidence.next",
        "Next passage of evidence",
        ("Shift+E",),
        "Text",
        "Selects it, so that E takes it back.",
        "label",
    ),
    Command("block.next", "Next block or difference", ("J",), "Text", "Moves the mark in the text.", "label"),
    Command(
        "block.previous",
        "Previous block or difference",
        ("K",),
        "Text",
        "Moves the mark in the text.",
        "label",
    ),
    Command(
        "block.next_unsure",
        "Next unsure block",
        ("Shift+J",),
        "Text",
        "Where the stripper was not sure.",
        "label",
    ),
    Command(
        "block.previous_unsure", "Previous unsure block", ("Shift+K",), "Text", "The same, upwards.", "label"
    ),
    Command(
        "block.turn",
        "Keep or drop the block",
        ("X",),
        "Text",
        "Corrects the stripper; the main text follows at once.",
        "label",
    ),
    Command(
        "block.unfold",
        "Show dropped lines, or select a word",
        ("Right",),
        "Text",
        "On a run of lines it shows them, ← folds them; elsewhere words are selected one by one.",
        "label",
    ),
    Command("text.down", "A page down", ("Space",), "Text", "Scrolls the article.", "label"),
    Command("text.up", "A page up", ("Shift+Space",), "Text", "Scrolls the article.", "label"),
    Command(
        "pair.beside",
        "Open a candidate beside",
        ("D",),
        "Duplicates",
        "The next one not judged; again for the one after it, and back to the article after the last.",
        "label",
    ),
    Command(
        "pairs.next",
        "Next pair",
        ("Enter",),
        "Duplicates",
        "The most informative one after a judged one; else the one below.",
        "duplicates",
    ),
    Command("pairs.skip", "Skip the pair", ("S",), "Duplicates", "It comes again at the end.", "duplicates"),
    Command("pairs.below", "Pair below", ("N",), "Duplicates", "In the order of the list.", "duplicates"),
    Command("pairs.above", "Pair above", ("P",), "Duplicates", "In the order of the list.", "duplicates"),
    Command(
        "pairs.difference",
        "Next difference",
        ("J",),
        "Duplicates",
        "Moves the mark in both texts.",
        "duplicates",
    ),
    Command(
        "pairs.difference_back",
        "Previous difference",
        ("K",),
        "Duplicates",
        "The same, upwards.",
        "duplicates",
    ),
    Command("pairs.swap", "Swap the sides", ("X",), "Duplicates", "A becomes B.", "duplicates"),
    Command(
        "pairs.contradiction",
        "Next contradiction",
        ("V",),
        "Duplicates",
        "A = B, B = C, but A ≠ C: one of these pairs judged anew settles it.",
        "duplicates",
    ),
    Command(
        "pairs.unjudged",
        "Only pairs not judged by anyone",
        ("U",),
        "Duplicates",
        "Once more shows all; what others said never shows.",
        "duplicates",
    ),
    Command(
        "pairs.list",
        "Next list",
        ("Ctrl+T",),
        "Duplicates",
        "To judge, judged, clusters.",
        "duplicates",
    ),
    Command(
        "pairs.filter", "Filter the pairs", ("Ctrl+F",), "Duplicates", "By words of a title.", "duplicates"
    ),
    Command(
        "pairs.down", "Both texts a page down", ("Space",), "Duplicates", "Scrolls the pair.", "duplicates"
    ),
    Command(
        "pairs.up", "Both texts a page up", ("Shift+Space",), "Duplicates", "Scrolls the pair.", "duplicates"
    ),
    Command(
        "pairs.update",
        "Update the pairs",
        (),
        "Duplicates",
        "Compares all articles anew; labels stay.",
        "duplicates",
    ),
    Command("review.copy", "Copy the line", ("C",), "Review", "One line for a paper.", "review"),
    Command("review.next", "Next question", ("N",), "Review", "And its figures.", "review"),
    Command("review.previous", "Previous question", ("P",), "Review", "And its figures.", "review"),
    Command("review.open", "Open the article", ("Enter",), "Review", "Of the marked disagreement.", "review"),
    Command(
        "review.next_open",
        "Next open disagreement",
        ("Shift+N",),
        "Review",
        "The furthest apart first.",
        "review",
    ),
    Command("review.own", "Rule with an own answer", ("O",), "Review", "One that nobody gave.", "review"),
    Command(
        "review.reason",
        "Reason of the disagreement",
        ("R",),
        "Review",
        "Slip, guideline gap, ambiguous.",
        "review",
    ),
    Command(
        "review.comment",
        "Comment the ruling",
        ("M",),
        "Review",
        "Written with the ruling; Enter goes back.",
        "review",
    ),
    Command("review.withdraw", "Take the ruling back", ("X",), "Review", "The unit is open again.", "review"),
    Command(
        "review.same",
        "Same ruling for the same conflict",
        ("A",),
        "Review",
        "For the other units on which the same answers stand against each other.",
        "review",
    ),
    Command(
        "review.unanimous",
        "Adopt all unanimous",
        ("Shift+U",),
        "Review",
        "Gold where all who answered agree.",
        "review",
    ),
    Command(
        "review.section",
        "Next chart",
        ("Ctrl+T",),
        "Review",
        "Values, confusion, time, paradox, copies.",
        "review",
    ),
    Command(
        "review.names",
        "Hide or show names before a ruling",
        (),
        "Review",
        "For everybody in the project. So long as they are hidden, a reviewer rules blind.",
        "review",
        "View",
    ),
    Command("review.picture", "Save the chart as a picture", (), "Review", "PNG or SVG.", "review"),
    Command("review.table", "Save the chart as a table", (), "Review", "CSV.", "review"),
    Command("codebook.add", "Add a value", ("A",), "Codebook", "Behind the marked one.", "codebook"),
    Command(
        "codebook.target",
        "Add a stance target",
        ("Shift+A",),
        "Codebook",
        "A question of its own, with its positions.",
        "codebook",
    ),
    Command(
        "codebook.topic",
        "Add a topic question",
        ("Shift+Q",),
        "Codebook",
        "Its title, then with Tab the key that it is stored under.",
        "codebook",
    ),
    Command(
        "codebook.edit",
        "Edit what is marked",
        ("Enter",),
        "Codebook",
        "Its title first; Tab goes on, Esc back.",
        "codebook",
    ),
    Command("codebook.key", "Give an answer key", ("K",), "Codebook", "Of the marked value.", "codebook"),
    Command("codebook.up", "Move the value up", ("Ctrl+Up",), "Codebook", "With all below it.", "codebook"),
    Command(
        "codebook.down", "Move the value down", ("Ctrl+Down",), "Codebook", "With all below it.", "codebook"
    ),
    Command(
        "codebook.indent",
        "Below the value before",
        ("Right",),
        "Codebook",
        "One level down in the tree.",
        "codebook",
    ),
    Command(
        "codebook.outdent",
        "Beside the value above",
        ("Left",),
        "Codebook",
        "One level up in the tree.",
        "codebook",
    ),
    Command(
        "codebook.merge",
        "Merge the value into another",
        ("M",),
        "Codebook",
        "Labels follow when it is saved.",
        "codebook",
    ),
    Command(
        "codebook.split",
        "Split the value",
        ("S",),
        "Codebook",
        "And say which of the new ones its labels get.",
        "codebook",
    ),
    Command(
        "codebook.remove",
        "Remove what is marked",
        ("Delete",),
        "Codebook",
        "A value, or the question where the questions have the focus; Ctrl Z brings it back.",
        "codebook",
    ),
    Command("codebook.find", "Find a value", ("Ctrl+F",), "Codebook", "By its words.", "codebook"),
    Command(
        "codebook.question",
        "Show the next question",
        ("Ctrl+T",),
        "Codebook",
        "And its values.",
        "codebook",
    ),
    Command(
        "codebook.worklist",
        "Answers from an older version",
        ("W",),
        "Codebook",
        "Your articles labelled before a question came to mean something else.",
        "codebook",
    ),
    Command(
        "codebook.save",
        "Save as a new version",
        ("Ctrl+Enter",),
        "Codebook",
        "What it changes stands beside the button.",
        "codebook",
    ),
    Command(
        "codebook.discard", "Discard the draft", (), "Codebook", "Back to the version in force.", "codebook"
    ),
    Command(
        "codebook.import",
        "Import a codebook or values",
        (),
        "Codebook",
        "TOML, CSV or SKOS, into the draft.",
        "codebook",
    ),
    Command(
        "codebook.export", "Export the codebook or values", (), "Codebook", "TOML, CSV or SKOS.", "codebook"
    ),
    Command(
        "stripper.learn",
        "Learn from corrections",
        ("Ctrl+Enter",),
        "Stripper",
        "Says what it would gain; nothing changes yet.",
        "stripper",
    ),
    Command(
        "stripper.adopt",
        "Use what was learned",
        (),
        "Stripper",
        "From now on; articles without labels are stripped again.",
        "stripper",
    ),
    Command(
        "stripper.back",
        "Back to the stripper before",
        (),
        "Stripper",
        "None is ever deleted.",
        "stripper",
    ),
    Command(
        "articles.open",
        "Open the selected articles",
        ("Enter",),
        "Table of articles",
        "On the label page; several one after another.",
        "articles",
    ),
    Command(
        "articles.find",
        "Search titles and text",
        ("Ctrl+F",),
        "Table of articles",
        "The table shows what holds the words.",
        "articles",
    ),
    Command(
        "articles.filter",
        "Add a filter",
        ("Ctrl+L",),
        "Table of articles",
        "Space or Enter turns a value, Esc goes back.",
        "articles",
    ),
    Command(
        "articles.all",
        "Select all that are shown",
        ("Ctrl+A",),
        "Table of articles",
        "Shift ↑ ↓ extends, Space takes one in or out.",
        "articles",
    ),
    Command(
        "articles.flag",
        "Flag the selected articles",
        ("G",),
        "Table of articles",
        "Again takes the flags off; one undo takes it back.",
        "articles",
    ),
    Command(
        "articles.export",
        "Export what is shown",
        ("Ctrl+Enter",),
        "Table of articles",
        "The export page, for these articles only.",
        "articles",
    ),
    Command(
        "articles.clear", "Clear filters", (), "Table of articles", "Shows every article again.", "articles"
    ),
    Command("export.run", "Export now", ("Ctrl+Enter",), "Export", "Write the files.", "export"),
    Command("export.folder", "Choose the folder", ("Ctrl+L",), "Export", "Where the files go.", "export"),
    Command("export.show", "Open the folder", (), "Export", "In the system's file manager.", "export"),
    Command(
        "plan.save",
        "Put the plan in force",
        ("Ctrl+Enter",),
        "Plan",
        "Every queue follows it from then on.",
        "plan",
    ),
    Command(
        "plan.assign",
        "Assign the listed articles",
        (),
        "Plan",
        "To the people named, whatever is drawn.",
        "plan",
    ),
    Command("start.open", "Open the chosen project", ("Enter",), "Start", "↑ ↓ choose.", "start"),
    Command(
        "start.forget", "Forget the chosen project", ("Delete",), "Start", "The file itself stays.", "start"
    ),
    Command("help.keys", "All keys", ("?",), "Everywhere", "This sheet.", "always", "Help"),
    Command(
        "help.guideline",
        "Guidelines",
        ("F1",),
        "Everywhere",
        "What each answer of the question shown means; all keys where none is shown.",
        "always",
        "Help",
    ),
    Command(
        "help.about",
        "About labeler",
        (),
        "Everywhere",
        "Version and where the project lies.",
        "always",
        "Help",
    ),
    Command(
        "escape",
        "Leave the field, close what is open, go back",
        ("Esc",),
        "Everywhere",
        "One step at a time; with nothing open to the page before. Label and Duplicates stay.",
        "always",
    ),
)

KEY_NOTES: tuple[KeyNote, ...] = (
    KeyNote("1–9", "Give or take back the topic with that number", "Topics"),
    KeyNote("Q … Z", "The same with a letter, as shown beside the topic", "Topics"),
    KeyNote("← →", "Select a word, with Ctrl a sentence; with Shift the selection grows", "Text"),
    KeyNote("1–9", "Adopt that answer as gold", "Review"),
    KeyNote("1–6", "Give the relation of two articles side by side", "Duplicates"),
)

BY_ID = {command.id: command for command in COMMANDS}


def applies(command: Command, page: Page) -> bool:
    """Whether a command can be used on a page."""
    return command.when == "always" or command.when == page or (command.when == "project" and page != "start")


def commands_on(page: Page) -> list[Command]:
    """The commands that can be used on a page, in the order of the table."""
    return [command for command in COMMANDS if applies(command, page)]


def shortcuts_markdown() -> str:
    """The page docs/shortcuts.md: every key, by group."""
    lines = [
        "# Keys",
        "",
        "Made from the command table by `labeler shortcuts`; the program shows it with `?`.",
        "",
    ]
    lines += ["Letters are taken by character, digits by position. On macOS Ctrl is ⌘.", ""]
    for group in dict.fromkeys(command.group for command in COMMANDS):
        lines += [f"## {group}", "", "| Keys | Command | |", "| --- | --- | --- |"]
        for note in KEY_NOTES:
            if note.group == group:
                lines.append(f"| {note.keys} | {note.title} | |")
        for command in COMMANDS:
            if command.group == group and command.keys:
                keys = ", ".join(map(shown_key, command.keys))
                lines.append(f"| {keys} | {command.title} | {command.help} |")
        lines.append("")
    return "\n".join(lines).rstrip()
