from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lab.session.snapshot import CoreLoad
from tests.ui.charts.picture import like, shot
from ui.charts.cores import CoresChart
from ui.theme.tokens import colour


def chart_of(*cores: CoreLoad, width: int = 400, height: int = 220) -> CoresChart:
    made = CoresChart()
    made.resize(width, height)
    made.append(1.0, cores)
    return made


@pytest.mark.usefixtures("qapp")
class TestWhatIsSeen:
    @pytest.mark.parametrize("ratio", [1.0, 2.0])
    @pytest.mark.parametrize("count", [1, 2, 8, 16, 17, 64, 128])
    def test_a_bar_is_as_tall_as_the_load_and_split(self, count: int, ratio: float) -> None:
        busy = count // 2
        cores = [CoreLoad(0.75, 0.5) if i == busy else CoreLoad(0.0, 0.0) for i in range(count)]
        chart = chart_of(*cores)
        picture = shot(chart, ratio)
        plot = chart._plot
        x = int((plot.left() + plot.width() * (busy + 0.5) / count) * ratio)
        floor = (plot.top() + plot.height()) * ratio
        tall = plot.height() * ratio
        bar = picture[: int(floor), x]
        assert like(bar, colour("threads")).sum() == pytest.approx(0.5 * tall, abs=2)
        assert like(bar, colour("other")).sum() == pytest.approx(0.25 * tall, abs=3)
        assert like(bar[int(floor - 0.4 * tall)], colour("threads"))
        assert like(bar[int(floor - 0.6 * tall)], colour("other"))

    def test_each_bar_has_its_figure(self) -> None:
        without = shot(chart_of(CoreLoad(0.0, 0.0), CoreLoad(0.0, 0.0)))
        with_ = shot(chart_of(CoreLoad(0.5, 0.5), CoreLoad(0.0, 0.0)))
        chart = chart_of(CoreLoad(0.5, 0.5), CoreLoad(0.0, 0.0))
        shot(chart)
        plot = chart._plot
        middle = plot.top() + plot.height() // 2
        above = (without != with_).any(axis=-1)[middle - 16 : middle - 1, : plot.center().x()]
        assert above.any()

    def test_it_follows_the_approach(self) -> None:
        chart = chart_of(CoreLoad(0.75, 0.5))
        shot(chart)
        chart.set_approach("asyncio")
        picture = shot(chart)
        assert like(picture, colour("asyncio")).any()
        assert not like(picture, colour("threads")).any()

    def test_no_cores_no_bars(self) -> None:
        assert not like(shot(chart_of()), colour("threads")).any()


def test_nothing_is_painted_when_nothing_has_changed(qtbot: QtBot) -> None:
    chart = chart_of(CoreLoad(0.75, 0.5), CoreLoad(0.2, 0.1))
    qtbot.addWidget(chart)
    chart.show()
    qtbot.waitUntil(chart.showing)
    chart.append(1.3, chart._cores)
    QApplication.processEvents()
    painted: list[int] = []
    chart.draw = lambda *_: painted.append(1)  # type: ignore[method-assign]
    for i in range(14, 40):
        chart.append(i / 10, [CoreLoad(0.75, 0.5), CoreLoad(0.2, 0.1)])
        QApplication.processEvents()
    assert painted == []
    chart.append(4.0, [CoreLoad(0.75, 0.5), CoreLoad(0.4, 0.1)])
    qtbot.waitUntil(lambda: painted == [1])


def test_the_text_alternative_has_the_figures(qapp: QApplication) -> None:
    chart = chart_of(CoreLoad(0.75, 0.5), CoreLoad(0.25, 0.0))
    assert chart.figures() == (
        "2 cores, load 50\u00a0%, this experiment 25\u00a0%. core 0: 75\u00a0%, core 1: 25\u00a0%"
    )
    assert chart.data()[1] == [[0.0, 75.0, 50.0], [1.0, 25.0, 0.0]]
    many = chart_of(*[CoreLoad(0.5, 0.5)] * 128)
    assert many.figures() == "128 cores, load 50\u00a0%, this experiment 50\u00a0%"
