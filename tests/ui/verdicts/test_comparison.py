"""The comparison table as a person reads it, fills it and is told what is under way."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from lab.verdicts.batch import Batch
from lab.verdicts.claim import Finding
from lab.verdicts.claims import CLAIMS
from tests.lab.verdicts.fake_laboratory import FakeLaboratory
from tests.lab.verdicts.worlds import WORLDS
from tests.ui.living import until
from tests.ui.verdicts.staging import FakeStore, Staged, staged
from ui import words
from ui.verdicts.header import COMPARISON
from ui.verdicts.table_cell import TableCell

pytestmark = pytest.mark.qasync


async def found(claim: str, *, refuted: bool = False) -> Finding:
    """What is found of a claim in a world where it holds, or where it does not."""
    worlds = WORLDS[claim]
    one = next(one for one in CLAIMS if one.id == claim)
    laboratory = FakeLaboratory(worlds.refutes if refuted else worlds.confirms)
    (finding,) = await Batch([one], laboratory).run()
    return finding


def cell(home: Staged, row: str, approach: str) -> TableCell:
    return home.page.comparison.cells[row, approach]


def said(shown: TableCell) -> str:
    return "\n".join(line.spoken for line in shown.lines)


async def test_a_cell_offers_its_claims_and_is_filled_by_them(qapp: QApplication) -> None:
    async with staged(qapp, claims=CLAIMS) as home:
        home.page.show_tab(COMPARISON)
        parallel = cell(home, "parallel", "threads")
        assert parallel.claimed.text() == "No: under CPython's GIL they take turns"
        assert parallel.missing.text() == "Not measured yet"
        assert not parallel.lines
        parallel.measure.click()
        batch = await home.measuring("gil-one")
        assert parallel.missing.text() == "Being measured…"
        assert not parallel.measure.isVisible()
        batch.end_with(await found("gil-one"))
        await home.idle()
        assert said(parallel).startswith("Confirmed: 2 threads: 1.0")
        assert not parallel.missing.isVisible()
        home.page._take(await found("gil-one", refuted=True))
        assert said(parallel).startswith("Refuted: 2 threads: 2.0")
        assert "Refuted: 2 threads" in parallel.accessibleDescription()


async def test_a_cell_that_is_half_filled_says_what_is_left(qapp: QApplication) -> None:
    store = FakeStore({"proc-overhead": await found("proc-overhead")})
    async with staged(qapp, claims=CLAIMS, store=store) as home:
        home.page.show_tab(COMPARISON)
        for approach, start in (("threads", "60"), ("processes", "9"), ("asyncio", "2.0")):
            shown = cell(home, "overhead", approach)
            assert f"Confirmed: {start}" in said(shown)
            assert shown.missing.text() == "1 claim more"
        cell(home, "overhead", "asyncio").measure.click()
        await home.measuring("switch")


async def test_all_of_the_table_is_in_the_readers_language(qapp: QApplication) -> None:
    store = FakeStore({"shared-memory": await found("shared-memory")})
    async with staged(qapp, claims=CLAIMS, store=store) as home:
        home.page.show_tab(COMPARISON)
        words.set_language("es")
        shown = cell(home, "memory", "processes")
        await until(lambda: shown.claimed.text() == "Separada: cada proceso tiene su copia")
        await until(lambda: said(shown) == "Confirmada: Lo que escribió no se vio")
        assert "Memoria, Procesos" in shown.accessibleName()
        assert cell(home, "syntax", "threads").missing.text() == "Aún sin medir"


async def test_space_runs_what_is_missing(qapp: QApplication) -> None:
    async with staged(qapp, claims=CLAIMS) as home:
        home.page.show_tab(COMPARISON)
        home.page.toggle()
        await home.measuring("gil-one")
        assert len(home.runner.waiting) == len(CLAIMS) - 1
        home.page.toggle()
        await home.idle()
