"""The History page as a person uses it, on a real history."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from lab.history import Query
from lab.session.result import Result
from tests.ui.history.filled import Filled, choose, fill, filled
from tests.ui.living import until
from ui.compare.page import ComparePage
from ui.history.deeds import DELETED

pytestmark = pytest.mark.qasync
CTRL = Qt.KeyboardModifier.ControlModifier


def listed(home: Filled, rows: int) -> bool:
    """Whether so many entries are listed."""
    return home.rows == rows


def changed(home: Filled, before: int) -> bool:
    """Whether the list has another length than before."""
    return home.rows != before


async def test_an_empty_history_says_what_will_be_here(qapp: QApplication) -> None:
    async with filled(qapp) as home:
        await until(home.shown.empty.isVisible)
        assert home.shown.empty.head.text() == "No runs yet"
        assert not home.shown.filters.isVisible()
        QTest.mouseClick(home.shown.empty.button, Qt.MouseButton.LeftButton)
        assert home.house.current is home.page


async def test_a_run_on_the_bench_is_listed_when_it_has_ended(qapp: QApplication) -> None:
    async with filled(qapp) as home:
        await until(home.shown.empty.isVisible)
        home.house.show_page("bench")
        await home.run(5)
        home.house.press_space()
        await home.idle()
        home.house.show_page("history")
        await until(lambda: home.rows == 1)
        entry = home.shown.model.entries[0]
        assert (entry.state, entry.approaches) == ("interrupted", ("threads",))
        assert entry.tasks_done == home.session.result().tasks_done


async def test_the_list_is_searched_as_one_types(qapp: QApplication) -> None:
    fill()
    async with filled(qapp, 6) as home:
        QTest.keyClick(home.window, Qt.Key.Key_F, CTRL)
        assert home.shown.filters.search.hasFocus()
        QTest.keyClicks(home.shown.filters.search, "data")
        await until(lambda: home.titles() == ["Query a database"])
        assert home.shown.filters.clear.isVisible()
        QTest.keyClicks(home.shown.filters.search, " nowhere")
        await until(home.shown.nothing.isVisible)
        QTest.mouseClick(home.shown.nothing.button, Qt.MouseButton.LeftButton)
        await until(lambda: home.rows == 6)
        assert home.shown.filters.search.text() == ""


async def test_filters_leave_out_and_say_so(qapp: QApplication) -> None:
    numbers = fill(study=True)
    async with filled(qapp, 7) as home:
        filters = home.shown.filters
        await home.asked(lambda history: history.tag(numbers[2], ["night"]))
        home.shown.refresh()
        await until(lambda: filters.tag.count() == 2)
        found = []
        for part, wanted in (
            (filters.kind, "comparison"),
            (filters.kind, "run"),
            (filters.approach, "asyncio"),
        ):
            before = home.rows
            part.set_current(wanted)
            part.chosen.emit(wanted)
            await until(partial(changed, home, before))
            found.append(home.rows)
        assert found == [1, 6, 1]
        assert filters.query == Query(kind="run", approach="asyncio")
        filters.reset()
        await until(lambda: home.rows == 7)
        filters.tag.set_current("night")
        filters.tag.chosen.emit("night")
        await until(lambda: [e.id for e in home.shown.model.entries] == [numbers[2]])


async def test_one_entry_is_shown_with_its_course_and_figures(qapp: QApplication) -> None:
    fill()
    async with filled(qapp, 6) as home:
        details = home.shown.details
        choose(home, 1)
        await until(lambda: len(details.chart.runs) == 1)
        entry, result = details.chart.runs[0]
        assert entry.title == "Filter images"
        assert len(details.chart.chart.data()[1]) == len(result.series)
        assert "Throughput" in details.grid.accessibleDescription()
        assert details.about.title.text() == "Filter images"
        assert not details.sentence.isVisible()


async def test_no_figures_of_another_stand_beside_what_is_being_read(qapp: QApplication) -> None:
    fill(study=True)
    async with filled(qapp, 7) as home:
        details = home.shown.details
        run = home.shown.model.entries[1]
        choose(home, 1)
        await until(lambda: "Cores used" in details.grid.accessibleDescription())
        study = next(e for e in home.shown.model.entries if e.kind == "comparison")
        home.shown.list.choose([study.id])
        # Nothing was read in between: the loop has not gone on.
        assert details.about.title.text() != run.title
        assert "Cores used" not in details.grid.accessibleDescription()
        assert not details.chart.runs
        choose(home, 1, 2)
        await until(lambda: len(details.chart.runs) == 2)
        choose(home, 1)
        assert [entry.id for entry, _ in details.chart.runs] == [run.id]
        assert "Cores used" in details.grid.accessibleDescription()


async def test_several_runs_are_drawn_numbered_in_the_order_they_were_chosen(
    qapp: QApplication,
) -> None:
    numbers = fill()
    async with filled(qapp, 6) as home:
        details = home.shown.details
        choose(home, 3, 0, 1)
        await until(lambda: len(details.chart.runs) == 3)
        assert [entry.id for entry, _ in details.chart.runs] == [numbers[i] for i in (3, 0, 1)]
        badges = details.badges
        assert {badge.number for badge in badges.values()} == {1, 2, 3}
        assert badges[numbers[3]].number == 1
        names, rows = details.chart.chart.data()
        assert len(names) == 4
        assert rows
        QTest.keyClick(home.shown.list, Qt.Key.Key_A, CTRL)
        await until(lambda: len(details.chart.runs) == 5)
        assert "the first 5 runs are drawn" in details.several.line.text()
        QTest.keyClick(home.window, Qt.Key.Key_Escape)
        assert home.shown.list.numbers == []
        assert details.hint.isVisible()


async def test_two_runs_are_held_against_each_other_in_words(qapp: QApplication) -> None:
    fill()
    async with filled(qapp, 6) as home:
        choose(home, 0, 1)
        details = home.shown.details
        await until(details.sentence.isVisible)
        assert "the work of" in details.sentence.text.plain()
        assert "single runs" in details.sentence.reason.plain()
        assert details.study is not None
        assert {c.approach for c in details.study.candidates} == {"sequential", "combined"}
        choose(home, 2)
        assert not details.sentence.isVisible()


async def test_name_note_and_tags_are_written_and_kept(qapp: QApplication) -> None:
    numbers = fill()
    async with filled(qapp, 6) as home:
        about = home.shown.details.about
        choose(home, 2)
        about.title.setFocus()
        about.title.selectAll()
        QTest.keyClicks(about.title, "The slow one")
        QTest.keyClick(about.title, Qt.Key.Key_Return)
        await until(lambda: "The slow one" in home.titles())
        about.tags.setFocus()
        QTest.keyClicks(about.tags, "slow, disk")
        about.note.setFocus()
        QTest.keyClicks(about.note, "With the charger in.")
        # The note is not lost when another entry is chosen before the field is left.
        choose(home, 0)
        number = numbers[2]
        entry = await home.asked(lambda history: history.entry(number))
        while entry.note == "":
            entry = await home.asked(lambda history: history.entry(number))
        assert (entry.title, entry.note) == ("The slow one", "With the charger in.")
        assert set(entry.tags) == {"slow", "disk"}


async def test_a_name_is_changed_in_the_list(qapp: QApplication) -> None:
    numbers = fill()
    async with filled(qapp, 6) as home:
        choose(home, 0)
        QTest.keyClick(home.shown.list, Qt.Key.Key_F2)
        field = home.shown.list.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        assert field.text() == "Night"
        QTest.keyClicks(field, "Day shift")
        assert field.text() == "Day shift", "Space belongs to the name"
        QTest.keyClick(field, Qt.Key.Key_Return)
        await until(lambda: home.titles()[0] == "Day shift")
        assert (await home.asked(lambda history: history.entry(numbers[0]))).title == "Day shift"


async def test_pins_are_put_on_and_taken_off_together(qapp: QApplication) -> None:
    numbers = fill()
    async with filled(qapp, 6) as home:
        choose(home, 0, 1)
        QTest.keyClick(home.window, Qt.Key.Key_P, CTRL)
        await until(lambda: sum(entry.pinned for entry in home.shown.model.entries) == 2)
        home.shown.filters.pinned.click()
        await until(lambda: [e.id for e in home.shown.model.entries] == numbers[:2])
        QTest.keyClick(home.window, Qt.Key.Key_P, CTRL)
        await until(lambda: home.rows == 0)


async def test_what_is_deleted_can_be_had_back(qapp: QApplication) -> None:
    numbers = fill()
    async with filled(qapp, 6) as home:
        choose(home, 1, 2)
        QTest.keyClick(home.shown.list, Qt.Key.Key_Delete)
        await until(lambda: home.rows == 4)
        assert "2 deleted" in home.banners()
        assert home.shown.list.numbers == [numbers[3]], "the next one is chosen"
        action = home.shown.banners.banners[DELETED].action_button
        assert action is not None
        action.click()
        await until(lambda: [e.id for e in home.shown.model.entries] == numbers)
        assert DELETED not in home.shown.banners.banners
        choose(home, 0)
        QTest.keyClick(home.shown.list, Qt.Key.Key_Delete)
        await until(lambda: home.rows == 5)
        QTest.keyClick(home.shown.list, Qt.Key.Key_Delete)
        await until(lambda: home.rows == 4)
        for rows in (5, 6):
            QTest.keyClick(home.shown.list, Qt.Key.Key_Z, CTRL)
            await until(partial(listed, home, rows))


async def test_a_run_is_put_on_the_bench_again(qapp: QApplication) -> None:
    numbers = fill()
    async with filled(qapp, 6) as home:
        choose(home, 0)
        QTest.keyClick(home.shown.list, Qt.Key.Key_Return)
        await until(lambda: home.house.current is home.page)
        kept = await home.asked(lambda history: history.result(numbers[0]))
        assert isinstance(kept, Result)
        assert home.house.draft.experiment.approach == kept.experiment.approach == "sequential"
        assert home.house.draft.experiment.mix == kept.experiment.mix
        assert home.house.runner.state == "idle", "it is shown, not started"
        home.house.draft.undo()
        assert home.house.draft.experiment.approach == "threads"


async def test_a_comparison_is_opened_where_comparisons_are(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(study=True)
    async with filled(qapp, 7) as home:
        handed: list[object] = []
        object.__setattr__(home.house.services, "show_in_compare", handed.append)
        entry = next(e for e in home.shown.model.entries if e.kind == "comparison")
        home.shown.list.choose([entry.id])
        about = home.shown.details.about
        assert about.open.isVisible()
        about.open.click()
        await until(lambda: handed)
        assert type(handed[0]).__name__ == "StudyResult"
        about.again.click()
        await until(lambda: len(handed) == 2)
        assert type(handed[1]).__name__ == "Study"


async def test_space_adds_to_what_is_chosen_and_starts_nothing(qapp: QApplication) -> None:
    fill()
    async with filled(qapp, 6) as home:
        choose(home, 0)
        view = home.shown.list
        flag = QItemSelectionModel.SelectionFlag.NoUpdate
        view.selectionModel().setCurrentIndex(home.shown.model.index(2), flag)
        view.setFocus()
        QTest.keyClick(home.window, Qt.Key.Key_Space)
        assert len(view.numbers) == 2
        QTest.keyClick(home.window, Qt.Key.Key_Space)
        assert len(view.numbers) == 1
        assert home.house.runner.state == "idle"
        assert not home.sessions


async def test_a_study_is_shown_with_its_bars_and_what_it_recommends(qapp: QApplication) -> None:
    fill(study=True)
    async with filled(qapp, 7) as home:
        entry = next(e for e in home.shown.model.entries if e.kind == "comparison")
        home.shown.list.choose([entry.id])
        details = home.shown.details
        await until(lambda: details.findings is not None and details.findings.sentence.isVisible())
        assert details.findings is not None
        assert "Recommended" in details.findings.sentence.text.plain()
        assert details.findings.card.chart.data()[1]
        assert not details.chart.isVisible()
        home.shown.list.choose([e.id for e in home.shown.model.entries if e.kind == "run"][:1])
        assert not details.findings.isVisible()
        assert details.chart.isVisible()


async def test_a_kept_comparison_is_seen_again_where_it_was_made(qapp: QApplication) -> None:
    fill(study=True)
    async with filled(qapp, 7) as home:
        entry = next(e for e in home.shown.model.entries if e.kind == "comparison")
        home.shown.list.choose([entry.id])
        turn = home.house.services.turn
        turn.take("compare")
        home.shown.details.about.open.click()
        assert "A comparison is going on" in home.banners()
        turn.give_back("compare")
        home.shown.details.about.open.click()
        await until(lambda: home.house.current.key == "compare")
        page = home.house.current
        assert isinstance(page, ComparePage)
        await until(lambda: page.runner.recommendation is not None)
        assert page.stages.stage == "results"
        assert page.runner.digest is not None
        assert page.runner.digest.result.study.mix == page.draft.setup.study.mix
        assert turn.holder == ""
