"""File dialogs that can be awaited: shown beside the loop, never with a loop of their own."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ui.controls.worded import Source, said
from ui.shell.window import Window
from ui.words import tr


class FileDialogs:
    """What pages ask by: over ``window``, beginning in the folder of the last export."""

    def __init__(self, window: Window) -> None:
        self._window = window

    async def save(
        self, title: Source, suggested: str, filters: list[tuple[str, str]], chosen: str
    ) -> Path | None:
        """Ask where to save, and remember the folder; the rest is as in `Services.ask_save`."""
        words = [(tr(name), suffix) for name, suffix in filters]
        path = await ask_save(self._window, said(title), self._folder / suggested, words, chosen)
        if path is not None:
            self._window.remember(export_folder=str(path.parent))
        return path

    async def open(self, title: Source, filters: list[tuple[str, str]]) -> Path | None:
        """Ask which file to open; the rest is as in `Services.ask_open`."""
        names = [
            f"{tr(name)} ({' '.join(f'*.{suffix}' for suffix in suffixes.split())})"
            for name, suffixes in filters
        ]
        return await ask_open(self._window, said(title), self._folder, ";;".join(names))

    @property
    def _folder(self) -> Path:
        return Path(self._window.settings.export_folder or Path.home())


async def ask_save(
    parent: QWidget, title: str, suggested: Path, filters: list[tuple[str, str]], chosen: str
) -> Path | None:
    """Ask where to save; ``filters`` are (words, suffix). A name without a suffix gets one.

    Returns None when the person thinks better of it. The dialog asks before it overwrites.
    """
    dialog = QFileDialog(parent, title, str(suggested.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    named = {f"{words} (*.{suffix})": suffix for words, suffix in filters}
    dialog.setNameFilters(list(named))
    dialog.selectNameFilter(next(name for name, suffix in named.items() if suffix == chosen))
    dialog.setDefaultSuffix(chosen)
    dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(named.get(name, chosen)))
    dialog.selectFile(f"{suggested.stem}.{chosen}")
    return await _answer(dialog)


async def ask_open(parent: QWidget, title: str, folder: Path, name_filter: str) -> Path | None:
    """Ask which file to open; None when the person thinks better of it."""
    dialog = QFileDialog(parent, title, str(folder), name_filter)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return await _answer(dialog)


async def _answer(dialog: QFileDialog) -> Path | None:
    answered: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def answer(code: int) -> None:
        if not answered.done():
            answered.set_result(code)

    dialog.finished.connect(answer)
    dialog.open()
    try:
        code = await answered
        return Path(dialog.selectedFiles()[0]) if code == QDialog.DialogCode.Accepted else None
    finally:
        dialog.close()
        dialog.deleteLater()
        # Not every window manager gives the keys back by itself.
        window = dialog.parentWidget()
        if window is not None and window.isVisible():
            window.activateWindow()
