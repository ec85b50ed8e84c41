"""Saving what was measured: chart and table, drawn from data, off the window's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from lab.errors import HebraError
from lab.session.result import Result
from lab.spec.words import why
from ui.controls.banner_stack import BannerStack
from ui.controls.status_item import StatusItem
from ui.run.writing import CHARTS, RUN_FORMATS, write
from ui.shell.dialogs import ask_save
from ui.shell.window import Window
from ui.theme import tokens
from ui.words import N_, Words, tr

SUBJECT = "export"


class Exporter:
    """Asks where to, writes in a thread, and tells in the status bar or a banner how it went."""

    def __init__(self, window: Window, banners: BannerStack, note: StatusItem) -> None:
        self._window = window
        self._banners = banners
        self._note = note
        self._asking = False
        self._at_work = 0

    @property
    def busy(self) -> bool:
        """Whether a file is being asked for or written."""
        return self._at_work > 0

    async def export(self, take: Callable[[], Result | None], suffix: str, panel: str = "") -> None:
        """Save what ``take`` gives, as it stands when the person has chosen a file.

        ``panel`` names one chart of `lab.records.paper`; empty for the whole page.
        """
        if self._asking:
            return
        self._at_work += 1
        try:
            await self._export(take, suffix, panel)
        finally:
            self._at_work -= 1

    async def _export(self, take: Callable[[], Result | None], suffix: str, panel: str) -> None:
        result = take()
        if result is None:
            return
        path = await self._ask(result, suffix, panel)
        if path is None:
            return
        self._window.remember(export_folder=str(path.parent))
        self._banners.drop(SUBJECT)
        self._note.set_source(Words(N_("Saving {file}…"), file=path.name), icon="floppy-disk")
        try:
            await asyncio.to_thread(
                write,
                path,
                take() or result,
                dpi=self._window.settings.export_dpi,
                dark=tokens.current().is_dark,
                panel=panel,
            )
        except (HebraError, OSError) as error:
            self._note.set_source("", icon="")
            self._tell(path, error)
        else:
            self._note.set_source(Words(N_("Saved {file}"), file=path.name), icon="check")

    async def _ask(self, result: Result, suffix: str, panel: str) -> Path | None:
        """Ask where to. One dialog at a time; a file may be written meanwhile."""
        self._asking = True
        try:
            remembered = self._window.settings.export_folder
            folder = await asyncio.to_thread(_folder, remembered)
            return await ask_save(
                self._window,
                tr(N_("Export")),
                folder / (_name(result) + (f"-{panel}" if panel else "")),
                [
                    (tr(words), suffix_)
                    for suffix_, words in (CHARTS if panel else RUN_FORMATS).items()
                ],
                suffix,
            )
        finally:
            self._asking = False

    def _tell(self, path: Path, error: HebraError | OSError) -> None:
        said = error.what if isinstance(error, HebraError) else why(error)
        self._banners.tell(
            SUBJECT,
            "bad",
            Words(N_("{file} was not saved: {why}"), file=str(path), why=said),
            N_("A file that was there before is as it was. Choose another place and try again."),
        )


def _folder(remembered: str) -> Path:
    """The folder of the last export while it is there, else the person's own."""
    folder = Path(remembered)
    return folder if remembered and folder.is_dir() else Path.home()


def _name(result: Result) -> str:
    started = result.started_at[:16].replace(":", "").replace("T", "-")
    return f"hebra-{result.experiment.approach}-{started}"
