"""The settings of the window: what applies at once and is remembered."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lab.session.interpreter import own_python
from ui.controls.button import Button
from ui.controls.choice import Choice
from ui.controls.scrolling import scrolling
from ui.controls.segmented import Segmented
from ui.controls.tab_order import ReadingOrder
from ui.controls.text import Text
from ui.controls.worded import Source, Worded
from ui.run.services import Services
from ui.shell.room import Room
from ui.shell.settings import TEXT_SIZES, Settings
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, Words, percent, tr

DPI = (96, 150, 200, 300, 600)
MINORS = range(10, 16)


class Preferences(ReadingOrder, Worded, QDialog):
    """Theme, language, text size, saved pictures, interpreter of the engine, room."""

    def __init__(
        self,
        settings: Settings,
        apply: Callable[[str, object], None],
        parent: QWidget,
        services: Services | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._above = parent
        self.theme = Segmented(
            [("system", N_("System")), ("light", N_("Light")), ("dark", N_("Dark"))], N_("Theme")
        )
        self.theme.set_current(settings.theme)
        self.theme.changed.connect(lambda theme: apply("theme", theme))
        self.language = Segmented(
            [("system", N_("System")), ("en", "English"), ("es", "Español")], N_("Language")
        )
        self.language.set_current(settings.language)
        self.language.changed.connect(lambda language: apply("language", language))
        self.text_size = Segmented(
            [
                (str(size), Words("{size}", size=partial(percent, size / 100)))
                for size in TEXT_SIZES
            ],
            N_("Text size"),
        )
        self.text_size.set_current(str(settings.text_size))
        self.text_size.changed.connect(lambda size: apply("text_size", int(size)))
        self.text_size.set_spoken(
            help_=N_("On top of the system's own text size. Keys: Ctrl with +, − and 0.")
        )
        self.motion = Segmented([("system", N_("System")), ("off", N_("Off"))], N_("Animations"))
        self.motion.set_current(settings.motion)
        self.motion.changed.connect(lambda choice: apply("motion", choice))
        self.motion.set_spoken(
            help_=N_("Off: nothing moves by itself but the charts of what is being measured.")
        )
        self.dpi = Choice(name=N_("Resolution of saved pictures"))
        for dpi in sorted({*DPI, settings.export_dpi}):
            self.dpi.add_item(Words(N_("{dpi} dpi"), dpi=dpi), dpi)
        self.dpi.set_current(settings.export_dpi)
        self.dpi.chosen.connect(lambda dpi: apply("export_dpi", dpi))
        self.python = Choice(name=N_("Python that runs experiments"))
        self.python.add_item(
            Words(N_("as the window: {python}"), python=short_path(Path(own_python()))), ""
        )
        for path in interpreters(settings.python):
            self.python.add_item(short_path(path), str(path))
        self.python.set_current(settings.python)
        self.python.chosen.connect(lambda path: apply("python", path))
        self.done_button = Button(N_("Close"), "primary")
        self.done_button.clicked.connect(self.accept)
        self.done_button.setDefault(True)

        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        rows: list[tuple[Source, QWidget]] = [
            (N_("Theme"), self.theme),
            (N_("Language"), self.language),
            (N_("Text size"), self.text_size),
            (N_("Animations"), self.motion),
            (N_("Saved pictures"), self.dpi),
            (N_("Python"), self.python),
        ]
        if services is not None:
            self.room = Room(services)
            rows.append((N_("History"), self.room))
        for row, (caption, control) in enumerate(rows):
            label = Text(caption)
            label.setBuddy(control)
            grid.addWidget(label, row, 0)
            grid.addWidget(control, row, 1)
        grid.setColumnStretch(1, 1)
        hint = Text(
            N_("Another Python runs the tasks from the next start on; the window stays as it is."),
            size=12,
            tone="text3",
            wrap=True,
        )
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.done_button)
        self._inner = QWidget()
        self._inner.setObjectName("page")
        inside = QVBoxLayout(self._inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(16)
        inside.addLayout(grid)
        inside.addWidget(hint)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(Text(N_("Settings"), size=16, weight=600))
        column.addWidget(scrolling(self._inner), 1)
        column.addLayout(foot)
        self.retranslate()
        sized(self, self._fit)

    def _fit(self) -> None:
        """As large as what is in it, within the window it stands above; the rest scrolls."""
        hint, least = self._inner.sizeHint(), self._inner.minimumSizeHint()
        wide = max(hint.width(), least.width(), fonts.px(460))
        high = max(self._inner.heightForWidth(wide), hint.height()) + fonts.px(130)
        room = self._above.window().size()
        self.resize(min(wide + 62, room.width() - 32), min(high, room.height() - 32))

    def retranslate(self) -> None:
        """Name the dialog in the language of now."""
        self.setWindowTitle(tr(N_("Settings")))


def interpreters(chosen: str = "") -> list[Path]:
    """Other Pythons that can run the engine: those on the path, and the one chosen before."""
    here = Path(own_python()).resolve()
    names = [f"python3.{minor}" for minor in MINORS] + ["python3.13t", "python3.14t"]
    found = [Path(path) for name in names if (path := shutil.which(name))]
    kept = [path for path in found if path.resolve() != here]
    if chosen and Path(chosen) not in kept:
        kept.append(Path(chosen))
    return kept


def short_path(path: Path) -> str:
    """A path as people read it, the home folder as ``~``."""
    home = str(Path.home())
    text = str(path)
    return "~" + text.removeprefix(home) if text.startswith(home + "/") else text
