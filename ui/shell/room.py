"""The room that finished runs may take: the limit, what is taken, and making room now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.errors import HebraError
from ui.controls.button import Button
from ui.controls.choice import Choice
from ui.controls.text import Text
from ui.controls.worded import said
from ui.run.room import size
from ui.run.services import Services
from ui.words import N_, Words, ntr

if TYPE_CHECKING:
    from lab.history import History, Space

_MB = 10**6
LIMITS = (100 * _MB, 300 * _MB, 1000 * _MB, 3000 * _MB, 10_000 * _MB)


class Room(QWidget):
    """The limit is kept in the history itself, so the command line keeps to it as well."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.limit = Choice(name=N_("Room that finished runs may take"))
        self.limit.setEnabled(False)
        self.limit.chosen.connect(lambda most: self._do(lambda history: _limit(history, most)))
        self.line = Text(size=12, tone="text3", wrap=True)
        self.make_room = Button(N_("Remove the oldest now"), "quiet", "trash")
        self.make_room.clicked.connect(lambda: self._do(_prune))
        self.make_room.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.limit, self.line, self.make_room):
            column.addWidget(part)
        self.setFocusProxy(self.limit)
        self._do(lambda history: history.space(), changes=False)

    def _do(self, work: Callable[[History], Space], *, changes: bool = True) -> None:
        self._services.tasks.start(self._ask(work, changes), "room of the history")

    async def _ask(self, work: Callable[[History], Space], changes: bool) -> None:
        try:
            space = await self._services.history.ask(work, changes=changes)
            self._show(space)
        except HebraError as error:
            self.line.set_source(error.what)
            self.line.set_tone("bad")
        except RuntimeError:
            return  # The dialog was closed meanwhile, and Qt has taken it away.

    def _show(self, space: Space) -> None:
        self.limit.clear_items()
        for limit in sorted({*LIMITS, space.limit} - {0}):
            self.limit.add_item(Words(N_("at most {size}"), size=_Size(limit)), limit)
        self.limit.add_item(N_("no limit"), 0)
        self.limit.set_current(space.limit)
        self.limit.setEnabled(True)
        over = space.used - space.limit if space.limit else 0
        kept = Words("{entries}", entries=lambda: ntr("{n} entry", "{n} entries", space.entries))
        words = Words(N_("{used} used by {kept}."), used=_Size(space.used), kept=kept)
        if over > 0:
            words = Words(
                N_("{used} That is {over} too much: the oldest that are not pinned go when the"
                   " next run is kept."),
                used=words,
                over=_Size(over),
            )  # fmt: skip
        self.line.set_tone("text3")
        self.line.set_source(words)
        self.make_room.setVisible(over > 0)
        self.limit.set_spoken(description=said(words))


class _Size:
    """A number of bytes in the language of now."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __str__(self) -> str:
        return size(self._count)


def _limit(history: History, most: int) -> Space:
    history.limit = most
    return history.space()


def _prune(history: History) -> Space:
    history.prune()
    return history.space()
