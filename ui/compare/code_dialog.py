"""The code of a candidate: a short program that carries it out."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lab.advice.code import program
from lab.spec import Experiment
from ui.controls.worded import Source
from ui.run import code_dialog
from ui.run.code_dialog import Listing
from ui.run.services import Services


class CodeDialog(code_dialog.CodeDialog):
    """Shows the program of an experiment."""

    def __init__(
        self, experiment: Experiment, title: Source, services: Services, parent: QWidget
    ) -> None:
        super().__init__([Listing(title, program(experiment))], title, services, parent)
