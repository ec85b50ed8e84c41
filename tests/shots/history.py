"""The states of the History page, on a history that was filled with made-up results."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import cast

from lab.history import History
from lab.history.place import DATABASE
from lab.session.result import Result
from tests.lab.history.results import made_run
from tests.lab.study.made import made_result
from tests.shots.stage import Act, Stage, until
from ui.history.page import HistoryPage

RUNS = (
    ("Download files", "threads", 1.0),
    ("Mixed work, pinned", "processes", 1.7),
    ("", "asyncio", 0.8),
    ("Query a database", "threads", 1.1),
    ("A rather long title that somebody gave to a run in order to find it again", "combined", 2.3),
    ("Filter images", "sequential", 0.3),
    ("Night", "threads", 1.05),
)
"""Title, approach, and how fast against the example."""


def fill(data: Path) -> None:
    """Keep runs in every state, a comparison and a sweep, some with a note and tags."""
    with History(data / DATABASE) as history:
        numbers = []
        for day, (title, approach, pace) in enumerate(RUNS):
            numbers.append(history.keep(_paced(made_run(title, approach=approach, day=day), pace)))
        numbers.append(history.keep(made_run("Cut short", day=8, rows=25, state="interrupted")))
        numbers.append(history.keep(made_result()))
        numbers.append(history.keep(made_result("grid")))
        numbers.append(history.keep(made_result("scaling", state="interrupted")))
        numbers.append(history.keep(made_run("Failed", approach="processes", day=20, rows=12)))
        history.pin(numbers[1])
        history.tag(numbers[1], ["course", "two cores"])
        history.note(numbers[1], "With the charger plugged in.\nThe fan was loud.")
        history.tag(numbers[8], ["course"])


def _paced(result: Result, pace: float) -> Result:
    rows = dict(result.series.rows)
    for name in ("throughput_per_s", "tasks_done"):
        rows[name] = rows[name] * pace
    series = dataclasses.replace(result.series, rows=rows)
    return dataclasses.replace(
        result,
        series=series,
        tasks_done=round(result.tasks_done * pace),
        throughput_per_s=result.throughput_per_s * pace,
    )


def damage(data: Path) -> None:
    """Leave a file that is no database."""
    data.mkdir(parents=True)
    (data / DATABASE).write_bytes(b"SQLite format 3\0" + b"\xff" * 20_000)


def page_of(stage: Stage) -> HistoryPage:
    """The page in view."""
    return cast(HistoryPage, stage.house.show_page("history"))


async def chosen(stage: Stage, *titles: str) -> HistoryPage:
    """Choose the entries with these titles, and wait until they are drawn."""
    page = page_of(stage)
    stage.tidy()
    await until(lambda: page.model.rowCount() > 0)
    by_title = {entry.title: entry for entry in page.model.entries}
    entries = [by_title[title] for title in titles]
    page.list.clearSelection()
    page.list.choose([entry.id for entry in entries])
    runs = sum(entry.kind == "run" for entry in entries)
    await until(lambda: len(page.details.chart.runs) == runs)
    return page


async def empty(stage: Stage) -> None:
    """Nothing was measured yet."""
    page = page_of(stage)
    await until(page.empty.isVisible)


async def listed(stage: Stage) -> None:
    """The list, and nothing chosen."""
    page = page_of(stage)
    await until(lambda: page.model.rowCount() > 0)
    page.list.clearSelection()


async def one(stage: Stage) -> None:
    """A run with a note and tags."""
    await chosen(stage, "Mixed work, pinned")


async def study(stage: Stage) -> None:
    """A comparison."""
    page = page_of(stage)
    number = next(e.id for e in page.model.entries if e.kind == "comparison" and e.complete)
    page.list.choose([number])
    findings = page.details._findings()
    await until(findings.isVisible)


async def sweep(stage: Stage) -> None:
    """A sweep over two settings."""
    page = page_of(stage)
    page.list.choose([next(e.id for e in page.model.entries if e.kind == "sweep")])
    await until(page.details._findings().isVisible)


async def overlay(stage: Stage) -> None:
    """Four runs in one chart."""
    await chosen(stage, "Download files", "", "Query a database", RUNS[4][0])


async def contrast(stage: Stage) -> None:
    """Two runs, and how they compare."""
    page = await chosen(stage, "Download files", "Query a database")
    await until(page.details.sentence.isVisible)


async def searched(stage: Stage) -> None:
    """Nothing has all these words."""
    page = page_of(stage)
    page.filters.search.setText("nowhere to be found")
    await until(page.nothing.isVisible)


async def deleted(stage: Stage) -> None:
    """One was deleted, and can be had back; the next one in the list has taken its place."""
    page = page_of(stage)
    page.filters.reset()
    await chosen(stage, "Night")
    page.acts.delete.trigger()
    await until(lambda: page.banners.banners)
    await until(lambda: all(entry.title != "Night" for entry in page.model.entries))
    await until(lambda: len(page.details.chart.runs) == len(page.details.drawn))


async def damaged(stage: Stage) -> None:
    """The file could not be read, and was put aside."""
    page = page_of(stage)
    await until(lambda: page.banners.banners)


HISTORY = Act(
    {
        "history-list": listed,
        "history-run": one,
        "history-comparison": study,
        "history-sweep": sweep,
        "history-overlay": overlay,
        "history-two": contrast,
        "history-nothing": searched,
        "history-deleted": deleted,
    },
    prepare=fill,
)
EMPTY = Act({"history-empty": empty})
DAMAGED = Act({"history-damaged": damaged}, prepare=damage)
