"""Saving what a hazard has shown: its figures as CSV, its picture as PNG."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from lab.errors import HebraError
from lab.spec.words import why
from ui.controls.banner_stack import BannerStack
from ui.run.services import Services
from ui.theme.tokens import colour
from ui.words import N_, Words

SUBJECT = "export"
DESIGN_DPI = 96
Tables = Sequence[tuple[str, list[str], list[list[object]]]]


class Exporting:
    """Asks where to, writes in a thread, and tells how it went. One thing at a time."""

    def __init__(self, services: Services, banners: BannerStack) -> None:
        self._services, self._banners = services, banners
        self.busy = False

    def figures(self, name: str, tables: Tables) -> None:
        """Save the tables as CSV: the first under the name asked for, the others beside it."""
        if self._are_there(tables):
            self._begin(self._figures(name, tables), "export figures")

    def picture(self, name: str, view: QWidget) -> None:
        """Save what is in view as it looks."""
        self._begin(self._picture(name, view), "export a picture")

    def copy(self, tables: Tables) -> None:
        """Put the tables on the clipboard, as spreadsheets take them."""
        if self._are_there(tables):
            text = "\n".join(_text(columns, rows, "\t") for _, columns, rows in tables)
            QGuiApplication.clipboard().setText(text)
            self._services.note(N_("Figures copied"), "check")

    def _are_there(self, tables: Tables) -> bool:
        if not tables:
            self._services.note(N_("There are no figures yet"), "info")
        return bool(tables)

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        if self.busy:
            work.close()
            return
        self.busy = True
        self._services.tasks.start(self._alone(work), name)

    async def _alone(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        finally:
            self.busy = False

    async def _figures(self, name: str, tables: Tables) -> None:
        path = await self._services.ask_save(
            N_("Export"), f"hebra-{name}", [(N_("Figures as CSV"), "csv")], "csv"
        )
        if path is not None:
            await self._write(path, lambda: write_tables(path, tables))

    async def _picture(self, name: str, view: QWidget) -> None:
        path = await self._services.ask_save(
            N_("Export"), f"hebra-{name}", [(N_("Picture as PNG"), "png")], "png"
        )
        if path is not None:
            drawn = picture(view, self._services.settings().export_dpi)
            await self._write(path, lambda: _write_bytes(path, drawn))

    async def _write(self, path: Path, write: Callable[[], object]) -> None:
        self._banners.drop(SUBJECT)
        try:
            await asyncio.to_thread(write)
        except (HebraError, OSError) as error:
            said = error.what if isinstance(error, HebraError) else why(error)
            self._banners.tell(
                SUBJECT,
                "bad",
                Words(N_("{file} was not saved: {why}"), file=str(path), why=said),
                N_("Choose another place and try again."),
            )
        else:
            self._services.note(Words(N_("Saved {file}"), file=path.name), "check")


def write_tables(path: Path, tables: Tables) -> None:
    """Write each table whole or not at all; ``race.csv``, ``race-schedules.csv`` …"""
    for place, (name, columns, rows) in enumerate(tables):
        own = path if place == 0 else path.with_name(f"{path.stem}-{name}{path.suffix}")
        _write_bytes(own, _text(columns, rows, ",").encode())


def picture(view: QWidget, dpi: int) -> bytes:
    """The widget, drawn anew at so many dots an inch, as PNG."""
    scale = max(1.0, dpi / DESIGN_DPI)
    image = QImage(view.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    image.fill(colour("bg"))
    view.render(image)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes for the format
    return bytes(buffer.data().data())


def _write_bytes(path: Path, data: bytes) -> None:
    from lab.records.atomic import write_atomically

    write_atomically(path, data)


def _text(columns: Sequence[str], rows: Sequence[Sequence[object]], between: str) -> str:
    from lab.records.csv_file import harmless

    text = io.StringIO()
    table = csv.writer(text, delimiter=between, lineterminator="\n")
    table.writerow(columns)
    for row in rows:
        table.writerow([value if _is_number(value) else harmless(str(value)) for value in row])
    return text.getvalue()


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
