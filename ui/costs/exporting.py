"""Saving the figures of a section: as a picture, as tables, or whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from lab.costs.result import CostResult
from ui.run.saving import Saving
from ui.run.writing import CHARTS, decimal
from ui.theme import tokens
from ui.words import N_, tr

KINDS: dict[str, list[tuple[str, str]]] = {
    "chart": [(words, ending) for ending, words in CHARTS.items()],
    "figures": [(N_("Data as CSV"), "csv")],
    "samples": [(N_("Data as CSV"), "csv")],
    "json": [(N_("Data as JSON"), "json")],
}


class Exporting(Saving):
    """Exports what a section found."""

    def export(self, kind: str, take: Callable[[], CostResult | None], panel: str = "") -> None:
        """Save what ``take`` gives as ``kind`` of :data:`KINDS`; ``panel`` is one of the charts."""
        if take() is not None:
            self.begin(self._export(kind, take, panel), "export costs")

    async def _export(self, kind: str, take: Callable[[], CostResult | None], panel: str) -> None:
        result = take()
        if result is None:
            return
        formats = KINDS[kind]
        name = _name(result, panel or ("samples" if kind == "samples" else ""))
        path = await self._services.ask_save(N_("Export"), name, formats, formats[0][1])
        if path is not None:
            look = {"dpi": self._services.settings().export_dpi, "dark": tokens.current().is_dark}
            # What stands at that moment: it may have gone on while the dialog was open.
            await self.write(path, partial(write, path, take() or result, kind, panel, **look))


def write(path: Path, result: CostResult, kind: str, panel: str = "", **look: Any) -> None:
    """Write a section. Raises HebraError or OSError; imports what it needs only here."""
    match kind:
        case "figures" | "samples":
            from lab.records.costs_csv import write_costs_csv

            write_costs_csv(path, [result], kind)
        case "json":
            from lab.records.costs_json import write_costs_json

            write_costs_json(path, [result])
        case _:
            from lab.records.paper.costs import write_costs_chart

            write_costs_chart(path, [result], panel, words=tr, decimal=decimal(), **look)


def _name(result: CostResult, what: str) -> str:
    started = result.started_at[:16].replace(":", "").replace("T", "-")
    parts = ("hebra", "costs", result.study.section, started, what)
    return "-".join(part for part in parts if part)
