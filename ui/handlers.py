"""What each command of the table does: one row a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.codebook import NOT_ADDRESSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.main_window import MainWindow
    from ui.pages.articles import ArticlesPage
    from ui.pages.codebook import CodebookPage
    from ui.pages.duplicates import DuplicatesPage
    from ui.pages.export import ExportPage
    from ui.pages.labelling import LabellingPage
    from ui.pages.plan import PlanPage
    from ui.pages.review import ReviewPage
    from ui.pages.stripper import StripperPage


def handlers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """Command id -> what it does. Those of a page reach it through the window, if the page is there."""

    def label(call: Callable[[LabellingPage], object]) -> Callable[[], object]:
        return lambda: call(window.label_page) if window.label_page else None

    def pairs(call: Callable[[DuplicatesPage], object]) -> Callable[[], object]:
        return lambda: call(window.duplicates_page) if window.duplicates_page else None

    def review(call: Callable[[ReviewPage], object]) -> Callable[[], object]:
        return lambda: call(window.review_page) if window.review_page else None

    def articles(call: Callable[[ArticlesPage], object]) -> Callable[[], object]:
        return lambda: call(window.articles_page) if window.articles_page else None

    def codebook(call: Callable[[CodebookPage], object]) -> Callable[[], object]:
        return lambda: call(window.codebook_page) if window.codebook_page else None

    def export(call: Callable[[ExportPage], object]) -> Callable[[], object]:
        return lambda: call(window.export_page) if window.export_page else None

    def stripper(call: Callable[[StripperPage], object]) -> Callable[[], object]:
        return lambda: call(window.stripper_page) if window.stripper_page else None

    def plan(call: Callable[[PlanPage], object]) -> Callable[[], object]:
        return lambda: call(window.plan_page) if window.plan_page else None

    return {
        "project.new": window.new_project,
        "project.open": window.ask_project,
        "project.demo": window.make_demo,
        "project.import": window.ask_captures,
        "project.import_folder": window.ask_folder,
        "project.close": window.close_project,
        "annotator.change": window.change_annotator,
        "app.quit": window.close,
        "edit.undo": window.undo,
        "edit.redo": window.redo,
        "history.open": window.open_history,
        "edit.copy": window.copy,
        "edit.saved": window.say_saved,
        "page.label": lambda: window.show_page("label"),
        "page.duplicates": lambda: window.show_page("duplicates"),
        "page.review": lambda: window.show_page("review"),
        "page.articles": lambda: window.show_page("articles"),
        "page.codebook": lambda: window.show_page("codebook"),
        "page.stripper": lambda: window.show_page("stripper"),
        "page.export": lambda: window.show_page("export"),
        "page.plan": lambda: window.show_page("plan"),
        "palette.open": window.open_palette,
        "view.columns": label(lambda page: page.turn_columns()),
        "view.queue": label(lambda page: page.columns.turn_queue()),
        "view.reading": label(lambda page: page.reading.turn()),
        "view.larger": label(lambda page: page.zoom(1)),
        "view.smaller": label(lambda page: page.zoom(-1)),
        "view.normal": label(lambda page: page.zoom(0)),
        "view.pane": label(lambda page: page.next_pane(1)),
        "view.pane_back": label(lambda page: page.next_pane(-1)),
        "view.full": window.turn_full_screen,
        "theme.system": lambda: window.set_theme("system"),
        "theme.light": lambda: window.set_theme("light"),
        "theme.dark": lambda: window.set_theme("dark"),
        "theme.contrast": lambda: window.set_theme("contrast"),
        "window.larger": lambda: window.scale(1),
        "window.smaller": lambda: window.scale(-1),
        "article.next": label(lambda page: page.going.step(1)),
        "article.previous": label(lambda page: page.going.step(-1)),
        "article.next_open": label(lambda page: page.going.step_open(1)),
        "article.previous_open": label(lambda page: page.going.step_open(-1)),
        "article.submit": label(lambda page: page.submit()),
        "article.skip": label(lambda page: page.ask_skip("later")),
        "article.skip_never": label(lambda page: page.ask_skip("never")),
        "answers.copy": label(lambda page: page.answering.copy_last()),
        "article.reopen": label(lambda page: page.answering.reopen()),
        "answers.same": label(lambda page: page.give_same_answers()),
        "answers.advance": label(lambda page: page.turn_advancing()),
        "article.number": window.ask_number,
        "article.back": label(lambda page: page.going.back(-1)),
        "article.forward": label(lambda page: page.going.back(1)),
        "article.times": label(lambda page: page.timing.turn()),
        "article.flag": label(lambda page: page.answering.turn_flag()),
        "article.note": label(lambda page: page.write_note()),
        "text.find": label(lambda page: page.find_here()),
        "text.highlights": label(lambda page: page.highlighting.open()),
        "queue.filter": label(lambda page: page.filter_queue()),
        "queue.state": label(lambda page: page.queue.next_state()),
        "topic.find": label(lambda page: page.find_topic()),
        "topic.pin": label(lambda page: page.topics.turn_pin()),
        "topic.none": label(lambda page: page.answering.turn_no_topic()),
        "question.next": label(lambda page: page.answering.next_question()),
        "stance.favor": label(lambda page: page.answering.stance("FAVOR")),
        "stance.none": label(lambda page: page.answering.stance("NONE")),
        "stance.against": label(lambda page: page.answering.stance("AGAINST")),
        "stance.not_addressed": label(lambda page: page.answering.stance(NOT_ADDRESSED)),
        "stance.favor_quoted": label(lambda page: page.answering.stance("FAVOR", quoted=True)),
        "stance.none_quoted": label(lambda page: page.answering.stance("NONE", quoted=True)),
        "stance.against_quoted": label(lambda page: page.answering.stance("AGAINST", quoted=True)),
        "stance.confidence": label(lambda page: page.evidence.turn_confidence()),
        "evidence.turn": label(lambda page: page.evidence.mark()),
        "evidence.next": label(lambda page: page.evidence.next()),
        "block.next": label(lambda page: page.move_mark(1)),
        "block.previous": label(lambda page: page.move_mark(-1)),
        "block.next_unsure": label(lambda page: page.next_unsure(1)),
        "block.previous_unsure": label(lambda page: page.next_unsure(-1)),
        "block.turn": label(lambda page: page.turn_block()),
        "block.unfold": label(lambda page: page.unfold()),
        "text.down": label(lambda page: page.pane.view.scroll_page(1)),
        "text.up": label(lambda page: page.pane.view.scroll_page(-1)),
        "pair.beside": label(lambda page: page.turn_beside()),
        "pairs.next": pairs(lambda page: page.next_pair()),
        "pairs.skip": pairs(lambda page: page.skip()),
        "pairs.below": pairs(lambda page: page.step(1)),
        "pairs.above": pairs(lambda page: page.step(-1)),
        "pairs.difference": pairs(lambda page: page.next_difference(1)),
        "pairs.difference_back": pairs(lambda page: page.next_difference(-1)),
        "pairs.swap": pairs(lambda page: page.swap()),
        "pairs.contradiction": pairs(lambda page: page.next_contradiction()),
        "pairs.unjudged": pairs(lambda page: page.turn_unjudged()),
        "pairs.list": pairs(lambda page: page.list.next_list()),
        "pairs.filter": pairs(lambda page: page.filter_pairs()),
        "pairs.down": pairs(lambda page: page.view.scroll_page(1)),
        "pairs.up": pairs(lambda page: page.view.scroll_page(-1)),
        "pairs.update": pairs(lambda page: page.updating.run()),
        "review.copy": review(lambda page: page.copy_line()),
        "review.next": review(lambda page: page.step(1)),
        "review.previous": review(lambda page: page.step(-1)),
        "review.open": review(lambda page: page.ruling.open_article()),
        "review.next_open": review(lambda page: page.ruling.next_open()),
        "review.own": review(lambda page: page.ruling.ask_own()),
        "review.reason": review(lambda page: page.ruling.panel.turn_reason()),
        "review.comment": review(lambda page: page.ruling.write_comment()),
        "review.withdraw": review(lambda page: page.ruling.withdraw()),
        "review.same": review(lambda page: page.ruling.rule_same()),
        "review.unanimous": review(lambda page: page.ruling.adopt_unanimous()),
        "review.section": review(lambda page: page.figures.next_section()),
        "review.names": review(lambda page: page.turn_names()),
        "review.picture": review(lambda page: page.save_picture()),
        "review.table": review(lambda page: page.save_table()),
        "codebook.add": codebook(lambda page: page.add()),
        "codebook.target": codebook(lambda page: page.add_question("stance")),
        "codebook.topic": codebook(lambda page: page.add_question("topic")),
        "codebook.edit": codebook(lambda page: page.edit()),
        "codebook.key": codebook(lambda page: page.edit_key()),
        "codebook.up": codebook(lambda page: page.shift(-1)),
        "codebook.down": codebook(lambda page: page.shift(1)),
        "codebook.indent": codebook(lambda page: page.indent(1)),
        "codebook.outdent": codebook(lambda page: page.indent(-1)),
        "codebook.merge": codebook(lambda page: page.begin_merge()),
        "codebook.split": codebook(lambda page: page.begin_split()),
        "codebook.remove": codebook(lambda page: page.remove()),
        "codebook.find": codebook(lambda page: page.find_value()),
        "codebook.question": codebook(lambda page: page.next_question()),
        "codebook.worklist": codebook(lambda page: page.open_worklist()),
        "codebook.save": codebook(lambda page: page.save()),
        "codebook.discard": codebook(lambda page: page.discard()),
        "codebook.import": codebook(lambda page: page.ask_import()),
        "codebook.export": codebook(lambda page: page.ask_export()),
        "stripper.learn": stripper(lambda page: page.start_learning()),
        "stripper.adopt": stripper(lambda page: page.adopt(labelled_too=False)),
        "stripper.back": stripper(lambda page: page.go_back()),
        "articles.open": articles(lambda page: page.open_selected()),
        "articles.find": articles(lambda page: page.find_words()),
        "articles.filter": articles(lambda page: page.focus_facets()),
        "articles.all": articles(lambda page: page.select_all()),
        "articles.flag": articles(lambda page: page.turn_flags()),
        "articles.export": articles(lambda page: page.ask_export()),
        "articles.clear": articles(lambda page: page.clear()),
        "export.run": export(lambda page: page.run()),
        "export.folder": export(lambda page: page.choose_folder()),
        "export.show": export(lambda page: page.open_folder()),
        "plan.save": plan(lambda page: page.put_in_force()),
        "plan.assign": plan(lambda page: page.assign()),
        "start.open": lambda: window.start_page.open_chosen(),
        "start.forget": window.forget_project,
        "help.keys": window.show_keys,
        "help.guideline": window.show_guideline,
        "help.about": window.say_about,
        "escape": window.escape,
    }
