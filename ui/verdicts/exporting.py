"""Saving the verdicts: asks where to, writes in a thread, and tells how it went."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from lab.errors import HebraError
from lab.spec.words import why
from lab.verdicts.claim import Claim, Finding
from ui.controls.banner_stack import BannerStack
from ui.run.services import Services
from ui.words import N_, Words, language, number, tr

SUBJECT = "export"
KINDS = {
    "html": [(N_("Report as HTML"), "html")],
    "csv": [(N_("Data as CSV"), "csv")],
    "json": [(N_("Data as JSON"), "json")],
}


class Exporting:
    """One file at a time."""

    def __init__(self, services: Services, banners: BannerStack) -> None:
        self._services, self._banners = services, banners
        self.busy = False

    def export(self, kind: str, claims: Sequence[Claim], findings: Mapping[str, Finding]) -> None:
        """Save what was found as ``kind`` of :data:`KINDS`."""
        if findings and not self.busy:
            self.busy = True
            work = self._export(kind, tuple(claims), dict(findings))
            self._services.tasks.start(work, "export verdicts")

    async def _export(
        self, kind: str, claims: tuple[Claim, ...], findings: dict[str, Finding]
    ) -> None:
        try:
            formats = KINDS[kind]
            newest = max(finding.measured_at for finding in findings.values())
            name = f"hebra-verdicts-{newest[:16].replace(':', '').replace('T', '-')}"
            path = await self._services.ask_save(N_("Export"), name, formats, formats[0][1])
            if path is not None:
                await self._write(path, partial(write, path, kind, claims, findings))
        finally:
            self.busy = False

    async def _write(self, path: Path, work: partial[None]) -> None:
        self._banners.drop(SUBJECT)
        self._services.note(Words(N_("Saving {file}…"), file=path.name), "floppy-disk")
        try:
            await asyncio.to_thread(work)
        except (HebraError, OSError) as error:
            self._services.note("", "")
            said = error.what if isinstance(error, HebraError) else why(error)
            todo = error.todo if isinstance(error, HebraError) else ""
            self._banners.tell(
                SUBJECT,
                "bad",
                Words(N_("{file} was not saved: {why}"), file=str(path), why=said),
                todo or N_("Choose another place and try again."),
            )
        else:
            self._services.note(Words(N_("Saved {file}"), file=path.name), "check")


def write(path: Path, kind: str, claims: Sequence[Claim], findings: Mapping[str, Finding]) -> None:
    """Write a file. Raises HebraError or OSError; imports what it needs only here."""
    from lab.records.verdict_tables import (
        write_verdicts_csv,
        write_verdicts_html,
        write_verdicts_json,
    )

    match kind:
        case "html":
            decimal = number(0.5, 1)[1:2]
            write_verdicts_html(
                path, findings, claims, words=tr, decimal=decimal, language=language()
            )
        case "csv":
            write_verdicts_csv(path, findings, claims)
        case _:
            write_verdicts_json(path, findings, claims)
