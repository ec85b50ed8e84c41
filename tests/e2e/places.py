"""Where things stand in the window, so that a test can look at them and click on them.

Worked out, not written down: the same window is laid out once more without a display, and its
widgets are asked. So nothing here has to be changed when the design moves a control.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from tests.e2e.desk import Box

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from ui.compare.page import ComparePage

STANDS: Box = (70, 40, 1440, 900)
"""Where the tests put the window on the screen."""


@dataclass(frozen=True)
class Places:
    """Boxes on the screen while the window stands at :data:`STANDS`.

    ``accent`` is the colour of run buttons, ``control`` that of frames and marker labels.
    """

    run: Box
    threads: Box
    """The track and handle of the threads' slider."""
    threads_field: Box
    throughput: Box
    """The chart with its frame."""
    lanes: Box
    tiles: Box
    header: Box
    compare_run: Box
    repeats: Box
    """The field of the comparison's repeats."""
    seconds: Box
    """The field of the measured time of each of its runs."""
    third_candidate: Box
    """The button that takes the third candidate away; the fourth then stands there."""
    candidates: int
    """How many there are at first."""
    results: Box
    """Where a comparison's figures are shown."""
    chosen: Box
    """The right half: the history shows there what was chosen, and no focus ring of its list."""
    accent: str
    control: str
    bars: str
    """The colour of the bars of threads."""

    def middle(self, name: str) -> tuple[int, int]:
        """The middle of a box."""
        x, y, width, height = getattr(self, name)
        return x + width // 2, y + height // 2


def lay_out(app: QApplication) -> Places:
    """Lay the window out at its usual size and read off where things stand."""
    from ui.run.tasks import Tasks
    from ui.shell.house import House
    from ui.shell.settings import Settings
    from ui.shell.window import Window
    from ui.theme import tokens

    def fail(error: BaseException) -> None:
        raise error

    window = Window(Settings(theme="light", language="en"))
    house = House(app, window, Tasks(fail))
    window.resize(*STANDS[2:])
    page = house.page
    page._stage.setCurrentWidget(page.charts)
    window.show()
    app.processEvents()
    shown: dict[str, QWidget] = {
        "run": page.column.run,
        "threads": page.column.shape.levels["threads"].slider,
        "threads_field": page.column.shape.levels["threads"].field,
        "throughput": page.charts.throughput,
        "lanes": page.charts.lanes,
        "tiles": page.tiles,
        "header": page.header,
    }
    boxes = {name: _box(widget, window) for name, widget in shown.items()}
    compare = cast("ComparePage", house.show_page("compare"))
    app.processEvents()
    rows = compare.questions.candidates.rows
    shown = {
        "compare_run": compare.header.run,
        "repeats": compare.column.care.controls["repeats"].field,
        "seconds": compare.column.care.controls["seconds"].field,
        "third_candidate": rows[2].remove,
    }
    boxes |= {name: _box(widget, window) for name, widget in shown.items()}
    compare.stages.show_stage("results")
    app.processEvents()
    boxes["results"] = _box(compare.results, window)
    left, top, width, height = STANDS
    boxes["chosen"] = left + width // 2, top, width // 2, height
    accent, control, bars = (tokens.colour(n).name() for n in ("accent", "control", "threads"))
    places = Places(accent=accent, control=control, bars=bars, candidates=len(rows), **boxes)
    window.close()
    window.deleteLater()
    app.processEvents()
    return places


def _box(widget: QWidget, window: QWidget) -> Box:
    corner = widget.mapTo(window, widget.rect().topLeft())
    return corner.x() + STANDS[0], corner.y() + STANDS[1], widget.width(), widget.height()
