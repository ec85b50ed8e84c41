"""Lessons: read a little, predict, run, compare with the prediction, think about one question."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from lab.errors import HebraError
from lab.experiments.truths import usable_cores
from lab.lessons.course import Outcome
from lab.lessons.lesson import Lesson, StudyWork
from lab.lessons.lesson_file import read_lesson
from lab.lessons.progress import Progress, ProgressStore
from lab.lessons.shelf import lessons
from lab.study.point import experiment_of
from ui.controls.banner_stack import what_of
from ui.controls.button import Button
from ui.controls.header import Header
from ui.controls.scrolling import scrolling
from ui.controls.text import Text
from ui.controls.worded import Source
from ui.run.page import Page
from ui.run.services import Services
from ui.theme import fonts
from ui.theme.tokens import COLUMN, COLUMN_NARROW, MARGIN
from ui.words import N_, Words, language, number

from .predict_card import ASKING, RUNNING, STOPPING
from .runner import OWNER, LessonRunner
from .sheet import LessonSheet, place_words
from .shelf import LessonList

NARROW_BELOW = 1400
_log = logging.getLogger(__name__)


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
        self._store = store or ProgressStore()
        self._progress = self._store.load()
        self._own: dict[str, Lesson] = {}
        self._lessons: dict[str, Lesson] = {}
        self._shipped: list[str] = []
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
        aside, self._store.put_aside = self._store.put_aside, None
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
        self._keep(self._progress.opened(key))
        self.list.set_current(key)
        self.sheet.show_lesson(self._lessons[key], self._head(key), self._progress.of(key))
        self.sheet.set_next(self._next_title(key))
        self._show_standing()

    def run(self, *, guessed: bool) -> None:
        """Carry the experiment out, unless something is being measured elsewhere."""
        if self.runner.state != "idle" or not self._services.take_turn(OWNER, self.banners):
            return
        for subject in ("lesson", "going-on"):
            self.banners.drop(subject)
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
        self._fit()

    def _connect(self) -> None:
        card = self.sheet.card
        card.run_asked.connect(lambda guessed: self.run(guessed=guessed))
        card.cancel_asked.connect(self.runner.cancel)
        card.bench_asked.connect(self._open_in_bench)
        card.compare_asked.connect(self._open_in_compare)
        self.sheet.next_asked.connect(self._go_on)
        self.list.chosen.connect(self.show_lesson)
        self.open_button.clicked.connect(self._ask_file)
        self.runner.state_changed.connect(self._show_state)
        self.runner.advanced.connect(card.advance)
        self.runner.ended.connect(self._show_end)
        self.runner.failed.connect(self._tell_failure)

    def _fill(self) -> None:
        """The list, in the language of now, and the lesson that was in view last."""
        self._say_lessons()
        for place, key in enumerate(self._lessons, 1):
            self.list.add(key, place)
        self.list.settle()
        last = self._progress.last
        if last not in self._lessons and Path(last).is_absolute():
            self._recall(Path(last))
        self.show_lesson(last if last in self._lessons else next(iter(self._lessons)))

    def _say_lessons(self) -> None:
        shipped = {lesson.name: lesson for lesson in lessons(language())}
        self._shipped = list(shipped)
        self._lessons = {**shipped, **self._own}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take less room for the list where there is little."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.window().width() < NARROW_BELOW
        self.panel.setFixedWidth(fonts.px(COLUMN_NARROW if narrow else COLUMN))

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
        self.show_lesson(self._take(path, lesson))

    def _recall(self, path: Path) -> None:
        """The lesson of one's own that was in view last, if it can still be read."""
        try:
            self._take(path, read_lesson(path))
        except HebraError:
            _log.info("the lesson that was in view last cannot be read: %s", path)

    def _take(self, path: Path, lesson: Lesson) -> str:
        key = str(path.absolute())
        if key not in self._own:
            self.list.add(key, None)
            self.list.settle()
        self._own[key] = lesson
        self._say_lessons()
        return key

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
            self._keep(self._progress.measured(self._key, guess, outcome.answer))
            if not self.isVisible():
                self._services.note(N_("The lesson's experiment has ended"), "check")
        self._show_standing()

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
        following = self._next(self._key)
        if following is None:
            self._services.show_page("bench")
        else:
            self.show_lesson(following)

    # ── progress ──────────────────────────────────────────────────────────────────────────
    def _keep(self, progress: Progress) -> None:
        self._progress = progress
        try:
            self._store.keep(progress)
        except (HebraError, OSError) as error:
            why = error.what if isinstance(error, HebraError) else str(error)
            self.banners.tell("progress", "warn", Words(N_("Progress is not kept: {why}"), why=why))

    def _begin_anew(self) -> None:
        """Forget all progress; it can be had back."""
        if self.runner.state != "idle":
            return
        before, key = self._progress, self._key
        self._keep(Progress())
        self.show_lesson(self._shipped[0])

        def undo() -> None:
            self.banners.drop("anew")
            self._keep(before)
            self.show_lesson(key)

        self.banners.tell(
            "anew", "info", N_("All progress was forgotten."), action=N_("Undo"), act=undo
        )

    def _show_standing(self) -> None:
        for key, lesson in self._lessons.items():
            self.list.row(key).show_lesson(lesson, self._progress.of(key))
        done = sum(self.list.row(key).state == "done" for key in self._shipped)
        self.done.set_source(
            Words(
                N_("{done} of {count} done"),
                done=lambda: number(done),
                count=lambda: number(len(self._shipped)),
            )
        )

    # ── words ─────────────────────────────────────────────────────────────────────────────
    def _head(self, key: str) -> Source:
        if key in self._own:
            return Words(N_("A lesson of your own: {file}"), file=Path(key).name)
        return place_words(self._shipped.index(key) + 1, len(self._shipped))

    def _next(self, key: str) -> str | None:
        keys = self._shipped
        if key not in keys:
            return keys[0]
        at = keys.index(key) + 1
        return keys[at] if at < len(keys) else None

    def _next_title(self, key: str) -> str | None:
        following = self._next(key)
        return self._lessons[following].title if following is not None else None

    def changeEvent(self, event: QEvent) -> None:
        """Show the lessons in the language of now; guess and figures stay."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "sheet"):
            self._say_lessons()
            self.sheet.set_texts(self._lessons[self._key], self._head(self._key))
            self.sheet.set_next(self._next_title(self._key))
            self._show_standing()
