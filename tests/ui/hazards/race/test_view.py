"""The race on its page: what is shown comes from the figures, whichever way they turn out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.errors import SessionError
from tests.ui.hazards.staging import Answer, Home, hazards
from tests.ui.living import until
from ui.hazards.race.kinds import BY_ITSELF, KINDS, LIKELY
from ui.hazards.race.run_card import RunCard
from ui.hazards.race.view import CHOSEN, RaceView
from ui.run.code_dialog import CodeDialog
from ui.words import set_language

pytestmark = pytest.mark.qasync
LEFT = Qt.MouseButton.LeftButton


def figures(order: Mapping[str, Any], lost: int, ns: float = 50.0) -> dict[str, Any]:
    wanted = order["increments"]
    return {
        "wanted": wanted,
        "counted": wanted - lost,
        "lost": lost,
        "seconds": wanted * ns / 1e9,
        "ns_per_increment": ns,
        "workers": order["workers"],
        "asked": wanted,
    }


def usual(_name: str, order: Mapping[str, Any]) -> dict[str, Any]:
    """A quarter is lost without a lock, which costs 62 %."""
    if order["guard"] == "lock":
        return figures(order, 0, 81.0)
    return figures(order, order["increments"] // 4)


def opposite(_name: str, order: Mapping[str, Any]) -> dict[str, Any]:
    """The lock loses, and the program without one does not."""
    return figures(order, order["increments"] // 4 if order["guard"] == "lock" else 0)


@asynccontextmanager
async def race(
    app: QApplication, answer: Answer = usual, folder: Path | None = None
) -> AsyncIterator[tuple[Home, RaceView]]:
    def make(home: Home, services: Any, banners: Any) -> RaceView:
        return RaceView(services, banners, make=home.make_probe)

    async with hazards(app, make, answer, folder=folder) as home:
        view = home.page.view
        assert isinstance(view, RaceView)
        yield home, view


async def run_both(home: Home, card: RunCard) -> None:
    card.toggle()
    for _ in range(2):
        (await home.measuring()).let()
    await until(lambda: card.runner.state == "idle")


def seen(card: RunCard) -> dict[str, tuple[str, str, str]]:
    """What each half shows: verdict, updates lost, share."""
    return {
        guard: (half.chip.text(), half.lost.text(), half.share.text().replace("\xa0", " "))
        for guard, half in card.halves.items()
    }


async def test_broken_and_mended_stand_side_by_side(qapp: QApplication) -> None:
    async with race(qapp) as (home, view):
        card = view.runs[BY_ITSELF]
        assert seen(card) == {"none": ("Not run", "–", ""), "lock": ("Not run", "–", "")}
        QTest.mouseClick(card.run, LEFT)
        probe = await home.measuring()
        assert home.turn.holder == "hazards"
        assert probe.order["guard"] == "none"
        probe.tell(counted=300_000, done=400_000)
        bare = card.halves["none"]
        assert (bare.chip.text(), bare.lost.text()) == ("Counting…", "100,000")
        assert bare.bar.shares == (0.15, 0.05)
        probe.let()
        (await home.measuring()).let()
        await until(lambda: card.runner.state == "idle")
        assert home.turn.holder == ""
        assert seen(card) == {
            "none": ("Loses updates", "500,000", "25.0 % lost"),
            "lock": ("Loses nothing", "0", "none lost"),
        }
        assert card.halves["lock"].cost.text().replace("\xa0", " ") == (
            "0.0810 µs an increment, +62 %"
        )
        assert {tone for tone, _ in bare.code.marks().values()} == {"bad"}
        assert {tone for tone, _ in card.halves["lock"].code.marks().values()} == {"good"}
        assert "500,000 of 2,000,000" in card.sentence.text.plain()
        rows = view.tables_of[BY_ITSELF].table.rows
        assert [rows.cell(0, column).text for column in (1, 2)] == ["500,000", "0"]


async def test_opposite_figures_give_the_opposite_verdict(qapp: QApplication) -> None:
    async with race(qapp, opposite) as (home, view):
        card = view.runs[BY_ITSELF]
        await run_both(home, card)
        assert seen(card)["none"][0] == "Loses nothing"
        assert seen(card)["lock"][0] == "Loses updates"
        assert {tone for tone, _ in card.halves["none"].code.marks().values()} == {"good"}


async def test_processes_with_a_variable_each_are_said_to_count_copies(qapp: QApplication) -> None:
    def copies(_name: str, order: Mapping[str, Any]) -> dict[str, Any]:
        each = order["increments"] // order["workers"]
        return {**figures(order, order["increments"]), "copies": [each] * order["workers"]}

    async with race(qapp, copies) as (home, view):
        card = view.runs[BY_ITSELF]
        card.show_kind("copies")
        await run_both(home, card)
        assert "still 0" in card.sentence.text.plain()
        assert "125,000" in card.sentence.text.plain()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
async def test_every_race_can_be_run(kind: Any, qapp: QApplication) -> None:
    async with race(qapp) as (home, view):
        view.show_rung(kind.rung)
        card = view.runs[kind.rung]
        card.show_kind(kind.key)
        await run_both(home, card)
        assert set(kind.order.items()) <= set(home.probes[0].order.items())
        assert home.probes[0].order["workers"] == 4
        assert ("switch_interval_ms" in home.probes[0].order) == kind.switches
        assert seen(card)["none"][0] == "Loses updates"
        assert card.workers.isVisible()
        assert card.increments.isVisible()


async def test_it_can_be_stopped_and_keeps_what_was_found(qapp: QApplication) -> None:
    async with race(qapp) as (home, view):
        card = view.runs[BY_ITSELF]
        view.toggle()
        (await home.measuring()).let()
        locked = await home.measuring()
        locked.tell(counted=10, done=10)
        assert view.escape()
        await until(lambda: card.runner.state == "idle")
        assert locked.ended
        assert home.turn.holder == ""
        assert seen(card)["none"][0] == "Loses updates"
        assert seen(card)["lock"] == ("Not run", "–", "")
        assert not view.escape()


async def test_going_elsewhere_ends_it(qapp: QApplication) -> None:
    async with race(qapp) as (home, view):
        view.toggle()
        probe = await home.measuring()
        home.page.show_hazard("other")
        await until(lambda: probe.ended and not home.turn.holder)
        home.page.show_hazard("race")
        view.toggle()
        probe = await home.measuring()
        view.show_rung(LIKELY)
        await until(lambda: probe.ended and not home.turn.holder)


async def test_an_error_is_told_and_the_next_run_is_free(qapp: QApplication) -> None:
    async with race(qapp) as (home, view):
        view.toggle()
        probe = await home.measuring()
        probe.failure = SessionError("The engine could not be started")
        probe.let()
        await until(lambda: view.runs[BY_ITSELF].runner.state == "idle")
        assert "could not be started" in home.banners()
        await run_both(home, view.runs[BY_ITSELF])
        assert home.banners() == ""


async def test_nothing_is_run_beside_another_measurement(qapp: QApplication) -> None:
    async with race(qapp) as (home, view):
        home.turn.take("bench")
        view.toggle()
        assert home.probes == []
        assert "Bench" in home.banners()
        assert view.runs[BY_ITSELF].run.text() == "Run both"


async def test_what_is_shown_can_be_had_as_code_and_as_files(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with race(qapp, folder=tmp_path) as (home, view):
        page = home.page
        await run_both(home, view.runs[BY_ITSELF])
        QTest.mouseClick(page.code, LEFT)
        dialog = page.findChild(CodeDialog)
        assert isinstance(dialog, CodeDialog)
        assert dialog.choice is not None
        assert "with lock" not in dialog.source
        QTest.mouseClick(dialog.choice.segment("1"), LEFT)
        assert "with lock" in dialog.text.toPlainText() == dialog.source
        dialog.accept()
        save, copy, picture = page.export_menu.actions()
        save.trigger()
        await until(lambda: "Saved hebra-race.csv" in home.notes)
        head, *rows = (tmp_path / "hebra-race.csv").read_text().splitlines()
        assert head.startswith("race,guard,workers,wanted,counted,lost,seconds_s")
        assert rows[0].startswith("call,none,4,2000000,1500000,500000,")
        ends = (tmp_path / "hebra-race-schedules.csv").read_text()
        assert "2,1,False,1,18" in ends
        copy.trigger()
        assert "call\tnone\t4\t2000000" in QGuiApplication.clipboard().text()
        picture.trigger()
        await until((tmp_path / "hebra-race.png").exists)
        assert (tmp_path / "hebra-race.png").read_bytes().startswith(b"\x89PNG")


async def test_a_file_that_cannot_be_written_is_told(qapp: QApplication, tmp_path: Path) -> None:
    async with race(qapp, folder=tmp_path / "nowhere") as (home, _view):
        home.page.export_menu.actions()[0].trigger()
        await until(home.banners)
        assert "hebra-race.csv was not saved" in home.banners()


async def test_it_speaks_spanish_at_once(qapp: QApplication) -> None:
    async with race(qapp) as (home, view):
        await run_both(home, view.runs[BY_ITSELF])
        set_language("es")
        QApplication.processEvents()
        assert seen(view.runs[BY_ITSELF])["none"] == (
            "Pierde actualizaciones", "500.000", "25,0 % perdidas",
        )  # fmt: skip
        rows = view.tables_of[BY_ITSELF].table.rows
        assert rows.cell(0, 1).text == "500.000"


async def test_space_takes_a_step_on_the_last_rung(qapp: QApplication) -> None:
    async with race(qapp) as (_home, view):
        view.show_rung(CHOSEN)
        home_page = _home.page
        home_page.toggle()
        assert len(view.scheduler.walk.schedule) == 1


async def test_a_guess_stands_beside_what_was_measured(qapp: QApplication) -> None:
    async with race(qapp) as (home, view):
        card, bare = view.runs[BY_ITSELF], view.runs[BY_ITSELF].halves["none"]
        view.predict.setChecked(True)
        assert card.guess.isVisible()
        assert bare.guess.text() == "", "nobody has guessed yet"
        card.guess.field.setText("40")
        card.guess.field.editingFinished.emit()
        await run_both(home, card)
        assert bare.guess.text().replace("\xa0", " ") == "guessed: 40 %"
        assert seen(card)["none"][2] == "25.0 % lost"
        card.show_kind("plain")
        assert bare.guess.text() == ""
        card.show_kind("call")
        assert card.guess.value == 40
        view.predict.setChecked(False)
        assert not card.guess.isVisible()
        assert bare.guess.text() == ""


async def test_a_real_race_on_the_page(qapp: QApplication) -> None:
    def make(_home: Home, services: Any, banners: Any) -> RaceView:
        return RaceView(services, banners)

    async with hazards(qapp, make, usual) as home:
        view = home.page.view
        assert isinstance(view, RaceView)
        view.show_rung(LIKELY)
        card = view.runs[LIKELY]
        card.show_kind("sleep")
        card.increments.field.setText("200")
        card.increments.field.editingFinished.emit()
        home.page.toggle()
        await until(lambda: card.figures("sleep", "lock") and card.runner.state == "idle")
        assert seen(card)["none"][0] == "Loses updates"
        assert seen(card)["lock"][0] == "Loses nothing"
        home.page.toggle()
        assert card.runner.state == "running"
        assert home.page.escape()
        await until(lambda: card.runner.state == "idle")
