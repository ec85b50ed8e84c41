"""You are the scheduler: the small program of the race, a step at a time, in any order there is."""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lab.schedules import Program
from lab.schedules.counting import place_of
from lab.schedules.machine import next_step, waits
from lab.spec import Parameter
from ui.controls.button import Button
from ui.controls.code_view import CodeView
from ui.controls.rule import Rule
from ui.controls.segmented import Segmented
from ui.controls.sentence import Sentence
from ui.controls.slider_row import SliderRow
from ui.controls.switch import Switch
from ui.controls.text import Text
from ui.controls.tile import Tile
from ui.controls.worded import Source
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, Words, number

from .ends_view import EndsView
from .saying import count, say
from .schedule import NAMES, Walk
from .steps_view import INKS, StepsView, line_of, program_text
from .thread_row import ThreadRow

COLUMNS = ["threads", "increments_each", "lock", "counter", "schedules"]


class SchedulerCard(QWidget):
    """Program, threads with their buttons, the steps in time, and how all schedules end."""

    def __init__(self, rng: random.Random | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rng = rng or random.Random()
        self.walk = Walk(Program())
        self.lock = Switch(N_("With a lock"))
        self.threads = Segmented([("2", N_("2 threads")), ("3", N_("3 threads"))], N_("Threads"))
        self.increments = Segmented(
            [("1", N_("1 increment each")), ("2", N_("2 increments each"))], N_("Increments")
        )
        self.code = CodeView("", N_("What each thread carries out"))
        self.rows = [ThreadRow(place) for place in range(len(NAMES))]
        self.steps = StepsView(self.walk)
        self.counter = Tile(N_("counter"))
        self.next = Button(N_("Next step"), "primary", "arrow-right")
        self.undo = Button(N_("Undo step"), "quiet", "arrow-counter-clockwise")
        self.again = Button(N_("Start again"), "quiet", "arrows-clockwise")
        self.losing = Button(N_("Choose one that loses"), "quiet", "target")
        self.sentence = Sentence()
        self.count = Text(weight=600)
        self.ends = EndsView()
        self._schedules = QHBoxLayout()
        self.schedule = self._new_row()
        self._lay_out()
        self._connect()
        self._show_program()

    def take(self, thread: int) -> None:
        """Let a thread take its next step."""
        if thread in self.walk.choices:
            self._show(self.walk.take(thread))

    def go_on(self) -> None:
        """The next step of the chosen schedule; without one, of a thread by lot."""
        if self.walk.following:
            self._show(self.walk.go_on())
        elif not self.walk.ended:
            self.take(self._rng.choice(self.walk.choices))

    def rows_of_figures(self) -> list[list[object]]:
        """How all schedules of the program end; see :data:`COLUMNS`."""
        program = self.walk.program
        return [
            [program.threads, program.increments, program.lock, end, ways]
            for end, ways in self.walk.all_ends().by_counter.items()
        ]

    # ── what is shown ─────────────────────────────────────────────────────────────────────
    def _show_program(self) -> None:
        """Another program: from its first step."""
        threads, increments = int(self.threads.current), int(self.increments.current)
        program = Program(threads, increments, self.lock.isChecked())
        self.code.set_text(program_text(program))
        for place, row in enumerate(self.rows):
            row.setVisible(place < threads)
        walk = Walk(program)
        ends = walk.all_ends()
        self.count.set_source(count(walk))
        self.ends.show_ends(ends)
        old, self.schedule = self.schedule, self._new_row(ends.schedules)
        self._schedules.replaceWidget(old, self.schedule)
        old.hide()
        old.deleteLater()
        self.losing.setEnabled(ends.losing > 0)
        self._show(walk)

    def _show(self, walk: Walk) -> None:
        self.walk = walk
        program = walk.program
        self.steps.show_walk(walk)
        self.code.clear_marks()
        for place in range(program.threads):
            self.rows[place].show_walk(walk)
            self._mark(place)
        if walk.ended:
            self.schedule.set_value(place_of(program, walk.schedule) + 1)
        bad = walk.ended and walk.lost > 0
        wanted = Words(N_("not {wanted}"), wanted=program.wanted) if bad else ""
        self.counter.set_figures(number(walk.state.counter), wanted)
        self.next.setEnabled(not walk.ended)
        self.undo.setEnabled(bool(walk.schedule))
        self.again.setEnabled(bool(walk.schedule))
        self.sentence.set_words(say(walk))

    def _mark(self, place: int) -> None:
        """Tag the line that the thread stands before."""
        walk, letter = self.walk, NAMES[place]
        step = next_step(walk.program, walk.state, place)
        if step is None:
            return
        waiting = waits(walk.program, walk.state, place)
        tag: Source = Words(N_("{thread} waits") if waiting else N_("{thread} next"), thread=letter)
        critical = walk.state.threads[place].value is not None and step in ("add", "write")
        tone = "warn" if waiting else ("bad" if critical and not walk.program.lock else "accent")
        self.code.mark(line_of(walk.program, step), tone, tag, INKS[place])

    def _choose(self, place: int) -> None:
        self._show(self.walk.choose(place - 1))

    def _choose_losing(self) -> None:
        walk = self.walk.choose_losing(self._rng)
        self.schedule.set_value(place_of(walk.program, walk.plan) + 1)
        self._show(walk)

    # ── how it is built ───────────────────────────────────────────────────────────────────
    def _new_row(self, schedules: int = 20) -> SliderRow:
        row = SliderRow(
            Parameter(
                name="schedule",
                label=N_("Schedule no."),
                unit="",
                default=1,
                span=(1, schedules),
                scale="linear",
                choices=(),
                help=N_("Every order of the steps there is, numbered. *Next step* follows it."),
            ),
            label_width=92,
        )
        row.changed.connect(self._choose)
        return row

    def _connect(self) -> None:
        self.lock.toggled.connect(lambda _on: self._show_program())
        self.threads.changed.connect(lambda _key: self._show_program())
        self.increments.changed.connect(lambda _key: self._show_program())
        acts: tuple[tuple[Button, Callable[[], object]], ...] = (
            (self.next, self.go_on),
            (self.undo, lambda: self._show(self.walk.undo())),
            (self.again, lambda: self._show(self.walk.again())),
            (self.losing, self._choose_losing),
        )
        for button, act in acts:
            button.clicked.connect(lambda _checked, act=act: act())
        for place, row in enumerate(self.rows):
            row.stepped.connect(self.take)
            key = QShortcut(QKeySequence(NAMES[place]), self)
            key.setContext(Qt.ShortcutContext.WindowShortcut)
            key.activated.connect(lambda place=place: self.take(place))
        back = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        back.activated.connect(self.undo.click)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.threads)
        head.addWidget(self.increments)
        head.addWidget(self.lock)
        head.addStretch(1)
        head.addWidget(self.losing)
        threads = QVBoxLayout()
        threads.setSpacing(8)
        for row in self.rows:
            threads.addWidget(row)
        threads.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(24)
        middle.addWidget(self.code, 3)
        middle.addLayout(threads, 2)
        middle.addWidget(self.counter)
        sized(self, lambda: self.counter.setFixedWidth(fonts.px(140)))
        middle.setAlignment(self.counter, Qt.AlignmentFlag.AlignTop)
        middle.setAlignment(self.code, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.next, self.undo, self.again):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._schedules.setSpacing(24)
        self._schedules.addWidget(self.count)
        self._schedules.addWidget(self.schedule, 1)
        sized(self, lambda: self.count.setMinimumWidth(fonts.px(330)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(middle)
        column.addWidget(self.steps)
        column.addLayout(buttons)
        column.addWidget(self.sentence)
        column.addWidget(Rule())
        column.addLayout(self._schedules)
        column.addWidget(self.ends)
        column.addStretch(1)
