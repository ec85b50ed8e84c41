"""Lessons: read a little, predict, run, compare with the prediction, think about one question."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from lab.errors import HebraError
from lab.experiments.truths import usable_cores
from lab.lessons.course import Outcome
from lab.lessons.lesson import Lesson, StudyWork
from lab.lessons.lesson_file import read_lesson
from lab.lessons.progress import Progress, ProgressStore
from lab.study.point import experiment_of
from ui.controls.banner_stack import what_of
from ui.controls.button import Button
from ui.controls.header import Header
from ui.controls.scrolling import scrolling
from ui.controls.text import Text
from ui.run.page import Page
from ui.run.services import Services
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.theme.tokens import MARGIN
from ui.words import N_, Words

from .collection import Collection
from .predict_card import ASKING, RUNNING, STOPPING
from .runner import OWNER, LessonRunner
from .sheet import LessonSheet
from .shelf import LessonList


class LessonsPage(Page):
    """The lessons at the left, the one in view at the right. Progress is kept."""

    key = OWNER
    title = N_("Lessons: read a little, predict, run, compare")
    about = N_(
        "Each lesson takes some minutes. It asks for a guess, measures on this machine, and puts"
        " both beside each other. A lesson is a text file: one of your own can be opened as well."
    )

    def __init__(
        self,
        services: Services,
        parent: QWidget | None = None,
        *,
        runner: LessonRunner | None = None,
        store: ProgressStore | None = None,
        cores: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self.collection = Collection(store or ProgressStore())
        self._key = ""
        self.runner = runner or LessonRunner(services)
        self.header = Header(N_("Lessons"))
        self.done = Text(tone="text3")
        self.open_button = Button(N_("Open a lesson…"), "quiet", "folder-open")
        self.more = Button("", "quiet", "dots-three")
        self.more.set_spoken(N_("Lessons: actions"), tip=N_("Begin all over"))
        self.menu = QMenu(self)
        self.list = LessonList()
        self.sheet = LessonSheet(cores or usable_cores())
        self._build()
        self._connect()
        self._fill()

    # ── what the window asks ──────────────────────────────────────────────────────────────
    def toggle(self) -> None:
        """Space: run the experiment in view, or cancel what goes on."""
        if self.runner.state != "idle":
            self.runner.cancel()
        elif self.sheet.card.state == ASKING:
            self.run(guessed=True)
        else:
            self.sheet.card.again.click()

    def escape(self) -> bool:
        """Esc: cancel what goes on."""
        if self.runner.state != "running":
            return False
        self.runner.cancel()
        return True

    def enter(self) -> None:
        """Say what became of a file of progress that could not be read."""
        aside = self.collection.taken_aside()
        if aside is not None:
            self.banners.tell(
                "progress",
                "warn",
                N_("The file that holds your progress cannot be read; progress begins anew."),
                Words(N_("The old file is kept as {file}."), file=str(aside)),
            )

    async def leave(self) -> None:
        """End what goes on."""
        await self.runner.close()

    # ── what a person does ────────────────────────────────────────────────────────────────
    @property
    def lesson(self) -> Lesson:
        """The lesson in view."""
        assert self.sheet.lesson is not None, "a lesson is always in view"
        return self.sheet.lesson

    def show_lesson(self, key: str) -> None:
        """Bring a lesson into view."""
        if self.runner.state != "idle":
            # What goes on is of the lesson in view: its figures must not appear under another one.
            self.list.set_current(self._key)
            self.banners.tell(
                "going-on",
                "info",
                N_("This lesson's experiment is going on."),
                N_("Wait for its end, or cancel it; then choose another lesson."),
            )
            return
        self._key = key
        self._forget_news()
        found = self.collection
        self._keep(found.progress.opened(key))
        self.list.set_current(key)
        self.sheet.show_lesson(found.lessons[key], found.head(key), found.progress.of(key))
        self._show_next()
        self._show_standing()

    def run(self, *, guessed: bool) -> None:
        """Carry the experiment out, unless something is being measured elsewhere."""
        if self.runner.state != "idle" or not self._services.take_turn(OWNER, self.banners):
            return
        self._forget_news()
        if not guessed:
            self.sheet.card.pin.set_guess(None)
        self.runner.start(self.lesson)

    # ── layout and connections ────────────────────────────────────────────────────────────
    def _build(self) -> None:
        self.header.add_left(self.done)
        self.header.add_right(self.open_button)
        self.header.add_right(self.more)
        self.header.add_menu(self.more, self.menu)
        self.header.add_entry(
            self.menu, N_("Begin all over"), "arrow-counter-clockwise", "", self._begin_anew
        )
        self.panel = QFrame()
        self.panel.setObjectName("panel")
        inside = QVBoxLayout(self.panel)
        inside.setContentsMargins(0, 0, 0, 0)
        self.list.setObjectName("page")
        self._list_area = scrolling(self.list)
        inside.addWidget(self._list_area)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(MARGIN, 0, MARGIN, 0)
        above.addWidget(self.banners)
        column.addLayout(above)
        column.addWidget(self.sheet, 1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.panel)
        body.addWidget(right, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.header)
        page.addLayout(body, 1)
        sized(self, self._fit)

    def _connect(self) -> None:
        card = self.sheet.card
        card.run_asked.connect(lambda guessed: self.run(guessed=guessed))
        card.cancel_asked.connect(self.runner.cancel)
        card.bench_asked.connect(self._open_in_bench)
        card.compare_asked.connect(self._open_in_compare)
        card.hazards_asked.connect(lambda: self._services.show_page("hazards"))
        self.sheet.next_asked.connect(self._go_on)
        self.list.chosen.connect(self.show_lesson)
        self.open_button.clicked.connect(self._ask_file)
        self.runner.state_changed.connect(self._show_state)
        self.runner.advanced.connect(card.advance)
        self.runner.ended.connect(self._show_end)
        self.runner.failed.connect(self._tell_failure)

    def _fill(self) -> None:
        """The list, and the lesson that was in view last."""
        last = self.collection.recall()
        for place, key in enumerate(self.collection.lessons, 1):
            self.list.add(key, place if key in self.collection.shipped else None)
        self.list.settle()
        self.show_lesson(last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take less room for the list where there is little."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.panel.setFixedWidth(fonts.column(self.window().width()))

    # ── lessons of one's own ──────────────────────────────────────────────────────────────
    def _ask_file(self) -> None:
        self._services.tasks.start(self._open(), "open a lesson")

    async def _open(self) -> None:
        path = await self._services.ask_open(N_("Open a lesson"), [(N_("Lessons"), "md markdown")])
        if path is None:
            return
        try:
            lesson = await asyncio.to_thread(read_lesson, path)
        except HebraError as error:
            todo = error.todo or N_("The file was not opened. Correct it and open it again.")
            self.banners.tell("file", "bad", what_of(error), todo)
            return
        self.banners.drop("file")
        key = self.collection.add(path, lesson)
        if key not in self.list.keys:
            self.list.add(key, None)
            self.list.settle()
            self.show_lesson(key)

    # ── what goes on ──────────────────────────────────────────────────────────────────────
    def _show_state(self, state: str) -> None:
        card = self.sheet.card
        if state == "running":
            card.set_state(RUNNING)
        elif state == "stopping":
            card.set_state(STOPPING)
        elif card.state in (RUNNING, STOPPING):
            card.set_state(ASKING)
        self.busy_changed.emit(state != "idle")

    def _show_end(self, lesson: Lesson, outcome: Outcome) -> None:
        if outcome.state == "failed":
            self.banners.tell(
                "lesson", "bad", outcome.problem, N_("Try it again, or go on to the next lesson.")
            )
        elif outcome.state == "interrupted":
            self._services.note(N_("The experiment was cancelled"), "x")
        elif outcome.answer.measured is None:
            self.banners.tell(
                "lesson",
                "warn",
                N_("This system does not tell the figure that is asked for."),
                N_("Read on: what follows does not need it."),
            )
            self.sheet.reveal()
        else:
            card = self.sheet.card
            guess = card.guess
            card.answer(outcome.answer, guess)
            self.sheet.reveal()
            if outcome.caution:
                todo = N_("Such a figure is less certain. Run it again when it is quieter.")
                self.banners.tell("caution", "warn", outcome.caution, todo)
            progress = self.collection.progress
            self._keep(progress.measured(self._key, guess, outcome.answer))
            if not self.isVisible():
                self._services.note(N_("The lesson's experiment has ended"), "check")
        self._show_standing()

    def _forget_news(self) -> None:
        """What was said of the last run is of no use any more."""
        for subject in ("lesson", "going-on", "caution"):
            self.banners.drop(subject)

    def _tell_failure(self, error: HebraError) -> None:
        self.banners.tell_error("lesson", error)

    def _open_in_bench(self) -> None:
        work, prediction = self.lesson.work, self.lesson.prediction
        if isinstance(work, StudyWork):
            candidate = work.study.candidates[prediction.of]
            self._services.open_in_bench(experiment_of(work.study, candidate))

    def _open_in_compare(self) -> None:
        if isinstance(self.lesson.work, StudyWork):
            self._services.show_in_compare(self.lesson.work.study)

    def _go_on(self) -> None:
        following = self.collection.after(self._key)
        if following is None:
            self._services.show_page("bench")
        else:
            self.show_lesson(following)

    # ── progress ──────────────────────────────────────────────────────────────────────────
    def _keep(self, progress: Progress) -> None:
        try:
            self.collection.keep(progress)
        except (HebraError, OSError) as error:
            why = error.what if isinstance(error, HebraError) else str(error)
            self.banners.tell("progress", "warn", Words(N_("Progress is not kept: {why}"), why=why))

    def _begin_anew(self) -> None:
        """Forget all progress; it can be had back."""
        if self.runner.state != "idle":
            return
        before, key = self.collection.progress, self._key
        self._keep(Progress())
        self.show_lesson(self.collection.shipped[0])

        def undo() -> None:
            self.banners.drop("anew")
            self._keep(before)
            self.show_lesson(key)

        self.banners.tell(
            "anew", "info", N_("All progress was forgotten."), action=N_("Undo"), act=undo
        )

    def _show_standing(self) -> None:
        for key, lesson in self.collection.lessons.items():
            self.list.row(key).show_lesson(lesson, self.collection.progress.of(key))
        self.done.set_source(self.collection.done())

    def _show_next(self) -> None:
        following = self.collection.after(self._key)
        self.sheet.set_next(self.collection.lessons[following].title if following else None)

    def changeEvent(self, event: QEvent) -> None:
        """Show the lessons in the language of now; guess and figures stay."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "sheet") and self._key:
            self.collection.retranslate()
            lesson = self.collection.lessons[self._key]
            self.sheet.set_texts(lesson, self.collection.head(self._key))
            self._show_next()
            self._show_standing()
