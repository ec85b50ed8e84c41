"""What the window asks of a page, whatever is on it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.controls.banner_stack import BannerStack
from ui.controls.worded import Source


class Page(QWidget):
    """A page of the window. It is made when it is first visited and lives as long as the window.

    Shortcuts of widgets on a page work only while it is in view: Qt sees to that. ``banners`` has
    to stand in the page's layout, in the flow above its content.
    """

    key = ""
    """Stable name: ``bench``, ``compare``, ``history``."""
    title: Source = ""
    """What F1 says of the page when nothing has the focus, with :attr:`about`."""
    about: Source = ""

    busy_changed = Signal(bool)
    """Whether something is being measured here: the rail shows a dot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banners = BannerStack()

    def toggle(self) -> None:
        """Space: start, or stop what goes on. Does nothing unless a page overrides it."""

    def escape(self) -> bool:
        """Esc: close what is open on the page; False when there was nothing."""
        return False

    def enter(self) -> None:
        """The page has come into view."""

    def receive(self, what: object) -> None:
        """Show what another page hands over; which type that is, each page says."""

    def set_seen(self, seen: bool) -> None:
        """Whether anybody can see the page now: in view, and the window not minimised."""

    async def leave(self) -> None:
        """The window is being closed: end what goes on, and return when it has ended."""
