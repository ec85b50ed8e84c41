"""Options of a run that few need: a form made from their declarations, folded away at first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lab.spec import N_, Experiment, Options, Parameter, parameters
from ui.controls.button import Button
from ui.controls.choice import Choice
from ui.controls.slider_row import SliderRow
from ui.controls.switch import Switch
from ui.controls.text import Text
from ui.run.amounts import Whole
from ui.words import Words

from .draft import Draft

DURATIONS_S = (10.0, 30.0, 60.0, 300.0, 3600.0)
CHOICES = {
    "inline": N_("inline"),
    "thread": N_("in a thread"),
    "fork": "fork",
    "forkserver": "forkserver",
    "spawn": "spawn",
}


class OptionsSection(QWidget):
    """A button that unfolds the form; the form holds one control an option."""

    unfolded = Signal(bool)

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.fold = Button(N_("Options"), "ghost", "caret-right")
        self.fold.set_spoken(help_=N_("Settings of a run that are neither its shape nor its work."))
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._unfold)
        head = QHBoxLayout()
        head.addWidget(self.fold)
        head.addStretch(1)
        self.form = QWidget()
        rows = QVBoxLayout(self.form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        self.duration = Choice(name=N_("Stop after"))
        self._durations: tuple[float, ...] = ()
        self.duration.chosen.connect(lambda seconds: draft.set("load.seconds", seconds))
        rows.addWidget(_labelled(N_("Stop after"), self.duration))
        self.controls: dict[str, Choice | Switch | SliderRow] = {}
        for parameter in parameters(Options):
            rows.addWidget(self._control(parameter))
        self.hint = Text(N_("These count from the next start."), size=12, tone="text3", wrap=True)
        rows.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.form)
        self.form.hide()
        draft.changed.connect(lambda _before, after: self.show_experiment(after))
        self.show_experiment(draft.experiment)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the options of ``experiment``, and when a run that is flat out ends."""
        self._show_duration(experiment.load.seconds)
        for name, control in self.controls.items():
            value = getattr(experiment.options, name)
            if isinstance(control, Choice):
                control.set_current(value)
            elif isinstance(control, Switch):
                control.setChecked(value)
            elif control.value != value:
                control.set_value(value)

    def set_running(self, running: bool) -> None:
        """While a run goes on its options stay; they are taken at the start."""
        for control in (*self.controls.values(), self.duration):
            control.setEnabled(not running)

    def _show_duration(self, seconds: float | None) -> None:
        known = sorted({*DURATIONS_S, *(() if seconds is None else (seconds,))})
        if tuple(known) != self._durations:
            self._durations = tuple(known)
            self.duration.clear_items()
            self.duration.add_item(N_("Only when stopped by hand"), None)
            for one in known:
                self.duration.add_item(Words(N_("{seconds} s"), seconds=Whole(one)), one)
        self.duration.set_current(seconds)

    def _control(self, parameter: Parameter) -> QWidget:
        change = partial(self._draft.set, f"options.{parameter.name}")
        control: Choice | Switch | SliderRow
        if parameter.choices:
            control = Choice(name=parameter.label)
            for choice in parameter.choices:
                control.add_item(CHOICES.get(choice, choice), choice)
            control.chosen.connect(change)
            shown: QWidget = _labelled(parameter.label, control)
        elif parameter.type is bool:
            control = Switch(parameter.label)
            control.toggled.connect(change)
            shown = control
        else:
            control = SliderRow(parameter, tone="text2")
            control.changed.connect(change)
            shown = control
        control.set_spoken(tip=parameter.help, help_=parameter.help)
        self.controls[parameter.name] = control
        return shown

    def _unfold(self, unfold: bool) -> None:
        self.form.setVisible(unfold)
        self.fold.set_icon_name("caret-down" if unfold else "caret-right")
        self.unfolded.emit(unfold)


def _labelled(label: str, control: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    caption = Text(label)
    caption.setBuddy(control)
    column.addWidget(caption)
    column.addWidget(control)
    return both
