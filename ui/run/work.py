"""What the tasks do: the mix of kinds, and how large each is."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.spec import Experiment, TaskShare, parameters
from lab.tasks import KINDS
from ui.controls.button import Button
from ui.controls.mix_slider import MixSlider
from ui.words import N_

from .edit import Setting, with_setting, with_share, without_kind
from .kind_block import KindBlock, is_cpu
from .section import Section


def unavailable() -> dict[str, str]:
    """The kinds that cannot run here, with the reason."""
    reasons = {name: kind.unavailable() for name, kind in KINDS.items()}
    return {name: reason for name, reason in reasons.items() if reason}


class WorkSection(Section):
    """A block a kind; two kinds share one slider, more have a weight each.

    It shows the mix of an experiment and changes nothing itself: ``edited`` brings the experiment
    as a person wants it and the name of the setting; who owns it shows what came of it.
    """

    edited = Signal(object, str)

    def __init__(
        self,
        experiment: Experiment,
        why_not: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(N_("Work"), spacing=10, parent=parent)
        self._experiment = experiment
        self._why_not = unavailable() if why_not is None else why_not
        self.blocks: list[KindBlock] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        self.rows.addLayout(self._column)
        self.mix = MixSlider()
        self.mix.set_spoken(
            help_=N_("How many of the tasks are of which kind. The order is fixed by the seed.")
        )
        self.mix.changed.connect(self._mixed)
        self.rows.addWidget(self.mix)
        self.add = Button(N_("Add"), "mini", "plus")
        self.add.set_spoken(N_("Add a kind of task"), tip=N_("Add a kind of task to the mix"))
        self.add.clicked.connect(self._add)
        self.head.addWidget(self.add)
        self.show_experiment(experiment)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the mix; blocks are made anew only when the kinds are others."""
        self._experiment, mix = experiment, experiment.mix
        if [block.kind for block in self.blocks] != [share.kind for share in mix]:
            self._build(mix)
        for block, share in zip(self.blocks, mix, strict=True):
            block.show_share(share, of=len(mix))
        self.mix.setVisible(len(mix) == 2)
        self.mix.set_colour(experiment.approach)
        if len(mix) == 2:
            left, right = mix
            self.mix.set_kinds(*_names(left.kind, right.kind))
            total = left.weight + right.weight
            share_of_left = left.weight / total if total else 0.5
            if abs(self.mix.share - share_of_left) > 0.005:
                self.mix.set_share(share_of_left)
        self.add.setVisible(bool(self._free(experiment)))

    def _build(self, mix: tuple[TaskShare, ...]) -> None:
        for block in self.blocks:
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        self.blocks = []
        for share in mix:
            taken = {other.kind: N_("Is in the mix already") for other in mix if other is not share}
            block = KindBlock(share, {**self._why_not, **taken}, of=len(mix))
            block.kind_chosen.connect(lambda kind, old=share.kind: self._choose(old, kind))
            block.removed.connect(lambda kind=share.kind: self._remove(kind))
            block.value_changed.connect(
                lambda name, value, kind=share.kind: self._set(f"{kind}.{name}", value)
            )
            self.blocks.append(block)
            self._column.addWidget(block)

    def _set(self, setting: str, value: Setting) -> None:
        changed = with_setting(self._experiment, setting, value)
        if changed != self._experiment:
            self.edited.emit(changed, setting)

    def _free(self, experiment: Experiment) -> list[str]:
        taken = {share.kind for share in experiment.mix}
        return [name for name in KINDS if name not in taken and name not in self._why_not]

    def _add(self) -> None:
        experiment = self._experiment
        free = self._free(experiment)
        if free:
            weights = [share.weight for share in experiment.mix]
            share = new_share(free[0], sum(weights) / len(weights) or 1.0)
            self.edited.emit(with_share(experiment, share), "mix")

    def _choose(self, old: str, kind: str) -> None:
        experiment = self._experiment
        weight = next(share.weight for share in experiment.mix if share.kind == old)
        changed = with_share(experiment, new_share(kind, weight), instead_of=old)
        self.edited.emit(changed, "mix")

    def _remove(self, kind: str) -> None:
        self.edited.emit(without_kind(self._experiment, kind), "mix")

    def _mixed(self, share: float) -> None:
        experiment = self._experiment
        left, right = experiment.mix
        # The sum stays as it was: a weight of 70 in a file is still one of 100 afterwards.
        total = left.weight + right.weight or 1.0
        mix = (
            dataclasses.replace(left, weight=round(share * total, 6)),
            dataclasses.replace(right, weight=round((1 - share) * total, 6)),
        )
        self.edited.emit(dataclasses.replace(experiment, mix=mix), "mix.share")


def new_share(kind: str, weight: float = 1.0) -> TaskShare:
    """A kind as it comes into a mix: its sizes are the usual ones."""
    values = {parameter.name: parameter.default for parameter in parameters(KINDS[kind])}
    return TaskShare(kind=kind, weight=weight, parameters=values)


def _names(left: str, right: str) -> tuple[str, str]:
    """What tells the two apart in few letters: they stand at the ends of one slider."""
    if is_cpu(left) != is_cpu(right):
        return tuple("CPU" if is_cpu(kind) else N_("I/O") for kind in (left, right))  # type: ignore[return-value]
    return KINDS[left].short, KINDS[right].short
