"""Files that somebody wants to see: an experiment on the Bench, a comparison on its page.

They come from the menu, from a second start, from the system, or dropped onto the window. What the
file holds decides, not its name. Nothing is lost by it: what was on the page before comes back by
undo, and a run that goes on follows the experiment as it follows every other change of a control.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from lab.errors import HebraError
from lab.records.reopen import load_any
from lab.spec import Study
from ui.controls.banner_stack import what_of
from ui.run.page import Page
from ui.run.saving import OPENED
from ui.run.services import Services
from ui.shell.desk import Desk
from ui.words import N_, Words

SUBJECT = "file"
LEFT_OUT = "files"
_NAMED = 5


class Opener:
    """Opens files on the pages that ``show_page`` brings into view."""

    def __init__(
        self,
        desk: Desk,
        services: Services,
        show_page: Callable[[str], Page],
    ) -> None:
        self._desk, self._services, self._show_page = desk, services, show_page

    def ask(self) -> None:
        """Ask which file, and open it."""
        self._services.tasks.start(self._ask(), "open experiment")

    def open(self, paths: Sequence[Path]) -> None:
        """Open the first of ``paths``, say which others were not, or what is wrong with it."""
        if not paths:
            return
        path, *others = paths
        try:
            found = load_any(path)
        except HebraError as error:
            page = self._show_page(self._desk.page.key)
            todo = error.todo or N_("The file was not opened. Correct it and open it again.")
            page.banners.tell(SUBJECT, "bad", what_of(error), todo)
        else:
            page = self._show_page("compare" if isinstance(found, Study) else self._desk.page.key)
            page.banners.drop(SUBJECT)
            if isinstance(found, Study):
                page.receive(found)
            else:
                self._desk.show(found)
            self._desk.note_file(path)
        page.banners.drop(LEFT_OUT)
        if others:
            self._tell_left_out(page, others)

    async def _ask(self) -> None:
        path = await self._services.ask_open(
            N_("Open an experiment"), [(N_("Experiments and results"), OPENED)]
        )
        if path is not None:
            self.open([path])

    def _tell_left_out(self, page: Page, others: Sequence[Path]) -> None:
        names = [other.name for other in others[:_NAMED]]
        names += ["…"] if len(others) > _NAMED else []
        page.banners.tell(
            LEFT_OUT,
            "warn",
            Words(N_("Not opened: {files}"), files=", ".join(names)),
            N_("One file is opened at a time, the first. Open the others one after the other."),
        )
