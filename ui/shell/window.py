"""The window: a frame that is shown at once and filled when the rest is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell.placing import first_size, least_size, visible_place
from ui.shell.settings import Settings
from ui.shell.skeleton import Skeleton

if TYPE_CHECKING:
    # Not only for the checker's sake: PySide makes a class when its name is first asked for.
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent


class Window(QWidget):
    """The top-level window; what is in it comes later by :meth:`fill`."""

    seen = Signal(bool)
    """Whether anybody can see the window now: not when hidden, minimised or out of sight."""

    dropped = Signal(list)
    """The files, as paths, that somebody has dropped onto the window."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.settings = settings
        self.setWindowTitle("Hebra")
        self._seen, self._restored = True, False
        self.skeleton = Skeleton(self, scale=settings.text_size / 100)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.skeleton)

    def show_where_it_was(self) -> None:
        """Show the window where it stood at the end, or in sight if that cannot be seen now."""
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        maximised = self.settings.maximised
        if self.settings.geometry is None:
            size, roomy = first_size(screens[0])
            self.setMinimumSize(least_size(screens[0]))
            self.resize(size)
            maximised = maximised or not roomy
        else:
            self._restored = True
            self._put(visible_place(self.settings.geometry, screens))
        if maximised:
            self.showMaximized()
        else:
            self.show()

    def _put(self, place: QRect) -> None:
        screen = QGuiApplication.screenAt(place.center()) or QGuiApplication.primaryScreen()
        self.setMinimumSize(least_size(screen.availableGeometry()))
        if _placed_by_us():
            self.setGeometry(place)
        else:
            self.resize(place.size())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on in the order of reading."""
        from ui.controls.tab_order import thread  # nobody presses Tab before the first paint

        thread(self)
        return super().focusNextPrevChild(forward)

    def fill(self, content: QWidget) -> None:
        """Put ``content`` in the skeleton's place."""
        from ui.shell.watch import Watch

        self._layout.addWidget(content)
        self.skeleton.hide()
        # What there is to be told has been told to nobody yet.
        self._seen = True
        Watch(self, self._look, self._fit_least, self._come_into_view)
        if self._restored:
            # Only now is known how large its frame is.
            self._come_into_view()

    def remember(self, **changes: object) -> None:
        """Change settings; they are written when the window is left."""
        self.settings = self.settings._replace(**changes)  # type: ignore[arg-type]

    def _ordinary_place(self) -> QRect:
        """Where the window stands in an ordinary state; empty when nobody knows."""
        if _placed_by_us():
            return self.normalGeometry() if self._apart() else self.geometry()
        if self._apart():
            return QRect()
        # Only its size is known. Where there is a choice next time, it is put in the middle.
        place = self.geometry()
        place.moveCenter(self.screen().availableGeometry().center())
        return place

    def _come_into_view(self) -> None:
        """Follow the screens that are there now."""
        self._fit_least()
        if self._apart() or not _placed_by_us():
            return
        # With its frame: who cannot reach the title cannot move the window.
        inner, place = self.geometry(), self.frameGeometry()
        wanted = (place.x(), place.y(), place.width(), place.height())
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        better = visible_place(wanted, screens)
        if better != place:
            inner.setSize(inner.size() + better.size() - place.size())
            inner.translate(better.topLeft() - place.topLeft())
            self._put(inner)

    def _fit_least(self) -> None:
        # Not more: on another screen a window is while it is dragged there.
        self.setMinimumSize(least_size(self.screen().availableGeometry()))

    def _apart(self) -> bool:
        """Whether the window stands elsewhere than where it would in an ordinary state."""
        return self.isMaximized() or self.isMinimized() or self.isFullScreen()

    def _look(self) -> None:
        """Tell whether anybody can see the window, when that has changed."""
        exposed = self.isVisible() and self.windowHandle().isExposed()
        seen = exposed and not self.isMinimized()
        if seen != self._seen:
            self._seen = seen
            self.seen.emit(seen)

    def closeEvent(self, event: QCloseEvent) -> None:
        place = self._ordinary_place()
        if not place.isEmpty():
            self.remember(geometry=(place.x(), place.y(), place.width(), place.height()))
        self.remember(maximised=self.isMaximized())
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from PySide6.QtCore import Qt  # not before the first paint: it makes all of Qt's enums

        # What drags must not take a move for done and delete the file.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(_files(event))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        # Minimising comes here too: Qt sends it as a spontaneous hide.
        super().hideEvent(event)
        self._look()


def _files(event: QDropEvent) -> list[Path]:
    """The files of this machine that are dragged."""
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def _placed_by_us() -> bool:
    """Whether a window may choose its place: on Wayland only the system does."""
    return not QGuiApplication.platformName().startswith("wayland")
