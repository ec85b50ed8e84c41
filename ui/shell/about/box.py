"""About Hebra: what this is, what it runs on, and whose work it is made of."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lab import __version__
from ui.controls.button import Button
from ui.controls.logo import Logo
from ui.controls.reading_area import ReadingArea
from ui.controls.segmented import Segmented
from ui.controls.text import Text
from ui.controls.worded import Worded
from ui.run.services import Services
from ui.shell.about import environment
from ui.shell.about.asking import version_of
from ui.shell.about.fact_grid import FactGrid
from ui.shell.about.licence_list import LicenceList
from ui.shell.about.licences import components
from ui.shell.preferences import short_path
from ui.theme import fonts
from ui.words import N_, Words, tr


class AboutBox(Worded, QDialog):
    """Two views: the environment, to be copied; the licences, read when they are looked at."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services = services
        self._engine = environment.engine_path(services.settings())
        self._told = short_path(Path(self._engine))
        self.licences: LicenceList | None = None
        self.facts = FactGrid()
        for group in self._groups(self._told):
            self.facts.add(group)
        self.view = Segmented(
            [("environment", N_("Environment")), ("licences", N_("Licences"))], N_("About Hebra")
        )
        self.view.changed.connect(self.show_view)
        self.views = QStackedWidget()
        self.environment = ReadingArea(self.facts)
        self.views.addWidget(self.environment)
        self.copy = Button(N_("Copy"), "quiet", "copy")
        self.copy.set_spoken(description=N_("Put versions, system and folders on the clipboard"))
        self.copy.clicked.connect(self._copy)
        self.copied = Text(size=12, tone="text3")
        self.done_button = Button(N_("Close"), "primary")
        self.done_button.setDefault(True)
        self.done_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.copy)
        foot.addWidget(self.copied)
        foot.addStretch(1)
        foot.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addLayout(self._head())
        column.addWidget(self.view)
        column.addWidget(self.views, 1)
        column.addLayout(foot)
        wanted = QSize(fonts.px(880), fonts.px(560))
        self.resize(wanted.boundedTo(parent.window().size() - QSize(32, 32)))
        self.retranslate()
        services.tasks.start(self._ask_engine(), "the engine's version")

    @property
    def text(self) -> str:
        """What is copied."""
        return environment.as_text(*self._groups(self._told))

    def retranslate(self) -> None:
        """Name the dialog in the language of now."""
        self.setWindowTitle(tr(N_("About Hebra")))
        self._describe()

    def show_view(self, key: str) -> None:
        """Show the environment or the licences."""
        self.view.set_current(key)
        if key == "licences" and self.licences is None:
            self.licences = LicenceList(components(qVersion()))
            self.views.addWidget(self.licences)
        licences = self.licences if key == "licences" else None
        self.views.setCurrentWidget(licences or self.environment)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(
            Text(Words(N_("Hebra {version}"), version=__version__), size=20, weight=600)
        )
        line = N_("A desktop laboratory for concurrency in Python. Free software, MIT licence.")
        words.addWidget(Text(line, tone="text2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Logo(room=(60, 52), side=56), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    @staticmethod
    def _groups(engine: str) -> tuple[environment.Facts, ...]:
        return environment.versions(engine), environment.machine(), environment.folders()

    def _describe(self) -> None:
        self.environment.setAccessibleName(tr(N_("Environment")))
        self.environment.setAccessibleDescription(self.text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self.copied.set_source(N_("Copied"))

    async def _ask_engine(self) -> None:
        said = await version_of(self._engine)
        self._told = f"{said}, {self._told}"
        try:
            self.facts.set_value(environment.ENGINE, self._told)
            self._describe()
        except RuntimeError:
            return  # The dialog was closed meanwhile, and Qt has taken it away.
