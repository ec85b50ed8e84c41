"""One hazard as the page shows it: what every hazard's view offers to the page around it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.controls.banner_stack import BannerStack
from ui.controls.worded import Source
from ui.run.code_dialog import Listing
from ui.run.services import Services

__all__ = ["OWNER", "HazardView", "Listing"]

OWNER = "hazards"
"""Who takes the turn to measure."""


class HazardView(QWidget):
    """Made when it is first visited; owns its probes and ends them in :meth:`leave`."""

    key = ""
    title: Source = ""

    busy_changed = Signal(bool)
    """Whether something goes on here."""

    def __init__(
        self, services: Services, banners: BannerStack, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.services = services
        self.banners = banners

    def toggle(self) -> None:
        """Space: start, or end what goes on."""

    def escape(self) -> bool:
        """Esc: end what goes on; False when there was nothing to end."""
        return False

    def listings(self) -> list[Listing]:
        """The programs behind what is shown: broken and mended, runnable as they are."""
        return []

    def tables(self) -> list[tuple[str, list[str], list[list[object]]]]:
        """What was measured, to be saved as CSV: (name, columns with units, rows) each.

        Names and columns are plain words of files, as ``counted`` or ``seconds_s``.
        """
        return []

    async def leave(self) -> None:
        """The window is being closed: end what goes on."""
