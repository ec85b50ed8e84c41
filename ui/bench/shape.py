"""How many workers of each level: the sliders that steer the shape of the run."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from lab.spec import APPROACHES, Experiment, Topology, parameters
from ui.controls.product_line import ProductLine
from ui.controls.slider_row import SliderRow
from ui.run.section import Section
from ui.words import N_, Words, tr

from .draft import Draft


class ShapeSection(Section):
    """One slider a level; those the approach does not use stay, locked at one."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(N_("Shape of the run"), parent=parent)
        self.levels: dict[str, SliderRow] = {}
        for parameter in parameters(Topology):
            row = SliderRow(parameter)
            row.changed.connect(partial(draft.set, parameter.name))
            self.levels[parameter.name] = row
            self.rows.addWidget(row)
        self.product = ProductLine()
        self.rows.addWidget(self.product)
        draft.changed.connect(lambda _before, after: self.show_experiment(after))
        self.show_experiment(draft.experiment)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the shape that is really run; what the approach does not use is 1."""
        shape = experiment.shape
        for name, row in self.levels.items():
            used = name in experiment.way.free
            row.set_colour(experiment.approach)
            title = APPROACHES[experiment.approach].title
            row.set_locked(
                not used,
                Words(N_("{approach}: always one."), approach=lambda title=title: tr(title)),
            )
            value = getattr(shape, name)
            if row.value != value:
                row.set_value(value)
        self.product.set_shape(shape, experiment.approach)
