"""How a run came out, as a chip and as a row of the list of what was tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.controls.chip import Chip
from ui.controls.text import Text
from ui.controls.worded import Source
from ui.theme import fonts
from ui.words import N_, Words

from .wording import seconds

_COLUMNS = 2
_MOST = 4
NOT_TRIED: tuple[Source, str] = (N_("Not tried yet"), "none")


def outcome(figures: Mapping[str, Any]) -> tuple[Source, str]:
    """What came of it: words and the kind of a chip."""
    if figures.get("detected"):
        after = seconds(figures["detection_s"])
        return Words(N_("Found after {time}"), time=after), "bad"
    if figures.get("finished"):
        return Words(N_("Finished in {time}"), time=seconds(figures["seconds"])), "good"
    return N_("Ended before it had finished"), "warn"


class Tried(QWidget):
    """Every cure of a scenario with what came of it; room for all of them from the start."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(fonts.px(10))
        grid.setVerticalSpacing(6)
        self._rows: list[tuple[Text, Chip]] = []
        for place in range(_MOST):
            name, chip = Text(size=12, tone="text2"), Chip(*NOT_TRIED)
            down, right = divmod(place, _COLUMNS)
            grid.addWidget(name, down, 3 * right)
            grid.addWidget(chip, down, 3 * right + 1)
            self._rows.append((name, chip))
        for right in range(_COLUMNS):
            grid.setColumnStretch(3 * right + 2, 1)

    def set_outcomes(
        self, cures: Sequence[Source], found: Sequence[tuple[Source, str] | None]
    ) -> None:
        """The cures' names, and what came of each; None was not tried."""
        for place, (name, chip) in enumerate(self._rows):
            there = place < len(cures)
            name.setVisible(there)
            chip.setVisible(there)
            if there:
                name.set_source(cures[place])
                chip.set_chip(*(found[place] or NOT_TRIED))

    def words(self) -> list[tuple[str, str]]:
        """What is shown, as it reads now."""
        return [(n.text(), c.text()) for n, c in self._rows if not n.isHidden()]
