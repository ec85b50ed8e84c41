"""Digests as they are made of whole studies: everything draws, whatever was measured."""

from __future__ import annotations

import itertools
import logging
from dataclasses import replace

import pytest

from lab.advice.digest import Digest, digest
from lab.advice.recommendation import recommend
from tests.lab.study.made import NAMES, made_result
from tests.ui.charts.compare.conftest import Hold
from tests.ui.charts.compare.digests import around, pictured
from tests.ui.charts.picture import shot
from ui.charts.compare.bars import IntervalBars
from ui.charts.compare.curve import SweepCurve
from ui.charts.compare.figures import FIGURES
from ui.charts.compare.guess_bars import GuessBars
from ui.charts.compare.heat import HeatMap
from ui.charts.compare.recommendation import RecommendationCard
from ui.charts.compare.scaling import ScalingPlot
from ui.charts.compare.study_table import StudyTable
from ui.words import set_language

CASES = [(name, "finished", 7) for name in NAMES]
CASES += [("comparison", "interrupted", 3), ("comparison", "failed", 2), ("grid", "interrupted", 1)]


@pytest.fixture(params=CASES, ids=lambda case: "-".join(map(str, case)))
def found(request: pytest.FixtureRequest) -> Digest:
    name, state, repeats = request.param
    return digest(made_result(name, state=state, repeats=repeats))


@pytest.mark.parametrize("key", FIGURES)
@pytest.mark.parametrize("kind", [IntervalBars, HeatMap, SweepCurve])
def test_every_figure_of_every_study_is_drawn(
    hold: Hold,
    caplog: pytest.LogCaptureFixture,
    found: Digest,
    kind: type[IntervalBars | HeatMap | SweepCurve],
    key: str,
) -> None:
    plot = kind(key)
    plot.show_digest(found)
    hold(plot, 640, 320)
    with caplog.at_level(logging.ERROR):
        for spoken in ("en", "es"):
            set_language(spoken)
            shot(plot.window())
        for place in plot.path():
            assert plot.lines(place)
    names, rows = plot.data()
    assert all(len(row) == len(names) for row in rows)
    assert not caplog.records


def test_curves_table_card_and_guesses_take_every_study(
    hold: Hold, caplog: pytest.LogCaptureFixture, found: Digest
) -> None:
    advice = recommend(found)
    scaling, table = ScalingPlot(), StudyTable()
    card, guesses = RecommendationCard(), GuessBars()
    scaling.show_digest(found)
    table.show_digest(found, advice.winner)
    card.show_found(advice, found)
    guesses.ask(found.result.study)
    guesses.compare(found)
    with caplog.at_level(logging.ERROR):
        for widget in (scaling, table, card, guesses):
            hold(widget, 640, 400)
            shot(widget.window())
        for place in scaling.path():
            assert scaling.lines(place)
    assert len(table.text().splitlines()) == len(found.rows) + 1
    assert not caplog.records


def test_very_many_lanes_have_a_logarithmic_axis(
    hold: Hold, caplog: pytest.LogCaptureFixture
) -> None:
    whole = pictured()
    lanes = (1, 4, 16, 64, 256, 1000)
    curve = replace(
        whole.scalings[0], lanes=lanes, speedup=tuple(around(n**0.8, 0.1) for n in lanes)
    )
    plot = ScalingPlot()
    plot.show_digest(replace(whole, scalings=(curve,)))
    hold(plot, 500, 300)
    shot(plot.window())
    steps = [plot.spot(place).x() for place in curve.places]
    gaps = [after - before for before, after in itertools.pairwise(steps)]
    assert max(gaps) - min(gaps) < 0.1 * max(gaps), "four times the lanes, the same step"
    assert not caplog.records
