"""The comparison table in a report: filled from findings, in the reader's language."""

from __future__ import annotations

from pathlib import Path

from lab.records.html.comparison_section import comparison_section
from lab.records.verdict_tables import write_verdicts_html
from lab.records.wording import Wording
from lab.verdicts.batch import Batch
from lab.verdicts.claim import Finding
from lab.verdicts.claims import CLAIMS
from tests.lab.verdicts.fake_laboratory import FakeLaboratory
from tests.lab.verdicts.worlds import WORLDS


async def findings(*ids: str) -> dict[str, Finding]:
    found = {}
    for claim in CLAIMS:
        if claim.id in ids:
            laboratory = FakeLaboratory(WORLDS[claim.id].confirms)
            (found[claim.id],) = await Batch([claim], laboratory).run()
    return found


async def test_cells_say_what_is_claimed_and_what_was_measured() -> None:
    section = comparison_section(await findings("gil-one", "combine-1"), Wording(decimal=","))
    assert section is not None
    assert section.table is not None
    assert section.table.head == ["", "Threads", "Processes", "Asyncio"]
    assert len(section.table.rows) == 8
    _title, threads, processes, _asyncio = section.table.rows[0]
    assert threads.startswith("No: under CPython's GIL they take turns. → 2 threads: 1,0")
    assert threads.endswith("(confirmed)")
    assert processes.endswith("→ Not measured yet")
    (point,) = section.points
    assert (point.kind, point.lead) == ("good", "Combined: processes.")


async def test_without_findings_of_the_table_there_is_none() -> None:
    assert comparison_section(await findings("convoy"), Wording()) is None


async def test_the_report_holds_the_table(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.html"
    write_verdicts_html(path, await findings("shared-memory"))
    assert "Apart: every process has a copy. → What it wrote was not seen" in text_of(path)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")
