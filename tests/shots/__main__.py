"""Render the window in every state to PNG files: `python -m tests.shots`.

The Bench's and the hazards' figures are real: short runs are carried out for each state and
language. Compare and History show made-up studies and runs. While a state lasts the same window is
drawn in both themes, at both sizes and at scales 1.5 and 2. `--readme` also writes the README's
picture.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_NO_GUI_THREADPOOL"] = "1"

import qasync
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from tests.shots.aftermath import AFTERMATH
from tests.shots.bench import BENCH
from tests.shots.compare import COMPARE
from tests.shots.costs import COSTS
from tests.shots.deadlock import DEADLOCK
from tests.shots.first import FIRST
from tests.shots.hazards import RACE
from tests.shots.hazards_time import HAZARDS_TIME
from tests.shots.history import DAMAGED, EMPTY, HISTORY
from tests.shots.lessons import LESSONS
from tests.shots.stage import Act, Stage, private, until
from tests.shots.verdicts import VERDICTS_PAGE
from ui import words
from ui.run.tasks import Tasks
from ui.shell.collector import Collector
from ui.shell.house import House
from ui.shell.settings import TEXT_SIZES, Settings
from ui.shell.window import Window
from ui.theme import look

ROOT = Path(__file__).parent.parent.parent
SIZES = ((1440, 900, 1.0), (1280, 720, 1.0), (1440, 900, 1.5), (1440, 900, 2.0))
ACTS = (
    FIRST,
    BENCH,
    COMPARE,
    RACE,
    DEADLOCK,
    HAZARDS_TIME,
    COSTS,
    VERDICTS_PAGE,
    HISTORY,
    EMPTY,
    DAMAGED,
    LESSONS,
    AFTERMATH,
)
STATES = [name for act in ACTS for name in act.states]


def picture(window: QWidget, scale: float) -> QImage:
    """The window with everything that stands above it, at ``scale`` device pixels a pixel."""
    image = QImage(window.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    window.render(painter, QPoint(0, 0))
    for above in QApplication.topLevelWidgets():
        if above is not window and above.isVisible() and above.parent() is not None:
            above.render(painter, above.pos() - window.pos())
    painter.end()
    return image


async def settle(window: QWidget, width: int, height: int) -> None:
    """Give the window its size and wait until everything has been laid out."""
    window.setMinimumSize(1, 1)
    window.resize(width, height)
    await until(lambda: window.size().width() == width)
    for _ in range(6):
        await asyncio.sleep(0.03)


async def shoot(
    app: QApplication, folder: Path, language: str, act: Act, wanted: argparse.Namespace
) -> None:
    """All states of one act in one language."""
    tasks = Tasks(_raise)
    window = Window(
        Settings(
            theme="light",
            language=language,
            text_size=wanted.text,
            geometry=(0, 0, 1440, 900),
        )
    )
    window.show_where_it_was()
    house = House(app, window, tasks)
    house.open_first()
    with tempfile.TemporaryDirectory() as private_folder:
        stage = Stage(house, Path(private_folder), wanted.seconds)
        try:
            for name, reach in act.states.items():
                await reach(stage)
                if wanted.readme and (name, language) == ("bench-threads", "en"):
                    look.apply(app, "light")
                    # First of all: drawing the same page eight times over costs the window dear.
                    await settle(window, 1440, 900)
                    picture(window, 1).save(str(ROOT / "docs" / "pictures" / "bench.png"))
                if wanted.states and name not in wanted.states:
                    continue
                await _draw(app, window, f"{folder}/{name}", language, wanted)
        finally:
            window.close()
            await house.leave()
            await tasks.end()
            window.deleteLater()


async def _draw(
    app: QApplication, window: Window, name: str, language: str, wanted: argparse.Namespace
) -> None:
    """The window as it is, in every theme and size."""
    for theme in wanted.theme:
        look.apply(app, theme)
        for width, height, scale in SIZES:
            size = f"{width}x{height}" + (f"@{scale:g}" if scale > 1 else "")
            if wanted.size and size not in wanted.size:
                continue
            await settle(window, width, height)
            text = f"-{wanted.text}" if wanted.text != 100 else ""
            path = f"{name}-{theme}-{language}-{size}{text}.png"
            picture(window, scale).save(path)
            sys.stdout.write(f"{path}\n")


def _raise(error: BaseException) -> None:
    raise error


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.shots", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "artifacts" / "shots")
    parser.add_argument("--seconds", type=float, default=5.0, help="of each part of a run")
    parser.add_argument("--languages", nargs="+", default=["en", "es"], choices=words.LANGUAGES)
    parser.add_argument("--states", nargs="*", choices=STATES, help="only these are drawn")
    parser.add_argument("--text", type=int, default=100, choices=TEXT_SIZES, help="text size, %%")
    parser.add_argument("--theme", nargs="+", default=["light", "dark"])
    parser.add_argument("--size", nargs="+", help="only these: 1440x900, 1280x720, 1440x900@2")
    parser.add_argument("--readme", action="store_true", help="also docs/pictures/bench.png")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    (ROOT / "docs" / "pictures").mkdir(exist_ok=True)
    app = QApplication(["hebra"])
    app.setQuitOnLastWindowClosed(False)
    # One window after another: what is left of each is ended here, not by a thread of the next.
    collector = Collector()
    for language in wanted.languages:
        for act in ACTS:
            if wanted.states and not set(wanted.states) & set(act.states):
                continue
            with tempfile.TemporaryDirectory() as home, private(Path(home)):
                act.prepare(Path(home) / "data")
                with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
                    runner.run(shoot(app, wanted.out, language, act, wanted))
    collector.close()


if __name__ == "__main__":
    main()
