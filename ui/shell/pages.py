"""The pages of the window that have been made, one of them in view."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QStackedWidget

from ui.run.page import Page


class Pages(QStackedWidget):
    """A stack that is never larger for a page that is out of view, and tells each whether it is."""

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[str, Page] = {}
        """By their keys."""
        self._window_seen = True
        self.currentChanged.connect(self.updateGeometry)

    def add(self, page: Page) -> None:
        """Take a page in; the first one is in view."""
        self.made[page.key] = page
        self.addWidget(page)

    def turn_to(self, page: Page) -> None:
        """Bring a page into view."""
        # What has the focus on a page that goes out of view would go on taking the keys.
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            focus.clearFocus()
        self.setCurrentWidget(page)
        self._tell_seen()

    def set_seen(self, seen: bool) -> None:
        """Whether anybody can see the window now."""
        self._window_seen = seen
        self._tell_seen()

    def minimumSizeHint(self) -> QSize:
        """What the page in view needs."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else QSize()

    def heightForWidth(self, width: int) -> int:
        """The least height: a page takes less than it wishes for before it is moved about."""
        shown = self.currentWidget()
        layout = shown.layout() if shown is not None else None
        return layout.totalMinimumHeightForWidth(width) if layout is not None else -1

    def _tell_seen(self) -> None:
        for page in self.made.values():
            page.set_seen(self._window_seen and page is self.currentWidget())
