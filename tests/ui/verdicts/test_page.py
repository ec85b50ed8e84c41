"""Claims as a person measures them: by mouse, by key, one by one and all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.errors import HebraError, SessionError
from tests.ui.living import until
from tests.ui.verdicts.made import finding
from tests.ui.verdicts.staging import FakeStore, Staged, staged
from ui import words

pytestmark = pytest.mark.qasync
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def press(home: Staged, claim: str) -> None:
    """Click a row's button."""
    QTest.mouseClick(home.table.viewport(), LEFT, pos=home.table.button_at(claim))


def counts(home: Staged) -> dict[str, int]:
    return {key: chip.count for key, chip in home.page.claims.filters.chips.items()}


def saved_text(folder: Path, kind: str) -> str:
    (saved,) = folder.glob(f"hebra-verdicts-*.{kind}")
    return saved.read_text(encoding="utf-8")


async def test_all_claims_are_run_one_after_another(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page = home.page
        assert page.header.run.text() == "Run all"
        assert counts(home)["not run"] == 5
        assert not page.header.export.isEnabled()
        page.header.run.click()
        batch = await home.measuring("gil-one")
        assert home.turn.holder == "verdicts"
        assert page.progress.isVisible()
        assert page.progress.head.text() == "Running 1 of 5"
        assert page.progress.name.text() == "One thread at a time runs Python bytecode"
        # 6 s for the two that share an experiment, and 6 for each of the other three.
        assert page.progress.left.text() == "about 25\u00a0s left"
        assert not page.header.run.isEnabled()
        assert home.verdicts()["gil-one"] == "running"
        assert home.verdicts()["aio-blocked"] == "waiting"
        for verdict in ("confirmed", "refuted", "inconclusive", "unavailable"):
            batch.end(verdict)
            batch = await home.following(batch)
        assert page.progress.head.text() == "Running 5 of 5"
        batch.end()
        await home.idle()
        assert home.turn.holder == ""
        assert not page.progress.isVisible()
        assert list(home.verdicts().values()) == [
            "confirmed", "refuted", "inconclusive", "unavailable", "confirmed",
        ]  # fmt: skip
        assert counts(home)["confirmed"] == 2
        assert page.header.run.text() == "Run all again"
        assert len(home.laboratories) == 1, "what claims share is measured once"
        await page.keeper.settle()
        assert set(home.store.kept) == set(home.verdicts())


async def test_one_claim_is_run_by_its_button_and_the_next_one_joins_the_line(
    qapp: QApplication,
) -> None:
    async with staged(qapp) as home:
        press(home, "io-threads")
        batch = await home.measuring("io-threads")
        press(home, "race")
        assert home.verdicts()["race"] == "waiting"
        assert home.page.progress.head.text() in ("Running 1 of 1", "Running 1 of 2")
        batch.end("refuted")
        await home.measuring("race")
        assert home.verdicts()["io-threads"] == "refuted"
        assert home.page.header.run.text() == "Run what is missing"
        press(home, "race")
        await home.idle()
        assert home.verdicts()["race"] == "not run"


async def test_cancelling_one_goes_on_with_the_next(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.page.run_missing()
        await home.measuring("gil-one")
        press(home, "io-threads")
        assert home.verdicts()["io-threads"] == "not run", "it is left out of the line"
        press(home, "gil-one")
        await home.measuring("gil-wait")
        assert home.verdicts()["gil-one"] == "not run"
        home.page.progress.cancel.click()
        await home.idle()
        assert set(home.verdicts().values()) == {"not run"}
        assert home.turn.holder == ""


async def test_everything_goes_by_keyboard(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page, table = home.page, home.table
        QTest.keyClick(page, Qt.Key.Key_F, CTRL)
        search = page.claims.filters.search
        assert search.hasFocus()
        QTest.keyClicks(search, "overlap")
        assert list(home.verdicts()) == ["io-threads"]
        QTest.keyClick(search, Qt.Key.Key_Down)
        assert table.hasFocus()
        assert table.current.claim.id == "io-threads"
        QTest.keyClick(table, Qt.Key.Key_Return)
        await home.measuring("io-threads")
        page.toggle()
        await home.idle()
        page.claims.search()
        assert page.escape(), "the search is emptied"
        assert search.text() == ""
        assert page.escape(), "and left"
        assert table.hasFocus()
        assert table.current.claim.id == "io-threads", "what was chosen stays chosen"
        QTest.keyClick(table, Qt.Key.Key_Up)
        assert table.current.claim.id == "gil-wait", "the groups' lines are passed by"
        page.toggle()
        await home.measuring("gil-wait")
        assert page.escape()
        await home.idle()
        assert page.claims.details.isVisible()
        assert page.escape()
        assert not page.claims.details.isVisible()
        assert not page.escape(), "there is nothing left to close"


async def test_details_say_what_is_known(qapp: QApplication) -> None:
    store = FakeStore({"gil-one": finding("gil-one", "inconclusive")})
    async with staged(qapp, store=store) as home:
        details = home.page.claims.details
        assert not details.isVisible()
        home.table.choose("gil-one")
        assert details.isVisible()
        assert details.chip.text() == "Inconclusive"
        assert details.says.text() == "2 threads did 1.20 times the work of one"
        assert "0.8 cores" in details.reason.text()
        assert ("Running on a core", "49.2\u00a0%") in details.figures.pairs
        assert ("Python", "3.11.7") in details.facts.pairs
        assert "here: <\u00a01.25×" in details.rule.text()
        words.set_language("es")
        await until(lambda: details.says.text() == "2 threads did 1,20 times the work of one")
        words.set_language("en")
        home.table.choose("race")
        assert "Not measured here yet" in details.says.text()
        details.run.click()
        batch = await home.measuring("race")
        assert details.chip.text() == "Running"
        batch.end("refuted")
        await home.idle()
        assert details.chip.text() == "Refuted"


async def test_filters_show_what_they_count(qapp: QApplication) -> None:
    kept = {
        id_: finding(id_, verdict)
        for id_, verdict in (("race", "refuted"), ("gil-one", "confirmed"))
    }
    async with staged(qapp, store=FakeStore(kept)) as home:
        chips = home.page.claims.filters.chips
        assert list(counts(home).values()) == [5, 1, 1, 0, 0, 3]
        chips["refuted"].click()
        assert list(home.verdicts()) == ["race"]
        assert chips["refuted"].accessibleName() == "Refuted: 1"
        QTest.keyClicks(home.page.claims.filters.search, "bytecode")
        assert home.verdicts() == {}
        nothing = home.page.claims.nothing
        assert nothing.isVisible()
        nothing.button.click()
        assert len(home.verdicts()) == 5
        assert home.page.header.run.text() == "Run what is missing"
        home.page.run_missing()
        await home.measuring("gil-wait")
        assert "gil-one" not in home.runner.waiting


async def test_findings_come_back_and_newer_ones_stay(qapp: QApplication) -> None:
    store = FakeStore({"race": finding("race", "confirmed")}, problem="It was put aside as x.json")
    async with staged(qapp, store=store) as home:
        assert home.verdicts()["race"] == "confirmed"
        assert "put aside as x.json" in home.banners()
        assert home.table.rows.index(0, 0).data() == "The GIL"


async def test_what_cannot_be_kept_is_told_and_stays_in_view(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.store.error = HebraError("the disk is full", where="verdicts.json")
        home.page.measure(["race"])
        (await home.measuring("race")).end()
        await home.idle()
        await home.page.keeper.settle()
        assert "verdicts.json: the disk is full" in home.banners()
        assert home.verdicts()["race"] == "confirmed"


async def test_nothing_is_measured_beside_another_measurement(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.turn.take("compare")
        home.page.run_missing()
        assert home.runner.state == "idle"
        assert "A comparison is going on" in home.banners()
        home.turn.give_back("compare")
        home.page.run_missing()
        await home.measuring("gil-one")


async def test_an_unexpected_error_ends_the_line_and_is_told(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.page.run_missing()
        (await home.measuring("gil-one")).fail(SessionError("gone"))
        await home.idle()
        assert home.turn.holder == ""
        assert [str(error) for error in home.errors] == ["gone."]
        home.errors.clear()


async def test_leaving_ends_what_is_measured(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.page.run_missing()
        await home.measuring("gil-one")
        await home.page.leave()
        assert home.runner.state == "idle"
        assert len(home.batches) == 1


async def test_a_row_is_copied(qapp: QApplication) -> None:
    store = FakeStore({"race": finding("race", "refuted")})
    async with staged(qapp, store=store) as home:
        home.table.choose("race")
        home.table.setFocus()
        QTest.keyClick(home.table, Qt.Key.Key_C, CTRL)
        copied = QApplication.clipboard().text().split("\t")
        assert copied[0].startswith("A read, a call, then a write loses updates · race")
        assert copied[2:] == ["1.97× · 1.94–2.00", "Refuted"]


async def test_long_words_make_a_row_higher_and_are_never_cut(qapp: QApplication) -> None:
    from tests.ui.verdicts.made import CLAIMS

    long = replace(CLAIMS[0], title="A claim with a great many words " * 6)
    async with staged(qapp, claims=(long, *CLAIMS[1:]), size=(1203, 691)) as home:
        table = home.table
        first, second = (table.rows.row_of(claim) for claim in ("gil-one", "gil-wait"))
        assert table.rowHeight(first) > table.rowHeight(second)


@pytest.mark.parametrize("kind", ["csv", "json", "html"])
async def test_verdicts_are_saved(qapp: QApplication, tmp_path: Path, kind: str) -> None:
    store = FakeStore({"race": finding("race", "refuted")})
    async with staged(qapp, store=store, folder=tmp_path) as home:
        home.page.header.actions_[kind].trigger()
        await until(lambda: any(note.startswith("Saved") for note in home.notes))
        assert "refuted" in saved_text(tmp_path, kind).casefold()
