"""The report of a run."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from lab.records import describe
from lab.records.document import document_of
from lab.records.palette import palette
from lab.records.paper.chart import panel_alone
from lab.records.paper.style import Style
from lab.records.replay import replay
from lab.records.settings import change_text
from lab.records.wording import Wording
from lab.session.result import Result
from lab.session.series import Series, SeriesTable
from lab.session.snapshot import KindFigures, Shares
from lab.spec import N_

from .page import Point, Report, Section, Table
from .pictures import inline

CHARTS = ("throughput", "latency", "shares", "cores")
DRAWN_ROWS = 600
"""A curve of more points would look the same and make the file too large."""
TOLD_ROWS = 60
STATES = {"interrupted": N_("interrupted"), "failed": N_("failed")}
SHARES = {
    "running": N_("running"),
    "gil": N_("waiting for the GIL"),
    "core": N_("waiting for a core"),
    "gil_or_core": N_("waiting for the GIL or a core"),
    "io": N_("waiting for I/O"),
    "loop": N_("waiting for the event loop"),
}


def run_report(result: Result, wording: Wording, language: str) -> Report:
    """What a report says of a run."""
    return Report(
        language=language,
        title=describe.heading(result, wording),
        subtitle=describe.shape(result.experiment, result.topology, wording),
        state=wording.say(STATES[result.state]) if result.state in STATES else "",
        figures=tuple(_figures(result, wording)),
        sections=tuple(_sections(result, wording)),
        origin=describe.origin(result, wording),
        again=wording.say(N_("Run it again: hebra run --file THIS_FILE")),
        document=document_of(replay(result)),
    )


def _figures(result: Result, said: Wording) -> Iterator[tuple[str, str, str]]:
    number = said.number
    yield number(result.throughput_per_s), said.say(N_("tasks/s")), said.say(N_("Throughput"))
    if result.latency_ms is not None:
        yield number(result.latency_ms.p50), "ms", said.say(N_("Median latency"))
        yield number(result.latency_ms.p95), "ms", said.say(N_("p95 latency"))
    if result.time_to_finish_s is not None:
        yield number(result.time_to_finish_s), "s", said.say(N_("Time to finish"))
    if result.start_up_ms is not None:
        yield number(result.start_up_ms), "ms", said.say(N_("Start-up"))
    in_all = said.say(N_("in {seconds} s"), seconds=number(result.seconds))
    yield number(result.tasks_done, 0), in_all, said.say(N_("Tasks"))
    load = result.cores.mean_experiment_load
    if load is not None:
        of = said.say(N_("of {count} cores"), count=result.cores.count)
        yield number(load * result.cores.count), of, said.say(N_("Cores used"))


def _sections(result: Result, said: Wording) -> Iterator[Section]:
    drawn = dataclasses.replace(result, series=thinned(result.series, DRAWN_ROWS))
    style = Style(palette(dark=False), result.experiment.way, said)
    outcome = describe.outcome(result, said)
    if len(drawn.series) > 1:
        yield Section(
            charts=[
                inline(panel_alone(drawn, style, name), style, name, outcome) for name in CHARTS
            ]
        )
    yield Section(title=said.say(N_("Time of the lanes")), table=_shares(result.shares, said))
    yield Section(title=said.say(N_("By kind of task")), table=_kinds(result.by_kind, said))
    if result.markers:
        yield Section(title=said.say(N_("Changes while it ran")), table=_changes(result, said))
    if result.events:
        points = [
            Point("warn", said.say(N_("{seconds} s"), seconds=said.number(event.t_s, 1)),
                  said.tell(event.text))
            for event in result.events
        ]  # fmt: skip
        yield Section(title=said.say(N_("Events")), points=points)
    if len(result.series) > 1:
        yield Section(
            title=said.say(N_("The course as a table")), table=_course(result, said), folded=True
        )
    yield machine(result.environment, said)


def machine(facts: Mapping[str, object], said: Wording) -> Section:
    """Where the figures come from, fact by fact."""
    rows = [(name, "–" if value is None else str(value)) for name, value in facts.items()]
    head = (said.say(N_("Fact")), said.say(N_("Value")))
    return Section(title=said.say(N_("The machine")), table=Table(head, rows, texts=2), folded=True)


def thinned(table: SeriesTable, most: int) -> SeriesTable:
    """The series with at most so many rows: neighbours merged, nothing left out."""
    if len(table) <= most:
        return table
    series = Series(table.columns, most)
    names = [column.name for column in table.columns]
    for row in zip(*(table.rows[name].tolist() for name in names), strict=True):
        series.append(dict(zip(names, row, strict=True)))
    return series.table()


def _shares(shares: Shares, said: Wording) -> Table:
    known = [
        (said.say(word), said.percent(value))
        for name, word in SHARES.items()
        if (value := getattr(shares, name)) is not None
    ]
    return Table((said.say(N_("State")), said.say(N_("Share"))), known)


def _kinds(kinds: tuple[KindFigures, ...], said: Wording) -> Table:
    number = said.number
    rows = []
    for kind in kinds:
        latency = kind.latency_ms
        times = [latency.p50, latency.p95, latency.p99, latency.max] if latency else [None] * 4
        rows.append(
            (
                kind.name,
                number(kind.done, 0),
                number(kind.failed, 0),
                number(kind.throughput_per_s),
                *("–" if ms is None else number(ms) for ms in times),
            )
        )
    head = [
        said.say(N_("Kind")),
        said.say(N_("done")),
        said.say(N_("failed")),
        said.say(N_("tasks/s")),
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "max ms",
    ]
    return Table(head, rows)


def _changes(result: Result, said: Wording) -> Table:
    rows = [
        (change_text(m.setting, m.old, m.new, said), said.number(m.t_s, 1)) for m in result.markers
    ]
    return Table((said.say(N_("Change")), said.say(N_("At, s"))), rows)


def _course(result: Result, said: Wording) -> Table:
    table = thinned(result.series, TOLD_ROWS)
    names = ["t_s", "throughput_per_s", "p50_ms", "p95_ms", "p99_ms", "cores_used", "lanes"]
    columns = [table.rows[name].tolist() for name in names]
    rows = [
        ["–" if value != value else said.number(value) for value in row]
        for row in zip(*columns, strict=True)
    ]
    return Table(names, rows, texts=0)
