"""Charts on paper: right format, right figures, whatever the run was like."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pytest

from lab.errors import InputError
from lab.records import palette
from lab.records.paper import PANELS, write_chart, write_panel
from lab.records.paper.chart import page
from lab.records.paper.panels import seconds, throughput
from lab.records.paper.style import Style, steps
from lab.records.wording import Wording
from lab.session.snapshot import Marker
from lab.spec import APPROACHES

from .example import example_result

BEGINNINGS = {"png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-", "svg": b"<?xml"}


def style(approach: str = "threads", **wording: str) -> Style:
    return Style(palette.LIGHT, APPROACHES[approach], Wording(**wording))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_the_name_gives_the_format(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"chart.{kind.upper()}"
    write_chart(path, example_result(rows=20), dpi=40)
    assert path.read_bytes().startswith(BEGINNINGS[kind])


def test_another_format_is_refused_by_name(tmp_path: Path) -> None:
    for name in ("chart.gif", "chart"):
        with pytest.raises(InputError, match=r"\.png, \.svg, \.pdf"):
            write_chart(tmp_path / name, example_result(rows=2))
    assert not list(tmp_path.iterdir())


def test_dpi_is_the_size_of_the_picture(tmp_path: Path) -> None:
    widths = []
    for dpi in (50, 100):
        write_panel(tmp_path / "a.png", example_result(rows=5), dpi=dpi)
        head = (tmp_path / "a.png").read_bytes()
        widths.append(int.from_bytes(head[16:20], "big"))
    assert widths[1] == 2 * widths[0]


def test_text_in_an_svg_needs_no_font(tmp_path: Path) -> None:
    write_chart(tmp_path / "a.svg", example_result(rows=20))
    root = ElementTree.parse(tmp_path / "a.svg").getroot()
    assert not list(root.iter("{http://www.w3.org/2000/svg}text"))
    assert len(list(root.iter("{http://www.w3.org/2000/svg}path"))) > 50


def test_equal_results_are_equal_files(tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        write_chart(tmp_path / name, example_result(rows=20))
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("approach", APPROACHES)
def test_every_panel_is_drawn_for_every_approach(panel: str, approach: str, tmp_path: Path) -> None:
    result = example_result(approach, rows=10, cores=12)
    write_panel(tmp_path / "a.png", result, panel, dpi=40, dark=True)
    assert (tmp_path / "a.png").stat().st_size > 1000


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_a_run_that_hardly_was_is_drawn(rows: int, tmp_path: Path) -> None:
    write_chart(tmp_path / "a.png", example_result(rows=rows), dpi=40)
    assert (tmp_path / "a.png").exists()


def test_what_is_not_known_is_not_drawn(tmp_path: Path) -> None:
    result = example_result(rows=10)
    nothing = {
        name: np.full(10, np.nan) for name in result.series.rows if name not in ("t_s", "dt_s")
    }
    series = dataclasses.replace(result.series, rows={**result.series.rows, **nothing})
    write_chart(tmp_path / "a.png", dataclasses.replace(result, series=series), dpi=40)
    assert (tmp_path / "a.png").exists()


def test_a_storm_of_changes_is_drawn_as_lines(tmp_path: Path) -> None:
    storm = tuple(Marker(i / 100, "threads", i, i + 1) for i in range(1000))
    result = dataclasses.replace(example_result(rows=10), markers=storm[:200])
    write_panel(tmp_path / "a.png", result, dpi=40)
    assert (tmp_path / "a.png").exists()


def test_what_a_person_wrote_is_no_formula(tmp_path: Path) -> None:
    result = example_result(rows=3)
    experiment = dataclasses.replace(result.experiment, title="$\\frac{ {x} $ and {braces}")
    write_chart(tmp_path / "a.svg", dataclasses.replace(result, experiment=experiment))
    assert (tmp_path / "a.svg").exists()


def test_the_page_says_the_runs_figures_in_the_readers_language() -> None:
    words = {"Throughput": "Rendimiento", "{count} lanes": "{count} carriles"}
    spoken = Style(
        palette.LIGHT, APPROACHES["threads"], Wording(lambda text: words.get(text, text), ",")
    )
    figure = page(example_result(rows=10), spoken)
    texts = [text.get_text() for text in figure.texts]
    texts += [text.get_text() for axes in figure.axes for text in axes.texts]
    assert "Rendimiento" in texts
    assert "Threads · 4 carriles · 70 % python-cpu 20 ms · 30 % wait 40 ms" in texts
    assert any("p95 84,0 ms" in text for text in texts)
    assert "wait 20→40 ms" in texts


def test_the_rate_is_averaged_and_nothing_is_lost() -> None:
    from matplotlib.figure import Figure

    result = example_result(rows=300)
    axes = Figure().add_axes((0.1, 0.1, 0.8, 0.8))
    throughput(axes, result, style())
    lines = [line for line in axes.lines if len(np.asarray(line.get_ydata())) == 300]
    raw = result.series.rows["throughput_per_s"]
    drawn = np.asarray(lines[-1].get_ydata(), dtype=float)
    assert abs(drawn[20:].mean() - raw[20:].mean()) < 0.5
    assert drawn[20:100].std() < raw[20:100].std()


@pytest.mark.parametrize("top", [0, 1e-9, 0.07, 1, 3.2, 99, 101, 12345, 9.9e8])
def test_an_axis_reaches_its_top_in_round_steps(top: float) -> None:
    marks = steps(top)
    assert marks[0] == 0
    assert marks[-1] >= top
    assert 2 <= len(marks) <= 7


def test_drawing_leaves_matplotlibs_settings_alone(tmp_path: Path) -> None:
    before = dict(mpl.rcParams)
    write_chart(tmp_path / "a.svg", example_result(rows=5))
    assert dict(mpl.rcParams) == before


def test_an_empty_run_has_an_axis() -> None:
    assert seconds(example_result(rows=0)) == 30.0
