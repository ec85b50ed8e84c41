"""The real window on a virtual screen, used by keyboard and mouse as a person would."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from pathlib import Path

from PySide6.QtGui import QImage

from lab.records import load_experiment
from tests.e2e.bench import Bench
from tests.e2e.desk import Desk
from tests.e2e.patience import until
from tests.e2e.places import STANDS, Places
from tests.e2e.program import ROOT, Home
from tests.tested import command

ELSEWHERE = (110, 20, 1310, 870)
DOTS_A_METRE = 7874  # 200 dpi, the setting nobody has touched


def test_open_run_steer_export_close_and_come_back(
    desk: Desk, places: Places, home: Home, tmp_path: Path
) -> None:
    table, chart = tmp_path / "result.csv", tmp_path / "chart.png"
    with Bench(desk, places, home) as bench:
        bench.start()
        plain = bench.labels()
        desk.click(*places.middle("threads"))
        until(lambda: bench.labels() > plain + 50, "a marker in the chart")
        bench.watch("throughput")
        desk.keys("Page_Down")
        bench.watch("throughput")
        bench.export(table)
        bench.export(chart)
        field = bench.picture("threads_field")
        desk.place(bench.window, ELSEWHERE)
        assert bench.program.family(), "the run goes on until the window is closed"
        assert bench.close() == 0
        assert not bench.program.survivors()
        assert bench.program.said == ""
    assert home.litter() == []

    steps = _changes(table)
    assert [step[0] for step in steps] == ["threads", "threads"]
    assert steps[0][1] == "4"
    assert steps[0][2] == steps[1][1], "the second change goes on from the first"
    assert int(steps[1][2]) < int(steps[0][2]), "Page Down makes it less"
    _check_table(table)
    _check_chart(chart)

    kept = load_experiment(home.settings / "last.toml")
    assert kept.topology.threads == int(steps[1][2])
    with Bench(desk, places, home, opens_at=ELSEWHERE) as bench:
        until(lambda: bench.picture("threads_field") == field, "the threads of before")
        assert bench.close() == 0
        assert bench.program.said == ""


def test_the_mouse_alone_does_it_all(desk: Desk, places: Places, home: Home) -> None:
    with Bench(desk, places, home) as bench:
        desk.click(*places.middle("run"))
        bench.watch("throughput")
        x, y, width, height = places.threads
        middle = y + height // 2
        desk.drag([(x + width * part // 10, middle) for part in range(3, 10)])
        desk.click(*places.middle("run"))
        until(bench.at_rest, "the run to end")
        assert not bench.program.family()
        assert bench.close() == 0
        assert bench.program.said == ""
    assert load_experiment(home.settings / "last.toml").topology.threads > 100
    remembered = json.loads((home.settings / "window.json").read_text())
    assert remembered["geometry"] == list(STANDS)


def _changes(table: Path) -> list[tuple[str, ...]]:
    """The changes the file tells of: setting, before, after."""
    found = re.findall(r"^# change: t_s = [\d.]+, (\w+) (\d+)→(\d+)\r?$", table.read_text(), re.M)
    return [tuple(step) for step in found]


def _check_table(table: Path) -> None:
    """The file holds what was run, units and figures, and runs again."""
    experiment = load_experiment(table)
    assert (experiment.approach, experiment.topology.threads) == ("threads", 4)
    text = table.read_bytes().decode()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    header, *rows = csv.reader(lines)
    units = dict(re.findall(r"^# column: (\w+) \[(.+?)\]: ", text, re.M))
    assert units["t_s"] == "s"
    assert units["throughput_per_s"] == "1/s"
    assert units["p95_ms"] == "ms"
    assert set(units) <= set(header)
    at, lanes, done = (header.index(name) for name in ("t_s", "lanes", "tasks_done"))
    times = [float(row[at]) for row in rows]
    assert len(rows) > 10
    assert times == sorted(times)
    assert float(rows[-1][done]) > 0
    assert max(float(row[lanes]) for row in rows) > 4
    again = subprocess.run(
        [
            *command("run", "--file", str(table), "--seconds", "0.5", "--json", "-"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    whole = json.loads(again.stdout)
    changed = min((marker["t_s"] for marker in whole["markers"]), default=0.5)
    began = [row["lanes"] for row in whole["series"] if row["t_s"] <= changed]
    assert max(began) == 4, "it begins as this one did"
    assert set(whole["by_kind"]) == {"python-cpu", "wait"}
    assert whole["tasks_done"] > 0


def _check_chart(chart: Path) -> None:
    """The picture has the resolution of the settings and something on it."""
    picture = QImage(str(chart))
    assert (picture.dotsPerMeterX(), picture.dotsPerMeterY()) == (DOTS_A_METRE, DOTS_A_METRE)
    assert picture.width() > 1500
    assert picture.height() > 900
    small = picture.scaled(200, 150)
    colours = {small.pixel(x, y) for x in range(200) for y in range(150)}
    assert len(colours) > 50
