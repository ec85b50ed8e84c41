"""The place above a page where banners stand, newest first, in the flow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lab.errors import HebraError
from ui.controls.banner import Banner
from ui.controls.worded import Source, said
from ui.words import N_, Words


def what_of(error: HebraError) -> Source:
    """What happened, and where."""
    if not error.where:
        return error.what
    return Words(N_("{where}: {what}"), where=error.where, what=lambda: said(error.what))


class BannerStack(QWidget):
    """At most :attr:`MOST` banners, one for each subject; takes no room when there is none."""

    MOST = 3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._banners: dict[str, Banner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def banners(self) -> dict[str, Banner]:
        """The banners shown, by subject."""
        return dict(self._banners)

    def tell(
        self,
        subject: str,
        kind: str,
        what: Source,
        todo: Source = "",
        *,
        action: Source = "",
        act: Callable[[], object] | None = None,
    ) -> Banner:
        """Show a banner; one that speaks of the same ``subject`` is replaced."""
        self.drop(subject)
        while len(self._banners) >= self.MOST:
            self.drop(next(iter(self._banners)))
        banner = Banner(kind, what, todo, action=action, act=act, parent=self)
        banner.closed.connect(lambda: self.drop(subject))
        self._banners[subject] = banner
        self._column.insertWidget(0, banner)
        self.show()
        return banner

    def tell_error(
        self,
        subject: str,
        error: HebraError,
        *,
        action: Source = "",
        act: Callable[[], object] | None = None,
    ) -> Banner:
        """Show an error: what happened and where, and what to do."""
        return self.tell(subject, "bad", what_of(error), error.todo, action=action, act=act)

    def drop(self, subject: str) -> None:
        """Take the banner on ``subject`` away, if there is one."""
        banner = self._banners.pop(subject, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        if not self._banners:
            self.hide()

    def clear(self) -> None:
        """Take all banners away."""
        for subject in tuple(self._banners):
            self.drop(subject)
