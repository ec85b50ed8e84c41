"""Which approach carries out the tasks."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lab.spec import Experiment
from ui.controls.approach_list import ApproachList
from ui.run.section import Section
from ui.words import N_

from .draft import Draft


class ApproachSection(Section):
    """The list of approaches; choosing one changes the draft."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(N_("Approach"), spacing=0, parent=parent)
        self.list = ApproachList()
        self.list.set_spoken(
            help_=N_(
                "How the tasks are carried out: one after another, by threads that share a GIL, by"
                " processes with a GIL each, by coroutines on one event loop, or all at once."
            )
        )
        self.rows.addWidget(self.list)
        self.list.changed.connect(lambda name: draft.set("approach", name))
        draft.changed.connect(lambda _before, after: self.show_experiment(after))
        self.show_experiment(draft.experiment)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the experiment's approach."""
        if self.list.current != experiment.approach:
            self.list.set_current(experiment.approach)
