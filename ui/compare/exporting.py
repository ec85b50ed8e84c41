"""Saving what was measured, and opening or saving what is to be measured."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from lab.advice.digest import Digest
from lab.errors import HebraError
from lab.spec import Experiment, Study
from ui.controls.banner_stack import what_of
from ui.run.saving import DOCUMENT, OPENED, Saving
from ui.theme import tokens
from ui.words import N_, language, number, tr

PICTURES = [(N_("Chart as PNG"), "png"), (N_("Chart as SVG"), "svg"), (N_("Chart as PDF"), "pdf")]
KINDS: dict[str, list[tuple[str, str]]] = {
    "html": [(N_("Report as HTML"), "html")],
    "chart": PICTURES,
    "csv": [(N_("Data as CSV"), "csv")],
    "trials": [(N_("Data as CSV"), "csv")],
    "json": [(N_("Data as JSON"), "json")],
    "parquet": [(N_("Data as Parquet"), "parquet")],
}


class Exporting(Saving):
    """Exports a study, saves and opens what is to be measured."""

    def export(self, kind: str, take: Callable[[], Digest | None], panel: str = "") -> None:
        """Save what ``take`` gives as ``kind`` of :data:`KINDS`; ``panel`` is one of the charts."""
        if take() is not None:
            self.begin(self._export(kind, take, panel), "export a study")

    def save(self, study: Study) -> None:
        """Save what is to be measured as a file to share."""
        self.begin(self._save(study), "save a study")

    def open(self, take: Callable[[Experiment | Study], object]) -> None:
        """Ask for a file, and hand over what it says was, or is to be, carried out."""
        self.begin(self._open(take), "open a study")

    async def _export(self, kind: str, take: Callable[[], Digest | None], panel: str) -> None:
        digest = take()
        if digest is None:
            return
        formats = KINDS[kind]
        name = _name(digest, panel or ("trials" if kind == "trials" else ""))
        path = await self._services.ask_save(N_("Export"), name, formats, formats[0][1])
        if path is not None:
            # What stands at that moment: a study may have gone on while the dialog was open.
            await self.write(
                path,
                partial(
                    write,
                    path,
                    take() or digest,
                    kind=kind,
                    panel=panel,
                    dpi=self._services.settings().export_dpi,
                    dark=tokens.current().is_dark,
                ),
            )

    async def _save(self, study: Study) -> None:
        from lab.records.study_file import save_study

        path = await self._services.ask_save(
            N_("Save the comparison"),
            f"comparison.{DOCUMENT}",
            [(N_("Comparison"), DOCUMENT), (N_("Comparison, as TOML"), "toml")],
            DOCUMENT,
        )
        if path is not None:
            await self.write(path, partial(save_study, path, study))

    async def _open(self, take: Callable[[Experiment | Study], object]) -> None:
        from lab.records.reopen import load_any

        path = await self._services.ask_open(
            N_("Open a comparison"), [(N_("Experiments and results"), OPENED)]
        )
        if path is None:
            return
        try:
            found = await asyncio.to_thread(load_any, path)
        except HebraError as error:
            todo = error.todo or N_("The file was not opened. Correct it and open it again.")
            self._banners.tell("file", "bad", what_of(error), todo)
            return
        self._banners.drop("file")
        take(found)


def write(path: Path, digest: Digest, *, kind: str, panel: str, dpi: int, dark: bool) -> None:
    """Write a study. Raises HebraError or OSError; imports what it needs only here."""
    decimal = number(0.5, 1)[1:2]
    match kind:
        case "html":
            from lab.records.html import write_html

            write_html(path, digest, words=tr, decimal=decimal, language=language())
        case "csv" | "trials":
            from lab.records.study_csv import write_study_csv

            write_study_csv(path, digest, "trials" if kind == "trials" else "candidates")
        case "json":
            from lab.records.study_json import write_study_json

            write_study_json(path, digest.result, digest)
        case "parquet":
            from lab.records.parquet import write_parquet

            write_parquet(path, digest)
        case _:
            from lab.records.paper.study import write_study_chart, write_study_panel

            look: dict[str, Any] = {"dpi": dpi, "dark": dark, "words": tr, "decimal": decimal}
            if panel:
                write_study_panel(path, digest, panel, **look)
            else:
                write_study_chart(path, digest, **look)


def _name(digest: Digest, what: str) -> str:
    started = digest.result.started_at[:16].replace(":", "").replace("T", "-")
    return "-".join(part for part in ("hebra", digest.result.study.kind, started, what) if part)
