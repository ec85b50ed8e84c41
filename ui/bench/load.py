"""How tasks arrive: as fast as lanes take them, or a fixed number of them."""

from __future__ import annotations

import dataclasses

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from lab.records.settings import TASKS
from lab.spec import Experiment, Load
from ui.controls.number_field import NumberField
from ui.controls.segmented import Segmented
from ui.controls.text import Text
from ui.controls.worded import Source
from ui.run.amounts import Whole
from ui.run.kind_block import LABEL
from ui.run.section import Section
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, Words

from .draft import Draft


class LoadSection(Section):
    """Flat out for a time or until stopped; or so many tasks, with progress."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(N_("Arrivals"), spacing=8, parent=parent)
        self._draft = draft
        self._tasks = TASKS.default
        self.way = Segmented(
            [("flat", N_("Flat out")), ("fixed", N_("Fixed number"))], N_("Arrivals")
        )
        self.way.set_spoken(
            help_=N_(
                "Flat out: every lane takes the next task as soon as it is done with one. Fixed"
                " number: each task is carried out exactly once, and the time to finish is told."
                " Counts from the next start."
            )
        )
        self.rows.addWidget(self.way)

        self._tasks_row = QWidget()
        self.tasks = NumberField(TASKS)
        self.tasks.set_spoken(TASKS.label, tip=TASKS.help, help_=TASKS.help)
        self.tasks.entered.connect(lambda tasks: draft.set("load.tasks", tasks))
        self.tasks.stepped.connect(self._step)
        self.tasks.complaint.connect(self._complain)
        _row(self._tasks_row, TASKS.label, self.tasks)
        self.rows.addWidget(self._tasks_row)
        self.trouble = Text(size=12, tone="bad", wrap=True)
        self.trouble.hide()
        self.rows.addWidget(self.trouble)

        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setRange(0, 1000)
        self.progress = Text(size=12, tone="text2")
        self.rows.addWidget(self.bar)
        self.rows.addWidget(self.progress)

        self.way.changed.connect(self._choose)
        draft.changed.connect(lambda _before, after: self.show_experiment(after))
        self.show_experiment(draft.experiment)
        self.show_progress(0, 0.0)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the load of ``experiment``."""
        load = experiment.load
        fixed = load.tasks is not None
        self.way.set_current("fixed" if fixed else "flat")
        self._tasks_row.setVisible(fixed)
        self.bar.setVisible(fixed)
        self.progress.setVisible(fixed)
        if load.tasks is not None:
            self._tasks = load.tasks
            self.tasks.set_value(load.tasks)

    def set_running(self, running: bool) -> None:
        """While a run goes on its load stays; it is taken at the start."""
        for part in (self.way, self.tasks):
            part.setEnabled(not running)

    def show_progress(self, done: int, rate: float) -> None:
        """How many of a fixed number are done, and how long the rest takes at this rate."""
        wanted = self._draft.experiment.load.tasks
        if not wanted:
            return
        done = min(done, wanted)
        self.bar.setValue(round(1000 * done / wanted))
        source = N_("{done} of {wanted}")
        fields: dict[str, object] = {"done": Whole(done), "wanted": Whole(wanted)}
        if 0 < done < wanted and rate > 0:
            source = N_("{done} of {wanted}, about {left} s to go")
            fields["left"] = Whole(round((wanted - done) / rate))
        self.progress.set_source(Words(source, **fields))

    def _choose(self, way: str) -> None:
        load = Load(tasks=self._tasks) if way == "fixed" else Load()
        self._draft.replace(dataclasses.replace(self._draft.experiment, load=load), setting="load")

    def _step(self, steps: int) -> None:
        low, high = TASKS.span or (1, 1)
        grown = self._tasks * (2 if steps > 0 else 0.5) if abs(steps) > 1 else self._tasks + steps
        self._draft.set("load.tasks", int(min(max(grown, low), high)))

    def _complain(self, trouble: Source) -> None:
        self.trouble.set_source(trouble)
        self.trouble.setVisible(bool(trouble))


def _row(into: QWidget, caption: str, field: QWidget) -> None:
    label = Text(caption)
    sized(label, lambda: label.setFixedWidth(fonts.px(LABEL)))
    label.setBuddy(field)
    row = QHBoxLayout(into)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(label)
    row.addWidget(field)
    row.addStretch(1)
