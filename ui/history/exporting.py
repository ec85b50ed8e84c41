"""Saving what is kept: the run or study as data, report or chart; several as a table of figures."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lab.errors import HebraError
from lab.history import Entry
from lab.session.result import Result
from lab.spec.words import why
from ui.controls.banner_stack import BannerStack
from ui.run.services import Services
from ui.run.writing import CHARTS, RUN_FORMATS, decimal, write
from ui.theme import tokens
from ui.words import N_, Words, language, tr

from .ledger import Ledger
from .overlay import OverlayCard
from .wording import title_of

if TYPE_CHECKING:
    from lab.study.trial import StudyResult

SUBJECT = "export"
STUDY_FORMATS = {ending: words for ending, words in RUN_FORMATS.items() if ending != "trace.json"}
_COLUMNS: tuple[tuple[str, Callable[[Entry], object]], ...] = (
    ("number", lambda e: e.id),
    ("kind", lambda e: e.kind),
    ("state", lambda e: e.state),
    ("title", lambda e: e.title),
    ("tags", lambda e: " ".join(e.tags)),
    ("note", lambda e: e.note),
    ("started_at", lambda e: e.started_at),
    ("seconds", lambda e: f"{e.seconds:.6g}"),
    ("approaches", lambda e: " ".join(e.approaches)),
    ("task_kinds", lambda e: " ".join(e.task_kinds)),
    ("lanes", lambda e: e.lanes),
    ("tasks_done", lambda e: e.tasks_done),
    ("throughput_per_s", lambda e: _plain(e.throughput_per_s)),
    ("p95_ms", lambda e: _plain(e.p95_ms)),
    ("best_candidate", lambda e: e.best),
)


class Exporting:
    """Asks where to, writes in a thread, and tells how it went."""

    def __init__(self, banners: BannerStack, services: Services, ledger: Ledger) -> None:
        self._banners, self._services, self._ledger = banners, services, ledger
        self.busy = False

    def ask(self, entries: Sequence[Entry]) -> None:
        """Export what is chosen."""
        if entries and not self.busy:
            self.busy = True
            self._services.tasks.start(self._export(tuple(entries)), "export from the history")

    def ask_picture(self, card: OverlayCard) -> None:
        """Save the chart of the chosen runs as it is on the screen."""
        if card.runs and not self.busy:
            self.busy = True
            self._services.tasks.start(self._picture(card), "picture from the history")

    async def _picture(self, card: OverlayCard) -> None:
        try:
            path = await self._services.ask_save(
                N_("Save this chart"), "hebra-history-chart", _filters(CHARTS), "png"
            )
            if path is None:
                return
            self._banners.drop(SUBJECT)
            try:
                card.save(path, self._services.settings().export_dpi)
            except HebraError as error:
                self._tell(path, error)
            else:
                self._services.note(Words(N_("Saved {file}"), file=path.name), "check")
        finally:
            self.busy = False

    def _tell(self, path: Path, error: HebraError | OSError) -> None:
        self._services.note("", "")
        said = error.what if isinstance(error, HebraError) else why(error)
        self._banners.tell(
            SUBJECT,
            "bad",
            Words(N_("{file} was not saved: {why}"), file=str(path), why=said),
            N_("Choose another place and try again."),
        )

    async def _export(self, entries: tuple[Entry, ...]) -> None:
        try:
            one = entries[0] if len(entries) == 1 else None
            formats = [(N_("Figures as CSV"), "csv")]
            if one is not None:
                formats = _filters(RUN_FORMATS if one.kind == "run" else STUDY_FORMATS)
            path = await self._services.ask_save(
                N_("Export"), _name(entries), formats, "html" if one is not None else "csv"
            )
            if path is None:
                return
            self._banners.drop(SUBJECT)
            self._services.note(Words(N_("Saving {file}…"), file=path.name), "floppy-disk")
            try:
                if one is None:
                    await asyncio.to_thread(write_list, path, entries)
                else:
                    result = await self._ledger.result(one)
                    dpi, dark = self._services.settings().export_dpi, tokens.current().is_dark
                    if isinstance(result, Result):
                        await asyncio.to_thread(write, path, result, dpi=dpi, dark=dark)
                    else:
                        await asyncio.to_thread(write_study, path, result, dpi=dpi, dark=dark)
            except (HebraError, OSError) as error:
                self._tell(path, error)
            else:
                self._services.note(Words(N_("Saved {file}"), file=path.name), "check")
        finally:
            self.busy = False


def write_study(path: Path, result: StudyResult, *, dpi: int, dark: bool) -> None:
    """Write a study in the format that the name ends in, as `write` does a run."""
    from lab.advice.digest import digest

    figures = digest(result)
    match path.suffix.lower():
        case ".csv":
            from lab.records.study_csv import write_study_csv

            write_study_csv(path, figures)
        case ".json":
            from lab.records.study_json import write_study_json

            write_study_json(path, result, figures)
        case ".parquet":
            from lab.records.parquet import write_parquet

            write_parquet(path, figures)
        case ".html":
            from lab.records.html import write_html

            write_html(path, figures, words=tr, decimal=decimal(), language=language())
        case _:
            from lab.records.paper.study import write_study_chart

            write_study_chart(path, figures, dpi=dpi, dark=dark, words=tr, decimal=decimal())


def write_list(path: Path, entries: Sequence[Entry]) -> None:
    """Write one row of figures an entry. Raises HebraError."""
    from lab.records.atomic import write_atomically
    from lab.records.csv_file import harmless

    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow([name for name, _ in _COLUMNS])
    for entry in entries:
        table.writerow([harmless(str(value(entry))) for _, value in _COLUMNS])
    write_atomically(path, text.getvalue().encode())


def _filters(formats: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(words, ending) for ending, words in formats.items()]


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _name(entries: Sequence[Entry]) -> str:
    if len(entries) > 1:
        return "hebra-history"
    kept = "".join(letter if letter.isalnum() else "-" for letter in title_of(entries[0]).lower())
    return "hebra-" + "-".join(part for part in kept.split("-") if part)[:60]
