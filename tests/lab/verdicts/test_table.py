"""The comparison table is filled from figures, in both worlds of every claim."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

import pytest

from lab.spec.words import Told
from lab.verdicts.batch import Batch
from lab.verdicts.cells import TABLE
from lab.verdicts.claim import Finding
from lab.verdicts.claims import CLAIMS
from lab.verdicts.table import APPROACHES, COMBINED, Cell, TableRow, measured_cell, missing_of

from .fake_laboratory import EmptyLaboratory, FakeLaboratory
from .worlds import WORLDS

KNOWN = {claim.id for claim in CLAIMS}
CELLS = [(row.key, name, cell) for row in TABLE for name, cell in row.cells.items()]
every_cell = pytest.mark.parametrize(
    "cell", [cell for _, _, cell in CELLS], ids=[f"{row}-{name}" for row, name, _ in CELLS]
)


async def findings(world: str, claims: tuple[str, ...]) -> Mapping[str, Finding]:
    """What is found of these claims in one of their worlds."""
    found: dict[str, Finding] = {}
    for claim in CLAIMS:
        if claim.id in claims:
            laboratory = FakeLaboratory(getattr(WORLDS[claim.id], world))
            (found[claim.id],) = await Batch([claim], laboratory).run()
    return found


def test_the_table_has_eight_rows_of_three_and_three_of_all_together() -> None:
    of_three = [row for row in TABLE if tuple(row.cells) == APPROACHES]
    together = [row for row in TABLE if tuple(row.cells) == (COMBINED,)]
    assert (len(of_three), len(together)) == (8, 3)
    assert {claim for _, _, cell in CELLS for claim in cell.claims} <= KNOWN
    assert all(cell.claimed for _, _, cell in CELLS)


@every_cell
async def test_a_cell_says_what_was_found(cell: Cell, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "lab.verdicts.table")
    for world, verdict in (("confirms", "confirmed"), ("refutes", "refuted")):
        found = measured_cell(cell, await findings(world, cell.claims))
        assert not found.missing
        assert len(found.phrases) == len(cell.parts)
        assert {phrase.verdict for phrase in found.phrases} == {verdict}
        assert all(isinstance(phrase.text, Told) and phrase.text for phrase in found.phrases)
    assert not caplog.records, "its own words were made, none borrowed"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.key)
async def test_opposite_figures_say_something_else(row: TableRow) -> None:
    said = {}
    for world in ("confirms", "refutes"):
        cells = row.cells.values()
        found = await findings(world, tuple(claim for cell in cells for claim in cell.claims))
        phrases = [phrase for cell in cells for phrase in measured_cell(cell, found).phrases]
        said[world] = [phrase.text for phrase in phrases]
    assert said["confirms"] != said["refutes"]


@every_cell
async def test_a_cell_that_is_not_measured_says_what_is_missing(cell: Cell) -> None:
    found = measured_cell(cell, {})
    assert not found.phrases
    assert found.missing == cell.claims


async def test_what_cannot_be_measured_says_why() -> None:
    cell = TABLE[0].cells["threads"]
    claim = next(claim for claim in CLAIMS if claim.id == "gil-one")
    (finding,) = await Batch([claim], EmptyLaboratory()).run()
    (phrase,) = measured_cell(cell, {"gil-one": finding}).phrases
    assert (phrase.text, phrase.verdict) == ("there is no engine here", "unavailable")


async def test_figures_of_another_form_are_told_in_the_claims_own_sentence() -> None:
    cell = TABLE[2].cells["threads"]
    found = dict(await findings("confirms", cell.claims))
    old = replace(found["shared-memory"], figures={"of": "an older version"})
    (phrase,) = measured_cell(cell, {"shared-memory": old}).phrases
    assert phrase.text == old.judgement.says


async def test_use_cases_are_counted() -> None:
    cell = TABLE[1].cells["threads"]
    found = dict(await findings("confirms", cell.claims))
    found |= await findings("refutes", ("choose-scrape",))
    said = {phrase.text: phrase.verdict for phrase in measured_cell(cell, found).phrases}
    assert said["2 of 3 use cases bear it out"] == "refuted"
    del found["choose-scrape"]
    partly = measured_cell(cell, found)
    assert partly.missing == ("choose-scrape",)
    assert "2 of 2 use cases bear it out" in {phrase.text for phrase in partly.phrases}


def test_a_row_knows_what_it_still_needs() -> None:
    overhead = next(row for row in TABLE if row.key == "overhead")
    assert missing_of(overhead, {}) == ("proc-overhead", "switch")
