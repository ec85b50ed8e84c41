"""Predict first: guessing with mouse and keys, and what is said once it has been measured."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lab.analysis.interval import Interval
from tests.ui.charts.compare.conftest import Hold
from tests.ui.charts.compare.digests import candidate, seven
from tests.ui.charts.picture import like, shot
from ui.charts.compare.guess_bar import RatioScale, guessed
from ui.charts.compare.guess_bars import GuessBars
from ui.charts.compare.guess_pin import GuessPin, marks_of
from ui.charts.compare.guess_score import CLOSE, one_words, order_words, score, size_words
from ui.charts.compare.ratio_pin import RatioPin
from ui.theme.tokens import colour
from ui.words import set_language

ratios = st.floats(0.1, 60.0)
tables = st.dictionaries(st.integers(0, 9), st.tuples(ratios, ratios), min_size=1, max_size=8)


@pytest.fixture
def bars(hold: Hold) -> GuessBars:
    made = GuessBars()
    made.ask(seven().result.study)
    hold(made, 700, 420)
    return made


@given(tables)
def test_the_guess_that_is_what_was_measured_is_in_order_and_close(
    table: dict[int, tuple[float, float]],
) -> None:
    measured = {place: Interval(value, None, None, 1) for place, (value, _) in table.items()}
    found = score({place: value for place, (value, _) in table.items()}, measured)
    assert found.ordered == found.pairs
    assert found.factor == pytest.approx(1.0)


@given(tables)
def test_no_guess_is_further_off_than_the_one_named(table: dict[int, tuple[float, float]]) -> None:
    measured = {place: Interval(value, None, None, 1) for place, (value, _) in table.items()}
    guesses = {place: guess for place, (_, guess) in table.items()}
    found = score(guesses, measured)
    assert 0 <= found.ordered <= found.pairs
    far = [abs(math.log(guesses[p] / measured[p].value)) for p in guesses]
    assert abs(math.log(found.factor)) == pytest.approx(max(far))


def test_what_does_not_differ_cannot_be_put_in_the_wrong_order() -> None:
    measured = {0: Interval(1.0, 0.97, 1.03, 7), 1: Interval(1.02, 0.99, 1.05, 7)}
    assert score({0: 1.0, 1: 0.5}, measured).pairs == 0
    apart = {0: Interval(1.0, 0.99, 1.01, 7), 1: Interval(1.04, 1.03, 1.05, 7)}
    assert score({0: 1.0, 1: 0.5}, apart, noise=1.02).pairs == 1
    assert score({0: 1.0, 1: 0.5}, apart, noise=1.05).pairs == 0


def test_the_words_name_order_and_distance() -> None:
    measured = {place: Interval(value, None, None, 1) for place, value in enumerate((1, 2, 4))}
    found = score({0: 1, 1: 6, 2: 5}, measured)
    assert str(order_words(found)) == "Of 3 pairs that differ, 2 were guessed in the right order."
    assert str(size_words(found, "Threads")) == (
        "Furthest apart: Threads, guessed 3.00 times the measured value."
    )
    low = score({0: 1, 2: 1}, measured)
    assert str(size_words(low, "Threads")).endswith("measured 4.00 times the guess.")
    close = score({1: 2 * CLOSE * 0.99}, measured)
    assert "within a quarter" in str(size_words(close, "Threads"))
    assert "within a quarter" in str(one_words(1.0))


@given(st.integers(1, 640), st.floats(2, 64))
def test_a_guess_stays_where_it_is_put(hundredths: int, high: float) -> None:
    scale = RatioScale.up_to(high)
    tick = scale.tick(min(hundredths / 10, high))
    assert scale.low <= scale.at(scale.place(tick)) <= scale.high
    assert abs(scale.at(scale.place(tick)) - tick) <= max(1, 0.06 * tick)


def test_guesses_are_written_without_digits_nobody_meant() -> None:
    assert [guessed(value) for value in (1.0, 4.3, 14.0, 0.55)] == ["1", "4.3", "14", "0.55"]
    set_language("es")
    assert guessed(4.3) == "4,3"


def test_a_bar_is_dragged_to_the_guess(qtbot: QtBot, bars: GuessBars) -> None:
    bar = bars.bar(1)
    at = QPoint(round(bar.x_of(4.0)), bar.height() // 2)
    with qtbot.waitSignal(bars.changed):
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=at)
    assert bars.guesses()[1] == pytest.approx(4.0, abs=0.1)
    assert set(bars.guesses()) == {0, 1}, "a bar that was not moved is no guess"
    seen = shot(bars.window())
    y = bar.mapTo(bars.window(), QPoint(0, bar.height() // 2 - 5)).y()
    long = like(seen[y], colour("accent")).sum()
    assert long == pytest.approx(bar.x_of(4.0) - bar.x_of(0), abs=14)


def test_keys_guess_too_and_the_screen_reader_follows(bars: GuessBars) -> None:
    bar = bars.bar(2)
    assert bar.accessibleDescription() == "No guess yet"
    QTest.keyClick(bar, Qt.Key.Key_PageUp)
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bars.guesses()[2] == pytest.approx(2.1)
    assert bar.accessibleDescription() == "Your guess: 2.1 times the baseline"
    assert bar.accessibleName() == "Asyncio 1\u00a0×\u00a01\u00a0×\u00a08"


def test_the_baseline_cannot_be_guessed(bars: GuessBars) -> None:
    base = bars.bar(0)
    assert not base.isEnabled()
    QTest.keyClick(base, Qt.Key.Key_Right)
    assert bars.guesses() == {0: 1.0}


def test_afterwards_guess_and_figure_stand_side_by_side(bars: GuessBars) -> None:
    high = bars.sizeHint().height()
    bars.set_guesses({1: 4.0, 6: 12.0})
    bars.compare(seven())
    assert bars.sizeHint().height() == high, "nothing jumps"
    assert bars.words.text().startswith("The order you guessed is the order measured.")
    assert "Threads" in bars.words.text()
    bar = bars.bar(1)
    assert not bar.isEnabled()
    assert "measured 1.85 times" in bar.accessibleDescription()
    seen = shot(bars.window())
    corner = bar.mapTo(bars.window(), QPoint(0, 0))
    row = seen[corner.y() : corner.y() + bar.height()]
    assert like(row, colour("threads")).any()
    assert like(row[:, round(bar.x_of(4.0)) - 3 : round(bar.x_of(4.0)) + 3], colour("accent")).any()


def test_without_a_guess_nothing_is_held_against_anybody(bars: GuessBars) -> None:
    bars.compare(seven())
    assert bars.words.text() == "No guess was made this time."


def test_another_study_asks_anew(bars: GuessBars) -> None:
    bars.set_guesses({1: 4.0})
    bars.compare(seven())
    bars.ask(seven().result.study)
    assert bars.guesses() == {0: 1.0}
    assert bars.score is None
    assert bars.bar(1).isEnabled()


def test_the_pin_goes_where_it_is_dragged(hold: Hold) -> None:
    pin = RatioPin()
    pin.ask(candidate("sequential", (1, 1, 1)), candidate("threads", (1, 4, 1)))
    hold(pin, 520, 190)
    assert pin.guess is None
    at = QPoint(round(pin._x(3.2)), 88)
    QTest.mouseClick(pin, Qt.MouseButton.LeftButton, pos=at)
    assert pin.guess == pytest.approx(3.2, abs=0.05)
    pin.compare(Interval(1.02, 1.0, 1.04, 7))
    assert pin.words is not None
    assert "times the measured value" in str(pin.words)
    assert pin.accessibleDescription().endswith("Measured 1.02×, 1.00–1.04")
    QTest.keyClick(pin, Qt.Key.Key_Right)
    assert pin.guess == pytest.approx(3.2, abs=0.05), "it is too late to guess"
    assert like(shot(pin.window()), colour("threads")).any()


@given(st.floats(0.05, 200), st.floats(0.5, 60))
def test_any_measured_ratio_has_its_place_on_the_pins_scale(value: float, guess: float) -> None:
    pin = RatioPin()
    pin.ask(candidate("sequential", (1, 1, 1)), candidate("threads", (1, 4, 1)))
    pin.set_guess(guess)
    pin.resize(500, 180)
    pin.compare(Interval(value, value * 0.9, value * 1.1, 7))
    assert 0 <= pin._x(value) <= pin.width()
    pin.deleteLater()


def test_a_pin_can_ask_for_any_figure(hold: Hold) -> None:
    pin = GuessPin()
    pin.ask_for(1, 1000, logarithmic=True, unit="ms", approach="asyncio")
    hold(pin, 520, 190)
    at = QPoint(round(pin._x(100)), 88)
    QTest.mouseClick(pin, Qt.MouseButton.LeftButton, pos=at)
    assert pin.guess == pytest.approx(100, rel=0.05)
    assert marks_of(pin._scale) == [1, 10, 100, 1000]
    pin.compare(Interval(4000.0, 3900.0, 4100.0, 5))
    assert pin._x(4000) < pin.width(), "the scale has grown"
    assert str(pin.words) == "The measured value is 40.0 times your guess."
    assert pin.accessibleDescription() == (
        "Your guess 100\u00a0ms, Measured 4,000\u00a0ms, 3,900–4,100"
    )


def test_a_linear_pin_speaks_of_differences(hold: Hold) -> None:
    pin = GuessPin()
    pin.ask_for(0, 100, logarithmic=False, unit="%", approach="threads")
    hold(pin, 520, 190)
    assert marks_of(pin._scale) == [0, 20, 40, 60, 80, 100]
    pin.set_guess(25)
    pin.compare(Interval(45.0, 40.0, 50.0, 7))
    assert str(pin.words) == "Your guess lies 20.0\u00a0% below what was measured."
    pin.ask_for(0, 100, logarithmic=False, unit="%", approach="threads")
    pin.set_guess(41)
    pin.compare(Interval(45.0, 40.0, 50.0, 7))
    assert "within the interval" in str(pin.words)


@given(st.floats(0.01, 100), st.floats(1.5, 1e4), st.booleans(), st.floats(0, 1e6), st.floats(0, 1))
@example(1.0, 2.0, True, 2.2250738585e-313, 0.0)
def test_whatever_is_measured_has_its_place_on_any_scale(
    low: float, times: float, logarithmic: bool, measured: float, place: float
) -> None:
    pin = GuessPin()
    pin.resize(500, 180)
    pin.ask_for(low, low * times, logarithmic=logarithmic, unit="ms", approach="threads")
    pin.set_guess(low + place * (low * times - low))
    guess = pin.guess
    pin.compare(Interval(measured, None, None, 1))
    assert guess is not None
    assert pin.guess == pytest.approx(guess)
    assert 0 <= pin._x(measured) <= pin.width()
    assert len(marks_of(pin._scale)) < 40
    pin.deleteLater()
